import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { MetricName } from '../../backend/contract/metric-names.ts';
import type { Metrics } from '../../backend/contract/metrics.ts';

/** The last values of one server, oldest first. A column's null is a gap: nothing was measured then. */
export type Recent = { readonly atMs: readonly number[]; readonly columns: Readonly<Partial<Record<MetricName, readonly (number | null)[]>>> };

/** Samples shown in a sparkline. */
export const RECENT_MAX = 60;
/** A pause this many times longer than usual is a gap. */
const GAP_FACTOR = 2.5;
const KEPT_SERVERS = 400;

const NOTHING: Recent = { atMs: [], columns: {} };

/** The newest numbers of the servers being looked at, and the short history of those whose panel was opened. */
export class Samples {
  readonly #latest = new Map<string, Metrics>();
  readonly #recent = new Map<string, Signal<Recent>>();
  readonly #version = signal(0);

  /** Grows with every batch. */
  get version(): ReadonlySignal<number> { return this.#version; }

  latest(id: string): Metrics | undefined {
    return this.#latest.get(id);
  }

  recent(id: string): Signal<Recent> {
    let found = this.#recent.get(id);
    if (found === undefined) {
      found = signal(NOTHING);
      this.#recent.set(id, found);
      forgetOldest(this.#recent, KEPT_SERVERS);
    }
    return found;
  }

  /** Takes what the daemon remembers, before the samples that arrive from now on. */
  start(id: string, recent: Recent): void {
    this.recent(id).value = recent;
  }

  add(at: string, servers: Readonly<Record<string, Metrics>>): void {
    const atMs = Date.parse(at);
    for (const [id, metrics] of Object.entries(servers)) {
      this.#latest.delete(id);
      this.#latest.set(id, metrics);
      const recent = this.#recent.get(id);
      if (recent !== undefined) recent.value = append(recent.peek(), atMs, metrics);
    }
    forgetOldest(this.#latest, KEPT_SERVERS);
    this.#version.value += 1;
  }
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

/** One sample more. After a pause a row without values comes first, so that the line breaks. */
export function append(recent: Recent, atMs: number, metrics: Metrics): Recent {
  const last = recent.atMs.at(-1);
  if (last !== undefined && atMs <= last) return recent;
  // One gap is enough, however many polls were missed.
  if (Object.keys(metrics).length === 0 && (last === undefined || lastMeasuredMs(recent) !== last)) return recent;
  const usual = usualStepMs(recent.atMs);
  const isGap = last !== undefined && usual !== null && atMs - last > usual * GAP_FACTOR;
  const rows: (Metrics | null)[] = isGap ? [null, metrics] : [metrics];
  const names = new Set([...Object.keys(recent.columns), ...Object.keys(metrics)]) as Set<MetricName>;
  const columns: Partial<Record<MetricName, (number | null)[]>> = {};
  for (const name of names) {
    const before = recent.columns[name] ?? recent.atMs.map(() => null);
    columns[name] = [...before, ...rows.map((row) => row?.[name] ?? null)].slice(-RECENT_MAX);
  }
  const times = isGap ? [last + usual, atMs] : [atMs];
  return { atMs: [...recent.atMs, ...times].slice(-RECENT_MAX), columns };
}

/** When anything was measured last; a poll that was missed is no measurement. */
export function lastMeasuredMs({ atMs, columns }: Recent): number | undefined {
  const all = Object.values(columns);
  return atMs.findLast((_, at) => all.some((column) => (column[at] ?? null) !== null));
}

function usualStepMs(atMs: readonly number[]): number | null {
  if (atMs.length < 3) return null;
  const steps = atMs.slice(1).map((at, index) => at - (atMs[index] ?? at)).sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? null;
}
