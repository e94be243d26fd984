import type { Area, Floor } from '../../scene/areas.ts';
import { NAMES_FROM_PX } from '../../scene/level.ts';
import { grow, HALF_HEIGHT, HALF_WIDTH, TILE_RISE, worldX, worldY, type Bounds } from '../../scene/space.ts';
import { css } from '../../scene/colour.ts';
import { tilePxOf, type Painting, type Square } from '../painting.ts';
import { fontOf, type TextRuler } from '../text.ts';
import { badgesOf, type Badge } from './cards.ts';
import { toFloor } from './floor-letters.ts';
import { INACTIVE } from './pad.ts';
import { NAME_MOST, serverCard } from './server-names.ts';

/** Height of a name written on the floor, in world pixels, and the least of it in CSS pixels that can be read. */
const TEXT = 21;
const TEXT_LEAST = 10.5;
const FONT = fontOf(650, TEXT);
/** Between the name and what is wrong, in world pixels. */
const GAP = 10;
/** Tiles kept free at the ends of the edge, from the edge to the line that is written on, and up to the middle of the letters. */
const END = 0.3;
const DOWN = 0.5;
const MIDDLE = 0.13;
/** Steps in which a free place is looked for along the edge, and in which one is looked at, in tiles. */
const STEP = 0.25;

/** Writing on the floor: the tile it begins at, and its parts with how far along they stand, in world pixels. */
type FloorName = { readonly x: number; readonly y: number; readonly name: string; readonly signs: readonly (Badge & { readonly text: string; readonly at: number })[] };

/** Names of clusters lying on the ground before their left front edge, with their state, where the name of no server is in the way. */
export function drawFloorNames(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): void {
  if (painting.level > 1 || painting.hidden.has('labels')) return;
  const { palette } = painting;
  painting.world.groups.eachCluster(grow(square.bounds, TILE_RISE), (cluster, area) => {
    const written = floorNameOf(painting, cluster, area, ruler);
    if (written === null) return;
    toFloor(context, painting, square, written.x, written.y, 'x');
    context.font = FONT;
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.fillStyle = css(palette.text, 0.82);
    context.fillText(written.name, 0, 0);
    for (const { status, text, at } of written.signs) {
      context.fillStyle = css(palette.status[status] ?? palette.text);
      context.fillText(text, at, 0);
    }
  });
}

/** How a cluster's name is written on the floor; null where it cannot be read there, or has no room: a card says it then. */
export function floorNameOf(painting: Painting, cluster: number, { floor, solid }: Area, ruler: TextRuler): FloorName | null {
  const row = painting.world.clusters[cluster];
  if (!row || !solid || (TEXT * painting.k) / painting.ratio < TEXT_LEAST) return null;
  let length = ruler.width(row.name, FONT);
  const signs = badgesOf(painting.world.clusterCounts, cluster, painting).map((badge) => {
    const text = `${badge.status === INACTIVE ? '✕' : '▲'} ${badge.count}`;
    const at = length + GAP;
    length = at + ruler.width(text, FONT);
    return { ...badge, text, at };
  });
  const x = freePlace(painting, floor, length / TILE_RISE, ruler);
  return x === null ? null : { x, y: floor.maxY + DOWN, name: row.name, signs };
}

/** The first tile along the left front edge from which so many tiles are free of the names of servers. */
function freePlace(painting: Painting, floor: Floor, length: number, ruler: TextRuler): number | null {
  const last = floor.maxX - END - length;
  if (last < floor.minX + END) return null;
  const taken = namesBefore(painting, floor, ruler);
  for (let x = floor.minX + END; x <= last; x += STEP) if (isFree(painting, taken, x, floor.maxY, length)) return x;
  return null;
}

/** Cards of servers that may hang over the left front edge, in device pixels. */
function namesBefore(painting: Painting, floor: Floor, ruler: TextRuler): Bounds[] {
  const { world, k, ratio } = painting;
  if (tilePxOf(painting) < NAMES_FROM_PX) return [];
  const edge = { minX: worldX(floor.minX, floor.maxY), maxX: worldX(floor.maxX, floor.maxY + 1), minY: worldY(floor.minX, floor.maxY), maxY: worldY(floor.maxX, floor.maxY + 1) };
  const taken: Bounds[] = [];
  world.grid.each(grow(edge, (NAME_MOST * ratio) / k, HALF_HEIGHT * 4), (server) => taken.push(serverCard(painting, server, ruler)));
  return taken;
}

function isFree({ k }: Painting, taken: readonly Bounds[], from: number, edge: number, length: number): boolean {
  const halfWidth = (TEXT / TILE_RISE) * 0.5 * HALF_WIDTH * k;
  const halfHeight = (TEXT / TILE_RISE) * 0.75 * HALF_HEIGHT * k;
  for (let along = 0; along <= length + STEP; along += STEP) {
    const x = worldX(from + Math.min(along, length), edge + DOWN - MIDDLE) * k;
    const y = worldY(from + Math.min(along, length), edge + DOWN - MIDDLE) * k;
    if (taken.some(({ minX, minY, maxX, maxY }) => x > minX - halfWidth && x < maxX + halfWidth && y > minY - halfHeight && y < maxY + halfHeight)) return false;
  }
  return true;
}
