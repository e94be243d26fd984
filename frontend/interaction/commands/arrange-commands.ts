import { align, distribute, type Axis, type Edge } from '../../scene/align.ts';
import { isTaken } from '../../scene/free-tiles.ts';
import type { Point } from '../../scene/space.ts';
import type { Page } from '../../state/page.ts';
import { many } from '../../state/words.ts';
import type { Command } from './command.ts';

const selected = (page: Page): number => page.selection.servers.value.size;

/** The selected servers that may be moved. Says so where locked ones stay behind. */
export function movable(page: Page): number[] {
  const world = page.world;
  if (world === null) return [];
  const all = [...page.selection.servers.peek()];
  const free = all.filter((server) => !world.isLocked(server));
  if (free.length < all.length) page.notices.fault(many('locked_stay', all.length - free.length));
  return free;
}

async function arrange(page: Page, place: (places: readonly Point[], others: (x: number, y: number) => boolean) => readonly Point[]): Promise<void> {
  const world = page.world;
  if (world === null) return;
  const servers = movable(page);
  const places = servers.map((server) => ({ x: world.servers.x[server] ?? 0, y: world.servers.y[server] ?? 0 }));
  const moving = new Set(servers);
  const after = place(places, (x, y) => isTaken(world, moving, x, y));
  const moves = servers.flatMap((server, at) => {
    const [from, to] = [places[at], after[at]];
    return from === undefined || to === undefined || (from.x === to.x && from.y === to.y) ? [] : [{ id: world.idOf(server), position: to }];
  });
  if (moves.length > 0) await page.edits.moveServers(moves);
}

const alignTo = (axis: Axis, edge: Edge) => (page: Page): Promise<void> =>
  arrange(page, (places, others) => (places.length === 0 ? [] : align(places, axis, edge, others, page.snap.peek() === 'on')));
const distributeAlong = (axis: Axis) => (page: Page): Promise<void> => arrange(page, (places) => distribute(places, axis, page.snap.peek() === 'on'));

type Aligning = Pick<Command, 'id' | 'label' | 'icon' | 'run'>;
const aligning = (part: Aligning, least = 2): Command => ({ ...part, targets: [], group: 'arrange', edits: true, isEnabled: (page) => selected(page) >= least });

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
  isEnabled: (page) => selected(page) > 1,
  run: () => undefined,
};

export const snap: Command = {
  id: 'snap', label: (page) => (page.snap.value === 'on' ? 'snap_off' : 'snap_on'), icon: 'snap', shortcuts: ['Shift+S'], targets: ['map'], group: 'arrange', edits: true,
  isEnabled: () => true,
  run: (page) => void (page.snap.value = page.snap.peek() === 'on' ? 'off' : 'on'),
};

const areLocked = (page: Page): boolean => {
  const world = page.map.world.value;
  return world !== null && selected(page) > 0 && [...page.selection.servers.value].every((server) => world.isLocked(server));
};

export const lock: Command = {
  id: 'lock', label: (page) => (areLocked(page) ? 'unlock' : 'lock'), icon: 'lock', shortcuts: ['K'], targets: ['server', 'servers'], group: 'arrange', edits: true,
  isEnabled: (page) => selected(page) > 0,
  async run(page) {
    const world = page.world;
    if (world === null) return;
    const isLocking = !areLocked(page);
    const rows = [...page.selection.servers.peek()].filter((server) => world.isLocked(server) !== isLocking).map((server) => {
      const { locked: _locked, ...look } = world.lookOf(server);
      return { id: world.idOf(server), look: isLocking ? { ...look, locked: true } : look };
    });
    await page.edits.lookServers(rows, (count) => (isLocking ? many('done_locked', count, rows[0]?.id ?? '') : many('done_unlocked', count, rows[0]?.id ?? '')));
  },
};

export const bringToFront: Command = {
  id: 'to-front', label: 'to_front', icon: 'to_front', shortcuts: [']'], targets: ['server', 'servers', 'connection', 'connections'], group: 'arrange', edits: true,
  isEnabled: (page) => selected(page) > 0 || page.selection.idsOf('connection').length > 0,
  run: (page) => reorder(page, 1),
};

export const sendToBack: Command = {
  id: 'to-back', label: 'to_back', icon: 'to_back', shortcuts: ['['], targets: ['server', 'servers', 'connection', 'connections'], group: 'arrange', edits: true,
  isEnabled: (page) => bringToFront.isEnabled(page),
  run: (page) => reorder(page, -1),
};

/** Over, or under, everything of its kind that has an order of its own. */
async function reorder(page: Page, direction: 1 | -1): Promise<void> {
  const world = page.world;
  if (world === null) return;
  const told = (count: number): string => (direction === 1 ? many('done_to_front', count) : many('done_to_back', count));
  const beyond = (orders: readonly number[]): number => direction * (Math.max(0, ...orders.map((order) => order * direction)) + 1);
  const servers = [...page.selection.servers.peek()];
  if (servers.length > 0) {
    const order = beyond([...world.orders.values()]);
    await page.edits.lookServers(servers.map((server) => ({ id: world.idOf(server), look: { ...world.lookOf(server), order } })), told);
    return;
  }
  const rows = page.selection.idsOf('connection').map((id) => world.connectionIndexOf(id)).filter((row) => row >= 0);
  const order = beyond([...world.links.dressed()].map(([, { style }]) => style?.order ?? 0));
  await page.edits.changeConnections(rows.map((row) => ({ ...world.connectionEnds(row), style: { ...world.links.dressOf(row)?.style, order } })), told);
}
