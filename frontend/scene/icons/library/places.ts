import type { Face, Flat } from '../face.ts';
import { letters } from '../letters.ts';
import { screen } from '../machines.ts';
import { globe } from '../network.ts';
import { hole, moved, rectangle, ring } from '../outlines.ts';
import { dot, onLeft, onRight, onTop, pen, plate, stamp, type Plane } from '../plane.ts';
import { CLOUD } from '../signs.ts';
import { ball, box, drum, facing, slab } from '../solid.ts';

/** A cloud with letters. */
export const cloud = (name: string) => (): Face[] => [
  ...drum(-0.03, 0, 0, 0.3, 0.06, 'dark'), ...drum(-0.03, 0, 0.06, 0.08, 0.2, 'accent'),
  ...slab(moved(CLOUD, 0, 0.18, 0.5), -0.16, 0.14, name === '' ? 'body' : 'accent'), ...(name === '' ? [] : [stamp(onLeft(-0.02, 0.14, 0.4, 0.13), letters(name))]),
];

/** A globe within the orbit of what goes round it. */
export function internet(): Face[] {
  const orbit = (from: number, to: number, radius: number): Face[] => {
    const at = (r: number) => ring(0, 0, r, 1, from, to).map(([u, v]): readonly [number, number, number] => [u, v, 0.46 + (u - v) * 0.16]);
    const spots = (r: number, back: number): Flat[] => ring(0, 0, r, 1, from, to).concat(hole(ring(0, 0, back, 1, from, to)));
    const plane: Plane = ([u, v]) => [u, v, 0.46 + (u - v) * 0.16];
    return at(radius).length > 0 ? [stamp(plane, [spots(radius + 0.035, radius - 0.035)], 'ink'), stamp(plane, [spots(radius + 0.015, radius - 0.015)], 'body-left')] : [];
  };
  return [...orbit(0.36, 0.9, 0.45), ...globe(0.46, 0.36), ...orbit(-0.13, 0.38, 0.45), ...ball(0.32, 0.32, 0.46, 0.07, 'body')];
}

/** A wall of bricks. */
export function firewall(): Face[] {
  const rows = [0, 1, 2, 3];
  const high = 0.17;
  return [
    ...box(-0.42, -0.1, 0, 0.42, 0.14, rows.length * high + 0.02, 'accent', 0.015),
    ...rows.flatMap((row) => (row % 2 === 0 ? [[-0.28, 0.24], [0, 0.24], [0.28, 0.24]] : [[-0.365, 0.08], [-0.14, 0.24], [0.14, 0.24], [0.365, 0.08]])
      .map(([u = 0, wide = 0], at) => plate(onLeft(u, 0.14, row * high + high / 2 + 0.005), wide, high - 0.045, (at + row) % 3 === 1 ? 'sign' : 'accent-top', 0.015))),
    ...rows.map((row) => plate(onRight(0.42, row % 2 === 0 ? 0.02 : -0.03, row * high + high / 2 + 0.005), 0.15, high - 0.045, 'accent-mid', 0.015)),
  ];
}

/** A screen and its tower. */
export const desktop = (): Face[] => [
  ...box(0.1, -0.4, 0, 0.3, 0.04, 0.58), ...screen(), plate(onLeft(0, 0.07, 0.585), 0.74, 0.5, 'glass', 0.03),
  stamp(onLeft(-0.1, 0.07, 0.6), [rectangle(0, 0, 0.42, 0.3, 0.02)], 'body-left'), stamp(onLeft(-0.1, 0.07, 0.725), [rectangle(0, 0, 0.42, 0.06, 0.02)], 'accent-left'), plate(onLeft(0.25, 0.07, 0.68), 0.14, 0.16, 'accent-left', 0.02),
];

/** An open laptop. */
export function laptop(): Face[] {
  const keys = onTop(0, 0.16, 0.08);
  return [
    ...slab([[-0.4, 0.08], [0.4, 0.08], [0.4, 0.64], [-0.4, 0.64]], -0.2, -0.14), plate(onLeft(0, -0.14, 0.37), 0.7, 0.46, 'glass', 0.03),
    plate(onLeft(-0.14, -0.14, 0.42), 0.3, 0.24, 'accent-left', 0.02), ...[0.5, 0.42, 0.34].map((z) => plate(onLeft(0.18, -0.14, z), 0.22, 0.035, 'hollow', 0.017)),
    ...box(-0.42, -0.2, 0, 0.42, 0.42, 0.08, 'body', 0.05),
    ...[0.18, 0.08, -0.02].flatMap((y) => [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3].map((x) => stamp(keys, [rectangle(x, y, 0.07, 0.07, 0.015)], 'dark-left'))),
    stamp(keys, [rectangle(0, -0.15, 0.24, 0.13, 0.02)], 'hollow'),
  ];
}

/** A phone, standing. */
export const phone = (): Face[] => [
  ...box(-0.26, -0.16, 0, 0.26, 0.2, 0.08, 'dark'), ...slab(rectangle(0, 0.55, 0.5, 0.94, 0.08), -0.02, 0.07, 'dark'), plate(onLeft(0, 0.07, 0.555), 0.42, 0.78, 'body-left', 0.03),
  stamp(onLeft(0, 0.07, 0.86), [rectangle(0, 0, 0.42, 0.16, 0.02)], 'accent-left'), ...[0.64, 0.48, 0.32].flatMap((z) => [-0.12, 0.005, 0.13].map((u) => plate(onLeft(u, 0.07, z), 0.09, 0.1, (z + u > 0.6) || u < -0.1 && z < 0.4 ? 'mark' : 'hollow', 0.025))),
];

/** A printer with a sheet in it. */
export function printer(): Face[] {
  return [
    ...slab([[-0.24, 0.4], [0.24, 0.4], [0.24, 0.82], [-0.24, 0.82]], -0.22, -0.18),
    ...box(-0.38, -0.3, 0, 0.38, 0.26, 0.4, 'body', 0.06), ...box(-0.38, -0.3, 0.4, 0.38, 0.04, 0.5, 'accent', 0.05),
    plate(onLeft(0, 0.26, 0.17), 0.58, 0.16, 'glass', 0.03), ...box(-0.23, 0.2, 0.1, 0.23, 0.44, 0.13, 'body', 0.01),
    ...[0.06, -0.02].map((y) => stamp(onTop(0, 0.34, 0.13), [rectangle(0, y - 0.02, 0.34, 0.025)], 'hollow')), dot(onLeft(0.3, 0.26, 0.32), 0.025, 'mark'),
    stamp(onTop(0, 0.15, 0.4), [rectangle(-0.18, 0, 0.2, 0.1, 0.02)], 'glass'),
  ];
}

/** A camera on its arm. */
export function camera(): Face[] {
  return [
    ...box(-0.2, -0.2, 0, 0.2, 0.2, 0.06, 'dark', 0.08), ...drum(0, 0, 0.06, 0.06, 0.42, 'body', 0.05), ...ball(0, 0, 0.44, 0.1, 'dark'),
    ...box(-0.19, -0.34, 0.5, 0.19, 0.26, 0.8, 'body', 0.06), ...box(-0.22, -0.37, 0.8, 0.22, 0.32, 0.85, 'accent', 0.05),
    stamp(onLeft(-0.02, 0.26, 0.65), [ring(0, 0, 0.13)], 'dark-left'), stamp(onLeft(-0.02, 0.26, 0.65), [ring(0, 0, 0.09)], 'glass'), stamp(onLeft(-0.05, 0.26, 0.68), [ring(0, 0, 0.028)], 'sign'), dot(onLeft(0.14, 0.26, 0.56), 0.022, 'mark'),
  ];
}

/** A cabinet full of units. */
export function rack(): Face[] {
  const unit = (z: number, at: number): Face[] => [
    plate(onLeft(0, 0.3, z), 0.48, 0.1, at % 3 === 1 ? 'accent-left' : 'body-left', 0.02), dot(onLeft(-0.18, 0.3, z), 0.022, at % 3 === 1 ? 'sign' : 'mark'), plate(onLeft(0.06, 0.3, z), 0.26, 0.03, at % 3 === 1 ? 'sign' : 'hollow', 0.015),
  ];
  return [
    ...box(-0.3, -0.3, 0, 0.3, 0.3, 0.86, 'body'), plate(onLeft(0, 0.3, 0.43), 0.52, 0.76, 'dark-left', 0.03), ...[0.13, 0.25, 0.37, 0.49, 0.61, 0.73].flatMap(unit),
    ...[-0.12, 0, 0.12].map((x) => plate(onRight(0.3, x, 0.43), 0.035, 0.6, 'body-mid', 0.017)), ...[-0.1, 0.1].map((v) => plate(onTop(0, v, 0.86), 0.34, 0.06, 'hollow', 0.03)),
  ];
}

/** A house of offices. */
export function building(): Face[] {
  const windows = (plane: (at: number, z: number) => Plane, tone: 'glass' | 'accent-left'): Face[] => [0.16, 0.31, 0.46, 0.61].flatMap((z, row) => [-0.17, 0, 0.17].map((at, column) => plate(plane(at, z), 0.11, 0.11, (row + column) % 4 === 1 ? 'lamp' : tone, 0.015)));
  return [
    ...box(-0.38, -0.38, 0, 0.38, 0.38, 0.05, 'dark', 0.06), ...box(-0.29, -0.29, 0.05, 0.29, 0.29, 0.78), ...box(-0.32, -0.32, 0.78, 0.32, 0.32, 0.85, 'accent'), ...box(-0.16, -0.12, 0.85, 0.1, 0.1, 0.93),
    ...windows((u, z) => onLeft(u, 0.29, z + 0.05), 'glass'), ...windows((v, z) => onRight(0.29, v, z + 0.05), 'glass'), plate(onLeft(0, 0.29, 0.14), 0.16, 0.18, 'mark', 0.01),
  ];
}

/** A place on the ground. */
export function site(): Face[] {
  const plane = facing(0, 0, 0.62);
  const pin = (grow: number): Flat[] => [[0, -0.5 - grow * 1.6], ...ring(0, 0, 0.3 + grow, 1, -0.08, 0.58)];
  return [
    ...box(-0.42, -0.42, 0, 0.42, 0.42, 0.06, 'body', 0.1), pen(onTop(0, 0, 0.06), [[[-0.42, 0.14], [0.42, 0.14]], [[-0.16, -0.42], [-0.16, 0.42]]], 0.07, 'hollow'),
    stamp(onTop(0, 0, 0.06), [ring(0, 0, 0.1)], 'dark-left'), stamp(plane, [pin(0.028)], 'ink'), stamp(plane, [pin(0)], 'accent-ball'), stamp(plane, [ring(0, 0, 0.13)], 'ink'), stamp(plane, [ring(0, 0, 0.105)], 'sign'),
  ];
}

/** One person. */
export const user = (): Face[] => [...drum(0, 0, 0, 0.3, 0.4, 'accent', 0.28), ...drum(0, 0, 0.4, 0.28, 0.56, 'accent', 0.12), ...ball(0, 0, 0.76, 0.24)];

/** A sheet of paper with writing. */
export const document = (): Face[] => [
  ...box(-0.28, -0.12, 0, 0.28, 0.18, 0.08, 'dark'), ...slab([[-0.33, 0.08], [0.33, 0.08], [0.33, 0.76], [0.15, 0.94], [-0.33, 0.94]], -0.02, 0.06),
  stamp(onLeft(0, 0.06, 0), [[[0.15, 0.94], [0.15, 0.76], [0.33, 0.76]]], 'accent-left'), ...[0.66, 0.54, 0.42, 0.3].map((z, at) => plate(onLeft(at === 0 ? -0.1 : 0, 0.06, z), at === 0 ? 0.26 : 0.46, 0.05, at === 0 ? 'mark' : 'hollow', 0.025)),
];

/** A padlock. */
export const lock = (): Face[] => [
  ...box(-0.36, -0.2, 0, 0.36, 0.2, 0.48, 'accent', 0.07),
  ...slab([...ring(0, 0.58, 0.24, 1, 0, 0.5), [-0.24, 0.48], [-0.14, 0.48], ...hole(ring(0, 0.58, 0.14, 1, 0, 0.5)), [0.14, 0.48], [0.24, 0.48]], -0.05, 0.06),
  stamp(onLeft(0, 0.2, 0.26, 1), [ring(0, 0.03, 0.075), [[-0.03, 0], [-0.045, -0.14], [0.045, -0.14], [0.03, 0]]]),
];

/** A plain cube. */
export const cube = (): Face[] => [...box(-0.32, -0.32, 0, 0.32, 0.32, 0.62, 'accent', 0.06), plate(onLeft(0, 0.32, 0.31), 0.44, 0.42, 'accent-mid', 0.05), plate(onRight(0.32, 0, 0.31), 0.44, 0.42, 'accent-mid', 0.05), plate(onTop(0, 0, 0.62), 0.44, 0.44, 'accent-left', 0.05)];

