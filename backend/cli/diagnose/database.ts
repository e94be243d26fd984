import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { openDaemon } from '../daemon.ts';
import { fail, ok, skip, warn, type Check, type Finding } from './check.ts';

const HEADER_BYTES = 100;
const WAL_LARGE_BYTES = 256 * 1_048_576;

/** The database: its file's header, and whether the daemon can read from it. The daemon alone opens it as a database. */
export const database: Check = {
  name: 'database',
  async look({ folder, door, pid }) {
    const file = databaseIn(folder);
    if (file === null) return [skip(`there is no database in ${folder} yet`)];
    return [fileFinding(file), ...walFinding(file), ...(door === null || pid === null ? [] : [await readFinding(door)])];
  },
};

function databaseIn(folder: string): string | null {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return null;
  const name = readdirSync(folder).find((entry) => /\.(db|sqlite3?)$/.test(entry));
  return name === undefined ? null : join(folder, name);
}

/** Magic, page size and length. Source: sqlite.org/fileformat2.html, 1.3. */
function fileFinding(file: string): Finding {
  const mend = 'Stop the daemon, put this file aside with its -wal and -shm, and import your last export or backup.';
  const { header, size } = headOf(file);
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, 15) !== 'SQLite format 3') return fail(`${file} is no SQLite database`, mend);
  const raw = header.readUInt16BE(16);
  const pageBytes = raw === 1 ? 65_536 : raw;
  const pages = header.readUInt32BE(28);
  // The count of pages holds only if it was written by the version that wrote last.
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (size % pageBytes !== 0 || (isCounted && size < pages * pageBytes)) return fail(`${file} is cut short: ${size} bytes of ${pages * pageBytes}`, mend);
  return ok(`${file}: ${(size / 1_048_576).toFixed(1)} MiB, its header is well`);
}

function headOf(file: string): { readonly header: Buffer; readonly size: number } {
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const length = readSync(descriptor, header, 0, HEADER_BYTES, 0);
    return { header: header.subarray(0, length), size: fstatSync(descriptor).size };
  } finally {
    closeSync(descriptor);
  }
}

/** The log before the database only grows large while somebody holds an old read open. */
function walFinding(file: string): readonly Finding[] {
  const size = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return size < WAL_LARGE_BYTES ? [] : [warn(`${file}-wal has grown to ${Math.round(size / 1_048_576)} MiB`, 'Restart the daemon, which folds it in: clusterctl restart')];
}

async function readFinding(door: Parameters<typeof openDaemon>[0]): Promise<Finding> {
  try {
    const { servers, connections } = await openDaemon(door, 30_000).stats();
    return ok(`the daemon reads it: ${servers.total} servers, ${connections.total} connections`);
  } catch (error) {
    return fail(`the daemon cannot read it: ${messageOf(error)}`, 'See: clusterctl logs');
  }
}
