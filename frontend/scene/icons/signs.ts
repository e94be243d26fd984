import { ring, type Flat } from './solid.ts';

/** Flat signs, about -1…1, drawn by us. Filled outlines, or lines for a pen. */

export const BOLT: readonly Flat[] = [[0.15, 1], [-0.6, -0.12], [-0.08, -0.12], [-0.2, -1], [0.6, 0.22], [0.06, 0.22]];

export const SHIELD: readonly Flat[] = [[0, -1], [0.5, -0.62], [0.8, -0.05], [0.84, 0.72], [0.42, 0.78], [0, 1], [-0.42, 0.78], [-0.84, 0.72], [-0.8, -0.05], [-0.5, -0.62]];

export const TICK: readonly Flat[] = [[-0.45, 0.02], [-0.1, -0.36], [0.48, 0.4]];

export const CHART: readonly Flat[] = [[-0.9, -0.35], [-0.5, 0.1], [-0.2, -0.2], [0.2, 0.55], [0.5, 0.05], [0.9, 0.3]];

export const BRACE_LEFT: readonly Flat[] = [[-0.32, 0.85], [-0.6, 0.7], [-0.6, 0.2], [-0.9, 0], [-0.6, -0.2], [-0.6, -0.7], [-0.32, -0.85]];
export const BRACE_RIGHT: readonly Flat[] = BRACE_LEFT.map(([x, y]): Flat => [-x, y]);

/** An arrow along +x from `from` to `to`, as one outline. */
export function arrow(from: number, to: number, y = 0, thick = 0.14): Flat[] {
  const neck = to - Math.sign(to - from) * 0.42;
  return [[from, y - thick], [neck, y - thick], [neck, y - thick * 2.9], [to, y], [neck, y + thick * 2.9], [neck, y + thick], [from, y + thick]];
}

export function turned(points: readonly Flat[], degrees: number): Flat[] {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  return points.map(([x, y]): Flat => [x * cos - y * sin, x * sin + y * cos]);
}

/** A cog of eight teeth with its hole. */
export const COG: readonly (readonly Flat[])[] = [
  Array.from({ length: 8 }, (_, tooth) => turned([[0.66, -0.26], [0.98, -0.17], [0.98, 0.17], [0.66, 0.26]], tooth * 45)).flat(),
  ring(0, 0, 0.34),
];

/** A wheel's rim, hub and seven spokes, for a pen. */
export const WHEEL: readonly (readonly Flat[])[] = [
  [...ring(0, 0, 0.78), [0.78, 0]],
  ...Array.from({ length: 7 }, (_, spoke) => turned([[0.18, 0], [1.06, 0]], spoke * (360 / 7) + 90)),
];

/** A globe's lines, for a pen. */
export const GLOBE: readonly (readonly Flat[])[] = [
  [...ring(0, 0, 0.9), [0.9, 0]],
  [...ring(0, 0, 0.9, 0.42), [0.378, 0]],
  [[-0.9, 0], [0.9, 0]],
  [[-0.76, 0.48], [0.76, 0.48]],
  [[-0.76, -0.48], [0.76, -0.48]],
];

export const PERSON: readonly (readonly Flat[])[] = [
  ring(0, 0.5, 0.38),
  [[-0.75, -0.85], [0.75, -0.85], [0.7, -0.45], [0.42, -0.12], [-0.42, -0.12], [-0.7, -0.45]],
];

export const CLOUD: readonly Flat[] = [
  [-0.36, 0], [0.36, 0],
  ...ring(0.33, 0.13, 0.13, 1, -0.2, 0.2), ...ring(0.16, 0.28, 0.15, 1, 0.0, 0.3),
  ...ring(-0.07, 0.36, 0.2, 1, 0.1, 0.48), ...ring(-0.28, 0.2, 0.15, 1, 0.25, 0.6), ...ring(-0.36, 0.1, 0.1, 1, 0.4, 0.72),
];
