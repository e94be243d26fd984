import type { Axis, Edge } from '../../scene/align.ts';
import type { Page } from '../../state/page.ts';
import { fetched, type Command, type Target } from './command.ts';

/** Fetched when first used. */
const arranging = () => import('../arranging/arranging.ts');

const selected = (page: Page): number => page.selection.servers.value.size;

const alignTo = (axis: Axis, edge: Edge) => (page: Page): Promise<void> => fetched(page, arranging, ({ alignSelection }) => alignSelection(page, axis, edge));
const distributeAlong = (axis: Axis) => (page: Page): Promise<void> => fetched(page, arranging, ({ distributeSelection }) => distributeSelection(page, axis));

type Aligning = Pick<Command, 'id' | 'label' | 'icon' | 'run'>;
const aligning = (part: Aligning, least = 2): Command => ({ ...part, targets: [], group: 'arrange', edits: true, isEnabled: (page) => selected(page) >= least && !page.isArranging.value });

/** In screen words: x runs down to the right, y down to the left. */
export const ALIGNMENTS: readonly Command[] = [
  aligning({ id: 'align-upper-left', label: 'align_upper_left', icon: 'align_upper_left', run: alignTo('x', 'least') }),
  aligning({ id: 'align-x-middle', label: 'align_x_middle', icon: 'align_x_middle', run: alignTo('x', 'middle') }),
  aligning({ id: 'align-lower-right', label: 'align_lower_right', icon: 'align_lower_right', run: alignTo('x', 'most') }),
  aligning({ id: 'align-upper-right', label: 'align_upper_right', icon: 'align_upper_right', run: alignTo('y', 'least') }),
  aligning({ id: 'align-y-middle', label: 'align_y_middle', icon: 'align_y_middle', run: alignTo('y', 'middle') }),
  aligning({ id: 'align-lower-left', label: 'align_lower_left', icon: 'align_lower_left', run: alignTo('y', 'most') }),
  aligning({ id: 'distribute-x', label: 'distribute_x', icon: 'distribute_x', run: distributeAlong('x') }, 3),
  aligning({ id: 'distribute-y', label: 'distribute_y', icon: 'distribute_y', run: distributeAlong('y') }, 3),
];

export const alignMenu: Command = {
  id: 'align', label: 'align', icon: 'align_x_middle', targets: ['servers'], group: 'arrange', edits: true, menu: ALIGNMENTS,
  isEnabled: (page) => selected(page) > 1 && !page.isArranging.value,
  run: () => undefined,
};

export const snap: Command = {
  id: 'snap', label: (page) => (page.snap.value === 'on' ? 'snap_off' : 'snap_on'), icon: 'snap', shortcuts: ['Shift+S'], targets: ['map'], group: 'arrange', edits: true,
  isEnabled: () => true,
  run: (page) => void (page.snap.value = page.snap.peek() === 'on' ? 'off' : 'on'),
};

/** Whether a selected drawing is locked, of each. */
const drawingLocks = (page: Page): boolean[] => {
  const drawings = page.map.world.value?.drawings;
  return page.shapes().flatMap(({ kind, id }) => (kind === 'connection' ? [] : drawings?.get(`${kind}s`, id)?.locked ?? []));
};

const areLocked = (page: Page): boolean => {
  const world = page.map.world.value;
  const locks = world === null ? [] : [...drawingLocks(page), ...Array.from(page.selection.servers.value, (server) => world.isLocked(server))];
  return locks.length > 0 && locks.every(Boolean);
};

export const lock: Command = {
  id: 'lock', label: (page) => (areLocked(page) ? 'unlock' : 'lock'), icon: 'lock', shortcuts: ['K'], targets: ['server', 'servers', 'area', 'text', 'line', 'items'], group: 'arrange', edits: true,
  isEnabled: (page) => selected(page) + page.shapes().length > 0,
  run: (page) => fetched(page, arranging, ({ lockSelection }) => lockSelection(page, !areLocked(page))),
};

const ORDERED: readonly Target[] = ['server', 'servers', 'connection', 'connections', 'area', 'text', 'line', 'items'];

export const bringToFront: Command = {
  id: 'to-front', label: 'to_front', icon: 'to_front', shortcuts: [']'], targets: ORDERED, group: 'arrange', edits: true,
  isEnabled: (page) => selected(page) + page.shapes().length + page.selection.idsOf('connection').length > 0,
  run: (page) => fetched(page, arranging, ({ reorder }) => reorder(page, 1)),
};

export const sendToBack: Command = {
  id: 'to-back', label: 'to_back', icon: 'to_back', shortcuts: ['['], targets: ORDERED, group: 'arrange', edits: true,
  isEnabled: (page) => bringToFront.isEnabled(page),
  run: (page) => fetched(page, arranging, ({ reorder }) => reorder(page, -1)),
};
