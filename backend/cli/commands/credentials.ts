import { Option, type Command } from 'commander';
import type { Credential } from '../../contract/credential.ts';
import { openDaemon } from '../daemon.ts';
import { UsageError } from '../failures.ts';
import { bytesOf } from '../fields.ts';
import { doorFor, isAgreed, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';
import { tableOf, type Column } from '../table.ts';

type Entry = CommonOptions & { readonly kind: Credential['kind']; readonly from: string; readonly id?: string; readonly passphraseFrom?: string };

/** `credentials list, add, remove`. Values go in from a file or standard input, never from the command line, and never come back. */
export function addCredentials(program: Command, session: Session): void {
  const group = program.command('credentials').description('list, store and remove keys and passwords for reading servers');

  withDaemon(group.command('list', { isDefault: true }).description('list credentials, never their values'))
    .action(async (options: CommonOptions) => {
      const { items: credentials } = await openDaemon(doorFor(session, options)).credentials.list();
      if (options.json) writeJson(session, { items: credentials, next_cursor: null });
      else session.terminal.write(credentials.length === 0 ? 'No credentials.\n' : tableOf(COLUMNS, credentials));
    });

  withDaemon(group.command('add').description('store a private key, a password or the keys of a cloud (JSON), encrypted').argument('<name>', 'shown where a credential is chosen'))
    .addOption(new Option('--kind <kind>', 'what it is').choices(['ssh_key', 'password', 'aws', 'azure', 'gcp', 'encryption_key']).default('ssh_key'))
    .requiredOption('--from <file>', 'file with the key, the password or the JSON; - for standard input')
    .option('--passphrase-from <file>', 'file with the passphrase of the key; - for standard input')
    .option('--id <id>', 'its id (default: made from the name)')
    .action((name: string, options: Entry) => add(session, name, options));

  withDaemon(group.command('remove').description('forget a credential; servers that use it are no longer read').argument('<id>', 'its id'))
    .option('--yes', 'do not ask')
    .action(async (id: string, options: CommonOptions & { readonly yes?: true }) => {
      if (!await isAgreed(session, options, `This forgets the credential ${id} for good; undo does not bring it back.`)) return;
      await openDaemon(doorFor(session, options)).credentials.remove(id);
      if (options.json) writeJson(session, { removed: [id] });
      else session.terminal.write(`Removed ${id}.\n`);
    });
}

async function add(session: Session, name: string, options: Entry): Promise<void> {
  const { kind, from, id, passphraseFrom } = options;
  if (from === '-' && passphraseFrom === '-') throw new UsageError('Only one of the two can come from standard input.');
  const text = (await bytesOf(from, session.terminal)).toString('utf8');
  const passphrase = passphraseFrom === undefined ? undefined : firstLine((await bytesOf(passphraseFrom, session.terminal)).toString('utf8'));
  const credential = await openDaemon(doorFor(session, options)).credentials.add({
    ...(id === undefined ? {} : { id }), name, kind, value: kind === 'password' || kind === 'encryption_key' ? firstLine(text) : text,
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  if (options.json) writeJson(session, credential);
  else session.terminal.write(`Stored ${credential.id}.\n`);
}

/** A password in a file ends before the newline that the editor put there. */
const firstLine = (text: string): string => text.split(/\r?\n/)[0] ?? '';

const COLUMNS: readonly Column<Credential>[] = [
  { title: 'ID', text: ({ id }) => id },
  { title: 'NAME', text: ({ name }) => name },
  { title: 'KIND', text: ({ kind }) => kind },
  { title: 'STORED', text: ({ created_at: at }) => at },
];
