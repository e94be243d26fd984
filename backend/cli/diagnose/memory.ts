import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { residentBytesOf } from '../daemon-process.ts';
import { ok, warn, type Check } from './check.ts';

const GIB = 1_073_741_824;
/** The daemon needs 400 MB for 100,000 servers; the rest of the machine wants to live too. */
const ENOUGH_BYTES = GIB / 4;

/** Memory of the machine, and what the daemon takes of it. */
export const memory: Check = {
  name: 'memory',
  look({ pid }) {
    const available = availableBytes();
    const resident = pid === null ? null : residentBytesOf(pid);
    const says = `${(available / GIB).toFixed(1)} of ${(totalmem() / GIB).toFixed(1)} GiB available${resident === null ? '' : `; the daemon takes ${Math.round(resident / 1_048_576)} MiB`}`;
    return [available >= ENOUGH_BYTES ? ok(says) : warn(says, 'Stop what is not needed, or give the machine more memory.')];
  },
};

/** What programs can still get without swapping. Source: proc_meminfo(5), MemAvailable. */
function availableBytes(): number {
  try {
    const match = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'));
    return match === null ? freemem() : Number(match[1]) * 1024;
  } catch {
    return freemem(); // No Linux.
  }
}
