import type { Metrics } from './metrics.ts';

/** Counters of several devices: `names[i]` owns the i-th row of `values`, as wide as its kind says. */
export type DeviceCounters = { readonly names: readonly string[]; readonly values: readonly number[] };

/** Numbers of one row of `Counters.disks`: reads and writes completed, milliseconds they took. */
export const DISK_COUNTERS = 2;
/** Numbers of one row of `Counters.network`: bytes received, bytes sent, errors and drops. */
export const NETWORK_COUNTERS = 3;

/** Counters as they stand: they grow until the machine or the device starts again. */
export type Counters = {
  /** Time of all CPUs together: not idle and not waiting for I/O, and all of it. Any unit, the same for both. */
  readonly cpu?: { readonly busy: number; readonly total: number };
  /** Whole disks; no partitions, nothing stacked on them. */
  readonly disks?: DeviceCounters;
  /** Real interfaces; no loopback, bridges, tunnels or ends of containers. */
  readonly network?: DeviceCounters;
};

/** What a machine says about itself; it changes with a restart at most. */
export type Facts = { readonly hostname?: string; readonly os?: string; readonly kernel?: string };

/** What one source said at one moment: numbers that stand for themselves, counters whose growth counts, and facts. */
export type Readings = {
  readonly gauges: Metrics;
  readonly counters: Counters;
  /** Speed of interfaces by name, in bytes per second; only those that are known. */
  readonly speeds?: Readonly<Record<string, number>>;
  readonly facts?: Facts;
};
