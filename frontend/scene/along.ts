import { beside } from './parallels.ts';
import type { Route } from './route.ts';

/** A place on a route and the direction of its leg, in tiles. */
export type Along = { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number };

/** The place at this part of a route's length (0 = start, 1 = end). */
export function along(route: Route, part: number): Along {
  let left = lengthOf(route) * Math.min(1, Math.max(0, part));
  for (let at = 0; at + 3 < route.length; at += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = route.slice(at, at + 4);
    const length = Math.hypot(x1 - x0, y1 - y0);
    const isLast = at + 5 >= route.length;
    if (left <= length || isLast) {
      const share = length === 0 ? 0 : Math.min(1, left / length);
      return { x: x0 + (x1 - x0) * share, y: y0 + (y1 - y0) * share, dx: length === 0 ? 1 : (x1 - x0) / length, dy: length === 0 ? 0 : (y1 - y0) / length };
    }
    left -= length;
  }
  return { x: route[0] ?? 0, y: route[1] ?? 0, dx: 1, dy: 0 };
}

export function lengthOf(route: Route): number {
  let length = 0;
  for (let at = 0; at + 3 < route.length; at += 2) length += Math.hypot((route[at + 2] as number) - (route[at] as number), (route[at + 3] as number) - (route[at + 1] as number));
  return length;
}

/** A free line's way: straight where its points lie on one axis, else around one corner. */
export function cornered(points: readonly number[]): number[] {
  const route: number[] = points.slice(0, 2);
  for (let at = 2; at + 1 < points.length; at += 2) {
    const x = points[at] as number;
    const y = points[at + 1] as number;
    const beforeX = route.at(-2) as number;
    const beforeY = route.at(-1) as number;
    if (beforeX !== x && beforeY !== y) route.push(x, beforeY);
    route.push(x, y);
  }
  return route;
}

/** The two strands of a double line, so many tiles apart. */
export const strandsOf = (route: Route, apart: number): readonly [Route, Route] => [beside(route, -apart / 2), beside(route, apart / 2)];
