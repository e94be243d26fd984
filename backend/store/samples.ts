import { METRIC_NAMES, type MetricName } from '../contract/metric-names.ts';
import type { Metrics } from '../contract/metrics.ts';

/** The newest samples of a server, oldest first. A null in a column is a gap: not measured then. */
export type RecentSamples = { readonly at: readonly number[]; readonly columns: Partial<Record<MetricName, readonly (number | null)[]>> };

const WIDTH = METRIC_NAMES.length;
const RECENT = 60;

/** Servers whose recent samples are kept; beyond, new ones have their current numbers only. About 90 MB when full. */
const RECENT_SERVERS_MAX = 20_000;

/** 32 bits are enough for a sparkline; current values keep 64. */
type Ring = { readonly atMs: Float64Array; readonly values: Float32Array; next: number; length: number };
type Measured = { readonly latest: Float64Array; isKnown: boolean; readonly ring: Ring | null };

const [CPU, MEMORY, DISK] = (['cpu_percent', 'memory_percent', 'disk_percent'] as const).map((name) => METRIC_NAMES.indexOf(name)) as [number, number, number];
const UNKNOWN_PERCENT = 255;

/** Newest numbers per slot of a measured server; servers never measured cost nothing. */
export class Samples {
  readonly #measured = new Map<number, Measured>();
  #rings = 0;

  /** Adds a sample; null is a gap in every column and takes the current numbers away. */
  push(slot: number, atMs: number, metrics: Metrics | null): void {
    const measured = this.#measured.get(slot) ?? this.#start(slot);
    METRIC_NAMES.forEach((name, place) => {
      measured.latest[place] = metrics?.[name] ?? Number.NaN;
    });
    measured.isKnown = metrics !== null;
    if (measured.ring !== null) append(measured.ring, atMs, measured.latest);
  }

  latest(slot: number): Metrics | null {
    const measured = this.#measured.get(slot);
    if (measured?.isKnown !== true) return null;
    const metrics: Metrics = {};
    METRIC_NAMES.forEach((name, place) => {
      const value = measured.latest[place] as number;
      if (!Number.isNaN(value)) metrics[name] = value;
    });
    return metrics;
  }

  percents(slot: number): readonly [number, number, number] {
    const measured = this.#measured.get(slot);
    if (measured?.isKnown !== true) return [UNKNOWN_PERCENT, UNKNOWN_PERCENT, UNKNOWN_PERCENT];
    return [percent(measured.latest[CPU]), percent(measured.latest[MEMORY]), percent(measured.latest[DISK])];
  }

  recent(slot: number): RecentSamples {
    const ring = this.#measured.get(slot)?.ring;
    if (ring === undefined || ring === null) return { at: [], columns: {} };
    const order = Array.from({ length: ring.length }, (_, index) => (ring.next - ring.length + index + RECENT) % RECENT);
    const columns: Partial<Record<MetricName, (number | null)[]>> = {};
    METRIC_NAMES.forEach((name, place) => {
      const column = order.map((row) => numberOrNull(ring.values[row * WIDTH + place] as number));
      if (column.some((value) => value !== null)) columns[name] = column;
    });
    return { at: order.map((row) => ring.atMs[row] as number), columns };
  }

  forget(slot: number): void {
    if (this.#measured.get(slot)?.ring) this.#rings -= 1;
    this.#measured.delete(slot);
  }

  #start(slot: number): Measured {
    const hasRing = this.#rings < RECENT_SERVERS_MAX;
    const ring: Ring | null = hasRing ? { atMs: new Float64Array(RECENT), values: new Float32Array(RECENT * WIDTH), next: 0, length: 0 } : null;
    if (hasRing) this.#rings += 1;
    const measured: Measured = { latest: new Float64Array(WIDTH), isKnown: false, ring };
    this.#measured.set(slot, measured);
    return measured;
  }
}

function append(ring: Ring, atMs: number, values: Float64Array): void {
  ring.atMs[ring.next] = atMs;
  ring.values.set(values, ring.next * WIDTH);
  ring.next = (ring.next + 1) % RECENT;
  ring.length = Math.min(ring.length + 1, RECENT);
}

const percent = (value: number | undefined): number =>
  (value === undefined || Number.isNaN(value) ? UNKNOWN_PERCENT : Math.min(100, Math.max(0, Math.round(value))));

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
