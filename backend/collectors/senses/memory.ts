import type { Metrics } from '../../contract/metrics.ts';
import type { Sense } from '../collector.ts';

const FIELDS = ['MemTotal', 'MemFree', 'MemAvailable', 'Buffers', 'Cached', 'SwapTotal', 'SwapFree'] as const;

/** Shares of memory not available to programs and of swap in use. Without swap, nothing is said of it. Source: proc_meminfo(5), in kB. */
export const memory: Sense = {
  name: 'memory',
  file: '/proc/meminfo',
  command: [
    '[ -r /proc/meminfo ] && while read -r key value rest; do case $key in',
    `${FIELDS.map((field) => `${field}:`).join('|')}) uc_say "$key $value";; esac;`,
    '[ "$key" = SwapFree: ] && break; done </proc/meminfo',
  ].join(' '),
  parse(output) {
    const kilobytes = new Map(output.split('\n').map((line) => line.split(/:\s*/, 2)).map(([key = '', value = '']) => [key, parseInt(value, 10)]));
    const of = (field: (typeof FIELDS)[number]): number => kilobytes.get(field) ?? NaN;
    // Kernels before 3.14 do not say what is available.
    const available = kilobytes.has('MemAvailable') ? of('MemAvailable') : of('MemFree') + of('Buffers') + of('Cached');
    const percent = (1 - available / of('MemTotal')) * 100;
    if (!Number.isFinite(percent)) throw new SyntaxError(`Unexpected /proc/meminfo: ${JSON.stringify(output.slice(0, 200))}`);
    const gauges: Metrics = { memory_percent: Math.min(100, Math.max(0, percent)) };
    if (of('SwapTotal') > 0) gauges.swap_percent = (1 - of('SwapFree') / of('SwapTotal')) * 100;
    return { gauges };
  },
};
