import { mirrored, type Coat, type Face, type Flat } from './face.ts';
import { polygon, rectangle, ring } from './outlines.ts';
import { dot, onLeft, onRight, onTop, pen, plate, stamp } from './plane.ts';
import { bars, BRACKETS, cog, GLOBE, WHEEL } from './signs.ts';
import { ball, box, drum, facing, prism, slab } from './solid.ts';

/** A slim tower with drive slots and a lamp. */
export function generic(): Face[] {
  return [
    ...box(-0.22, -0.3, 0, 0.22, 0.3, 0.84),
    ...[0.63, 0.5, 0.37].map((z) => plate(onLeft(0, 0.3, z), 0.3, 0.08, z > 0.6 ? 'accent-left' : 'hollow', 0.02)),
    dot(onLeft(-0.1, 0.3, 0.15), 0.035, 'mark'),
    plate(onLeft(0.06, 0.3, 0.15), 0.16, 0.03, 'hollow'),
    ...[-0.14, -0.05, 0.04, 0.13].map((x) => plate(onRight(0.22, x, 0.24), 0.04, 0.26, 'dark-left', 0.018)),
  ];
}

/** Three units, one on the other; the topmost carries a sign. */
export function units(sign: readonly (readonly Flat[])[], size: number): Face[] {
  const unit = (z: number): Face[] => [
    ...box(-0.32, -0.28, z, 0.32, 0.28, z + 0.19),
    ...[-0.23, -0.16].map((u) => dot(onLeft(u, 0.28, z + 0.095), 0.026, u < -0.2 ? 'mark' : 'hollow')),
    plate(onLeft(0.08, 0.28, z + 0.095), 0.34, 0.05, 'hollow', 0.025),
    ...[-0.1, 0, 0.1].map((x) => plate(onRight(0.32, x, z + 0.095), 0.06, 0.07, 'dark-left', 0.015)),
  ];
  return [...unit(0), ...unit(0.22), ...box(-0.32, -0.28, 0.44, 0.32, 0.28, 0.72, 'accent'), stamp(onTop(0, 0, 0.72, size), sign), plate(onLeft(0, 0.28, 0.58), 0.5, 0.05, 'sign', 0.025)];
}

/** It serves the world. */
export const web = (): Face[] => units(GLOBE, 0.26);

/** A cube with angle brackets: it answers programs. */
export function api(): Face[] {
  return [
    ...box(-0.27, -0.27, 0, 0.27, 0.27, 0.56, 'accent', 0.08),
    stamp(onLeft(0, 0.27, 0.29, 0.19), BRACKETS),
    stamp(onRight(0.27, 0, 0.29, 0.19), BRACKETS),
    plate(onTop(0, 0, 0.56), 0.3, 0.3, 'accent-left', 0.05),
  ];
}

/** A great cog, lying. */
export function service(): Face[] {
  const [rim = []] = cog(8, 0.31, 0.41, 0.1);
  return [...drum(0, 0, 0, 0.34, 0.1, 'dark'), ...prism(rim, 0.1, 0.36, 'accent'), ...drum(0, 0, 0.36, 0.2, 0.44, 'body'), dot(onTop(0, 0, 0.44), 0.09, 'dark-left')];
}

/** A screen on a foot. */
export function screen(): Face[] {
  return [
    ...box(-0.2, -0.14, 0, 0.2, 0.14, 0.05, 'accent'),
    ...box(-0.06, -0.05, 0.05, 0.06, 0.03, 0.28, 'dark'),
    ...slab(rectangle(0, 0.58, 0.84, 0.62, 0.05), -0.05, 0.07),
    plate(onLeft(0, 0.07, 0.585), 0.74, 0.5, 'glass', 0.03),
  ];
}

/** A screen with bars and a curve. */
export function monitoring(): Face[] {
  return [
    ...screen(),
    stamp(onLeft(0, 0.07, 0.57, 0.24), bars([0.5, 0.85, 0.65, 1.15, 0.8, 1.35], 0.27), 'accent-left'),
    pen(onLeft(0, 0.07, 0.6, 0.3), [[[-1.05, -0.25], [-0.65, 0.2], [-0.25, 0], [0.2, 0.5], [0.6, 0.25], [1.05, 0.62]]], 0.11),
  ];
}

/** Cubes that make one great cube: many machines in one. */
export function hypervisor(): Face[] {
  const size = 0.31;
  return [0, 1].flatMap((z) => [0, 1].flatMap((u) => [0, 1].flatMap((v) => {
    const [u0, v0, z0] = [u * 0.34 - 0.325, v * 0.34 - 0.325, z * 0.34];
    return box(u0, v0, z0, u0 + size, v0 + size, z0 + size, z + u + v === 3 || z + u + v === 0 || (z === 0 && u + v === 1) ? 'accent' : 'body');
  })));
}

/** A high seven-sided block with a ship's wheel. */
export function kubernetesMaster(): Face[] {
  return [
    ...prism(polygon(7, 0.4, 45), 0, 0.12, 'accent'), ...prism(polygon(7, 0.37, 45), 0.12, 0.42), ...prism(polygon(7, 0.4, 45), 0.42, 0.62, 'accent'),
    stamp(onTop(0, 0, 0.62, 0.3), WHEEL),
  ];
}

/** A low seven-sided block that carries cubes. */
export function kubernetesWorker(): Face[] {
  const cube = (u: number, v: number, high: number, coat: Coat): Face[] => box(u - 0.11, v - 0.11, 0.18, u + 0.11, v + 0.11, 0.18 + high, coat);
  return [...prism(polygon(7, 0.4, 45), 0, 0.18, 'accent'), ...cube(-0.14, -0.14, 0.22, 'body'), ...cube(0.14, -0.12, 0.22, 'accent'), ...cube(-0.12, 0.14, 0.22, 'body'), ...cube(0.14, 0.14, 0.22, 'body')];
}

/** A rocket on its pad. */
export function bootstrap(): Face[] {
  const fin = slab([[0.14, 0.12], [0.34, 0.05], [0.31, 0.22], [0.14, 0.38]], -0.025, 0.025, 'accent');
  const back = slab([[-0.34, 0.05], [-0.14, 0.12], [-0.14, 0.38], [-0.31, 0.22]], -0.025, 0.025, 'accent');
  const window = facing(0.12, 0.12, 0.6);
  return [
    ...drum(0, 0, 0, 0.38, 0.06, 'dark'), ...back, ...mirrored(back),
    ...drum(0, 0, 0.06, 0.13, 0.16, 'dark', 0.09), ...drum(0, 0, 0.15, 0.14, 0.3, 'body', 0.18), ...drum(0, 0, 0.3, 0.18, 0.62),
    ...drum(0, 0, 0.62, 0.18, 0.8, 'accent', 0.13), ...drum(0, 0, 0.8, 0.13, 0.98, 'accent', 0.005),
    stamp(window, [ring(0, 0, 0.095)], 'ink'), stamp(window, [ring(0, 0, 0.07)], 'lamp'), stamp(window, [ring(-0.02, 0.02, 0.025)]),
    ...fin, ...mirrored(fin),
  ];
}

/** Three people. */
export function users(): Face[] {
  const person = (u: number, v: number, tall: number, coat: Coat): Face[] => [
    ...drum(u, v, 0, 0.185, tall * 0.44, coat, 0.175), ...drum(u, v, tall * 0.44, 0.175, tall * 0.6, coat, 0.08), ...ball(u, v, tall * 0.6 + 0.13, 0.16, 'body'),
  ];
  return [...person(-0.02, -0.27, 0.66, 'body'), ...person(-0.27, 0.02, 0.66, 'body'), ...person(0.14, 0.14, 0.78, 'accent')];
}

