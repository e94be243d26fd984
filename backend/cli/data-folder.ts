import { readFileSync, statSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandError } from './failures.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where an installed daemon keeps its data. */
export const INSTALLED_FOLDER = '/var/lib/unlimited-cluster';
/** Where it keeps its logs. */
export const INSTALLED_LOGS = '/var/log/unlimited-cluster';

/** The files of a data folder by which the daemon can be found. */
export const filesOf = (folder: string) => ({
  pid: join(folder, 'daemon.pid'),
  socket: join(folder, 'daemon.sock'),
  address: join(folder, 'address'),
  token: join(folder, 'token'),
  ticketPort: join(folder, 'ticket-port'),
  miniservSecret: join(folder, 'miniserv.secret'),
});

/**
 * The data folder that is meant: as said on the command line, as in UNLIMITED_CLUSTER_DATA, else the installed one if it
 * exists, else `.data` of this copy of the product.
 */
export function dataFolderOf(said: string | undefined, env: Environment, productFolder: string): string {
  const named = said ?? env['UNLIMITED_CLUSTER_DATA'];
  if (named !== undefined && named !== '') return resolve(named);
  return statSync(INSTALLED_FOLDER, { throwIfNoEntry: false })?.isDirectory() === true ? INSTALLED_FOLDER : join(productFolder, '.data');
}

/** Facts about a file, or undefined where it is not there. Throws a sentence where its folder may not be looked into. */
export function factsOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw explained(file, error);
  }
}

/** Text of a small file without the space around it, or null where there is none. Throws a sentence where it may not be read. */
export function readSmall(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw explained(file, error);
  }
}

function explained(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EACCES' && code !== 'EPERM') return error;
  return new CommandError('not_permitted', `${file} may not be read by this user. Run this as root or as the daemon's user, or give --url and --token.`, { cause: error });
}
