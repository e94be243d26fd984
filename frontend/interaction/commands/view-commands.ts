import { cameraForAll } from '../../state/camera-port.ts';
import type { Page } from '../../state/page.ts';
import type { Command } from './command.ts';

const ZOOM_STEP = 1.4;
const hasMap = (page: Page): boolean => (page.map.world.value?.size ?? 0) > 0;

export const zoomIn: Command = {
  id: 'zoom-in', label: 'zoom_in', icon: 'add', shortcuts: ['+', '='], targets: [], group: 'view',
  isEnabled: () => true,
  run: (page) => page.port?.camera.zoomBy(ZOOM_STEP),
};

export const zoomOut: Command = {
  id: 'zoom-out', label: 'zoom_out', icon: 'minus', shortcuts: ['-'], targets: [], group: 'view',
  isEnabled: () => true,
  run: (page) => page.port?.camera.zoomBy(1 / ZOOM_STEP),
};

export const showAll: Command = {
  id: 'show-all', label: 'show_all', icon: 'fit', shortcuts: ['0', 'Home'], targets: ['map'], group: 'view',
  isEnabled: () => true,
  run: (page) => page.port?.camera.flyTo(cameraForAll(page.map, page.hasPanel.peek())),
};

export const focusSelection: Command = {
  id: 'focus', label: 'focus', icon: 'focus', shortcuts: ['F'], targets: ['server', 'servers', 'connection', 'cluster', 'area', 'text', 'line'], group: 'view',
  isEnabled: (page) => page.selection.servers.value.size > 0 || page.selection.item.value !== null,
  run(page) {
    const world = page.world;
    const item = page.selection.item.peek();
    if (world === null) return;
    if (item === null) page.flyTo(page.selection.servers.peek());
    else if (item.kind === 'cluster') page.flyTo(world.clusters[world.clusterIndexOf(item.id)]?.members ?? []);
    else if (item.kind !== 'connection') page.flyToDrawing(item);
    else {
      const row = world.connectionIndexOf(item.id);
      page.flyTo([world.connections.from[row] ?? 0, world.connections.to[row] ?? 0]);
    }
  },
};

export const selectAll: Command = {
  id: 'select-all', label: 'select_all', icon: 'select_all', shortcuts: ['Mod+A'], targets: ['map'], group: 'select',
  isEnabled: hasMap,
  run(page) {
    const world = page.world;
    // While something is searched, all means all that was found.
    if (world !== null) page.selection.set(page.found.peek() ?? everyServer(page));
  },
};

function* everyServer(page: Page): Iterable<number> {
  const world = page.world;
  for (let server = 0; server < (world?.servers.count ?? 0); server++) if (world?.has(server) === true) yield server;
}

export const selectSameType: Command = {
  id: 'select-type', label: 'select_type', icon: 'types', targets: ['server'], group: 'select',
  isEnabled: (page) => page.selection.servers.value.size > 0,
  run(page) {
    const world = page.world;
    if (world === null) return;
    const types = new Set([...page.selection.servers.peek()].map((server) => world.servers.type[server]));
    page.selection.set([...everyServer(page)].filter((server) => types.has(world.servers.type[server])));
  },
};

export const selectNeighbours: Command = {
  id: 'select-neighbours', label: 'select_neighbours', icon: 'connect', shortcuts: ['Shift+C'], targets: ['server', 'servers'], group: 'select',
  isEnabled: (page) => page.selection.servers.value.size > 0,
  run(page) {
    const world = page.world;
    if (world === null) return;
    const { from, to } = world.connections;
    page.selection.add([...page.selection.servers.peek()].flatMap((server) => world.connectionsOf(server).flatMap((row) => [from[row] ?? server, to[row] ?? server])));
  },
};

export const problems: Command = {
  id: 'problems', label: 'problems', icon: 'problems', shortcuts: ['P'], targets: ['map'], group: 'view',
  isEnabled: () => true,
  run: (page) => void (page.showsProblems.value = !page.showsProblems.peek()),
};

export const table: Command = {
  id: 'table', label: 'table', icon: 'list', shortcuts: ['Shift+T'], targets: ['map'], group: 'view',
  isEnabled: () => true,
  run: (page) => void (page.showsTable.value = !page.showsTable.peek()),
};

export const handTool: Command = {
  id: 'hand', label: 'tool_hand', icon: 'hand', shortcuts: ['H', 'V'], targets: [], group: 'view',
  isEnabled: () => true,
  run: (page) => void (page.tool.value = 'hand'),
};

export const lassoTool: Command = {
  id: 'lasso', label: 'tool_lasso', icon: 'lasso', shortcuts: ['L'], targets: [], group: 'view',
  isEnabled: () => true,
  run: (page) => void (page.tool.value = page.tool.peek() === 'lasso' ? 'hand' : 'lasso'),
};

export const connectTool: Command = {
  id: 'connect-tool', label: 'tool_connect', icon: 'connect', shortcuts: ['X'], targets: [], group: 'view', edits: true,
  isEnabled: () => true,
  run: (page) => void (page.tool.value = page.tool.peek() === 'connect' ? 'hand' : 'connect'),
};
