import type { Sense } from '../collector.ts';

/** Seconds since boot. Source: proc_uptime(5). */
export const uptime: Sense = {
  name: 'uptime',
  file: '/proc/uptime',
  command: 'uc_line /proc/uptime',
  parse(output) {
    const seconds = parseFloat(output);
    if (!Number.isFinite(seconds)) throw new SyntaxError(`Unexpected /proc/uptime: ${JSON.stringify(output.slice(0, 200))}`);
    return { gauges: { uptime_seconds: seconds } };
  },
};
