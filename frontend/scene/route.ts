import type { Grid } from './grid.ts';
import { findPath } from './path-finder.ts';

/** Tiles looked at for obstacles along one leg of a bent way; longer legs take the street at once. */
const LOOK_AHEAD = 14;
const LANES = 5;
const LANE_WIDTH = 0.055;
const SAME = 0.01;
/** Tiles beside the ends within which a way around others is looked for. */
export const DETOUR = 4;
/** Nearer to a server's middle than this, in tiles along both axes, a line would touch its body. */
const BODY = 0.42;
/** Ways longer than this, in tiles, are not looked at for what stands in them. */
const LONGEST_CHECKED = 64;

/** Where a connection runs, in tiles: x0, y0, x1, y1, … with every leg along an axis of the floor. */
export type Route = readonly number[];

/**
 * A way at right angles that passes no other server where there is one: straight or around one corner if that is free,
 * else out to the street between the tiles and along it; where somebody stands in that street, around them by search.
 * `lane` (any whole number) sets neighbours in a street apart.
 */
export function routeBetween(ax: number, ay: number, bx: number, by: number, lane: number, grid: Grid, margin = DETOUR): Route {
  const free = (x0: number, y0: number, x1: number, y1: number): boolean => isFree(grid, x0, y0, x1, y1);
  const alongX = Math.abs(ay - by) < SAME;
  const alongY = Math.abs(ax - bx) < SAME;
  if ((alongX || alongY) && Math.abs(ax - bx) + Math.abs(ay - by) <= LONGEST_CHECKED && isClear([ax, ay, bx, by], grid)) return [ax, ay, bx, by];
  if (!alongX && !alongY) {
    const corners = lane % 2 === 0 ? [[bx, ay], [ax, by]] as const : [[ax, by], [bx, ay]] as const;
    for (const [x, y] of corners) {
      const bent = [ax, ay, x, y, bx, by];
      if (grid.at(x, y) < 0 && free(ax, ay, x, y) && free(x, y, bx, by) && isClear(bent, grid)) return bent;
    }
  }
  const street = byStreet(ax, ay, bx, by, lane, grid);
  if (isClear(street, grid)) return street;
  return findPath(ax, ay, bx, by, margin, (x, y) => touches(grid, x, y)) ?? street;
}

/** A way through given tiles, each stretch of it as `routeBetween` goes. */
export function routeThrough(points: readonly number[], lane: number, grid: Grid, margin = DETOUR): Route {
  const route: number[] = [points[0] ?? 0, points[1] ?? 0];
  for (let at = 0; at + 3 < points.length; at += 2) {
    const leg = routeBetween(points[at] as number, points[at + 1] as number, points[at + 2] as number, points[at + 3] as number, lane, grid, margin);
    for (let place = 2; place < leg.length; place++) route.push(leg[place] as number);
  }
  return route;
}

function byStreet(ax: number, ay: number, bx: number, by: number, lane: number, grid: Grid): Route {
  const apart = ((((lane % LANES) + LANES) % LANES) - (LANES - 1) / 2) * LANE_WIDTH;
  const sideX = bx === ax ? (lane % 2 === 0 ? -1 : 1) : Math.sign(bx - ax);
  const sideY = by === ay ? (lane % 2 === 0 ? 1 : -1) : Math.sign(by - ay);
  const streetY = ay + sideY * streetBeside(grid, ax, ay + sideY, 0, sideY) + apart;
  if (Math.abs(ay - by) < SAME) return [ax, ay, ax, streetY, bx, streetY, bx, by];
  const streetX = bx - sideX * streetBeside(grid, bx - sideX, by, sideX, 0) + apart;
  if (Math.abs(ax - bx) < SAME) return [ax, ay, streetX, ay, streetX, by, bx, by];
  return [ax, ay, ax, streetY, streetX, streetY, streetX, by, bx, by];
}

/** Distance from a server to its street: the middle of an empty neighbour tile, or the joint between two full ones. */
function streetBeside(grid: Grid, x: number, y: number, stepX: number, stepY: number): number {
  if (grid.at(x, y) >= 0) return 0.5;
  return grid.at(x + stepY, y + stepX) < 0 && grid.at(x - stepY, y - stepX) < 0 ? 1 : 0.5;
}

function isFree(grid: Grid, x0: number, y0: number, x1: number, y1: number): boolean {
  const steps = Math.round(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)));
  if (steps > LOOK_AHEAD) return false;
  for (let step = 1; step < steps; step++) {
    if (grid.at(x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps) >= 0) return false;
  }
  return true;
}

/** No leg passes a server but those at the two ends. Long ways are taken as clear: nobody sees them whole. */
function isClear(route: Route, grid: Grid): boolean {
  const ax = route[0] as number;
  const ay = route[1] as number;
  const bx = route[route.length - 2] as number;
  const by = route[route.length - 1] as number;
  for (let at = 0; at + 3 < route.length; at += 2) {
    const x0 = route[at] as number;
    const y0 = route[at + 1] as number;
    const x1 = route[at + 2] as number;
    const y1 = route[at + 3] as number;
    const length = Math.abs(x1 - x0) + Math.abs(y1 - y0);
    if (length > LONGEST_CHECKED) continue;
    const steps = Math.max(1, Math.ceil(length / 0.5));
    for (let step = 0; step <= steps; step++) {
      const x = x0 + ((x1 - x0) * step) / steps;
      const y = y0 + ((y1 - y0) * step) / steps;
      if (isNear(x, y, ax, ay) || isNear(x, y, bx, by)) continue;
      if (touches(grid, x, y)) return false;
    }
  }
  return true;
}

const isNear = (x: number, y: number, toX: number, toY: number): boolean => Math.max(Math.abs(x - toX), Math.abs(y - toY)) < 0.6;

/** A server's body is here. */
function touches(grid: Grid, x: number, y: number): boolean {
  return grid.hasWithin(x, y, BODY);
}

/** Square of the distance from a point to a route, in tiles. */
export function distanceToRoute(route: Route, x: number, y: number): number {
  let least = Infinity;
  for (let at = 0; at + 3 < route.length; at += 2) {
    const x0 = route[at] as number;
    const y0 = route[at + 1] as number;
    const dx = (route[at + 2] as number) - x0;
    const dy = (route[at + 3] as number) - y0;
    const length = dx * dx + dy * dy;
    const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
    const offX = x - x0 - dx * part;
    const offY = y - y0 - dy * part;
    least = Math.min(least, offX * offX + offY * offY);
  }
  return least;
}
