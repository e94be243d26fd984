import type { MetricName } from '../../backend/contract/metric-names.ts';
import type { Traffic } from '../../backend/contract/traffic.ts';
import { language, number, t } from './words.ts';

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units: 1 kB is 1,000 bytes. */
export function bytes(value: number): string {
  let size = 0;
  let rest = value;
  while (rest >= 999.5 && size < SIZES.length - 1) {
    rest /= 1_000;
    size += 1;
  }
  return `${number(rest, rest < 10 && size > 0 ? 1 : 0)} ${SIZES[size] ?? 'B'}`;
}

export const percent = (value: number): string => `${number(value, value < 10 ? 1 : 0)} %`;

export const milliseconds = (value: number): string => `${number(value, value < 10 ? (value < 1 ? 2 : 1) : 0)} ms`;

/** What flows to the server that answers, and back. */
export const trafficText = ({ sent_bytes_per_second: sent, received_bytes_per_second: received }: Traffic): string => `→ ${bytes(sent)}/s  ← ${bytes(received)}/s`;

/** Days and hours, hours and minutes, or minutes: the two largest that matter. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('unit_minutes', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${t('unit_hours', hours)} ${t('unit_minutes', minutes % 60)}`;
  return `${t('unit_days', Math.floor(hours / 24))} ${t('unit_hours', hours % 24)}`;
}

/** How long ago a moment was, in words of the language. */
export function ago(moment: string, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(moment)) / 1_000));
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  if (seconds < 60) return relative.format(-seconds, 'second');
  if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}

/** A metric's value with its unit, which its name ends with. */
export function metricText(name: MetricName, value: number): string {
  if (name.endsWith('_percent')) return percent(value);
  if (name.endsWith('_bytes_per_second')) return `${bytes(value)}/s`;
  if (name.endsWith('_bytes')) return bytes(value);
  if (name.endsWith('_ms')) return milliseconds(value);
  if (name.endsWith('_seconds')) return duration(value);
  return number(value, name === 'load1' ? 2 : value < 10 ? 1 : 0);
}
