import { Option, type Command } from 'commander';
import type { Cluster, NewCluster } from '../../contract/cluster.ts';
import { listAll, openDaemon } from '../daemon.ts';
import { UsageError } from '../failures.ts';
import { collect, isOn, listOf, wholeNumberOf } from '../fields.ts';
import { paint } from '../paint.ts';
import { doorFor, isAgreed, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';
import { tableOf, type Column } from '../table.ts';

type Looks = { readonly color?: string; readonly autoConnect?: 'on' | 'off' };
type Creation = CommonOptions & Looks & { readonly id?: string };
type Edit = CommonOptions & Looks & { readonly name?: string; readonly servers?: readonly string[]; readonly add?: readonly string[]; readonly drop?: readonly string[] };

/** `clusters list, get, create, edit, remove`. */
export function addClusters(program: Command, session: Session): void {
  const group = program.command('clusters').description('list, create, change and remove clusters of servers');

  withDaemon(group.command('list', { isDefault: true }).description('list clusters, by id'))
    .option('--limit <number>', 'at most so many (default: all)', wholeNumberOf)
    .option('--ids', 'print ids alone, one a line')
    .action(async ({ limit, ids, ...options }: CommonOptions & { readonly limit?: number; readonly ids?: true }) => {
      const clusters = await listAll(openDaemon(doorFor(session, options)).clusters, {}, limit);
      if (options.json) writeJson(session, { items: clusters, next_cursor: null });
      else if (ids) session.terminal.write(clusters.map(({ id }) => `${id}\n`).join(''));
      else session.terminal.write(clusters.length === 0 ? 'No clusters.\n' : tableOf(columnsOf(session), clusters));
    });

  withLooks(withDaemon(group.command('create').description('make a cluster of servers; they connect by themselves')
    .argument('<name>', 'its name').argument('[servers...]', 'ids of its members')))
    .option('--id <id>', 'its id (default: made from the name)')
    .action(async (name: string, servers: readonly string[], { id, ...options }: Creation) => {
      const draft: NewCluster = { ...(id === undefined ? {} : { id }), name, servers: [...servers], ...looksOf(options) };
      const cluster = await openDaemon(doorFor(session, options)).clusters.add(draft);
      if (options.json) writeJson(session, cluster);
      else session.terminal.write(`Made cluster ${cluster.id} of ${count(cluster.servers.length, 'server')}.\n`);
    });

  withLooks(withDaemon(group.command('edit').description('change a cluster').argument('<cluster>', 'its id')))
    .option('--name <name>', 'its name')
    .option('--servers <servers>', 'ids of all its members, separated by commas', listOf)
    .option('--add <server>', 'a further member; may be given several times', collect)
    .option('--drop <server>', 'a member that leaves; may be given several times', collect)
    .action((id: string, options: Edit) => edit(session, id, options));

  withDaemon(group.command('remove').description('remove a cluster and the connections it made; its servers stay').argument('<cluster>', 'its id'))
    .option('--yes', 'do not ask')
    .action(async (id: string, options: CommonOptions & { readonly yes?: true }) => {
      const daemon = openDaemon(doorFor(session, options));
      const { servers } = await daemon.clusters.get(id);
      if (!await isAgreed(session, options, `This removes the cluster ${id} and the connections it made; its ${count(servers.length, 'server')} stay${servers.length === 1 ? 's' : ''}.`)) return;
      await daemon.clusters.remove(id);
      if (options.json) writeJson(session, { removed: [id] });
      else session.terminal.write(`Removed ${id}.\n`);
    });
}

const withLooks = (command: Command): Command => command
  .option('--color <#rrggbb>', 'colour of its area')
  .addOption(new Option('--auto-connect <state>', 'members are connected by themselves').choices(['on', 'off']));

const looksOf = ({ color, autoConnect }: Looks) => ({
  ...(color === undefined ? {} : { color }), ...(autoConnect === undefined ? {} : { auto_connect: isOn(autoConnect) }),
});

async function edit(session: Session, id: string, options: Edit): Promise<void> {
  const { name, servers, add = [], drop = [] } = options;
  if (servers !== undefined && add.length + drop.length > 0) throw new UsageError('--servers gives all members; --add and --drop change them: give one or the other.');
  const daemon = openDaemon(doorFor(session, options));
  const members = add.length + drop.length === 0 ? servers : nextMembers((await daemon.clusters.get(id)).servers, add, drop);
  const patch = { ...(name === undefined ? {} : { name }), ...looksOf(options), ...(members === undefined ? {} : { servers: members }) };
  if (Object.keys(patch).length === 0) throw new UsageError('Nothing to change was given; see: clusterctl clusters edit --help');
  const cluster = await daemon.clusters.patch(id, patch);
  if (options.json) writeJson(session, cluster);
  else session.terminal.write(`Changed ${cluster.id}: ${count(cluster.servers.length, 'server')}.\n`);
}

/** Members in their order, without those that leave, the new ones at the end. */
function nextMembers(before: readonly string[], add: readonly string[], drop: readonly string[]): readonly string[] {
  const strangers = drop.filter((server) => !before.includes(server));
  if (strangers.length > 0) throw new UsageError(`${strangers.join(', ')} ${strangers.length === 1 ? 'is no member' : 'are no members'} of it.`);
  return [...new Set([...before, ...add])].filter((server) => !drop.includes(server));
}

function columnsOf({ terminal: { hasColour } }: Session): readonly Column<Cluster>[] {
  return [
    { title: 'ID', text: ({ id }) => id },
    { title: 'NAME', text: ({ name }) => name },
    { title: 'SERVERS', text: ({ servers }) => String(servers.length), alignRight: true },
    { title: 'CONNECTS', text: ({ auto_connect: connects }) => (connects ? 'by itself' : 'by hand') },
    { title: 'HEALTH', text: ({ health }) => health, dress: (text, { health }) => paint(text, health, hasColour) },
  ];
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
