import { cameraForAll } from '../../state/camera-port.ts';
import type { Page } from '../../state/page.ts';
import type { Command } from './command.ts';

const ZOOM_STEP = 1.4;

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
  id: 'focus', label: 'focus', icon: 'focus', shortcuts: ['F'], targets: ['server', 'servers', 'connection', 'connections', 'cluster', 'network', 'items', 'area', 'text', 'line'], group: 'view',
  isEnabled: (page) => page.selection.size.value > 0,
  run(page) {
    const item = page.selection.item.peek();
    if (item?.kind === 'area' || item?.kind === 'text' || item?.kind === 'line') page.flyToDrawing(item);
    else page.flyTo(serversOfSelection(page));
  },
};

/** The selected servers, the ends of selected connections, the members of selected clusters. */
function serversOfSelection(page: Page): number[] {
  const world = page.map.world.value;
  if (world === null) return [];
  const items = page.selection.items.value.flatMap(({ kind, id }) => {
    if (kind === 'cluster') return Array.from(world.clusters[world.clusterIndexOf(id)]?.members ?? []);
    const row = kind === 'connection' ? world.connectionIndexOf(id) : -1;
    return row < 0 ? [] : [world.connections.from[row] ?? 0, world.connections.to[row] ?? 0];
  });
  return [...page.selection.servers.value, ...items];
}

export const problems: Command = {
  id: 'problems', label: 'problems', icon: 'problems', shortcuts: ['P'], targets: ['map'], group: 'view',
  isEnabled: () => true,
  run(page) {
    // What is selected may be shown in place of the list.
    const isSeen = page.showsProblems.peek() && (page.isPanelClosed.peek() || page.selection.size.peek() === 0);
    page.showsProblems.value = !isSeen;
    if (!isSeen) page.isPanelClosed.value = true;
  },
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

export const freehandTool: Command = {
  id: 'freehand', label: 'tool_freehand', icon: 'freehand', shortcuts: ['Q'], targets: [], group: 'view',
  isEnabled: () => true,
  run: (page) => void (page.tool.value = page.tool.peek() === 'freehand' ? 'hand' : 'freehand'),
};

export const connectTool: Command = {
  id: 'connect-tool', label: 'tool_connect', icon: 'connect', shortcuts: ['X'], targets: [], group: 'view', edits: true,
  isEnabled: () => true,
  run: (page) => void (page.tool.value = page.tool.peek() === 'connect' ? 'hand' : 'connect'),
};
