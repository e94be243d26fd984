import { statusOf } from '../../state/states.ts';
import type { Page } from '../../state/page.ts';
import { removedText, removingOf, sizeOf } from '../../state/removal.ts';
import { many, t } from '../../state/words.ts';
import { targetOf, type Command } from './command.ts';

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
  id: 'edit', label: 'edit', icon: 'edit', shortcuts: ['E', 'F2'], targets: ['server', 'servers', 'connection', 'connections', 'cluster', 'network'], group: 'edit', edits: true,
  isEnabled: (page) => ['server', 'servers', 'connection', 'connections', 'cluster', 'network'].includes(targetOf(page)),
  run(page) {
    const ids = page.selectedIds();
    const item = page.selection.item.peek();
    if (ids.length > 1) page.open({ kind: 'edit-servers', ids });
    else if (ids[0] !== undefined) page.open({ kind: 'edit-server', id: ids[0] });
    else if (item?.kind === 'cluster' || item?.kind === 'connection' || item?.kind === 'network') page.open({ kind: `edit-${item.kind}`, id: item.id });
    else if (item !== null) showPanel(page);
    else page.open({ kind: 'edit-connections', ids: page.selection.idsOf('connection') });
  },
};

export const icons: Command = {
  id: 'icons', label: (page) => (hasServers(page) ? 'icon_change' : 'icons'), icon: 'icons', shortcuts: ['I'], targets: ['map', 'server', 'servers'], group: 'make', edits: true,
  isEnabled: () => true,
  run(page) {
    const ids = page.selectedIds();
    page.menu.value = null;
    if (page.icons.isOpen.peek() && ids.length === 0) page.icons.close();
    else page.icons.open(ids.length > 0 ? { kind: 'change', ids } : undefined);
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
  id: 'delete', label: 'delete', icon: 'delete', shortcuts: ['Delete', 'Backspace'], targets: ['server', 'servers', 'connection', 'connections', 'cluster', 'network', 'items', 'area', 'text', 'line'], group: 'remove', edits: true,
  isEnabled: (page) => page.selection.size.value > 0,
  async run(page) {
    const world = page.world;
    const item = page.selection.item.peek();
    page.menu.value = null;
    if (item?.kind === 'network') page.open({ kind: 'delete-network', id: item.id });
    if (world === null || item?.kind === 'network') return;
    const { removal, locked } = removingOf(world, page.selection);
    const text = removedText(world, removal);
    if (locked > 0) page.notices.fault(many('locked_stay', locked));
    if (sizeOf(removal) >= ASK_FROM) page.open({ kind: 'confirm-delete', removal, text });
    else if (sizeOf(removal) > 0) await page.edits.remove(removal, text);
  },
};

export const reverse: Command = {
  id: 'reverse', label: 'reverse', icon: 'swap', targets: ['connection'], group: 'edit', edits: true,
  isEnabled: (page) => page.selection.item.value?.kind === 'connection',
  async run(page) {
    const item = page.selection.item.peek();
    const world = page.world;
    if (item === null || world === null) return;
    const { connections } = world;
    const row = world.connectionIndexOf(item.id);
    const id = await page.edits.reverse(item.id, t('done_reversed', world.nameOf(connections.to[row] ?? 0), world.nameOf(connections.from[row] ?? 0)));
    if (id !== null) await page.selectConnectionWhenKnown(id);
  },
};

export const reconnect: Command = {
  id: 'reconnect', label: 'reconnect', icon: 'connect', targets: ['connection'], group: 'edit', edits: true,
  isEnabled: (page) => page.selection.item.value?.kind === 'connection',
  run: (page) => page.open({ kind: 'reconnect', id: page.selection.item.peek()?.id ?? '' }),
};

/** Opens the panel of what is selected and goes to its first field. */
function showPanel(page: Page): void {
  page.isPanelClosed.value = false;
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.panel__body input')?.focus());
}

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
  hint: (page) => page.undoing.describe('undo'),
  isEnabled: (page) => page.undoing.canStep('undo'),
  run: (page) => page.undoing.step('undo'),
};

export const redo: Command = {
  id: 'redo', label: 'redo', icon: 'redo', shortcuts: ['Mod+Y', 'Mod+Shift+Z'], targets: [], group: 'edit', edits: true,
  hint: (page) => page.undoing.describe('redo'),
  isEnabled: (page) => page.undoing.canStep('redo'),
  run: (page) => page.undoing.step('redo'),
};

export const editOne: Command = {
  id: 'rename', label: 'show_details', shortcuts: ['Enter'], icon: 'list', targets: [], group: 'select',
  isEnabled: (page) => only(page) !== undefined,
  run: (page) => void (page.isPanelClosed.value = false),
};
