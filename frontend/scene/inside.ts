import type { Point } from './space.ts';

/** Whether a point lies inside a closed line, by the even-odd rule. */
export function isInside(line: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  for (let at = 0, before = line.length - 1; at < line.length; before = at++) {
    const a = line[at] as Point;
    const b = line[before] as Point;
    if ((a.y > y) !== (b.y > y) && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
