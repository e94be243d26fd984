import type { Sense } from '../collector.ts';
import { isPartition, isRealDisk } from '../device-names.ts';

/** Reads and writes completed and the milliseconds they took, per whole disk. Source: proc_diskstats(5), fields 4, 7, 8 and 11. */
export const disks: Sense = {
  name: 'disks',
  file: '/proc/diskstats',
  command: [
    '[ -r /proc/diskstats ] && while read -r major minor name rest; do case $name in',
    'loop*|ram*|zram*|dm-*|md*|sr*|fd*) ;; *) uc_say "$major $minor $name $rest";; esac; done </proc/diskstats',
  ].join(' '),
  parse(output) {
    const rows = output.split('\n').filter((line) => line.trim() !== '').map((line) => line.trim().split(/\s+/));
    const all = rows.map(([, , name = '']) => name);
    const names: string[] = [];
    const values: number[] = [];
    for (const [, , name = '', ...fields] of rows) {
      const [reads = NaN, , , readMs = NaN, writes = NaN, , , writeMs = NaN] = fields.map(Number);
      if (!Number.isFinite(reads + readMs + writes + writeMs)) throw new SyntaxError(`Unexpected /proc/diskstats: ${JSON.stringify(output.slice(0, 200))}`);
      if (!isRealDisk(name) || isPartition(name, all)) continue;
      names.push(name);
      values.push(reads + writes, readMs + writeMs);
    }
    return names.length === 0 ? {} : { counters: { disks: { names, values } } };
  },
};
