import { floorBounds, isOn, type Floor } from './areas.ts';
import { contoursAround, TileCells, type Contour, type Margins } from './contour.ts';
import type { Grid } from './grid.ts';
import type { ServerColumns } from './server-columns.ts';
import { union } from './space.ts';

/** Tiles within which two members count as neighbours with common ground: the pitch of servers, and the street between two blocks of them. */
export const COMMON_GROUND = 6;
/** Where somebody else stands on the tile beside it, the ground ends at the member's own tile. */
const TIGHT = 0.12;

/**
 * Outlines around scattered servers: neighbours in a row or a column share the ground between them unless somebody else stands
 * there, and so do three or four of them around a field. The rest are islands of their own. Nobody else is inside.
 */
export function islandsOf(members: readonly number[], servers: ServerColumns, grid: Grid, margins: Margins): Contour[] {
  const cells = new TileCells();
  const own = new Set(members);
  const { x, y } = servers;
  const isFree = (floor: Floor): boolean => !someoneOn(floor, servers, grid, (server) => !own.has(server));
  const [beside, below] = [neighbours(members, x, y), neighbours(members, y, x)];
  for (const server of members) {
    const [atX, atY] = [x[server] as number, y[server] as number];
    cells.fill({ minX: atX, minY: atY, maxX: atX, maxY: atY });
    const across = beside.get(server)?.filter((other) => isFree(between(servers, server, other))) ?? [];
    const along = below.get(server)?.filter((other) => isFree(between(servers, server, other))) ?? [];
    for (const other of [...across, ...along]) cells.fill(between(servers, server, other));
    // Three corners are enough for a field, so that a square with a place left empty has no notch.
    for (const one of across) {
      for (const other of along) {
        const field = union(between(servers, server, one), between(servers, server, other));
        if (isFree(field)) cells.fill(field);
      }
    }
  }
  return contoursAround(cells, isCrowded(cells, members, servers, grid, own) ? { minX: TIGHT, minY: TIGHT, maxX: TIGHT, maxY: TIGHT } : margins);
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

/** Whether somebody else stands right beside a tile of the ground. */
function isCrowded(cells: TileCells, members: readonly number[], servers: ServerColumns, grid: Grid, own: ReadonlySet<number>): boolean {
  const { x, y } = servers;
  const nearGround = (tileX: number, tileY: number): boolean => {
    for (let stepX = -1; stepX <= 1; stepX++) {
      for (let stepY = -1; stepY <= 1; stepY++) if (cells.has(Math.round(tileX) + stepX, Math.round(tileY) + stepY)) return true;
    }
    return false;
  };
  // Ground between two members is asked about from both of them.
  return members.some((member) => {
    const [atX, atY] = [x[member] as number, y[member] as number];
    const around = { minX: atX - COMMON_GROUND, minY: atY - COMMON_GROUND, maxX: atX + COMMON_GROUND, maxY: atY + COMMON_GROUND };
    return someoneOn(around, servers, grid, (server) => !own.has(server) && nearGround(x[server] as number, y[server] as number));
  });
}

function someoneOn(floor: Floor, servers: ServerColumns, grid: Grid, test: (server: number) => boolean): boolean {
  let found = false;
  grid.each(floorBounds(floor), (server) => {
    if (!found && isOn(floor, servers.x[server] as number, servers.y[server] as number) && test(server)) found = true;
  });
  return found;
}
