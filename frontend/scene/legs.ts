import type { Route } from './route.ts';
import { worldX, worldY, type Bounds } from './space.ts';

/** From (ax, ay) to (bx, by), where bx is not less. */
export type Leg = { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number };

/** Legs of a route in device pixels of the whole map, from left to right. */
export function legsOf(route: Route, k: number): Leg[] {
  const legs: Leg[] = [];
  for (let at = 0; at + 3 < route.length; at += 2) {
    const [x0, y0, x1, y1] = [route[at] as number, route[at + 1] as number, route[at + 2] as number, route[at + 3] as number];
    const [ax, ay, bx, by] = [worldX(x0, y0) * k, worldY(x0, y0) * k, worldX(x1, y1) * k, worldY(x1, y1) * k];
    legs.push(ax <= bx ? { ax, ay, bx, by } : { ax: bx, ay: by, bx: ax, by: ay });
  }
  return legs;
}

/** A leg, so many pixels wide to either side, crosses the card. */
export function crosses({ ax, ay, bx, by }: Leg, { minX, minY, maxX, maxY }: Bounds, wide: number): boolean {
  const [from, to] = [Math.max(ax, minX - wide), Math.min(bx, maxX + wide)];
  if (from > to) return false;
  const slope = bx === ax ? 0 : (by - ay) / (bx - ax);
  const [y0, y1] = [ay + (from - ax) * slope, ay + (to - ax) * slope];
  return Math.min(y0, y1) <= maxY + wide && Math.max(y0, y1) >= minY - wide;
}
