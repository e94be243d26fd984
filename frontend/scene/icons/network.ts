import type { Face, Flat } from './face.ts';
import { hole, moved, ring, turned } from './outlines.ts';
import { dot, onLeft, onRight, onTop, pen, plate, stamp } from './plane.ts';
import { arrow, CLOUD, PADLOCK, SHIELD, TICK } from './signs.ts';
import { ball, box, drum, facing, slab } from './solid.ts';

/** A flat box with antennas. */
export function router(): Face[] {
  const antenna = (u: number, v: number): Face[] => [...drum(u, v, 0, 0.045, 0.2, 'dark'), ...drum(u, v, 0.2, 0.03, 0.78, 'body', 0.024), ...ball(u, v, 0.8, 0.042, 'accent')];
  return [
    ...antenna(-0.26, -0.27), ...antenna(0.02, -0.27), ...antenna(0.3, -0.27),
    ...box(-0.36, -0.22, 0, 0.36, 0.26, 0.2, 'body', 0.08),
    stamp(onTop(0, 0.02, 0.2, 0.2), [arrow(0.3, 1.25), arrow(-0.3, -1.25), turned(arrow(0.22, 1), 90), turned(arrow(0.22, 1), -90)], 'mark'),
    ...[-0.24, -0.14, -0.04].map((u, at) => dot(onLeft(u, 0.26, 0.1), 0.03, at === 0 ? 'mark' : 'hollow')),
    plate(onLeft(0.16, 0.26, 0.1), 0.24, 0.05, 'hollow', 0.025),
  ];
}

/** A flat box with rows of ports. */
export function networkSwitch(): Face[] {
  return [
    ...box(-0.42, -0.27, 0, 0.42, 0.27, 0.26),
    ...box(-0.42, -0.27, 0.26, 0.42, 0.27, 0.32, 'accent'),
    ...[0.18, 0.08].flatMap((z) => [-0.32, -0.2, -0.08, 0.04, 0.16, 0.28].map((u) => plate(onLeft(u + 0.02, 0.27, z), 0.09, 0.07, 'glass', 0.012))),
    stamp(onTop(0, 0, 0.32, 0.27), [arrow(-1.1, 1.1, 0.36, 0.12), arrow(1.1, -1.1, -0.36, 0.12)]),
  ];
}

/** One way in that leads to three ways out. */
export function loadBalancer(): Face[] {
  return [
    ...fork(),
    ...[0.22, 0, -0.22].map((x) => plate(onRight(0.38, x, 0.13), 0.13, 0.1, 'dark-left', 0.03)),
    plate(onLeft(0, 0.38, 0.13), 0.16, 0.1, 'hollow', 0.03),
  ];
}

/** The desk of a balancer with its sign. */
export function fork(): Face[] {
  const plane = onTop(0, 0, 0.36, 0.3);
  const out = (y: number): Flat[] => [[-0.35, 0], [0, y], [0.55, y]];
  return [
    ...box(-0.38, -0.38, 0, 0.38, 0.38, 0.26, 'body', 0.08),
    ...box(-0.38, -0.38, 0.26, 0.38, 0.38, 0.36, 'accent', 0.08),
    pen(plane, [[[-1, 0], [-0.3, 0]], ...[0.68, 0, -0.68].map(out)], 0.17),
    stamp(plane, [ring(-0.92, 0, 0.2), ...[0.68, 0, -0.68].map((y): Flat[] => [[0.5, y - 0.26], [0.98, y], [0.5, y + 0.26]])]),
  ];
}

/** A globe on a foot. */
export function dns(): Face[] {
  return [...drum(0, 0, 0, 0.26, 0.07, 'dark'), ...drum(0, 0, 0.07, 0.07, 0.2, 'dark', 0.05), ...globe(0.56, 0.38)];
}

/** A ball with circles of latitude and longitude, `z` at its middle. */
export function globe(z: number, radius: number): Face[] {
  const meridians = [0.36, 0.8].map((squash) => turned(ring(0, 0, radius * 0.985, squash), -14)).map((line) => [...line, line[0] as Flat]);
  return [...ball(0, 0, z, radius, 'accent'), pen(facing(0, 0, z), [...[-0.45, 0.05, 0.53].map((y) => parallel(y * radius, radius)), ...meridians], 0.024)];
}

/** A circle of latitude, seen a little from above. */
function parallel(y: number, radius: number): Flat[] {
  const wide = Math.sqrt(radius * radius - y * y) * 0.985;
  return turned(ring(0, 0, 1, 1, 0.5, 1).map(([x, sag]): Flat => [x * wide, y + sag * wide * 0.26]), -14);
}

/** A cloud with copies at its edge. */
export function cdn(): Face[] {
  const edgeServer = (u: number, v: number): Face[] => [...box(u - 0.1, v - 0.1, 0, u + 0.1, v + 0.1, 0.24, 'accent'), plate(onLeft(u, v + 0.1, 0.15), 0.12, 0.04, 'sign', 0.02)];
  return [
    ...edgeServer(-0.27, -0.22), ...edgeServer(0.27, -0.27),
    ...slab(moved(CLOUD, 0, 0.3, 0.46), -0.15, 0.13),
    ...edgeServer(-0.25, 0.28), ...edgeServer(0.25, 0.25),
  ];
}

/** A vaulted tunnel closed by a padlock. */
export const vpnGateway = (): Face[] => tunnel(PADLOCK, 0.19);

/** A vaulted tunnel with a sign in its mouth. */
export function tunnel(sign: readonly (readonly Flat[])[], size: number): Face[] {
  const arch = (radius: number, low: number): Flat[] => [[-radius, low], [radius, low], ...ring(0, 0.36, radius, 1, 0, 0.5)];
  return [
    ...slab(arch(0.36, 0), -0.34, 0.2),
    stamp(onLeft(0, 0.2, 0), [arch(0.27, 0)], 'glass'),
    ...slab([...ring(0, 0.36, 0.36, 1, 0, 0.5), ...hole(ring(0, 0.36, 0.27, 1, 0, 0.5))], 0.18, 0.22, 'accent'),
    stamp(onLeft(0, 0.22, 0.31, size), sign),
  ];
}

/** A shield, standing. */
export function security(): Face[] {
  const shield = (scale: number): Flat[] => SHIELD.map(([x, y]): Flat => [x * 0.43 * scale, y * 0.46 * scale + 0.52]);
  return [
    ...box(-0.24, -0.14, 0, 0.24, 0.2, 0.08, 'dark'),
    ...slab(shield(1), -0.07, 0.1, 'accent'),
    stamp(onLeft(0, 0.1, 0), [shield(0.8)], 'body-left'),
    stamp(onLeft(0, 0.1, 0.53, 0.33), TICK, 'mark'),
  ];
}

/** A gate: two pillars and a beam, and the way through. */
export function apiGateway(): Face[] {
  return [
    ...box(-0.42, -0.18, 0, -0.2, 0.2, 0.58),
    ...box(-0.2, -0.16, 0, 0.2, -0.1, 0.56, 'dark'),
    ...box(0.2, -0.18, 0, 0.42, 0.2, 0.58),
    ...box(-0.46, -0.22, 0.58, 0.46, 0.24, 0.8, 'accent'),
    stamp(onLeft(0, 0.24, 0.69, 0.1), [arrow(-2.2, 2.2, 0, 0.24, 0.9)]),
    ...[-0.31, 0.31].map((u) => plate(onLeft(u, 0.2, 0.4), 0.09, 0.12, 'hollow', 0.03)),
  ];
}

/** A tower with battlements and one door. */
export function bastion(): Face[] {
  // Their shadows lie on the tower, all but a ragged rim.
  const merlon = (u: number, v: number): Face[] => box(u, v, 0.68, u + 0.13, v + 0.13, 0.82, 'body', 0.02).map(({ shade: _, ...face }) => face);
  const row = [-0.32, -0.095, 0.19];
  const door = (grow: number): Flat[] => [[-0.12 - grow, 0], [0.12 + grow, 0], ...ring(0, 0.24, 0.12 + grow, 1, 0, 0.5)];
  return [
    ...box(-0.27, -0.27, 0, 0.27, 0.27, 0.54),
    ...box(-0.32, -0.32, 0.54, 0.32, 0.32, 0.68, 'accent'),
    ...row.flatMap((v, at) => row.flatMap((u, other) => (at === 1 && other === 1 ? [] : merlon(u, v)))),
    stamp(onLeft(0, 0.27, 0), [door(0.04)], 'hollow'),
    stamp(onLeft(0, 0.27, 0), [door(0)], 'glass'),
    dot(onLeft(0.06, 0.27, 0.18), 0.022, 'lamp'),
    plate(onRight(0.27, 0, 0.34), 0.06, 0.2, 'dark-left', 0.03),
  ];
}

