import type { MetricSeries } from '../../backend/contract/metric-series.ts';
import { RECENT_MAX, type Recent } from './samples.ts';

/** The last values the daemon remembers. Null stays null: nothing was measured then. */
export function readRecent({ times, metrics }: MetricSeries): Recent {
  const last = Object.entries(metrics).map(([name, values]) => [name, values.slice(-RECENT_MAX)]);
  return { atMs: times.slice(-RECENT_MAX).map((moment) => Date.parse(moment)), columns: Object.fromEntries(last) as Recent['columns'] };
}
