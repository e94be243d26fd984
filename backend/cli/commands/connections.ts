import { Option, type Command } from 'commander';
import type { Connection } from '../../contract/connection.ts';
import { CONNECTION_STATUSES, CONNECTION_TYPES, type ConnectionType } from '../../contract/statuses.ts';
import { listAll, openDaemon } from '../daemon.ts';
import { CommandError, UsageError } from '../failures.ts';
import { wholeNumberOf } from '../fields.ts';
import { paint } from '../paint.ts';
import { doorFor, isAgreed, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';
import { tableOf, type Column } from '../table.ts';

type Filters = CommonOptions & { readonly from?: string; readonly to?: string; readonly server?: string; readonly type?: string; readonly status?: string; readonly limit?: number; readonly ids?: true };
type Draft = CommonOptions & { readonly id?: string; readonly type?: ConnectionType; readonly label?: string };
type Removal = CommonOptions & { readonly type?: ConnectionType; readonly yes?: true };

/** `connections list, add, remove`. */
export function addConnections(program: Command, session: Session): void {
  const group = program.command('connections').description('list, add and remove connections between servers');

  withDaemon(group.command('list', { isDefault: true }).description('list connections, by id'))
    .option('--from <server>', 'only those that start here')
    .option('--to <server>', 'only those that end here')
    .option('--server <server>', 'only those that start or end here')
    .addOption(new Option('--type <type>', 'only of this kind').choices(CONNECTION_TYPES))
    .addOption(new Option('--status <status>', 'only in this state').choices(CONNECTION_STATUSES))
    .option('--limit <number>', 'at most so many (default: all)', wholeNumberOf)
    .option('--ids', 'print ids alone, one a line')
    .action((options: Filters) => list(session, options));

  withDaemon(group.command('add').description('connect a server to another').argument('<server>', 'the one that asks').argument('<to>', 'the one that answers'))
    .addOption(new Option('--type <type>', 'kind of connection (default: standard)').choices(CONNECTION_TYPES))
    .option('--label <text>', 'text on the line')
    .option('--id <id>', 'its id; with one, a second connection of the same kind is allowed')
    .action(async (from: string, to: string, { id, type, label, ...options }: Draft) => {
      const draft = { from, to, ...(id === undefined ? {} : { id }), ...(type === undefined ? {} : { type }), ...(label === undefined ? {} : { label }) };
      const connection = await openDaemon(doorFor(session, options)).connections.add(draft);
      if (options.json) writeJson(session, connection);
      else session.terminal.write(`Connected ${connection.from} to ${connection.to}: ${connection.id}.\n`);
    });

  withDaemon(group.command('remove').description('remove a connection by its id, or all from one server to another')
    .argument('<connection>', 'its id, or the server it starts at').argument('[to]', 'the server it ends at'))
    .addOption(new Option('--type <type>', 'only of this kind, between two servers').choices(CONNECTION_TYPES))
    .option('--yes', 'do not ask')
    .action((first: string, to: string | undefined, options: Removal) => remove(session, first, to, options));
}

async function list(session: Session, { from, to, server, type, status, limit, ids, ...options }: Filters): Promise<void> {
  const connections = await listAll(openDaemon(doorFor(session, options)).connections, { from, to, server, type, status }, limit);
  if (options.json) writeJson(session, { items: connections, next_cursor: null });
  else if (ids) session.terminal.write(connections.map(({ id }) => `${id}\n`).join(''));
  else session.terminal.write(connections.length === 0 ? 'No connections.\n' : tableOf(columnsOf(session), connections));
}

async function remove(session: Session, first: string, to: string | undefined, options: Removal): Promise<void> {
  if (to === undefined && options.type !== undefined) throw new UsageError('--type belongs to a removal by both ends: clusterctl connections remove FROM TO --type TYPE');
  const daemon = openDaemon(doorFor(session, options));
  const found = to === undefined
    ? [await daemon.connections.get(first)]
    : await listAll(daemon.connections, { from: first, to, type: options.type });
  if (found.length === 0) throw new CommandError('not_found', `There is no connection from ${first} to ${String(to)}${options.type === undefined ? '' : ` of type ${options.type}`}.`);
  const ids = found.map(({ id }) => id);
  if (!await isAgreed(session, options, `This removes ${ids.length === 1 ? 'the connection' : `${ids.length} connections:`} ${ids.join(', ')}; undo brings it back.`)) return;
  if (to === undefined) await daemon.connections.remove(first);
  else await daemon.disconnect({ from: first, to, ...(options.type === undefined ? {} : { type: options.type }) });
  if (options.json) writeJson(session, { removed: ids });
  else session.terminal.write(ids.map((id) => `Removed ${id}.\n`).join(''));
}

function columnsOf({ terminal: { hasColour } }: Session): readonly Column<Connection>[] {
  return [
    { title: 'ID', text: ({ id }) => id },
    { title: 'FROM', text: ({ from }) => from },
    { title: 'TO', text: ({ to }) => to },
    { title: 'TYPE', text: ({ type }) => type },
    { title: 'LABEL', text: ({ label }) => label },
    { title: 'STATUS', text: ({ status }) => status, dress: (text, { status }) => paint(text, status, hasColour) },
    { title: 'LATENCY', text: ({ latency_ms: ms }) => (ms === null ? '' : `${ms.toFixed(1)} ms`), alignRight: true },
    { title: 'SENT', text: ({ traffic }) => rateOf(traffic?.sent_bytes_per_second), alignRight: true },
    { title: 'RECEIVED', text: ({ traffic }) => rateOf(traffic?.received_bytes_per_second), alignRight: true },
    { title: 'PROBED FROM', text: ({ probed_from: from }) => from ?? '' },
  ];
}

/** Bytes per second in decimal units, as networks are counted; "" where not measured. */
function rateOf(rate: number | undefined): string {
  if (rate === undefined) return '';
  const power = rate < 1_000 ? 0 : Math.min(4, Math.floor(Math.log10(rate) / 3));
  const value = rate / 1_000 ** power;
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${['B', 'kB', 'MB', 'GB', 'TB'][power] ?? ''}/s`;
}
