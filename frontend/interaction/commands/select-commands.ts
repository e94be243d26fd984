import { depthOrder } from '../../scene/depth-order.ts';
import type { World } from '../../scene/world.ts';
import type { Page } from '../../state/page.ts';
import type { Command } from './command.ts';

const hasMap = (page: Page): boolean => (page.map.world.value?.size ?? 0) > 0;
const hasServers = (page: Page): boolean => page.selection.servers.value.size > 0;

export const selectAll: Command = {
  id: 'select-all', label: 'select_all', icon: 'select_all', shortcuts: ['Mod+A'], targets: ['map'], group: 'select',
  isEnabled: (page) => hasMap(page) || (page.map.world.value?.drawings.bounds() ?? null) !== null,
  run({ found, map, selection, world }) {
    // While something is searched, all means all that was found.
    const wanted = found.peek();
    const drawings = wanted === null ? world?.drawings.shown(map.hidden.peek()) ?? [] : [];
    selection.choose(wanted ?? everyServer(world), drawings);
  },
};

export const invertSelection: Command = {
  id: 'select-invert', label: 'select_invert', shortcuts: ['Mod+I'], targets: [], group: 'select',
  isEnabled: hasMap,
  run(page) {
    const before = page.selection.servers.peek();
    page.selection.set([...everyServer(page.world)].filter((server) => !before.has(server)));
  },
};

/** Everything that shares with a selected server what `of` tells. */
const alike = ({ of, ...words }: Pick<Command, 'id' | 'label'> & { readonly of: (world: World, server: number) => Iterable<string | number> }): Command => ({
  ...words, targets: [], group: 'select',
  isEnabled: hasServers,
  run(page) {
    const world = page.world;
    if (world === null) return;
    const wanted = new Set([...page.selection.servers.peek()].flatMap((server) => [...of(world, server)]));
    page.selection.set([...everyServer(world)].filter((server) => [...of(world, server)].some((value) => wanted.has(value))));
  },
});

export const selectSameType = alike({ id: 'select-type', label: 'select_type', of: (world, server) => [world.servers.type[server] ?? 0] });
export const selectSameState = alike({ id: 'select-state', label: 'select_state', of: (world, server) => [world.servers.status[server] ?? 0] });
export const selectSameRegion = alike({ id: 'select-region', label: 'select_region', of: (world, server) => [world.servers.region[server] ?? 0] });
export const selectSameCluster = alike({ id: 'select-cluster', label: 'select_cluster', of: (world, server) => world.clustersOf(server) });

export const selectNeighbours: Command = {
  id: 'select-neighbours', label: 'select_neighbours', icon: 'connect', shortcuts: ['Shift+C'], targets: [], group: 'select',
  isEnabled: hasServers,
  run(page) {
    const world = page.world;
    if (world === null) return;
    const { from, to } = world.connections;
    page.selection.add([...page.selection.servers.peek()].flatMap((server) => world.connectionsOf(server).flatMap((row) => [from[row] ?? server, to[row] ?? server])));
  },
};

/** Instead of the servers: so that their connections are changed or removed together. */
export const selectConnections: Command = {
  id: 'select-connections', label: 'select_connections', icon: 'connect', targets: [], group: 'select',
  isEnabled: (page) => [...page.selection.servers.value].some((server) => (page.map.world.value?.connectionsOf(server).length ?? 0) > 0),
  run(page) {
    const world = page.world;
    if (world === null) return;
    const servers = page.selection.servers.peek();
    const { from, to } = world.connections;
    const all = new Set([...servers].flatMap((server) => world.connectionsOf(server)));
    // Of several servers, what is among them; all of theirs where that is nothing.
    const among = servers.size < 2 ? [] : [...all].filter((row) => servers.has(from[row] ?? -1) && servers.has(to[row] ?? -1));
    page.selection.choose([], (among.length > 0 ? among : [...all]).map((row) => ({ kind: 'connection', id: world.connectionId(row) })));
  },
};

export const selectMenu: Command = {
  id: 'select', label: 'select_more', icon: 'select_all', targets: ['server', 'servers'], group: 'select',
  menu: [selectSameType, selectSameState, selectSameRegion, selectSameCluster, selectNeighbours, selectConnections, invertSelection, selectAll],
  isEnabled: hasServers,
  run: () => undefined,
};

const step = ({ by, ...words }: Pick<Command, 'id' | 'label' | 'shortcuts'> & { readonly by: 1 | -1 }): Command => ({
  ...words, targets: [], group: 'select',
  isEnabled: hasMap,
  run(page) {
    const next = neighbourInOrder(page, by);
    if (next === null) return;
    page.selection.set([next]);
    page.isPanelClosed.value = false;
    page.bringIntoView(next);
  },
});

/** From one server to the next without looking at the map: back to front, as they are painted. */
export const nextServer = step({ id: 'next-server', label: 'next_server', shortcuts: ['J'], by: 1 });
export const previousServer = step({ id: 'previous-server', label: 'previous_server', shortcuts: ['Shift+J'], by: -1 });

function neighbourInOrder(page: Page, by: 1 | -1): number | null {
  const world = page.world;
  if (world === null) return null;
  const { x, y, count } = world.servers;
  const order = [...depthOrder(x, y, count)].filter((server) => world.has(server));
  const here = page.selection.last;
  const at = here === null ? (by === 1 ? -1 : 0) : order.indexOf(here);
  return order[(at + by + order.length) % order.length] ?? null;
}

function* everyServer(world: World | null): Iterable<number> {
  for (let server = 0; server < (world?.servers.count ?? 0); server++) if (world?.has(server) === true) yield server;
}
