import { existsSync } from 'node:fs';
import type { Language } from '../contract/language.ts';
import { factsOf, filesOf, readSmall } from './data-folder.ts';
import { CommandError, UsageError } from './failures.ts';

/** The way to a daemon: its unix socket, or an address with a token. */
export type Door = (
  | { readonly kind: 'socket'; readonly file: string }
  | { readonly kind: 'http'; readonly url: string; readonly token: string }
) & { /** Language of its sentences. */ readonly language?: Language };

/** What was said on the command line or in the environment about where the daemon is. */
export type Wish = { readonly url?: string | undefined; readonly token?: string | undefined };

/**
 * The door of the daemon that is meant. With an address, that address and its token; else the socket of the data folder where it
 * may be opened, since it asks for no token; else the address and the token that the daemon left in the folder.
 */
export function doorOf(wish: Wish, folder: string): Door {
  if (wish.url !== undefined) return remoteDoor(wish.url, wish.token, folder);
  const files = filesOf(folder);
  if (wish.token === undefined && isOwnSocket(files.socket)) return { kind: 'socket', file: files.socket };
  const address = readSmall(files.address);
  if (address === null) {
    const why = existsSync(folder) ? 'its daemon has not started yet' : 'there is no such folder';
    throw new CommandError('unreachable', `No daemon is known in ${folder}: ${why}. Start it with: clusterctl start. Or say where it is with --data or --url.`);
  }
  return { kind: 'http', url: checkedUrl(address.includes('://') ? address : `http://${address}`), token: wish.token ?? localToken(folder) };
}

/** What a person can type into a browser, or the file of the socket. */
export const nameOf = (door: Door): string => (door.kind === 'socket' ? door.file : door.url);

/** The token of this machine's daemon stays on this machine. */
function remoteDoor(text: string, token: string | undefined, folder: string): Door {
  const url = checkedUrl(text);
  const { hostname } = new URL(url);
  const isHere = ['localhost', '[::1]'].includes(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  if (token === undefined && !isHere) throw new UsageError(`${url} needs its token: give --token, --token-file or UNLIMITED_CLUSTER_TOKEN.`);
  return { kind: 'http', url, token: token ?? localToken(folder) };
}

/** Only the daemon's user and root can open the socket, and the daemon believes whoever does. */
function isOwnSocket(file: string): boolean {
  const stat = factsOf(file);
  const user = process.getuid?.();
  return stat?.isSocket() === true && (user === undefined || user === 0 || user === stat.uid);
}

function localToken(folder: string): string {
  const { token: file } = filesOf(folder);
  const token = readSmall(file);
  if (token === null || token === '') throw new CommandError('no_token', `There is no token in ${file}; give one with --token.`);
  return token;
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw new UsageError(`${JSON.stringify(text)} is not an address such as http://127.0.0.1:8080.`);
  return text.replace(/\/+$/, '');
}
