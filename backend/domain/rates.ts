import type { MetricName } from '../contract/metric-names.ts';
import type { Metrics } from '../contract/metrics.ts';
import { DISK_COUNTERS, NETWORK_COUNTERS, type Counters, type DeviceCounters } from '../contract/readings.ts';

/** Counters and when they were read, in milliseconds of a clock that only goes forward. */
export type CountersAt = { readonly atMs: number; readonly counters: Counters };

/** An older reading says nothing about now: the rate over a long silence is not given. */
const LONGEST_INTERVAL_MS = 300_000;
/** Two readings closer than this differ by chance more than by load. */
const SHORTEST_INTERVAL_MS = 200;

/**
 * Numbers per second between two readings, and shares. A counter that went down (a restart, a reset, an overflow) gives no
 * number for the interval; a device that was not there before counts from the next one. Without `before` there is none at all.
 */
export function ratesOf(before: CountersAt | null, now: CountersAt, speeds: Readonly<Record<string, number>> = {}): Metrics {
  if (before === null) return {};
  const elapsedMs = now.atMs - before.atMs;
  if (elapsedMs < SHORTEST_INTERVAL_MS || elapsedMs > LONGEST_INTERVAL_MS) return {};
  const seconds = elapsedMs / 1_000;
  const rates: Metrics = {};
  addCpu(rates, before.counters.cpu, now.counters.cpu);
  addDisks(rates, before.counters.disks, now.counters.disks, seconds);
  addNetwork(rates, before.counters.network, now.counters.network, seconds, speeds);
  return rates;
}

/** The same numbers without digits that nobody measured: three decimals, none above a thousand. Written in place. */
export function rounded(metrics: Metrics): Metrics {
  for (const name in metrics) {
    const value = metrics[name as MetricName] ?? 0;
    metrics[name as MetricName] = Math.abs(value) < 1_000 ? Math.round(value * 1_000) / 1_000 : Math.round(value);
  }
  return metrics;
}

/** Whether a reading can be the base of the next rates; one that follows too closely keeps the older base. */
export const isApart = (before: CountersAt | null, nowMs: number): boolean => before === null || nowMs - before.atMs >= SHORTEST_INTERVAL_MS;

function addCpu(rates: Metrics, before: Counters['cpu'], now: Counters['cpu']): void {
  if (before === undefined || now === undefined) return;
  const busy = now.busy - before.busy;
  const total = now.total - before.total;
  if (busy < 0 || total <= 0) return;
  rates.cpu_percent = Math.min(100, (busy / total) * 100);
}

function addDisks(rates: Metrics, before: DeviceCounters | undefined, now: DeviceCounters | undefined, seconds: number): void {
  const sums = growthOf(before, now, DISK_COUNTERS);
  if (sums === null) return;
  const [operations = 0, spentMs = 0] = sums;
  rates.disk_iops = operations / seconds;
  // A disk at rest has no latency: nothing was waited for.
  if (operations > 0) rates.disk_latency_ms = spentMs / operations;
}

function addNetwork(
  rates: Metrics, before: DeviceCounters | undefined, now: DeviceCounters | undefined, seconds: number, speeds: Readonly<Record<string, number>>,
): void {
  let share = -1;
  const sums = growthOf(before, now, NETWORK_COUNTERS, (name, growth) => {
    const speed = speeds[name];
    if (speed !== undefined && speed > 0) share = Math.max(share, Math.max(growth[0] ?? 0, growth[1] ?? 0) / seconds / speed);
  });
  if (sums === null) return;
  const [received = 0, sent = 0, errors = 0] = sums;
  rates.network_rx_bytes_per_second = received / seconds;
  rates.network_tx_bytes_per_second = sent / seconds;
  rates.network_errors_per_second = errors / seconds;
  if (share >= 0) rates.network_percent = share * 100;
}

/**
 * Growth of each column, summed over the devices that were there both times; null if any went down or none was there.
 * `each` is given the growth of one device; its array is reused.
 */
function growthOf(
  before: DeviceCounters | undefined, now: DeviceCounters | undefined, width: number, each?: (name: string, growth: readonly number[]) => void,
): readonly number[] | null {
  if (before === undefined || now === undefined) return null;
  const sums = new Array<number>(width).fill(0);
  const growth = new Array<number>(width).fill(0);
  let common = 0;
  for (let device = 0; device < now.names.length; device += 1) {
    const name = now.names[device] as string;
    const old = before.names[device] === name ? device : before.names.indexOf(name);
    if (old < 0) continue;
    common += 1;
    for (let column = 0; column < width; column += 1) {
      const grown = (now.values[device * width + column] as number) - (before.values[old * width + column] as number);
      if (!(grown >= 0)) return null;
      growth[column] = grown;
      sums[column] = (sums[column] as number) + grown;
    }
    each?.(name, growth);
  }
  return common === 0 ? null : sums;
}
