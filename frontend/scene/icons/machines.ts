import { ACCENT, BODY, DARK, ball, box, drum, onLeft, onRight, onTop, pen, prism, ring, slab, stamp, type Face } from './solid.ts';
import { BRACE_LEFT, BRACE_RIGHT, CHART, COG, GLOBE, WHEEL } from './signs.ts';

/** A tower with drive slots and a lamp. */
export function generic(): Face[] {
  return [
    ...box(-0.24, -0.26, 0, 0.24, 0.26, 0.86),
    ...[0.62, 0.46, 0.3].map((z) => stamp(onLeft(0, 0.26, z, 1), [[[-0.16, -0.035], [0.16, -0.035], [0.16, 0.035], [-0.16, 0.035]]], 'accent-left')),
    stamp(onLeft(-0.12, 0.26, 0.76, 1), [ring(0, 0, 0.032)], 'lamp'),
    stamp(onLeft(0.02, 0.26, 0.14, 1), [[[-0.18, -0.02], [0.14, -0.02], [0.14, 0.02], [-0.18, 0.02]]], 'right'),
  ];
}

/** A broad cabinet with a globe. */
export function web(): Face[] {
  return [
    ...box(-0.34, -0.24, 0, 0.34, 0.24, 0.1, ACCENT),
    ...box(-0.32, -0.22, 0.1, 0.32, 0.22, 0.74),
    ...box(-0.32, -0.22, 0.74, 0.32, 0.22, 0.84, ACCENT),
    stamp(onLeft(0, 0.22, 0.42, 0.25), [ring(0, 0, 1)], 'accent-left'),
    ...GLOBE.map((points) => pen(onLeft(0, 0.22, 0.42, 0.22), points, 2)),
    ...[0.56, 0.42, 0.28].map((z) => stamp(onRight(0.32, 0, z, 1), [[[-0.13, -0.028], [0.13, -0.028], [0.13, 0.028], [-0.13, 0.028]]], 'accent-right')),
  ];
}

/** A cube in an accent colour with braces: it answers programs. */
export function api(): Face[] {
  const plane = onLeft(0, 0.28, 0.3, 0.2);
  return [
    ...box(-0.28, -0.28, 0, 0.28, 0.28, 0.6, ACCENT),
    pen(plane, BRACE_LEFT, 4),
    pen(plane, BRACE_RIGHT, 4),
    stamp(plane, [ring(0, 0, 0.15)]),
    stamp(onTop(0, 0, 0.6, 0.16), [[[-1, -1], [1, -1], [1, 1], [-1, 1]]], 'accent-left'),
  ];
}

/** A low block with a cog on top. */
export function service(): Face[] {
  return [
    ...box(-0.3, -0.3, 0, 0.3, 0.3, 0.42),
    ...box(-0.3, -0.3, 0.42, 0.3, 0.3, 0.5, ACCENT),
    stamp(onTop(0, 0, 0.5, 0.22), COG),
    stamp(onLeft(0, 0.3, 0.21, 1), [[[-0.18, -0.03], [0.18, -0.03], [0.18, 0.03], [-0.18, 0.03]]], 'accent-left'),
  ];
}

/** A screen on a foot, with a curve. */
export function monitoring(): Face[] {
  return [
    ...box(-0.2, -0.12, 0, 0.2, 0.16, 0.06, ACCENT),
    ...box(-0.05, -0.06, 0.06, 0.05, 0.02, 0.26),
    ...slab([[-0.4, 0.26], [0.4, 0.26], [0.4, 0.88], [-0.4, 0.88]], -0.06, 0.06),
    stamp(onLeft(0, 0.06, 0.57, 1), [[[-0.34, -0.25], [0.34, -0.25], [0.34, 0.25], [-0.34, 0.25]]], 'glass'),
    pen(onLeft(0, 0.06, 0.55, 0.3), CHART, 3.4),
  ];
}

/** Eight small cubes make a large one: many machines in one. */
export function hypervisor(): Face[] {
  const cubes: Face[] = [];
  for (const z of [0, 0.35]) {
    for (const u of [-0.33, 0.02]) {
      for (const v of [-0.33, 0.02]) cubes.push(...box(u, v, z, u + 0.31, v + 0.31, z + 0.31, z > 0 && u > 0 && v > 0 ? ACCENT : BODY));
    }
  }
  return cubes;
}

const HEPTAGON = (radius: number) => Array.from({ length: 7 }, (_, corner): [number, number] => {
  const angle = (corner / 7 + 0.125) * 2 * Math.PI;
  return [Math.cos(angle) * radius, Math.sin(angle) * radius];
});

/** A tall seven-sided block with a wheel. */
export function kubernetesMaster(): Face[] {
  return [
    ...prism(HEPTAGON(0.37), 0, 0.16, ACCENT),
    ...prism(HEPTAGON(0.32), 0.16, 0.46),
    ...prism(HEPTAGON(0.37), 0.46, 0.62, ACCENT),
    ...WHEEL.map((points) => pen(onTop(0, 0, 0.62, 0.24), points, 3)),
  ];
}

/** A low seven-sided block with a wheel. */
export function kubernetesWorker(): Face[] {
  return [
    ...prism(HEPTAGON(0.36), 0, 0.26),
    ...prism(HEPTAGON(0.36), 0.26, 0.36, ACCENT),
    ...WHEEL.map((points) => pen(onTop(0, 0, 0.36, 0.23), points, 2.6)),
  ];
}

/** A rocket on its pad. */
export function bootstrap(): Face[] {
  return [
    ...drum(0, 0, 0, 0.3, 0.07, DARK),
    ...slab([[-0.3, 0.1], [0.3, 0.1], [0.14, 0.42], [-0.14, 0.42]], -0.03, 0.03, ACCENT),
    ...drum(0, 0, 0.1, 0.13, 0.2, DARK, 0.16),
    ...drum(0, 0, 0.2, 0.18, 0.68, BODY, 0.17),
    ...drum(0, 0, 0.68, 0.17, 1.02, ACCENT, 0.005),
    stamp(onLeft(0.03, 0.15, 0.5, 0.085), [ring(0, 0, 1)], 'glass'),
  ];
}

/** Three people. */
export function users(): Face[] {
  const person = (u: number, v: number, tall: number): Face[] => [
    ...drum(u, v, 0, 0.16, tall * 0.6, BODY, 0.11),
    ...ball(u, v, tall * 0.6 + 0.1, 0.14, ACCENT),
  ];
  return [...person(-0.04, -0.24, 0.6), ...person(-0.24, 0.06, 0.56), ...person(0.14, 0.12, 0.74)];
}
