import { HALF_HEIGHT, HALF_WIDTH, TILE_RISE } from '../space.ts';

/**
 * Solids seen under one light from the top left. Coordinates are tiles from the middle of the server's own tile: u to
 * the right front, v to the left front, z upwards. A solid is a list of faces, painted in order.
 */

/** What a face is made of; the palette turns it into a colour. */
export type Tone = 'top' | 'left' | 'right' | 'accent-top' | 'accent-left' | 'accent-right' | 'dark' | 'glass' | 'sign' | 'ink' | 'lamp';

/** One face or line, in world pixels around the tile's middle: rings of x, y pairs, the later ones holes. */
export type Face = { readonly rings: readonly (readonly number[])[]; readonly closed: boolean; readonly fill: Tone | null; readonly stroke: Tone | null; readonly width: number };

export type Spot = readonly [u: number, v: number, z: number];
/** A point on a flat sign: right and up, about -1…1. */
export type Flat = readonly [number, number];
type Plane = (flat: Flat) => Spot;

const OUTLINE = 2;
const SEGMENTS = 28;

const projected = (spots: readonly Spot[]): number[] => spots.flatMap(([u, v, z]) => [(u - v) * HALF_WIDTH, (u + v) * HALF_HEIGHT - z * TILE_RISE]);

export function face(spots: readonly Spot[], fill: Tone, stroke: Tone | null = 'ink', width = OUTLINE): Face {
  return { rings: [projected(spots)], closed: true, fill, stroke, width };
}

export function line(spots: readonly Spot[], stroke: Tone, width: number): Face {
  return { rings: [projected(spots)], closed: false, fill: null, stroke, width };
}

/** The three tones of a solid: its top, its left and its right side. */
export type Coat = readonly [top: Tone, left: Tone, right: Tone];
export const BODY: Coat = ['top', 'left', 'right'];
export const ACCENT: Coat = ['accent-top', 'accent-left', 'accent-right'];
export const DARK: Coat = ['dark', 'dark', 'dark'];

/** A box, by its least and greatest corner. */
export function box(u0: number, v0: number, z0: number, u1: number, v1: number, z1: number, [top, left, right]: Coat = BODY): Face[] {
  return [
    face([[u0, v1, z0], [u1, v1, z0], [u1, v1, z1], [u0, v1, z1]], left),
    face([[u1, v0, z0], [u1, v1, z0], [u1, v1, z1], [u1, v0, z1]], right),
    face([[u0, v0, z1], [u1, v0, z1], [u1, v1, z1], [u0, v1, z1]], top),
  ];
}

const turn = (part: number): readonly [number, number] => [Math.cos(part * 2 * Math.PI), Math.sin(part * 2 * Math.PI)];

function arc(u: number, v: number, z: number, radius: number, from: number, to: number): Spot[] {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) * SEGMENTS));
  return Array.from({ length: steps + 1 }, (_, step): Spot => {
    const [cos, sin] = turn(from + ((to - from) * step) / steps);
    return [u + cos * radius, v + sin * radius, z];
  });
}

/** The seen half of a round wall runs from the right (u = -v) over the front to the left. */
const RIGHT_EDGE = -1 / 8;
const LEFT_EDGE = 3 / 8;
const LIT_UNTIL = 0.11;

/** An upright cylinder, or a cone's stump where `topRadius` differs. */
export function drum(u: number, v: number, z0: number, radius: number, z1: number, [top, left, right]: Coat = BODY, topRadius = radius): Face[] {
  const wall = (from: number, to: number): Spot[] => [...arc(u, v, z0, radius, from, to), ...arc(u, v, z1, topRadius, to, from)];
  const cap = face(arc(u, v, z1, topRadius, 0, 1).slice(0, -1), top);
  return [
    face(wall(RIGHT_EDGE, LEFT_EDGE), left),
    face(wall(RIGHT_EDGE, LIT_UNTIL), right, null),
    { ...face(wall(RIGHT_EDGE, LEFT_EDGE), left), fill: null },
    ...(topRadius > 0.01 ? [cap] : []),
  ];
}

/** A ball, `z` at its middle. */
export function ball(u: number, v: number, z: number, radius: number, [top, left, right]: Coat = BODY): Face[] {
  const x = (u - v) * HALF_WIDTH;
  const y = (u + v) * HALF_HEIGHT - z * TILE_RISE;
  const size = radius * TILE_RISE;
  const circle = (dx: number, dy: number, r: number): number[] =>
    Array.from({ length: SEGMENTS + 4 }, (_, step) => turn(step / (SEGMENTS + 4))).flatMap(([cos, sin]) => [x + dx * size + cos * r * size, y + dy * size + sin * r * size]);
  const disc = (ring: number[], fill: Tone | null, stroke: Tone | null): Face => ({ rings: [ring], closed: true, fill, stroke, width: OUTLINE });
  return [disc(circle(0, 0, 1), right, null), disc(circle(-0.13, -0.13, 0.85), left, null), disc(circle(-0.3, -0.34, 0.5), top, null), disc(circle(0, 0, 1), null, 'ink')];
}

/** An upright slab whose outline, given in u and z, faces the left front; `v1` is its face, `v0` its back. */
export function slab(outline: readonly Flat[], v0: number, v1: number, [top, left, right]: Coat = BODY): Face[] {
  const isRound = outline.length > 12;
  const sides = outline.flatMap((from, at) => {
    const to = outline[(at + 1) % outline.length] as Flat;
    // Outlines run counter-clockwise, so the outside is to the right of each side.
    const outU = to[1] - from[1];
    const outZ = from[0] - to[0];
    if (outU <= 0.0001 && outZ <= 0.0001) return [];
    const tone = outZ > Math.abs(outU) * 0.6 ? top : right;
    // Many narrow sides are one round one: no outline between them, and no gap either.
    return [face([[from[0], v1, from[1]], [to[0], v1, to[1]], [to[0], v0, to[1]], [from[0], v0, from[1]]], tone, isRound ? tone : 'ink', isRound ? 1 : OUTLINE)];
  });
  const back = isRound ? [face(outline.map(([u, z]): Spot => [u, v0, z]), right)] : [];
  return [...back, ...sides, face(outline.map(([u, z]): Spot => [u, v1, z]), left)];
}

/** A prism over a flat outline, given in u and v, clockwise as seen from above. */
export function prism(outline: readonly Flat[], z0: number, z1: number, [top, left, right]: Coat = BODY): Face[] {
  const walls = outline.flatMap((from, at) => {
    const to = outline[(at + 1) % outline.length] as Flat;
    const outU = to[1] - from[1];
    const outV = from[0] - to[0];
    if (outU + outV <= 0.0001) return [];
    return [{ near: from[0] + from[1] + to[0] + to[1], wall: face([[from[0], from[1], z0], [to[0], to[1], z0], [to[0], to[1], z1], [from[0], from[1], z1]], outU > outV ? right : left) }];
  });
  return [...walls.sort((a, b) => a.near - b.near).map(({ wall }) => wall), face(outline.map(([u, v]): Spot => [u, v, z1]), top)];
}

/** Where a sign lies: on the wall facing the left front, on the one facing the right front, or on top. */
export const onLeft = (u: number, v: number, z: number, size: number): Plane => ([x, y]) => [u + x * size, v, z + y * size];
export const onRight = (u: number, v: number, z: number, size: number): Plane => ([x, y]) => [u, v - x * size, z + y * size];
export const onTop = (u: number, v: number, z: number, size: number): Plane => ([x, y]) => [u + x * size, v - y * size, z];

/** A filled sign; further outlines are holes. */
export function stamp(plane: Plane, outlines: readonly (readonly Flat[])[], tone: Tone = 'sign'): Face {
  return { rings: outlines.map((outline) => projected(outline.map(plane))), closed: true, fill: tone, stroke: null, width: 0 };
}

/** A sign drawn with a pen; `width` in world pixels. */
export function pen(plane: Plane, points: readonly Flat[], width = 3.4, tone: Tone = 'sign'): Face {
  return line(points.map(plane), tone, width);
}

/** A circle's outline, counter-clockwise; `squash` narrows it. */
export function ring(x: number, y: number, radius: number, squash = 1, from = 0, to = 1): Flat[] {
  const steps = Math.ceil(SEGMENTS * Math.abs(to - from));
  const points = Array.from({ length: steps + 1 }, (_, step): Flat => {
    const [cos, sin] = turn(from + ((to - from) * step) / steps);
    return [x + cos * radius * squash, y + sin * radius];
  });
  return Math.abs(to - from) === 1 ? points.slice(0, -1) : points;
}
