import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, warn, type Check } from './check.ts';

const MIB = 1_048_576;
const LOW_BYTES = 1_024 * MIB;
const FULL_BYTES = 100 * MIB;

/** Space and inodes left where the data are. */
export const disk: Check = {
  name: 'disk',
  look({ folder }) {
    const { bavail, bsize, files, ffree } = statfsSync(existing(folder));
    const free = bavail * bsize;
    const says = `${free >= LOW_BYTES ? `${(free / 1_024 / MIB).toFixed(1)} GiB` : `${Math.floor(free / MIB)} MiB`} free under ${folder}`;
    const mend = `Make room on the file system of ${folder}: nothing can be saved when it is full.`;
    const space = free < FULL_BYTES ? fail(says, mend) : free < LOW_BYTES ? warn(says, mend) : ok(says);
    // File systems such as btrfs count no inodes.
    return files > 0 && ffree / files < 0.01 ? [space, warn(`only ${ffree} inodes are left under ${folder}`, 'Remove small files that nobody needs.')] : [space];
  },
};

const existing = (path: string): string => (existsSync(path) ? path : existing(dirname(path)));
