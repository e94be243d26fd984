import type { Flat } from './face.ts';

/** Flat outlines and the pen that makes them from lines. All turn counter-clockwise but holes. */

const SEGMENTS = 32;

/** A circle's outline; `squash` narrows it; `from` and `to` in turns. */
export function ring(x: number, y: number, radius: number, squash = 1, from = 0, to = 1): Flat[] {
  const steps = Math.max(2, Math.ceil(SEGMENTS * Math.abs(to - from)));
  const points = Array.from({ length: steps + 1 }, (_, step): Flat => {
    const angle = (from + ((to - from) * step) / steps) * 2 * Math.PI;
    return [x + Math.cos(angle) * radius * squash, y + Math.sin(angle) * radius];
  });
  return Math.abs(to - from) === 1 ? points.slice(0, -1) : points;
}

/** A rectangle around x, y with round corners. */
export function rectangle(x: number, y: number, width: number, height: number, radius = 0): Flat[] {
  const [w, h] = [width / 2 - radius, height / 2 - radius];
  return ([[w, h, 0], [-w, h, 0.25], [-w, -h, 0.5], [w, -h, 0.75]] as const)
    .flatMap(([dx, dy, from]): Flat[] => (radius > 0 ? ring(x + dx, y + dy, radius, 1, from, from + 0.25) : [[x + dx, y + dy]]));
}

/** A hole of this outline. */
export const hole = (outline: readonly Flat[]): Flat[] => [...outline].reverse();

export const moved = (points: readonly Flat[], x: number, y: number, scale = 1): Flat[] => points.map(([px, py]): Flat => [px * scale + x, py * scale + y]);

export function turned(points: readonly Flat[], degrees: number): Flat[] {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  return points.map(([x, y]): Flat => [x * cos - y * sin, x * sin + y * cos]);
}

/** The same number of corners at the same distance from the middle. */
export function polygon(corners: number, radius: number, degrees = 0): Flat[] {
  return Array.from({ length: corners }, (_, corner): Flat => turned([[radius, 0]], degrees + (corner * 360) / corners)[0] as Flat);
}

/** Where the pen would run far past a sharp corner it is cut. */
const MITRE = 1.9;

/** A line of some thickness as outlines, flat like a sign, so that it lies in the sign's plane. One that ends where it began is closed. */
export function penned(points: readonly Flat[], thick: number): Flat[][] {
  const [first, last] = [points[0] as Flat, points[points.length - 1] as Flat];
  const isClosed = points.length > 3 && Math.hypot(first[0] - last[0], first[1] - last[1]) < 1e-6;
  const path = isClosed ? points.slice(0, -1) : points;
  const right = beside(path, thick / 2, isClosed);
  const left = beside([...path].reverse(), thick / 2, isClosed);
  return isClosed ? outerFirst(right, left) : [[...right, ...left]];
}

function outerFirst(a: Flat[], b: Flat[]): Flat[][] {
  const isOuter = area(a) > 0;
  return isOuter ? [a, b] : [b, a];
}

export function area(points: readonly Flat[]): number {
  return points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length] as Flat;
    return sum + x * nextY - nextX * y;
  }, 0) / 2;
}

/** The line to the right of a path. */
function beside(path: readonly Flat[], by: number, isClosed: boolean): Flat[] {
  const count = path.length;
  const normal = (at: number): Flat => {
    const [x, y] = path[(at + count) % count] as Flat;
    const [nextX, nextY] = path[(at + 1 + count) % count] as Flat;
    const length = Math.hypot(nextX - x, nextY - y) || 1;
    return [(nextY - y) / length, (x - nextX) / length];
  };
  return path.flatMap(([x, y], at): Flat[] => {
    const isEnd = !isClosed && (at === 0 || at === count - 1);
    const after = normal(isEnd && at > 0 ? at - 1 : at);
    const before = isEnd ? after : normal(at - 1);
    const scale = 1 + after[0] * before[0] + after[1] * before[1];
    // A mitre; cut to two corners where it would become a spike.
    if (scale > 2 / (MITRE * MITRE)) return [[x + ((after[0] + before[0]) / scale) * by, y + ((after[1] + before[1]) / scale) * by]];
    return [[x + before[0] * by, y + before[1] * by], [x + after[0] * by, y + after[1] * by]];
  });
}
