import { statusOf } from '../../state/problems.ts';
import type { Page } from '../../state/page.ts';
import type { Command } from './command.ts';

const hasServers = (page: Page): boolean => page.selection.servers.value.size > 0;
/** More than this at once is asked about first, although it can be undone. */
const ASK_FROM = 10;

const only = (page: Page): number | undefined => (page.selection.servers.value.size === 1 ? [...page.selection.servers.value][0] : undefined);

/** All selected servers are in maintenance, so the switch would end it. */
const isMaintained = (page: Page): boolean => {
  const world = page.map.world.value;
  return world !== null && hasServers(page) && [...page.selection.servers.value].every((server) => statusOf(world, server) === 'maintenance');
};

export const addServer: Command = {
  id: 'add-server', label: 'add_server', icon: 'add', shortcuts: ['N'], targets: ['map'], group: 'make', edits: true,
  isEnabled: () => true,
  run: (page) => page.open({ kind: 'add-server', position: page.menu.peek()?.tile }),
};

export const edit: Command = {
  id: 'edit', label: 'edit', icon: 'edit', shortcuts: ['E', 'F2'], targets: ['server', 'servers', 'connection', 'cluster'], group: 'edit', edits: true,
  isEnabled: (page) => hasServers(page) || page.selection.item.value !== null,
  run(page) {
    const ids = page.selectedIds();
    const item = page.selection.item.peek();
    if (ids.length > 1) page.open({ kind: 'edit-servers', ids });
    else if (ids[0] !== undefined) page.open({ kind: 'edit-server', id: ids[0] });
    else if (item?.kind === 'cluster') page.open({ kind: 'edit-cluster', id: item.id });
    else if (item?.kind === 'connection') page.open({ kind: 'edit-connection', id: item.id });
    else if (item !== null) showPanel(page);
  },
};

export const connectSelected: Command = {
  id: 'connect', label: (page) => (page.selection.servers.value.size > 1 ? 'connect_selected' : 'connect_to'), icon: 'connect', shortcuts: ['C'],
  targets: ['server', 'servers'], group: 'make', edits: true,
  isEnabled: (page) => hasServers(page) && (page.map.world.value?.size ?? 0) > 1,
  run: (page) => page.open({ kind: 'connect', ids: page.selectedIds() }),
};

export const makeCluster: Command = {
  id: 'make-cluster', label: 'make_cluster', icon: 'cluster', shortcuts: ['G'], targets: ['server', 'servers'], group: 'make', edits: true,
  isEnabled: hasServers,
  run: (page) => page.open({ kind: 'add-cluster', ids: page.selectedIds() }),
};

export const maintenance: Command = {
  id: 'maintenance', label: (page) => (isMaintained(page) ? 'maintenance_end' : 'maintenance_begin'), icon: 'maintenance', shortcuts: ['M'],
  targets: ['server', 'servers'], group: 'live', edits: true,
  isEnabled: hasServers,
  run: (page) => page.edits.setMaintenance(page.selectedIds(), !isMaintained(page)),
};

export const poll: Command = {
  id: 'poll', label: 'poll_now', icon: 'refresh', shortcuts: ['R'], targets: ['server', 'servers'], group: 'live', edits: true,
  isEnabled: hasServers,
  run: (page) => page.edits.poll(page.selectedIds()),
};

export const remove: Command = {
  id: 'delete', label: 'delete', icon: 'delete', shortcuts: ['Delete', 'Backspace'], targets: ['server', 'servers', 'connection', 'cluster', 'area', 'text', 'line'], group: 'remove', edits: true,
  isEnabled: (page) => hasServers(page) || page.selection.item.value !== null,
  async run(page) {
    const ids = page.selectedIds();
    const item = page.selection.item.peek();
    page.menu.value = null;
    if (ids.length >= ASK_FROM) page.open({ kind: 'confirm-delete', ids });
    else if (ids.length > 0) await page.edits.removeServers(ids);
    else if (item?.kind === 'connection') await page.edits.removeConnection(item.id);
    else if (item?.kind === 'cluster') await page.edits.removeCluster(item.id, clusterName(page, item.id));
    else if (item !== null) await page.drawing.remove(NOUNS[item.kind], item.id);
  },
};

const NOUNS = { area: 'areas', text: 'texts', line: 'lines' } as const;

/** Opens the panel of what is selected and goes to its first field. */
function showPanel(page: Page): void {
  page.isPanelClosed.value = false;
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.panel__body input')?.focus());
}

const clusterName = (page: Page, id: string): string => page.world?.clusters[page.world.clusterIndexOf(id)]?.name ?? id;

export const arrange: Command = {
  id: 'arrange', label: 'arrange', icon: 'arrange', shortcuts: ['Shift+L'], targets: ['map', 'servers'], group: 'edit', edits: true,
  isEnabled: (page) => (page.map.world.value?.size ?? 0) > 1,
  run(page) {
    page.menu.value = null;
    page.isArranging.value = true;
  },
};

export const undo: Command = {
  id: 'undo', label: 'undo', icon: 'undo', shortcuts: ['Mod+Z'], targets: [], group: 'edit', edits: true,
  isEnabled: () => true,
  run: (page) => page.edits.undo(),
};

export const redo: Command = {
  id: 'redo', label: 'redo', icon: 'redo', shortcuts: ['Mod+Y', 'Mod+Shift+Z'], targets: [], group: 'edit', edits: true,
  isEnabled: () => true,
  run: (page) => page.edits.redo(),
};

export const editOne: Command = {
  id: 'rename', label: 'show_details', shortcuts: ['Enter'], icon: 'list', targets: [], group: 'select',
  isEnabled: (page) => only(page) !== undefined,
  run: (page) => void (page.isPanelClosed.value = false),
};
