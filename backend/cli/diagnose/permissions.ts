import { statSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED_FOLDER } from '../data-folder.ts';
import { fail, ok, skip, type Check, type Finding } from './check.ts';

/** Folders and files that only the daemon's user may read, by the rights they may have at most. */
const SECRET_FILES = ['token', 'secret.key', 'miniserv.secret', 'unlimited-cluster.db'];

/** Rights of what must stay secret. */
export const permissions: Check = {
  name: 'permissions',
  look({ folder }) {
    const isInstalled = folder === INSTALLED_FOLDER;
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [skip(`${folder} does not exist yet`)];
    const files = [...SECRET_FILES.map((name) => join(folder, name)), ...(isInstalled ? ['/etc/unlimited-cluster/secret.key'] : [])];
    const found = [folder, ...files].flatMap(findingOf);
    return found.length > 0 ? found : [ok(`only their owner can read ${folder} and its secrets`)];
  },
};

function findingOf(path: string): readonly Finding[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || (stat.mode & 0o077) === 0) return [];
  const wanted = stat.isDirectory() ? '700' : '600';
  return [fail(`${path} may be read by others (mode ${(stat.mode & 0o777).toString(8)})`, `chmod ${wanted} ${path}`)];
}
