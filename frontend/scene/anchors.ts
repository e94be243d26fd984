import { along, lengthOf, type Along } from './along.ts';
import { floorOf, type DrawnArea, type DrawnLine, type DrawnText } from './drawings.ts';
import { routeThrough } from './route.ts';
import type { Point } from './space.ts';
import { textFloor } from './text-floor.ts';
import type { World } from './world.ts';

/** What has a shape of its own, by kind and id. */
export type Shaped = { readonly kind: 'area' | 'text' | 'line' | 'connection'; readonly id: string };

/** A handle on the shape of what is selected, in tiles. `index`: which corner, which point, the leg into which a point goes, or which end (0 = from, 1 = to). */
export type Anchor = { readonly kind: 'corner' | 'move' | 'point' | 'insert' | 'end'; readonly index: number; readonly x: number; readonly y: number };

/** An end of a connection that hangs on the pointer: the place of that in tiles, and the server there that may become this end. */
export type HeldEnd = { readonly side: 'from' | 'to'; readonly at: Point; readonly server: number | null };

/** From a server's middle to the handle of an end: beyond the rim of the tile, or beyond the body if the line goes behind it. What a head takes comes to that. */
const BEYOND_RIM = 0.5;
const BEYOND_BODY = 0.8;
const HEAD = 0.34;
/** At most this part of the way, so that the handles of neighbours stay apart. */
const END_PART = 0.3;

/** The points between the ends of a connection, with its ends: what a hand can bend. */
export function pointsOfConnection(world: World, row: number): number[] {
  const { x, y } = world.servers;
  const from = world.connections.from[row] as number;
  const to = world.connections.to[row] as number;
  const between = world.links.dressOf(row)?.style?.waypoints?.flatMap((point) => [point.x, point.y]) ?? [];
  return [x[from] as number, y[from] as number, ...between, x[to] as number, y[to] as number];
}

/** The one handle of each of several drawings, by which all of them move; lines have none. */
export const moveAnchorsOf = (world: World, shapes: readonly Shaped[]): Anchor[] =>
  shapes.filter(({ kind }) => kind === 'area' || kind === 'text').flatMap((shape) => anchorsOf(world, shape).filter(({ kind }) => kind === 'move'));

/** The handles of a shape; none where it is locked or not there. */
export function anchorsOf(world: World, { kind, id }: Shaped): Anchor[] {
  switch (kind) {
    case 'area': return ofRow(world.drawings.get('areas', id), areaAnchors);
    case 'text': return ofRow(world.drawings.get('texts', id), textAnchors);
    case 'line': return ofRow(world.drawings.get('lines', id), (row) => lineAnchors(world, row));
    case 'connection': {
      const row = world.connectionIndexOf(id);
      if (row < 0) return [];
      const points = pointsOfConnection(world, row);
      return [...pointAnchors(points).slice(1, -1), ...insertAnchors(points, (a, b, c, d) => routeThrough([a, b, c, d], 0, world.grid)), ...endAnchors(world, row)];
    }
  }
}

const ofRow = <R extends { readonly locked: boolean }>(row: R | undefined, anchors: (row: R) => Anchor[]): Anchor[] => (row === undefined || row.locked ? [] : anchors(row));

function areaAnchors(area: DrawnArea): Anchor[] {
  const { minX, minY, maxX, maxY } = floorOf(area);
  const corners = [[minX, minY], [maxX, minY], [maxX, maxY], [minX, maxY]] as const;
  return [
    ...corners.map(([x, y], index): Anchor => ({ kind: 'corner', index, x, y })),
    { kind: 'move', index: 0, x: maxX, y: (minY + maxY) / 2 },
  ];
}

function textAnchors(text: DrawnText): Anchor[] {
  const { minX, minY, maxX, maxY } = textFloor(text);
  return [text.orientation === 'x' ? { kind: 'move', index: 0, x: minX, y: (minY + maxY) / 2 } : { kind: 'move', index: 0, x: (minX + maxX) / 2, y: maxY }];
}

function lineAnchors(world: World, line: DrawnLine): Anchor[] {
  const points = world.drawings.pointsOf(line);
  return points === null ? [] : [...pointAnchors(points), ...insertAnchors(points, (a, b, c, d) => [a, b, c, d])];
}

/** One where a connection leaves its server, and one where it arrives. */
function endAnchors(world: World, row: number): Anchor[] {
  const route = world.links.routeOf(row);
  const length = lengthOf(route);
  const arrow = world.links.dressOf(row)?.style?.arrow ?? 'end';
  const partOf = ({ dx, dy }: Along, out: 1 | -1, hasHead: boolean): number =>
    Math.min(((dx + dy) * out < 0 ? BEYOND_BODY : BEYOND_RIM) + (hasHead ? HEAD : 0), length * END_PART) / (length || 1);
  const from = along(route, partOf(along(route, 0), 1, arrow === 'start' || arrow === 'both'));
  const to = along(route, 1 - partOf(along(route, 1), -1, arrow === 'end' || arrow === 'both'));
  return [from, to].map(({ x, y }, index) => ({ kind: 'end', index, x, y }));
}

function pointAnchors(points: readonly number[]): Anchor[] {
  return Array.from({ length: points.length / 2 }, (_, index) => ({ kind: 'point', index, x: points[index * 2] as number, y: points[index * 2 + 1] as number }));
}

function insertAnchors(points: readonly number[], way: (ax: number, ay: number, bx: number, by: number) => readonly number[]): Anchor[] {
  return Array.from({ length: points.length / 2 - 1 }, (_, index) => {
    const [ax, ay, bx, by] = points.slice(index * 2, index * 2 + 4) as [number, number, number, number];
    const { x, y } = along(way(ax, ay, bx, by), 0.5);
    return { kind: 'insert', index, x, y };
  });
}
