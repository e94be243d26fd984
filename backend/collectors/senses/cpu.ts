import type { Sense } from '../collector.ts';

/**
 * Time of all CPUs together, in ticks: busy (not idle, not waiting for I/O; steal counts, guest is inside user) and all of it.
 * Source: proc_stat(5), line "cpu".
 */
export const cpu: Sense = {
  name: 'cpu',
  file: '/proc/stat',
  command: 'uc_line /proc/stat',
  parse(output) {
    const [name, ...ticks] = (output.split('\n', 1)[0] ?? '').trim().split(/\s+/);
    const [user = NaN, nice = NaN, system = NaN, idle = NaN, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks.map(Number);
    const busy = user + nice + system + irq + softirq + steal;
    const total = busy + idle + iowait;
    if (name !== 'cpu' || !Number.isFinite(total)) throw new SyntaxError(`Unexpected /proc/stat: ${JSON.stringify(output.slice(0, 200))}`);
    return { counters: { cpu: { busy, total } } };
  },
};
