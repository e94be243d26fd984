import { HALF_HEIGHT, HALF_WIDTH, TILE_RISE } from '../space.ts';

/**
 * Icons as data: faces of solids under one light from the left. Coordinates are tiles from the middle of the icon's own
 * tile: u to the right front, v to the left front, z upwards.
 */
export type Spot = readonly [u: number, v: number, z: number];

/** A point on a flat sign or outline: right and up. */
export type Flat = readonly [number, number];

/** The material of a solid. */
export type Coat = 'body' | 'accent' | 'dark';

/** What a face is made of; a theme and an accent turn it into paint, see coat.ts. */
export type Tone =
  | `${Coat}-${'top' | 'left' | 'mid' | 'right' | 'round' | 'ball'}`
  /** A screen; a sign on an accent; a sign on the body; a hollow; the outline; a lit edge; a lamp. */
  | 'glass' | 'sign' | 'mark' | 'hollow' | 'ink' | 'shine' | 'lamp';

/** One face or line in world pixels around the tile's middle: rings of x, y pairs, filled by the non-zero rule. */
export type Face = {
  readonly rings: readonly (readonly number[])[];
  readonly closed: boolean;
  readonly fill: Tone | null;
  readonly stroke: Tone | null;
  readonly width: number;
  /** What the solid that begins with this face darkens of the floor. */
  readonly shade?: readonly number[];
};

const SEAM = 0.5;
/** Visible width of the outline round every solid, and of lit edges, in world pixels. */
const OUTLINE = 1.9;
const EDGE = 1.3;
/** How far the shadow of a thing one tile high is thrown, in tiles. */
const THROWN_U = 0.2;
const THROWN_V = -0.14;

const flatten = (spots: readonly Spot[]): number[] => spots.flatMap(([u, v, z]) => [(u - v) * HALF_WIDTH, (u + v) * HALF_HEIGHT - z * TILE_RISE]);

/** A side of a solid. A line of its own colour closes the seam between it and its neighbour. */
export function face(spots: readonly Spot[], fill: Tone): Face {
  return { rings: [flatten(spots)], closed: true, fill, stroke: fill, width: SEAM };
}

/** Several outlines that lie on a side as one; those that turn the other way are holes. */
export function faceOf(rings: readonly (readonly Spot[])[], fill: Tone): Face {
  return { rings: rings.map(flatten), closed: true, fill, stroke: null, width: 0 };
}

/** A round wall: all that is seen of these spots from outside. */
export function wrap(spots: readonly Spot[], fill: Tone): Face {
  const points = flatten(spots);
  const rim = hull(spots.map((_, at): Flat => [points[at * 2] as number, points[at * 2 + 1] as number]));
  return { rings: [rim.flat()], closed: true, fill, stroke: fill, width: SEAM };
}

/** A lit edge. */
export function edge(spots: readonly Spot[]): Face {
  return { rings: [flatten(spots)], closed: false, fill: null, stroke: 'shine', width: EDGE };
}

/** The same seen in a mirror that stands towards the eye: what faced the left front faces the right front. It throws no shadow. */
export function mirrored(faces: readonly Face[]): Face[] {
  const other = (tone: Tone | null): Tone | null => (tone === null ? null : tone.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left')) as Tone);
  return faces.map(({ rings, closed, fill, stroke, width }) => ({ rings: rings.map((ring) => ring.map((value, at) => (at % 2 === 0 ? -value : value))), closed, fill: other(fill), stroke: other(stroke), width }));
}

/**
 * The faces of one body with one outline round them all, drawn below them so that no line is left between two faces.
 * `corners` are the spots whose shadow is the body's.
 */
export function body(faces: readonly Face[], corners: readonly Spot[]): Face[] {
  const rings = faces.filter(({ closed }) => closed).flatMap((part) => part.rings.map(facingUp));
  const shade = flatten(hull(corners.map(([u, v, z]): Flat => [u + THROWN_U * z, v + THROWN_V * z])).map(([u, v]): Spot => [u, v, 0]));
  return [{ rings, closed: true, fill: 'ink', stroke: 'ink', width: OUTLINE * 2, shade: facingUp(shade) }, ...faces];
}

/** The ring turned so that all rings turn alike: then none is a hole in another. */
function facingUp(ring: readonly number[]): readonly number[] {
  let area = 0;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    area += (ring[at] as number) * (ring[next + 1] as number) - (ring[next] as number) * (ring[at + 1] as number);
  }
  if (area >= 0) return ring;
  const turned: number[] = [];
  for (let at = ring.length - 2; at >= 0; at -= 2) turned.push(ring[at] as number, ring[at + 1] as number);
  return turned;
}

/** Convex hull. Source: Andrew, "Another efficient algorithm for convex hulls in two dimensions" (monotone chain). */
function hull(points: readonly Flat[]): Flat[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (along: readonly Flat[]): Flat[] => {
    const chain: Flat[] = [];
    for (const point of along) {
      for (let last = chain.length - 1; last > 0; last--) {
        const [a, b] = [chain[last - 1] as Flat, chain[last] as Flat];
        if ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}
