import type { Sense } from '../collector.ts';

/** Load average over one minute, in runnable tasks. Source: proc_loadavg(5). */
export const load: Sense = {
  name: 'load',
  file: '/proc/loadavg',
  command: 'uc_line /proc/loadavg',
  parse(output) {
    const load1 = parseFloat(output);
    if (!Number.isFinite(load1)) throw new SyntaxError(`Unexpected /proc/loadavg: ${JSON.stringify(output.slice(0, 200))}`);
    return { gauges: { load1 } };
  },
};
