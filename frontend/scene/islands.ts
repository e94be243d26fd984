import type { Floor } from './areas.ts';
import { contoursAround, TileCells, type Contour, type Margins } from './contour.ts';
import type { Grid } from './grid.ts';
import type { ServerColumns } from './server-columns.ts';
import { floorBounds } from './areas.ts';

/** Tiles within which two members count as neighbours with common ground: the pitch of servers, and the street between two blocks of them. */
export const COMMON_GROUND = 6;
/** Where somebody else stands on the tile beside it, the ground ends at the member's own tile. */
const TIGHT = 0.12;

/**
 * Outlines around scattered servers: neighbours in a row or a column share the ground between them unless somebody else stands
 * there, and so do four of them around a field. The rest are islands of their own. Nobody else is inside.
 */
export function islandsOf(members: readonly number[], servers: ServerColumns, grid: Grid, margins: Margins): Contour[] {
  const cells = new TileCells();
  const own = new Set(members);
  const { x, y } = servers;
  const isFree = (floor: Floor): boolean => !anyStranger(floor, servers, grid, own);
  const right = neighbours(members, x, y);
  const down = neighbours(members, y, x);
  for (const server of members) {
    const [minX, minY] = [x[server] as number, y[server] as number];
    cells.fill({ minX, minY, maxX: minX, maxY: minY });
    const beside = right.get(server);
    const below = down.get(server);
    const maxX = beside === undefined ? minX : x[beside] as number;
    const maxY = below === undefined ? minY : y[below] as number;
    if (maxX > minX && isFree({ minX, minY, maxX, maxY: minY })) cells.fill({ minX, minY, maxX, maxY: minY });
    if (maxY > minY && isFree({ minX, minY, maxX: minX, maxY })) cells.fill({ minX, minY, maxX: minX, maxY });
    const across = below === undefined ? undefined : right.get(below);
    const field = { minX, minY, maxX, maxY };
    if (across !== undefined && maxX > minX && x[across] === maxX && isFree(field)) cells.fill(field);
  }
  return contoursAround(cells, isCrowded(cells, members, servers, grid, own) ? { minX: TIGHT, minY: TIGHT, maxX: TIGHT, maxY: TIGHT } : margins);
}

/** The next member in the same row, if it is near. Rows run along the first axis. */
function neighbours(members: readonly number[], along: Float32Array, across: Float32Array): Map<number, number> {
  const sorted = [...members].sort((a, b) => (across[a] as number) - (across[b] as number) || (along[a] as number) - (along[b] as number));
  const found = new Map<number, number>();
  for (let at = 0; at + 1 < sorted.length; at++) {
    const [one, next] = [sorted[at] as number, sorted[at + 1] as number];
    const gap = (along[next] as number) - (along[one] as number);
    if (across[one] === across[next] && gap > 0 && gap <= COMMON_GROUND) found.set(one, next);
  }
  return found;
}

function anyStranger(floor: Floor, servers: ServerColumns, grid: Grid, own: ReadonlySet<number>): boolean {
  let found = false;
  eachOn(floor, servers, grid, (server) => { if (!own.has(server)) found = true; });
  return found;
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
  for (const member of members) {
    const [atX, atY] = [x[member] as number, y[member] as number];
    let crowded = false;
    // Ground between two members is asked about from both of them.
    eachOn({ minX: atX - COMMON_GROUND, minY: atY - COMMON_GROUND, maxX: atX + COMMON_GROUND, maxY: atY + COMMON_GROUND }, servers, grid, (server) => {
      if (!own.has(server) && nearGround(x[server] as number, y[server] as number)) crowded = true;
    });
    if (crowded) return true;
  }
  return false;
}

function eachOn(floor: Floor, servers: ServerColumns, grid: Grid, visit: (server: number) => void): void {
  grid.each(floorBounds(floor), (server) => {
    const [x, y] = [servers.x[server] as number, servers.y[server] as number];
    if (x >= floor.minX && x <= floor.maxX && y >= floor.minY && y <= floor.maxY) visit(server);
  });
}
