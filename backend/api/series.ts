import type { MetricSeries } from '../contract/metric-series.ts';
import { METRIC_NAMES } from '../contract/metric-names.ts';
import { isDateTime } from '../contract/moments.ts';
import { isoOf } from '../clock.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import { allFaultsSentence, ProblemError } from '../errors.ts';

/** Samples of one server, oldest first; null in a column is a gap. */
type Samples = { readonly at: readonly number[]; readonly columns: Partial<Record<string, readonly (number | null)[]>> };

export type Range = { readonly fromMs: number; readonly toMs: number; readonly stepMs: number | null };

const POINTS_MAX = 11_000;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The range a query asks for. Refuses (400) what is no time, ends before it starts, or has more than 11,000 steps. */
export function rangeOf(query: { from?: string; to?: string; step?: string }, oldestMs: number | undefined, nowMs: number): Range {
  const toMs = query.to === undefined ? nowMs : momentOf('to', query.to);
  const fromMs = query.from === undefined ? Math.min(oldestMs ?? toMs, toMs) : momentOf('from', query.from);
  if (fromMs > toMs) throw wrong('from', say('range_order'));
  const stepMs = query.step === undefined ? null : durationOf(query.step);
  if (stepMs !== null && (toMs - fromMs) / stepMs > POINTS_MAX) throw wrong('step', say('range_steps', { count: POINTS_MAX }));
  return { fromMs, toMs, stepMs };
}

/** The samples within a range: as they were taken, or as means over steps aligned to 1970, a step without samples null. */
export function seriesOf(server: string, samples: Samples, { fromMs, toMs, stepMs }: Range): MetricSeries {
  const inside = samples.at.map((at, place) => ({ at, place })).filter(({ at }) => at >= fromMs && at <= toMs);
  const groups = stepMs === null ? inside.map(({ at, place }) => ({ at, places: [place] })) : grouped(inside, fromMs, toMs, stepMs);
  const metrics: MetricSeries['metrics'] = {};
  for (const name of METRIC_NAMES) {
    const column = samples.columns[name];
    if (column === undefined) continue;
    const values = groups.map(({ places }) => meanOf(places.map((place) => column[place] ?? null)));
    if (values.some((value) => value !== null)) metrics[name] = values;
  }
  return {
    server, from: isoOf(fromMs), to: isoOf(toMs), step_seconds: stepMs === null ? null : stepMs / 1_000,
    times: groups.map(({ at }) => isoOf(at)), metrics,
  };
}

function grouped(samples: readonly { at: number; place: number }[], fromMs: number, toMs: number, stepMs: number): { at: number; places: number[] }[] {
  const first = Math.floor(fromMs / stepMs);
  const groups = Array.from({ length: Math.floor(toMs / stepMs) - first + 1 }, (_, index) => ({ at: (first + index) * stepMs, places: [] as number[] }));
  for (const { at, place } of samples) groups[Math.floor(at / stepMs) - first]?.places.push(place);
  return groups;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function momentOf(name: string, text: string): number {
  const ms = /^[\d.]+$/.test(text) ? Number(text) * 1_000 : isDateTime(text) ? Date.parse(text) : NaN;
  if (!(ms >= 0 && ms < 8.64e15)) throw wrong(name, say('range_time'));
  return ms;
}

function durationOf(text: string): number {
  const unit = /[smhd]$/.exec(text)?.[0] ?? 's';
  const ms = Number.parseInt(text, 10) * (UNITS[unit] ?? 1_000);
  if (ms <= 0) throw wrong('step', say('range_step'));
  return ms;
}

function wrong(name: string, message: Sentence): ProblemError {
  const faults = [{ pointer: `?${name}`, message }];
  return new ProblemError('malformed', allFaultsSentence(faults), { faults });
}
