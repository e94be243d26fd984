import type { Flat } from './face.ts';
import { hole, moved, penned, rectangle, ring, turned } from './outlines.ts';

/** Flat signs, about -1…1, drawn by us, as outlines to stamp. */

export const BOLT: readonly (readonly Flat[])[] = [[[0.22, 1], [-0.62, -0.16], [-0.1, -0.16], [-0.22, -1], [0.62, 0.2], [0.1, 0.2]]];

/** A shield's outline, its point at the bottom. */
export const SHIELD: readonly Flat[] = [[0, -1], [0.34, -0.78], [0.62, -0.46], [0.79, -0.02], [0.84, 0.42], [0.84, 0.74], [0.44, 0.82], [0, 1], [-0.44, 0.82], [-0.84, 0.74], [-0.84, 0.42], [-0.79, -0.02], [-0.62, -0.46], [-0.34, -0.78]];

export const TICK = penned([[-0.5, 0.02], [-0.12, -0.38], [0.52, 0.42]], 0.3);

export const BRACKETS = [
  ...penned([[-0.38, 0.62], [-0.95, 0], [-0.38, -0.62]], 0.26), ...penned([[0.38, 0.62], [0.95, 0], [0.38, -0.62]], 0.26), ...penned([[0.17, 0.8], [-0.17, -0.8]], 0.24),
];

/** An arrow from (from, y) to (to, y) as one outline. */
export function arrow(from: number, to: number, y = 0, thick = 0.15, head = 0.42): Flat[] {
  const neck = to - Math.sign(to - from) * head;
  const points: Flat[] = [[from, y - thick], [neck, y - thick], [neck, y - thick * 2.9], [to, y], [neck, y + thick * 2.9], [neck, y + thick], [from, y + thick]];
  return to > from ? points : points.reverse();
}

/** A cog with its hole. */
export const COG: readonly (readonly Flat[])[] = cog(8, 0.72, 1, 0.36);

export function cog(teeth: number, root: number, tip: number, bore: number): Flat[][] {
  const part = 180 / teeth;
  const tooth: Flat[] = [...turned([[root, 0]], -part * 0.62), ...turned([[tip, 0]], -part * 0.42), ...turned([[tip, 0]], part * 0.42), ...turned([[root, 0]], part * 0.62)];
  return [Array.from({ length: teeth }, (_, at) => turned(tooth, at * part * 2 + 90)).flat(), hole(ring(0, 0, bore))];
}

/** A ship's wheel of eight spokes. */
export const WHEEL: readonly (readonly Flat[])[] = [
  ring(0, 0, 0.8), hole(ring(0, 0, 0.6)), ring(0, 0, 0.24),
  ...Array.from({ length: 8 }, (_, spoke) => turned(rectangle(0.6, 0, 1, 0.15), spoke * 45)),
];

/** A globe's lines. */
export const GLOBE: readonly (readonly Flat[])[] = [
  ...penned([...ring(0, 0, 0.92), [0.92, 0]], 0.15), ...penned([...ring(0, 0, 0.92, 0.45), [0.414, 0]], 0.12),
  ...[0, 0.46, -0.46].flatMap((y) => penned([[-Math.sqrt(0.85 - y * y), y], [Math.sqrt(0.85 - y * y), y]], 0.12)),
];

/** Head and shoulders. */
export const PERSON: readonly (readonly Flat[])[] = [
  ring(0, 0.44, 0.42), [[-0.78, -0.9], [0.78, -0.9], ...ring(0, -0.72, 0.78, 1, 0, 0.5).map(([x, y]): Flat => [x, Math.max(-0.72, y)])],
];

/** An envelope's outline and flap, 2 wide and 1.4 high. */
export const FLAP = penned([[-0.9, 0.58], [0, -0.12], [0.9, 0.58]], 0.2);

/** A padlock with its keyhole. */
export const PADLOCK: readonly (readonly Flat[])[] = [
  ...penned([[0.4, 0], ...ring(0, 0.36, 0.4, 1, 0, 0.5), [-0.4, 0]], 0.22), rectangle(0, -0.4, 1.3, 1.1, 0.14), hole(ring(0, -0.3, 0.16)), hole(rectangle(0, -0.6, 0.14, 0.24)),
];

/** A cloud's outline standing on y = 0, 2 wide. */
export const CLOUD: readonly Flat[] = [
  [-0.7, 0], [0.7, 0], ...ring(0.7, 0.3, 0.3, 1, -0.22, 0.16), ...ring(0.36, 0.56, 0.34, 1, 0.02, 0.27), ...ring(-0.16, 0.66, 0.46, 1, 0.1, 0.42), ...ring(-0.64, 0.38, 0.36, 1, 0.28, 0.72),
];

/** Bars of a chart on y = -0.7. */
export const bars = (heights: readonly number[], width = 0.3): Flat[][] =>
  heights.map((height, at) => moved(rectangle(0, 0, width, height), (at - (heights.length - 1) / 2) * width * 1.6, height / 2 - 0.7));
