import { Option, type Command } from 'commander';
import type { Server } from '../../contract/server.ts';
import { SERVER_STATUSES } from '../../contract/statuses.ts';
import type { Client } from '../../sdk/client.ts';
import { listAll, openDaemon } from '../daemon.ts';
import { UsageError } from '../failures.ts';
import { collect, objectsOf, wholeNumberOf } from '../fields.ts';
import { paint } from '../paint.ts';
import { serverFieldsOf, SOURCE_KINDS, withServerFields, type ServerFieldOptions } from '../server-fields.ts';
import { doorFor, isAgreed, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';
import { pairsOf as alignedPairs, tableOf, type Column } from '../table.ts';

type Filters = CommonOptions & {
  readonly type?: string; readonly region?: string; readonly status?: string; readonly cluster?: string; readonly network?: string;
  readonly ip?: string; readonly tag?: string; readonly source?: string; readonly search?: string; readonly limit?: number; readonly ids?: true;
};
type Fields = CommonOptions & ServerFieldOptions & { readonly from?: string };
type Addition = Fields & { readonly verify?: true };

/** What the daemon answers to an addition: the server, and what is worth knowing about it. */
type Added = Server & { readonly warnings?: readonly string[] };

/** `servers list, get, add, edit, remove`. */
export function addServers(program: Command, session: Session): void {
  const group = program.command('servers').description('list, add, change and remove servers');

  withDaemon(group.command('list', { isDefault: true }).description('list servers, by id'))
    .option('--type <type>', 'only of this type')
    .option('--region <region>', 'only in this region')
    .addOption(new Option('--status <status>', 'only in this state').choices(SERVER_STATUSES))
    .option('--cluster <cluster>', 'only members of this cluster')
    .option('--network <id>', 'only in this network')
    .option('--ip <address>', 'only with this address')
    .option('--tag <key[=value]>', 'only with this tag')
    .addOption(new Option('--source <kind>', 'only with this source of numbers').choices(SOURCE_KINDS))
    .option('--search <text>', 'only with this in name, id or address')
    .option('--limit <number>', 'at most so many (default: all)', wholeNumberOf)
    .option('--ids', 'print ids alone, one a line')
    .action((options: Filters) => list(session, options));

  withDaemon(group.command('get').description('show everything about one server').argument('<server>', 'its id'))
    .action(async (id: string, options: CommonOptions) => {
      const server = await openDaemon(doorFor(session, options)).servers.get(id);
      if (options.json) writeJson(session, server);
      else session.terminal.write(alignedPairs(linesOf(server)));
    });

  withServerFields(withDaemon(group.command('add').description('add a server; name or id is needed').argument('[id]', 'its id (default: made from the name)')))
    .option('--from <file>', 'JSON of one server or of an array of them; - for standard input')
    .option('--verify', 'try it now; what does not answer is a note, never a refusal')
    .action((id: string | undefined, options: Addition) => add(session, id, options));

  withServerFields(withDaemon(group.command('edit').description('change some fields of a server').argument('<server>', 'its id')))
    .option('--from <file>', 'JSON merge patch; - for standard input')
    .option('--clear <field>', 'bring a field back to its default; may be given several times', collect)
    .action((id: string, options: Fields & { readonly clear?: readonly string[] }) => edit(session, id, options));

  withDaemon(group.command('remove').description('remove servers, with their connections and memberships').argument('<servers...>', 'their ids'))
    .option('--yes', 'do not ask')
    .action((ids: readonly string[], options: CommonOptions & { readonly yes?: true }) => remove(session, ids, options));
}

async function list(session: Session, options: Filters): Promise<void> {
  const { type, region, status, cluster, network, ip, source, search } = options;
  // The API writes a tag as key:value.
  const query = { type, region, status, cluster, network, ip, source, q: search, tag: options.tag?.replace('=', ':') };
  const servers = await listAll(openDaemon(doorFor(session, options)).servers, query, options.limit);
  if (options.json) writeJson(session, { items: servers, next_cursor: null });
  else if (options.ids) session.terminal.write(servers.map(({ id }) => `${id}\n`).join(''));
  else session.terminal.write(servers.length === 0 ? 'No servers.\n' : tableOf(columnsOf(session), servers));
}

async function add(session: Session, id: string | undefined, options: Addition): Promise<void> {
  const fields = serverFieldsOf(options);
  const isTyped = id !== undefined || Object.keys(fields).length > 0;
  if (options.from !== undefined && isTyped) throw new UsageError('--from reads whole servers: give it alone.');
  if (options.from === undefined && id === undefined && fields.name === undefined) throw new UsageError('A server needs an id or a --name.');
  const drafts = options.from === undefined ? [{ ...(id === undefined ? {} : { id }), ...fields }] : await objectsOf(options.from, session.terminal);
  const daemon = openDaemon(doorFor(session, options));
  const added: Added[] = [];
  for (const draft of drafts) {
    const server: Added = options.verify ? await daemon.addVerified(draft) : await daemon.servers.add(draft);
    added.push(server);
    if (!options.json) session.terminal.write(`Added ${server.id}.\n${(server.warnings ?? []).map((warning) => `Note: ${warning}\n`).join('')}`);
  }
  if (options.json) writeJson(session, options.from === undefined ? added[0] : added);
}

async function edit(session: Session, id: string, options: Fields & { readonly clear?: readonly string[] }): Promise<void> {
  const [patch, ...more] = options.from === undefined ? [{}] : await objectsOf(options.from, session.terminal);
  if (more.length > 0) throw new UsageError('--from must hold one object for edit.');
  const cleared = Object.fromEntries((options.clear ?? []).map((field) => [field, null]));
  const wanted = { ...patch, ...serverFieldsOf(options), ...cleared };
  if (Object.keys(wanted).length === 0) throw new UsageError('Nothing to change was given; see: clusterctl servers edit --help');
  const server = await openDaemon(doorFor(session, options)).servers.patch(id, wanted);
  if (options.json) writeJson(session, server);
  else session.terminal.write(`Changed ${server.id}.\n`);
}

async function remove(session: Session, ids: readonly string[], options: CommonOptions & { readonly yes?: true }): Promise<void> {
  const daemon = openDaemon(doorFor(session, options));
  const servers: Server[] = [];
  for (const id of new Set(ids)) servers.push(await daemon.servers.get(id));
  if (options.yes !== true && !await isAgreed(session, options, await consequences(daemon, servers))) return;
  for (const { id } of servers) {
    await daemon.servers.remove(id);
    if (!options.json) session.terminal.write(`Removed ${id}.\n`);
  }
  if (options.json) writeJson(session, { removed: servers.map(({ id }) => id) });
}

/** What a removal takes along, as a sentence. */
async function consequences(daemon: Client, servers: readonly Server[]): Promise<string> {
  const touching = new Set<string>();
  for (const { id } of servers) {
    for (const connection of await listAll(daemon.connections, { server: id })) touching.add(connection.id);
  }
  const names = servers.map(({ id, name }) => (name === id || name === '' ? id : `${id} (${name})`)).join(', ');
  const connections = touching.size === 0 ? '' : ` with ${touching.size} connection${touching.size === 1 ? '' : 's'}`;
  return `This removes ${names}${connections}; undo brings it back.`;
}

function columnsOf({ terminal: { hasColour } }: Session): readonly Column<Server>[] {
  const percent = (name: 'cpu_percent' | 'memory_percent' | 'disk_percent') => ({ metrics }: Server) => {
    const value = metrics?.[name];
    return value === undefined ? '' : `${value.toFixed(0)} %`;
  };
  return [
    { title: 'ID', text: ({ id }) => id },
    { title: 'NAME', text: ({ name }) => name },
    { title: 'TYPE', text: ({ type }) => type },
    { title: 'IP', text: ({ ip }) => ip },
    { title: 'REGION', text: ({ region }) => region },
    { title: 'STATUS', text: ({ status }) => status, dress: (text, { status }) => paint(text, status, hasColour) },
    { title: 'CPU', text: percent('cpu_percent'), alignRight: true },
    { title: 'MEMORY', text: percent('memory_percent'), alignRight: true },
    { title: 'DISK', text: percent('disk_percent'), alignRight: true },
  ];
}

/** Every field that says something, one a line; objects as compact JSON. */
function linesOf(server: Server): (readonly [string, string])[] {
  const { metrics, ...said } = server;
  const flat: [string, unknown][] = [...Object.entries(said), ...Object.entries(metrics ?? {})];
  return flat.filter(([, value]) => !isEmpty(value)).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}

const isEmpty = (value: unknown): boolean => value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
