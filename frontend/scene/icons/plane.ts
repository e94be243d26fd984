import { faceOf, type Face, type Flat, type Spot, type Tone } from './face.ts';
import { penned, rectangle, ring } from './outlines.ts';

/** Where a sign lies. */
export type Plane = (flat: Flat) => Spot;

/** On a wall that faces the left front or the right front, or on top; `size` is the sign's unit in tiles. */
export const onLeft = (u: number, v: number, z: number, size = 1): Plane => ([x, y]) => [u + x * size, v, z + y * size];
export const onRight = (u: number, v: number, z: number, size = 1): Plane => ([x, y]) => [u, v - x * size, z + y * size];
export const onTop = (u: number, v: number, z: number, size = 1): Plane => ([x, y]) => [u + x * size, v - y * size, z];
/** Round a drum in the middle of the tile, towards the eye. */
export const onDrum = (radius: number, z: number, size = 1, turn = 1 / 8): Plane => ([x, y]) => {
  const angle = turn * 2 * Math.PI - (x * size) / radius;
  return [radius * Math.cos(angle), radius * Math.sin(angle), z + y * size];
};

/** A filled sign of one or more outlines. */
export const stamp = (plane: Plane, outlines: readonly (readonly Flat[])[], tone: Tone = 'sign'): Face => faceOf(outlines.map((outline) => outline.map(plane)), tone);

/** A sign drawn with a pen; `thick` in the sign's units. */
export const pen = (plane: Plane, lines: readonly (readonly Flat[])[], thick: number, tone: Tone = 'sign'): Face =>
  stamp(plane, lines.flatMap((points) => penned(points, thick)), tone);

/** A plate with round corners. */
export const plate = (plane: Plane, width: number, height: number, tone: Tone, radius = Math.min(width, height) * 0.2): Face =>
  stamp(plane, [rectangle(0, 0, width, height, radius)], tone);

export const dot = (plane: Plane, radius: number, tone: Tone): Face => stamp(plane, [ring(0, 0, radius)], tone);
