import { body, edge, face, wrap, type Coat, type Face, type Flat, type Spot, type Tone } from './face.ts';
import { area, rectangle, ring } from './outlines.ts';

/** Solids that icons are built from. Each is a list of faces, painted in order, with one outline. */

/** Radius of a box's upright edges, in tiles. */
const ROUND = 0.045;
/** Edges that turn by less than this are part of one round wall; cosine. */
const SOFT = 0.86;

/** A box, by its least and greatest corner; its upright edges are a little round. */
export function box(u0: number, v0: number, z0: number, u1: number, v1: number, z1: number, coat: Coat = 'body', round = ROUND): Face[] {
  const radius = Math.min(round, (u1 - u0) / 2.01, (v1 - v0) / 2.01);
  return prism(rectangle((u0 + u1) / 2, (v0 + v1) / 2, u1 - u0, v1 - v0, radius), z0, z1, coat);
}

/** An upright prism over a flat outline, given in u and v. */
export function prism(outline: readonly Flat[], z0: number, z1: number, coat: Coat = 'body'): Face[] {
  const around = area(outline) > 0 ? outline : [...outline].reverse();
  const at = (z: number) => ([u, v]: Flat): Spot => [u, v, z];
  const walls = runsOf(around, ([outU, outV]) => (outU + outV <= 1e-6 ? null : `${coat}-${outU < 0.4 ? 'left' : outV < 0.4 ? 'right' : 'mid'}` as const));
  return body([
    ...walls.map(({ points, tone }) => face([...points.map(at(z0)), ...points.map(at(z1)).reverse()], tone)),
    face(around.map(at(z1)), `${coat}-top`),
    ...litEdges(around, walls, at(z0), at(z1)),
  ], [...around.map(at(z0)), ...around.map(at(z1))]);
}

type Run = { readonly points: Flat[]; readonly tone: Tone; readonly near: number };

/** The sides of an outline that are seen, those of one tone that follow each other as one run; from back to front. */
function runsOf(around: readonly Flat[], toneOf: (out: Flat) => Tone | null): Run[] {
  const sides = around.map((from, index) => {
    const to = around[(index + 1) % around.length] as Flat;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    return { from, to, tone: toneOf([(to[1] - from[1]) / length, (from[0] - to[0]) / length]) };
  });
  // Begins at a change of tone, so that no run is cut in two.
  const start = sides.findIndex(({ tone }, index) => tone !== sides[(index + sides.length - 1) % sides.length]?.tone);
  const runs: { points: Flat[]; tone: Tone }[] = [];
  let before: Tone | null = null;
  for (let step = 0; step < sides.length; step++) {
    const { from, to, tone } = sides[(Math.max(0, start) + step) % sides.length] as (typeof sides)[number];
    if (tone !== null && tone === before) runs.at(-1)?.points.push(to);
    else if (tone !== null) runs.push({ points: [from, to], tone });
    before = tone;
  }
  return runs.map((run) => ({ ...run, near: run.points.reduce((sum, [a, b]) => sum + a + b, 0) / run.points.length })).sort((a, b) => a.near - b.near);
}

/** The edge between top and walls, and the upright edges between walls. */
function litEdges(around: readonly Flat[], walls: readonly Run[], low: (flat: Flat) => Spot, high: (flat: Flat) => Spot): Face[] {
  const corners = around.filter((corner, index) => {
    const before = around[(index + around.length - 1) % around.length] as Flat;
    const after = around[(index + 1) % around.length] as Flat;
    return walls.some(({ points }) => points.slice(1, -1).includes(corner) || points.at(-1) === corner && walls.some((other) => other.points[0] === corner))
      && isSharp(before, corner, after);
  });
  const softMiddle = walls.filter(({ points, tone }) => tone.endsWith('mid') && length(points) < 0.12).map(({ points }) => points[points.length >> 1] as Flat);
  return [...walls.map(({ points }) => edge(points.map(high))), ...[...corners, ...softMiddle].map((corner) => edge([low(corner), high(corner)]))];
}

/** Juts out, and turns by more than a round wall does. */
function isSharp(a: Flat, b: Flat, c: Flat): boolean {
  const [x, y, nextX, nextY] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
  return x * nextY - y * nextX > 0 && x * nextX + y * nextY < SOFT * Math.hypot(x, y) * Math.hypot(nextX, nextY);
}

const length = (points: readonly Flat[]): number =>
  points.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - (points[at] as Flat)[0], y - (points[at] as Flat)[1]), 0);

/** The seen half of a round wall, in turns: from the right (u = -v) over the front to the left. */
const RIGHT_EDGE = -1 / 8;
const LEFT_EDGE = 3 / 8;

/** An upright cylinder, or a cone's stump where `topRadius` differs. */
export function drum(u: number, v: number, z0: number, radius: number, z1: number, coat: Coat = 'body', topRadius = radius): Face[] {
  const at = (z: number) => ([x, y]: Flat): Spot => [x, y, z];
  const low = ring(u, v, radius).map(at(z0));
  const top = ring(u, v, topRadius).map(at(z1));
  const lit = ring(u, v, topRadius, 1, RIGHT_EDGE, LEFT_EDGE).map(at(z1));
  return body([wrap([...low, ...top], `${coat}-round`), face(top, `${coat}-top`), ...(topRadius > 0.03 ? [edge(lit)] : [])], [...low, ...top]);
}

/** A ball, `z` at its middle. */
export function ball(u: number, v: number, z: number, radius: number, coat: Coat = 'body'): Face[] {
  const circle = ring(0, 0, radius).map(facing(u, v, z));
  return body([face(circle, `${coat}-ball`)], ring(u, v, radius).map(([x, y]): Spot => [x, y, z]));
}

/** A plane that faces the eye: one tile edge to the right is as long as one upwards. */
export const facing = (u: number, v: number, z: number) => ([x, y]: Flat): Spot => [u + x * 0.5775, v - x * 0.5775, z + y];

/** An upright slab whose outline, given in u and z, faces the left front; `v1` is its face, `v0` its back. */
export function slab(outline: readonly Flat[], v0: number, v1: number, coat: Coat = 'body'): Face[] {
  const around = area(outline) > 0 ? outline : [...outline].reverse();
  const at = (v: number) => ([u, z]: Flat): Spot => [u, v, z];
  const sides = runsOf(around, ([outU, outZ]) => (outU + outZ <= 1e-6 ? null : `${coat}-${outU < 0.35 ? 'top' : outZ < 0.35 ? 'right' : 'mid'}` as const));
  return body([
    face(around.map(at(v0)), `${coat}-right`),
    ...sides.map(({ points, tone }) => face([...points.map(at(v1)), ...points.map(at(v0)).reverse()], tone)),
    face(around.map(at(v1)), `${coat}-left`),
    ...sides.map(({ points }) => edge(points.map(at(v1)))),
  ], [...around.map(at(v0)), ...around.map(at(v1))]);
}
