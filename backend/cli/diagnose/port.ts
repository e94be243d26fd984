import { filesOf, readSmall } from '../data-folder.ts';
import { isAnswering } from '../daemon.ts';
import { fail, ok, skip, warn, type Check } from './check.ts';

/** The address on which the daemon listens for browsers and scripts. */
export const port: Check = {
  name: 'port',
  async look({ folder, pid }) {
    const address = readSmall(filesOf(folder).address);
    if (address === null) return [pid === null ? skip('no address is known: the daemon is not started') : warn(`the daemon left no address in ${filesOf(folder).address}`, 'Restart it with: clusterctl restart')];
    const url = address.includes('://') ? address : `http://${address}`;
    if (!await isAnswering({ kind: 'http', url: url.replace(/\/+$/, ''), token: '' })) {
      return [pid === null ? skip(`${url} does not answer: the daemon is not started`) : fail(`${url} does not answer`, 'Another program may have the port, or the daemon hangs; see: clusterctl logs, then: clusterctl restart')];
    }
    return [isLoopback(url) ? ok(`${url} answers`) : warn(`${url} answers, and other machines can reach it without TLS`, 'Listen on 127.0.0.1 and put a web server with TLS in front of it.')];
  },
};

const isLoopback = (url: string): boolean => /^https?:\/\/(127\.|localhost|\[::1\])/.test(url);
