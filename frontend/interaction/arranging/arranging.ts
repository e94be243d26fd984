import { align, distribute, type Axis, type Edge } from '../../scene/align.ts';
import { isTaken } from '../../scene/free-tiles.ts';
import type { Point } from '../../scene/space.ts';
import type { Page } from '../../state/page.ts';
import { many } from '../../state/words.ts';
import { movable } from '../move/movable.ts';

/** Brings the selected servers onto one line across an axis of the floor. */
export const alignSelection = (page: Page, axis: Axis, edge: Edge): Promise<void> =>
  arrange(page, (places, others) => (places.length === 0 ? [] : align(places, axis, edge, others, page.snap.peek() === 'on')));

/** Gives the selected servers equal distances along an axis. */
export const distributeSelection = (page: Page, axis: Axis): Promise<void> => arrange(page, (places) => distribute(places, axis, page.snap.peek() === 'on'));

/** Locks the selected servers, or unlocks them. */
export async function lockSelection(page: Page, isLocking: boolean): Promise<void> {
  const world = page.world;
  if (world === null) return;
  const rows = [...page.selection.servers.peek()].filter((server) => world.isLocked(server) !== isLocking).map((server) => {
    const { locked: _locked, ...look } = world.lookOf(server);
    return { id: world.idOf(server), look: isLocking ? { ...look, locked: true } : look };
  });
  await page.edits.lookServers(rows, (count) => (isLocking ? many('done_locked', count, rows[0]?.id ?? '') : many('done_unlocked', count, rows[0]?.id ?? '')));
}

/** Over, or under, everything of its kind that has an order of its own. */
export async function reorder(page: Page, direction: 1 | -1): Promise<void> {
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
