import type { Metrics } from '../../contract/metrics.ts';
import type { Counters, Facts, Readings } from '../../contract/readings.ts';
import type { Sense } from '../collector.ts';

/** What several senses said, joined. One that cannot be read never stops the others: its numbers are missing, and it is named in `unread`. */
export function readingsOf(sections: Iterable<readonly [Sense, string]>): { readings: Readings; unread: string[] } {
  const gauges: Metrics = {};
  const counters: Counters = {};
  const unread: string[] = [];
  let facts: Facts | undefined;
  let speeds: Readings['speeds'];
  for (const [sense, output] of sections) {
    try {
      const part = sense.parse(output);
      Object.assign(gauges, part.gauges);
      Object.assign(counters, part.counters);
      facts = part.facts ?? facts;
      speeds = part.speeds ?? speeds;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      unread.push(sense.name);
    }
  }
  return { readings: { gauges, counters, ...(facts && { facts }), ...(speeds && { speeds }) }, unread };
}
