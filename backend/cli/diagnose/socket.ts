import { statSync } from 'node:fs';
import { filesOf } from '../data-folder.ts';
import { isAnswering } from '../daemon.ts';
import { fail, ok, skip, type Check } from './check.ts';

/** The unix socket that Webmin and this command use. */
export const socket: Check = {
  name: 'socket',
  async look({ folder, pid }) {
    const { socket: file } = filesOf(folder);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return [skip('the daemon has no unix socket here: only an installed one has')];
    if (!stat.isSocket()) return [fail(`${file} is no socket`, `Remove it and restart the daemon: rm ${file}; clusterctl restart`)];
    if ((stat.mode & 0o077) !== 0) return [fail(`${file} may be opened by others (mode ${(stat.mode & 0o777).toString(8)})`, `chmod 600 ${file}`)];
    if (await isAnswering({ kind: 'socket', file })) return [ok(`${file} answers`)];
    return [pid === null ? skip(`${file} is left from a daemon that is not started`) : fail(`${file} does not answer`, 'Restart the daemon with: clusterctl restart')];
  },
};
