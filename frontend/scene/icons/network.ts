import { ACCENT, box, BODY, DARK, drum, line, onLeft, onTop, ring, slab, stamp, type Face, type Flat } from './solid.ts';
import { arrow, CLOUD, SHIELD, TICK, turned } from './signs.ts';
import { pen } from './solid.ts';

/** A flat round box with four arrows. */
export function router(): Face[] {
  return [
    ...drum(0, 0, 0, 0.36, 0.26),
    ...drum(0, 0, 0.26, 0.36, 0.34, ACCENT),
    ...[45, 225].map((degrees) => stamp(onTop(0, 0, 0.34, 0.27), [turned(arrow(0.95, 0.16), degrees)])),
    ...[135, 315].map((degrees) => stamp(onTop(0, 0, 0.34, 0.27), [turned(arrow(0.16, 0.95), degrees)])),
  ];
}

/** A flat box with a row of ports. */
export function networkSwitch(): Face[] {
  return [
    ...box(-0.4, -0.26, 0, 0.4, 0.26, 0.24),
    ...box(-0.4, -0.26, 0.24, 0.4, 0.26, 0.3, ACCENT),
    ...[-0.31, -0.19, -0.07, 0.05, 0.17, 0.29].map((u) => stamp(onLeft(u, 0.26, 0.11, 0.042), [[[-1, -1], [1, -1], [1, 1], [-1, 1]]], 'dark')),
    stamp(onTop(0, -0.09, 0.3, 0.26), [arrow(-1, 1)]),
    stamp(onTop(0, 0.09, 0.3, 0.26), [arrow(1, -1)]),
  ];
}

/** A desk from which one way in leads to three ways out. */
export function loadBalancer(): Face[] {
  const plane = onTop(0, 0, 0.4, 0.3);
  return [
    ...box(-0.36, -0.36, 0, 0.36, 0.36, 0.12, ACCENT),
    ...box(-0.32, -0.32, 0.12, 0.32, 0.32, 0.32),
    ...box(-0.36, -0.36, 0.32, 0.36, 0.36, 0.4, ACCENT),
    pen(plane, [[-0.9, 0], [-0.25, 0]], 4.6),
    ...[0.66, 0, -0.66].map((y) => pen(plane, [[-0.3, 0], [0.1, y], [0.5, y]], 3.6)),
    ...[0.66, 0, -0.66].map((y) => stamp(plane, [[[0.46, y - 0.22], [0.9, y], [0.46, y + 0.22]]])),
  ];
}

/** A globe on a foot. */
export function dns(): Face[] {
  const z = 0.58;
  const globe = (squash: number, from: number, to: number): Flat[] => ring(0, 0, 0.3, squash, from, to);
  return [
    ...drum(0, 0, 0, 0.24, 0.08, ACCENT),
    ...drum(0, 0, 0.08, 0.07, 0.3),
    ...sphereWithLines(z, globe),
  ];
}

function sphereWithLines(z: number, globe: (squash: number, from: number, to: number) => Flat[]): Face[] {
  // Straight towards the eye: a screen point (x, y) is the spot u = x/2, v = -x/2 at height y.
  const facing = ([x, y]: Flat): readonly [number, number, number] => [x * 0.577, -x * 0.577, z + y];
  return [
    stamp(facing, [globe(1, 0, 1)], 'accent-right'),
    stamp(facing, [ring(-0.03, 0.03, 0.262)], 'accent-left'),
    stamp(facing, [ring(-0.09, 0.1, 0.15)], 'accent-top'),
    ...[0.45].map((squash) => pen(facing, [...globe(squash, 0, 1), [0.3 * squash, 0]], 2)),
    ...[-0.13, 0, 0.13].map((y) => pen(facing, [[-Math.sqrt(0.09 - y * y), y], [Math.sqrt(0.09 - y * y), y]], 2)),
    { ...stamp(facing, [globe(1, 0, 1)]), fill: null, stroke: 'ink', width: 2 },
  ];
}

/** A cloud over its place on earth. */
export function cdn(): Face[] {
  return [
    ...drum(0, 0, 0, 0.26, 0.06, ACCENT),
    ...box(-0.04, -0.04, 0.06, 0.04, 0.04, 0.3, DARK),
    ...slab(CLOUD.map(([x, y]): Flat => [x * 1.12, y * 1.12 + 0.26]), -0.13, 0.13),
    stamp(onLeft(-0.02, 0.13, 0.46, 0.13), [turned(arrow(-0.9, 0.9), 90)], 'accent-left'),
  ];
}

/** A padlock. */
export function vpnGateway(): Face[] {
  const shackle = (radius: number): Flat[] => [[radius, 0.4], ...ring(0, 0.62, radius, 1, 0, 0.5), [-radius, 0.4]];
  const bow: Flat[] = [...shackle(0.22), ...[...shackle(0.14)].reverse()];
  return [
    ...box(-0.3, -0.2, 0, 0.3, 0.2, 0.4, ACCENT),
    ...slab(bow, -0.05, 0.05, BODY),
    stamp(onLeft(0, 0.2, 0.25, 0.075), [ring(0, 0, 1)]),
    stamp(onLeft(0, 0.2, 0.15, 1), [[[-0.03, -0.08], [0.03, -0.08], [0.03, 0.08], [-0.03, 0.08]]]),
  ];
}

/** A shield, standing. */
export function security(): Face[] {
  const outline = [...SHIELD].map(([x, y]): Flat => [x * 0.38, y * 0.42 + 0.5]);
  return [
    ...box(-0.22, -0.14, 0, 0.22, 0.18, 0.1),
    ...slab(outline, -0.05, 0.09, ACCENT),
    stamp(onLeft(0, 0.09, 0.5, 0.3), [SHIELD.map(([x, y]): Flat => [x * 1.02, y * 1.1])], 'left'),
    pen(onLeft(0, 0.09, 0.52, 0.34), TICK, 6, 'accent-left'),
  ];
}

/** A gate: two pillars and a beam. */
export function apiGateway(): Face[] {
  return [
    ...box(-0.4, -0.18, 0, -0.2, 0.18, 0.56),
    ...box(0.2, -0.18, 0, 0.4, 0.18, 0.56),
    ...box(-0.44, -0.22, 0.56, 0.44, 0.22, 0.76, ACCENT),
    stamp(onLeft(0, 0.22, 0.66, 0.22), [arrow(-0.9, 0.9)]),
    line([[-0.2, 0.02, 0.02], [0.2, 0.02, 0.02]], 'accent-left', 3),
  ];
}

/** A tower with battlements and one door. */
export function bastion(): Face[] {
  const merlons = [-0.3, -0.07, 0.16];
  const door: Flat[] = [[-0.09, 0], [0.09, 0], [0.09, 0.2], ...ring(0, 0.2, 0.09, 1, 0, 0.5), [-0.09, 0.2]];
  const back = [...merlons.flatMap((at) => box(at, -0.3, 0.72, at + 0.14, -0.18, 0.86)), ...merlons.slice(1).flatMap((at) => box(-0.3, at, 0.72, -0.18, at + 0.14, 0.86))];
  const front = [...merlons.slice(0, 2).flatMap((at) => box(0.18, at, 0.72, 0.3, at + 0.14, 0.86)), ...merlons.slice(0, 2).flatMap((at) => box(at, 0.18, 0.72, at + 0.14, 0.3, 0.86)), ...box(0.16, 0.16, 0.72, 0.3, 0.3, 0.86)];
  return [
    ...box(-0.25, -0.25, 0, 0.25, 0.25, 0.6),
    ...box(-0.3, -0.3, 0.6, 0.3, 0.3, 0.72, ACCENT),
    ...back,
    ...front,
    stamp(onLeft(0, 0.25, 0.0, 1), [door], 'dark'),
    stamp(onLeft(0.06, 0.25, 0.12, 0.016), [ring(0, 0, 1)], 'sign'),
  ];
}
