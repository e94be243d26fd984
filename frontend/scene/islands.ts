import { floorBounds, type Floor } from './areas.ts';
import { contoursAround, TileCells, type Margins } from './contour.ts';
import type { Grid } from './grid.ts';
import type { ServerColumns } from './server-columns.ts';
import { union } from './space.ts';
import { islandOf, rectangle, type Island } from './zone.ts';

/** Tiles within which two members count as neighbours with common ground: the pitch of servers, and the street between two blocks of them. */
export const COMMON_GROUND = 6;
/** Where somebody else stands on the tile beside it, the ground ends at the member's own tile. */
const TIGHT = 0.12;
const TIGHT_MARGINS: Margins = { minX: TIGHT, minY: TIGHT, maxX: TIGHT, maxY: TIGHT };
/** Somebody within so many tiles stands beside. */
const BESIDE = 1.5;

/**
 * Ground of scattered servers: neighbours in a row or a column share the ground between them unless somebody else stands
 * there, and so do three or four of them around a field. The rest are islands of their own. Nobody else is inside.
 */
export function islandsOf(members: readonly number[], servers: ServerColumns, grid: Grid, margins: Margins): Island[] {
  const floors: Floor[] = [];
  const own = new Set(members);
  const { x, y } = servers;
  const strangers: number[] = [];
  /** Makes a floor ground; one between members only unless somebody else stands there. */
  const take = (floor: Floor): boolean => {
    const stranger = nearestStranger(floor, servers, grid, own);
    if (stranger === 0 && (floor.minX < floor.maxX || floor.minY < floor.maxY)) return false;
    if (stranger <= BESIDE) strangers.push(stranger);
    floors.push(floor);
    return true;
  };
  const [beside, below] = [neighbours(members, x, y), neighbours(members, y, x)];
  for (const server of members) {
    take(between(servers, server, server));
    const across = beside.get(server)?.filter((other) => take(between(servers, server, other))) ?? [];
    const along = below.get(server)?.filter((other) => take(between(servers, server, other))) ?? [];
    // Three corners are enough for a field, so that a square with a place left empty has no notch.
    for (const one of across) for (const other of along) take(union(between(servers, server, one), between(servers, server, other)));
  }
  const around = strangers.length > 0 ? TIGHT_MARGINS : margins;
  // Each alone, its own tile and no more: nothing is to be traced.
  if (floors.length === members.length) return floors.map((floor) => rectangle(widened(floor, around)));
  const cells = new TileCells();
  for (const floor of floors) cells.fill(floor);
  return contoursAround(cells, around).map(islandOf);
}

/** The floor of whole tiles whose middles it spans, and the margins around it. */
function widened({ minX, minY, maxX, maxY }: Floor, margins: Margins): Floor {
  return { minX: minX - 0.5 - margins.minX, minY: minY - 0.5 - margins.minY, maxX: maxX + 0.5 + margins.maxX, maxY: maxY + 0.5 + margins.maxY };
}

/** The members right before and right after each in its row, where they are near. Rows run along the first axis. */
function neighbours(members: readonly number[], along: Float32Array, across: Float32Array): Map<number, number[]> {
  const sorted = [...members].sort((a, b) => (across[a] as number) - (across[b] as number) || (along[a] as number) - (along[b] as number));
  const found = new Map<number, number[]>();
  for (let at = 0; at + 1 < sorted.length; at++) {
    const [one, next] = [sorted[at] as number, sorted[at + 1] as number];
    const gap = (along[next] as number) - (along[one] as number);
    if (across[one] !== across[next] || gap <= 0 || gap > COMMON_GROUND) continue;
    found.set(one, [...found.get(one) ?? [], next]);
    found.set(next, [...found.get(next) ?? [], one]);
  }
  return found;
}

/** The floor from the middle of one server's tile to that of another. */
function between({ x, y }: ServerColumns, one: number, other: number): Floor {
  const [x0, y0, x1, y1] = [x[one] as number, y[one] as number, x[other] as number, y[other] as number];
  return { minX: Math.min(x0, x1), minY: Math.min(y0, y1), maxX: Math.max(x0, x1), maxY: Math.max(y0, y1) };
}

/** Tiles from a floor to the nearest of those who are no members: 0 on it; only the closest are looked for. */
function nearestStranger(floor: Floor, servers: ServerColumns, grid: Grid, own: ReadonlySet<number>): number {
  const { minX, minY, maxX, maxY } = floor;
  let least = Infinity;
  grid.each(floorBounds({ minX: minX - BESIDE, minY: minY - BESIDE, maxX: maxX + BESIDE, maxY: maxY + BESIDE }), (server) => {
    if (own.has(server)) return;
    const [x, y] = [servers.x[server] as number, servers.y[server] as number];
    least = Math.min(least, Math.max(minX - x, x - maxX, minY - y, y - maxY, 0));
  });
  return least;
}
