import { Option, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import type { Language } from '../contract/language.ts';
import { dataFolderOf } from './data-folder.ts';
import { doorOf, type Door } from './door.ts';
import { UsageError } from './failures.ts';
import type { Terminal } from './terminal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What one call of clusterctl works with. Built by the entry, handed to every command. */
export type Session = {
  readonly terminal: Terminal;
  readonly env: Environment;
  /** Language of the daemon's sentences; clusterctl's own words are English. */
  readonly language: Language;
  /** Folder of this copy of the product. */
  readonly productFolder: string;
  readonly version: string;
  readonly nowMs: () => number;
  /** Faults of the configuration file, in sentences; none if it is well or not there. */
  readonly configFaults: () => { readonly file: string; readonly faults: readonly string[] };
  /** Sets the exit status of a command that does not throw: `status` of a daemon that is down. */
  readonly fail: () => void;
};

/** Options that every command has. */
export type CommonOptions = { readonly json?: true; readonly data?: string; readonly url?: string; readonly token?: string; readonly tokenFile?: string };

/** Adds --json to a command. */
export const withJson = (command: Command): Command => command.option('--json', 'answer as JSON');

/** Adds --json and where the data are. */
export const withData = (command: Command): Command =>
  withJson(command).addOption(new Option('--data <folder>', 'data folder of the daemon (default: UNLIMITED_CLUSTER_DATA, the installed one, or .data)'));

/** Adds --json and where the daemon is. */
export const withDaemon = (command: Command): Command => withData(command)
  .option('--url <address>', 'address of a daemon elsewhere (default: UNLIMITED_CLUSTER_URL, or the one of the data folder)')
  .option('--token <token>', 'token for it (default: UNLIMITED_CLUSTER_TOKEN, or the one of the data folder)')
  .option('--token-file <file>', 'file with the token, which then does not show in the list of processes');

export const folderOf = (session: Session, options: CommonOptions): string => dataFolderOf(options.data, session.env, session.productFolder);

/** The door that the options and the environment ask for. */
export function doorFor(session: Session, options: CommonOptions): Door {
  const url = options.url ?? filled(session.env['UNLIMITED_CLUSTER_URL']);
  const token = options.token ?? tokenFrom(options.tokenFile) ?? filled(session.env['UNLIMITED_CLUSTER_TOKEN']);
  // A folder that was named means the daemon of this folder, whatever the environment says.
  const door = doorOf({ url: options.url ?? (options.data === undefined ? url : undefined), token }, folderOf(session, options));
  return { ...door, language: session.language };
}

/** The daemon is asked for by its address, so nothing is known of its process or its files. */
export const isElsewhere = (session: Session, options: CommonOptions): boolean =>
  options.url !== undefined || (options.data === undefined && filled(session.env['UNLIMITED_CLUSTER_URL']) !== undefined);

/** Prints a value as JSON, indented for people, as every --json does. */
export const writeJson = (session: Session, value: unknown): void => session.terminal.write(`${JSON.stringify(value, null, 2)}\n`);

/**
 * Asks before something that cannot be looked at first. `--yes` answers for the person; without it and without a terminal it is refused.
 * False means no.
 */
export async function isAgreed(session: Session, options: { readonly yes?: true }, what: string): Promise<boolean> {
  if (options.yes === true) return true;
  if (!session.terminal.isInteractive) throw new UsageError(`${what} Nothing was done: nobody can be asked here, so add --yes.`);
  const agreed = await session.terminal.confirm(`${what} Go on?`);
  if (!agreed) session.terminal.say('Nothing was done.\n');
  return agreed;
}

const filled = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

function tokenFrom(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`The token file ${file} cannot be read.`, { cause: error });
  }
}
