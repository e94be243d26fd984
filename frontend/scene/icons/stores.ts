import type { Coat, Face, Flat } from './face.ts';
import { hole, rectangle, ring } from './outlines.ts';
import { dot, onDrum, onLeft, onRight, onTop, pen, plate, stamp } from './plane.ts';
import { arrow, BOLT, FLAP, PERSON } from './signs.ts';
import { box, drum, slab } from './solid.ts';

/** Three discs, one on the other. */
export function database(): Face[] {
  return [0, 1, 2].flatMap((disc) => [
    ...drum(0, 0, disc * 0.27, 0.34, disc * 0.27 + 0.23, disc === 2 ? 'accent' : 'body'),
    ...[0.1, 0.17].map((turn, at) => dot(onDrum(0.34, disc * 0.27 + 0.115, 1, turn + 0.09), 0.032, disc === 2 ? 'sign' : at === 0 ? 'hollow' : 'mark')),
  ]);
}

/** Memory with a flash of lightning. */
export const cache = (): Face[] => memory(BOLT, 0.29);

/** Memory modules, stacked, with a sign. */
export function memory(sign: readonly (readonly Flat[])[], size: number): Face[] {
  const layer = (z: number, coat: Coat): Face[] => [
    ...box(-0.36, -0.36, z, 0.36, 0.36, z + 0.13, coat),
    ...[-0.24, -0.12, 0, 0.12, 0.24].flatMap((at) => [plate(onLeft(at, 0.36, z + 0.065), 0.06, 0.06, coat === 'accent' ? 'sign' : 'hollow', 0.01), plate(onRight(0.36, at, z + 0.065), 0.06, 0.06, coat === 'accent' ? 'sign' : 'dark-left', 0.01)]),
  ];
  return [...layer(0, 'body'), ...layer(0.18, 'body'), ...layer(0.36, 'accent'), stamp(onTop(0, 0, 0.49, size), sign)];
}

/** A cabinet of drawers, one of them open. */
export function fileServer(): Face[] {
  const handle = (v: number, z: number, tone: 'sign' | 'mark'): Face => plate(onLeft(0, v, z), 0.16, 0.045, tone, 0.022);
  return [
    ...box(-0.28, -0.3, 0, 0.28, 0.24, 0.86),
    ...[0.14, 0.7].flatMap((z) => [plate(onLeft(0, 0.24, z), 0.46, 0.22, 'body-mid', 0.03), handle(0.24, z, 'mark')]),
    ...box(-0.25, 0.16, 0.31, 0.25, 0.4, 0.54, 'accent', 0.02),
    plate(onTop(0, 0.31, 0.54), 0.42, 0.1, 'dark-left', 0.01), plate(onTop(0, 0.325, 0.545), 0.36, 0.05, 'sign', 0.01),
    handle(0.4, 0.42, 'sign'),
  ];
}

/** A crate with a lid; an arrow goes in. */
export function backup(): Face[] {
  return [
    ...box(-0.36, -0.24, 0, 0.36, 0.24, 0.6, 'accent', 0.06),
    plate(onLeft(0, 0.24, 0.32), 0.58, 0.38, 'body-left', 0.04),
    ...[-0.15, 0.15].map((u) => stamp(onLeft(u, 0.24, 0.34), [ring(0, 0, 0.105)], 'dark-left')),
    ...[-0.15, 0.15].map((u) => stamp(onLeft(u, 0.24, 0.34, 0.06), [ring(0, 0, 1), hole(ring(0, 0, 0.4))], 'sign')),
    pen(onLeft(0, 0.24, 0.34), [[[-0.15, -0.105], [0.15, -0.105]]], 0.025, 'dark-left'),
    stamp(onTop(0, 0, 0.6, 0.19), [arrow(-1.3, 1.3, 0, 0.24, 0.8)]),
  ];
}

/** A shelf full of disks. */
export function storage(): Face[] {
  const disks = [-0.28, -0.14, 0, 0.14, 0.28];
  return [
    ...[0, 0.3].flatMap((z) => [
      ...box(-0.38, -0.3, z, 0.38, 0.3, z + 0.27),
      ...disks.flatMap((u, at) => [plate(onLeft(u, 0.3, z + 0.135), 0.11, 0.2, (at + z * 10) % 4 === 1 ? 'accent-left' : 'dark-left', 0.02), dot(onLeft(u, 0.3, z + 0.065), 0.018, 'lamp')]),
    ]),
    ...box(-0.38, -0.3, 0.6, 0.38, 0.3, 0.68, 'accent'),
    stamp(onTop(0, 0, 0.68, 0.2), [ring(0, 0, 1), hole(ring(0, 0, 0.78)), ring(0, 0, 0.3)]),
  ];
}

/** Letters in line on a belt. */
export const messageBroker = (): Face[] => belt(FLAP, 0.27);

/** Cards in line on a belt, each with a sign. */
export function belt(sign: readonly (readonly Flat[])[], size: number): Face[] {
  const letter = (v: number, coat: Coat): Face[] => [
    ...slab(rectangle(0, 0.36, 0.56, 0.4, 0.03), v - 0.03, v + 0.03, coat), stamp(onLeft(0, v + 0.03, 0.36, size), sign, coat === 'accent' ? 'sign' : 'mark'),
  ];
  return [
    ...box(-0.3, -0.4, 0, 0.3, 0.4, 0.13, 'dark'),
    ...[-0.28, -0.14, 0, 0.14, 0.28].map((x) => dot(onRight(0.3, x, 0.065), 0.04, 'hollow')),
    ...letter(-0.26, 'body'), ...letter(-0.02, 'body'), ...letter(0.24, 'accent'),
  ];
}

/** A badge with a person on it. */
export const identity = (): Face[] => badge(PERSON, 0.2);

/** A badge with a sign. */
export function badge(sign: readonly (readonly Flat[])[], size: number): Face[] {
  const strap: Flat[] = [[-0.1, 0.82], [0.1, 0.82], [0.06, 1], [-0.06, 1]];
  return [
    ...box(-0.3, -0.14, 0, 0.3, 0.2, 0.08, 'dark'),
    ...slab(strap, -0.02, 0.02, 'dark'),
    ...slab(rectangle(0, 0.47, 0.66, 0.78, 0.06), -0.04, 0.07),
    stamp(onLeft(0, 0.07, 0.78), [rectangle(0, 0, 0.66, 0.16, 0.05)], 'accent-left'),
    plate(onLeft(0, 0.07, 0.79), 0.16, 0.05, 'sign', 0.025),
    stamp(onLeft(0, 0.07, 0.46, size), sign, 'mark'),
    plate(onLeft(0, 0.07, 0.18), 0.4, 0.05, 'hollow', 0.025),
  ];
}
