import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, StartError } from './errors.ts';

/** `$DATA/daemon.pid` while the daemon runs: its process id, and in a second line the address it answers at. */
export type PidFile = {
  /** Adds the address, once it is known, and writes it to `$DATA/address` as well. */
  setAddress(address: string): void;
  remove(): void;
};

/**
 * Claims a data folder for this process. Throws StartError naming the daemon that has it. A file left by a process that
 * is gone, or whose number now belongs to some other program, is taken over.
 */
export function claimFolder(folder: string): PidFile {
  makeFolder(folder);
  const file = join(folder, 'daemon.pid');
  const addressFile = join(folder, 'address');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (tryClaim(file)) {
      return {
        setAddress(address) {
          writeFileSync(file, `${process.pid}\n${address}\n`, { mode: 0o600 });
          writeFileSync(addressFile, `${address}\n`, { mode: 0o600 });
        },
        remove() {
          rmSync(file, { force: true });
          rmSync(addressFile, { force: true });
        },
      };
    }
    const first = runningDaemon(file);
    if (first !== null) {
      throw new StartError(`Unlimited Cluster already runs on ${folder}: process ${first.pid}${first.address === '' ? '' : `, at ${first.address}`}. Stop it first, or give this one a folder of its own with UNLIMITED_CLUSTER_DATA.`);
    }
    rmSync(file, { force: true });
  }
  throw new StartError(`${file} cannot be claimed: other daemons start on this folder at the same time.`);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(`The data folder ${folder} cannot be made: ${messageOf(error)}. Set UNLIMITED_CLUSTER_DATA to a folder that this user may write.`, { cause: error });
  }
}

function tryClaim(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeFileSync(handle, `${process.pid}\n`);
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new StartError(`${file} cannot be written: ${messageOf(error)}. Set UNLIMITED_CLUSTER_DATA to a folder that this user may write.`, { cause: error });
  }
}

/** The daemon that a pid file names, if it still runs: a process of that number whose command line is a daemon's. */
function runningDaemon(file: string): { pid: number; address: string } | null {
  const [number, address = ''] = readIfThere(file).split('\n');
  const pid = Number(number);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isAlive(pid)) return null;
  // A daemon that ended stays a zombie where process 1 does not collect its children, as in many containers: proc_pid_stat(5).
  if (/^\d+ \(.*\) Z/s.test(readIfThere(`/proc/${pid}/stat`))) return null;
  const command = readIfThere(`/proc/${pid}/cmdline`);
  return command === '' || command.includes('main.js') ? { pid, address } : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
