import { Option, type Command } from 'commander';
import type { Access } from '../../contract/access.ts';
import type { NewToken, Token } from '../../contract/token.ts';
import { isoOf } from '../../clock.ts';
import { filesOf, readSmall } from '../data-folder.ts';
import { openDaemon } from '../daemon.ts';
import { CommandError, UsageError } from '../failures.ts';
import { doorFor, folderOf, isAgreed, withDaemon, withData, writeJson, type CommonOptions, type Session } from '../session.ts';
import { tableOf, type Column } from '../table.ts';

type Creation = CommonOptions & { readonly rights: 'view' | 'edit' | 'act'; readonly clusters?: readonly string[]; readonly expires?: string };

/** `act` includes `edit`, and `edit` includes `view`. */
const RIGHTS: Readonly<Record<Creation['rights'], Access['rights']>> = { view: ['view'], edit: ['view', 'edit'], act: ['view', 'edit', 'act'] };
const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `token show, create, list, revoke`. */
export function addToken(program: Command, session: Session): void {
  const group = program.command('token').description("show the daemon's own token; make, list and revoke further ones");

  withData(group.command('show', { isDefault: true }).description("print the daemon's own token, which may do everything"))
    .option('--link', 'print the address that logs a browser in, instead')
    .action((options: CommonOptions & { readonly link?: true }) => {
      const folder = folderOf(session, options);
      const token = ownToken(folder);
      const link = options.link ? `${ownAddress(folder)}/?token=${token}` : undefined;
      if (options.json) writeJson(session, { token, link });
      else session.terminal.write(`${link ?? token}\n`);
    });

  withDaemon(group.command('create').description('make a token; it is shown once').argument('<name>', 'what it is for'))
    .addOption(new Option('--rights <rights>', 'look, also change the map, also act on servers').choices(['view', 'edit', 'act']).default('view'))
    .option('--clusters <clusters>', 'only for the servers of these clusters, separated by commas (default: all)', (text: string) => text.split(',').filter((id) => id !== ''))
    .option('--expires <duration>', 'when it ends by itself: 12h, 30d, … (default: never)')
    .action((name: string, options: Creation) => create(session, name, options));

  withDaemon(group.command('list').description('list tokens, never the tokens themselves'))
    .action(async (options: CommonOptions) => {
      const { items: tokens } = await openDaemon(doorFor(session, options)).tokens();
      if (options.json) writeJson(session, { items: tokens, next_cursor: null });
      else session.terminal.write(tokens.length === 0 ? 'No further tokens.\n' : tableOf(COLUMNS, tokens));
    });

  withDaemon(group.command('revoke').description('end a token now').argument('<id>', 'its id, from token list'))
    .option('--yes', 'do not ask')
    .action(async (id: string, options: CommonOptions & { readonly yes?: true }) => {
      if (!await isAgreed(session, options, `This ends the token ${id}; whoever uses it is refused from now on.`)) return;
      await openDaemon(doorFor(session, options)).revokeToken(id);
      if (options.json) writeJson(session, { removed: [id] });
      else session.terminal.write(`Revoked ${id}.\n`);
    });
}

async function create(session: Session, name: string, options: Creation): Promise<void> {
  const draft: NewToken = {
    name, rights: RIGHTS[options.rights], clusters: options.clusters === undefined ? '*' : [...options.clusters],
    ...(options.expires === undefined ? {} : { expires_at: isoOf(session.nowMs() + durationMs(options.expires)) }),
  };
  const made = await openDaemon(doorFor(session, options)).addToken(draft);
  if (options.json) writeJson(session, made);
  else {
    session.terminal.say(`Token ${made.id} for ${name}; it is not shown again:\n`);
    session.terminal.write(`${made.token}\n`);
  }
}

function ownToken(folder: string): string {
  const { token: file } = filesOf(folder);
  const token = readSmall(file);
  if (token === null) throw new CommandError('not_found', `There is no ${file}: the daemon makes it at its first start.`);
  return token;
}

function ownAddress(folder: string): string {
  const address = readSmall(filesOf(folder).address);
  if (address === null) throw new CommandError('unreachable', `The daemon of ${folder} does not run, so it has no address. Start it with: clusterctl start`);
  return address;
}

function durationMs(text: string): number {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const unitMs = UNITS_MS[unit ?? ''];
  if (number === undefined || unitMs === undefined) throw new UsageError(`--expires ${text} must be a duration such as 12h or 30d.`);
  return Number(number) * unitMs;
}

const COLUMNS: readonly Column<Token>[] = [
  { title: 'ID', text: ({ id }) => id },
  { title: 'NAME', text: ({ name }) => name },
  { title: 'RIGHTS', text: ({ rights }) => rights.join(' ') },
  { title: 'CLUSTERS', text: ({ clusters }) => (clusters === '*' ? 'all' : clusters.join(' ')) },
  { title: 'EXPIRES', text: ({ expires_at: at }) => at ?? 'never' },
];
