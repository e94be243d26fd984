import { messageOf } from '../../errors.ts';
import { filesOf, readSmall } from '../data-folder.ts';
import { openDaemon } from '../daemon.ts';
import { fail, ok, skip, type Check } from './check.ts';

/** The token in the data folder: it is there, and the daemon takes it. */
export const token: Check = {
  name: 'token',
  async look({ folder, pid }) {
    const files = filesOf(folder);
    const [value, address] = [readSmall(files.token), readSmall(files.address)];
    if (value === null) return [pid === null ? skip('there is no token yet: the daemon makes it at its first start') : fail(`there is no ${files.token}`, 'Restart the daemon, which makes it: clusterctl restart')];
    if (pid === null || address === null) return [ok(`${files.token} is there`)];
    try {
      const url = address.includes('://') ? address : `http://${address}`;
      await openDaemon({ kind: 'http', url: url.replace(/\/+$/, ''), token: value }, 10_000).stats();
      return [ok('the daemon takes the token')];
    } catch (error) {
      return [fail(`the daemon refuses the token: ${messageOf(error)}`, 'If the file was changed by hand, restart the daemon: clusterctl restart')];
    }
  },
};
