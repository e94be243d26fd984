import { align, distribute, type Axis, type Edge } from '../../scene/align.ts';
import type { Drawing } from '../../scene/drawings.ts';
import { isTaken } from '../../scene/free-tiles.ts';
import type { Point } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import type { Page } from '../../state/page.ts';
import { many, t } from '../../state/words.ts';
import { movable } from '../move/movable.ts';

/** Brings the selected servers onto one line across an axis of the floor. */
export const alignSelection = (page: Page, axis: Axis, edge: Edge): Promise<void> =>
  arrange(page, (places, others) => (places.length === 0 ? [] : align(places, axis, edge, others, page.snap.peek() === 'on')));

/** Gives the selected servers equal distances along an axis. */
export const distributeSelection = (page: Page, axis: Axis): Promise<void> => arrange(page, (places) => distribute(places, axis, page.snap.peek() === 'on'));

/** Locks what is selected, or unlocks it, in one change. */
export async function lockSelection(page: Page, isLocking: boolean): Promise<void> {
  const { world } = page;
  if (world === null) return;
  const servers = [...page.selection.servers.peek()].filter((server) => world.isLocked(server) !== isLocking).map((server) => {
    const { locked: _locked, ...look } = world.lookOf(server);
    return { id: world.idOf(server), look: isLocking ? { ...look, locked: true } : look };
  });
  const drawn = chosenDrawings(page, world).filter(({ row }) => row.locked !== isLocking);
  const [first] = drawn;
  const name = servers[0]?.id ?? (first === undefined ? '' : first.row.name || t(first.kind));
  const told = (count: number): string => (isLocking ? many('done_locked', count, name) : many('done_unlocked', count, name));
  if (drawn.length === 0) await page.edits.lookServers(servers, told);
  else await page.edits.putAll({ servers, ...byNoun(drawn, ({ row: { id } }) => ({ id, locked: isLocking })) }, told(servers.length + drawn.length));
}

/** Over, or under, everything of its kind that has an order of its own; what is selected, in one change. */
export async function reorder(page: Page, direction: 1 | -1): Promise<void> {
  const { world } = page;
  if (world === null) return;
  const told = (count: number): string => (direction === 1 ? many('done_to_front', count) : many('done_to_back', count));
  const beyond = (orders: Iterable<number>): number => direction * ([...orders].reduce((most, order) => Math.max(most, order * direction), 0) + 1);
  const serverOrder = beyond(world.orders.values());
  const servers = [...page.selection.servers.peek()].map((server) => ({ id: world.idOf(server), look: { ...world.lookOf(server), order: serverOrder } }));
  const lineOrder = beyond([...world.links.dressed()].map(([, { style }]) => style?.order ?? 0));
  const connections = page.selection.idsOf('connection').map((id) => world.connectionIndexOf(id)).filter((row) => row >= 0)
    .map((row) => ({ ...world.connectionEnds(row), style: { ...world.links.dressOf(row)?.style, order: lineOrder } }));
  const drawn = chosenDrawings(page, world);
  const { areas, texts, lines } = world.drawings;
  const orders = { area: beyond(areas.map(({ order }) => order)), text: beyond(texts.map(({ order }) => order)), line: beyond(lines.map(({ style }) => style.order ?? 0)) };
  if (drawn.length > 0 || (servers.length > 0 && connections.length > 0)) {
    const rows = byNoun(drawn, ({ kind, row }) => (kind === 'line' ? { id: row.id, style: { ...row.style, order: orders.line } } : { id: row.id, order: orders[kind] }));
    await page.edits.putAll({ servers, connections, ...rows }, told(servers.length + connections.length + drawn.length));
  } else if (servers.length > 0) await page.edits.lookServers(servers, told);
  else await page.edits.changeConnections(connections, told);
}

/** The selected drawings, with their rows. */
function chosenDrawings(page: Page, { drawings }: World): Drawing[] {
  return page.shapes().flatMap(({ kind, id }): Drawing[] => {
    switch (kind) {
      case 'area': { const row = drawings.get('areas', id); return row === undefined ? [] : [{ kind, row }]; }
      case 'text': { const row = drawings.get('texts', id); return row === undefined ? [] : [{ kind, row }]; }
      case 'line': { const row = drawings.get('lines', id); return row === undefined ? [] : [{ kind, row }]; }
      case 'connection': return [];
    }
  });
}

/** Rows of drawings as a file lists them. */
const byNoun = (drawn: readonly Drawing[], rowOf: (drawing: Drawing) => object): Readonly<Record<'areas' | 'texts' | 'lines', readonly object[]>> => {
  const of = (kind: Drawing['kind']): object[] => drawn.filter((drawing) => drawing.kind === kind).map(rowOf);
  return { areas: of('area'), texts: of('text'), lines: of('line') };
};

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
