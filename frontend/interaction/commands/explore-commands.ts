import { MOST_HOPS } from '../../state/focus.ts';
import { walkResults } from '../../state/results.ts';
import type { Page } from '../../state/page.ts';
import type { Command } from './command.ts';

const isSelected = (page: Page): boolean => page.selection.servers.value.size > 0 || page.selection.item.value?.kind === 'cluster';
const isFocused = (page: Page): boolean => page.focus.on.value !== null;

/** Something else is selected than what is looked at: the focus goes there instead of ending. */
function isElsewhere(page: Page): boolean {
  const on = page.focus.on.value;
  if (on === null || !isSelected(page)) return false;
  const item = page.selection.item.value;
  if (item !== null) return on.cluster !== item.id;
  const ids = page.selectedIds();
  return on.cluster !== null || ids.length !== on.servers.length || ids.some((id) => !on.servers.includes(id));
}

export const focusNeighbours: Command = {
  id: 'focus-neighbours', label: (page) => (isFocused(page) && !isElsewhere(page) ? 'focus_end' : 'focus_begin'), icon: 'neighbours', shortcuts: ['Shift+F'],
  targets: ['server', 'servers', 'cluster'], group: 'view',
  isEnabled: (page) => isSelected(page) || isFocused(page),
  run(page) {
    if (isFocused(page) && !isElsewhere(page)) {
      page.focus.end();
      return;
    }
    const item = page.selection.item.peek();
    page.focus.begin(item === null ? { servers: page.selectedIds(), cluster: null } : { servers: [], cluster: item.id });
    page.flyTo(page.focus.around.peek()?.servers ?? []);
  },
};

const reach = (page: Page, by: 1 | -1): void => {
  page.focus.reach((page.focus.on.peek()?.hops ?? 1) + by);
  page.flyTo(page.focus.around.peek()?.servers ?? []);
};

export const hopsMore: Command = {
  id: 'hops-more', label: 'hops_more', icon: 'add', shortcuts: ['.'], targets: [], group: 'view',
  isEnabled: (page) => isFocused(page) && (page.focus.on.value?.hops ?? 0) < MOST_HOPS,
  run: (page) => reach(page, 1),
};

export const hopsFewer: Command = {
  id: 'hops-fewer', label: 'hops_fewer', icon: 'minus', shortcuts: [','], targets: [], group: 'view',
  isEnabled: (page) => (page.focus.on.value?.hops ?? 0) > 1,
  run: (page) => reach(page, -1),
};

export const minimap: Command = {
  id: 'minimap', label: (page) => (page.look.minimap.value ? 'minimap_hide' : 'minimap_show'), icon: 'map', shortcuts: ['O'], targets: ['map'], group: 'view',
  isEnabled: () => true,
  run: (page) => page.look.setMinimap(!page.look.minimap.peek()),
};

export const nextResult: Command = {
  id: 'next-result', label: 'result_next', icon: 'chevron_down', shortcuts: ['F3'], targets: [], group: 'view',
  isEnabled: (page) => (page.found.value?.length ?? 0) > 0,
  run: (page) => void walkResults(page, 1),
};

export const previousResult: Command = {
  id: 'previous-result', label: 'result_previous', icon: 'chevron_up', shortcuts: ['Shift+F3'], targets: [], group: 'view',
  isEnabled: (page) => (page.found.value?.length ?? 0) > 0,
  run: (page) => void walkResults(page, -1),
};

export const views: Command = {
  id: 'views', label: 'views', icon: 'bookmark', shortcuts: ['Shift+V'], targets: ['map'], group: 'view',
  isEnabled: () => true,
  run: (page) => page.unfold('views'),
};

export const takeOutOfView: Command = {
  id: 'take-out-of-view', label: 'view_take_out', icon: 'close', targets: ['server', 'servers'], group: 'remove', edits: true,
  isShown: (page) => page.lens.value !== null,
  isEnabled: (page) => page.lens.value !== null && page.selection.servers.value.size > 0,
  run: (page) => page.views.takeOut(page.selectedIds()),
};

export const look: Command = {
  id: 'look', label: 'look', icon: 'layers', shortcuts: ['Y'], targets: ['map'], group: 'view',
  isEnabled: () => true,
  run: (page) => page.unfold('look'),
};

export const copyViewLink: Command = {
  id: 'copy-view-link', label: 'view_copy', icon: 'link', targets: [], group: 'view',
  isEnabled: (page) => page.views.shown.value !== null,
  async run(page) {
    const shown = page.views.shown.peek();
    if (shown !== null) await page.views.copyLink(shown);
  },
};
