import type { Coat, Face, Flat } from '../face.ts';
import { letters } from '../letters.ts';
import { hole, moved, rectangle, ring, turned } from '../outlines.ts';
import { dot, onDrum, onLeft, onRight, onTop, pen, plate, stamp } from '../plane.ts';
import { belt, memory } from '../stores.ts';
import { ball, box, drum, facing, slab } from '../solid.ts';

/** A cylinder with letters round its wall. */
export const store = (name: string) => (): Face[] => [
  ...drum(0, 0, 0, 0.36, 0.12, 'dark'), ...drum(0, 0, 0.12, 0.36, 0.58), stamp(onDrum(0.36, 0.35, 0.14), letters(name), 'mark'), ...drum(0, 0, 0.58, 0.36, 0.76, 'accent'),
  stamp(onTop(0, 0, 0.76, 0.25), [ring(0, 0, 1), hole(ring(0, 0, 0.82))], 'accent-left'),
];

/** A cylinder with a magnifying glass before it. */
export const elasticsearch = (): Face[] => {
  const plane = facing(0.26, 0.26, 0.46);
  return [...store('')(), stamp(plane, [ring(0, 0.1, 0.24), turned(rectangle(0.36, 0, 0.26, 0.13, 0.06), -45).map(([x, y]): Flat => [x, y + 0.1])], 'ink'),
    stamp(plane, [turned(rectangle(0.36, 0, 0.22, 0.09, 0.04), -45).map(([x, y]): Flat => [x, y + 0.1])], 'dark-left'), stamp(plane, [ring(0, 0.1, 0.21)], 'accent-left'),
    stamp(plane, [ring(0, 0.1, 0.155)], 'body-top'), stamp(plane, letters('E').map((part) => moved(part, 0, 0.1, 0.085)), 'mark')];
};

/** Memory of the name with this letter. */
export const memoryOf = (name: string) => (): Face[] => memory(letters(name), 0.24);

export const rabbitmq = (): Face[] => belt(letters('R'), 0.12);

/** Three pipes that carry records. */
export function kafka(): Face[] {
  const pipe = (u: number, z: number, coat: Coat): Face[] => [
    ...slab(ring(u, z, 0.17), -0.4, 0.34, coat), ...slab([...ring(u, z, 0.2)], 0.32, 0.4, coat === 'accent' ? 'dark' : 'dark'),
    stamp(onLeft(u, 0.4, z), [ring(0, 0, 0.15)], coat === 'accent' ? 'accent-left' : 'body-left'),
  ];
  return [...box(-0.42, -0.36, 0, 0.42, 0.36, 0.07, 'dark'), ...pipe(-0.21, 0.27, 'body'), ...pipe(0.21, 0.27, 'body'), ...pipe(0, 0.62, 'accent'), stamp(onLeft(0, 0.4, 0.62, 0.09), letters('K')),
    ...[-0.21, 0.21].flatMap((u) => [dot(onLeft(u, 0.4, 0.27), 0.05, 'mark')])];
}

/** A mast that speaks to many. */
export function mosquitto(): Face[] {
  const plane = facing(0, 0, 0.82);
  const wave = (radius: number, side: 0 | 0.5): Flat[] => ring(0, 0, radius, 1, side - 0.12, side + 0.12);
  return [
    ...box(-0.32, -0.32, 0, 0.32, 0.32, 0.26, 'accent'), stamp(onLeft(0, 0.32, 0.13, 0.085), letters('MQ')),
    ...drum(0, 0, 0.26, 0.1, 0.34, 'dark'), ...drum(0, 0, 0.34, 0.05, 0.8, 'body', 0.03),
    pen(plane, ([0, 0.5] as const).flatMap((side) => [wave(0.2, side), wave(0.34, side)]), 0.06, 'ink'), pen(plane, ([0, 0.5] as const).flatMap((side) => [wave(0.2, side), wave(0.34, side)]), 0.035, 'accent-top'),
    ...ball(0, 0, 0.82, 0.09, 'accent'),
  ];
}

/** Disks in a ring. */
export function ceph(): Face[] {
  const disk = (u: number, v: number, coat: Coat): Face[] => [...drum(u, v, 0.1, 0.19, 0.26), ...drum(u, v, 0.28, 0.19, 0.44, coat), dot(onTop(u, v, 0.44), 0.07, coat === 'accent' ? 'sign' : 'hollow')];
  return [...drum(0, 0, 0, 0.44, 0.09, 'dark'), ...disk(-0.19, -0.19, 'accent'), ...disk(0.2, -0.13, 'body'), ...disk(-0.13, 0.2, 'body'), ...disk(0.18, 0.18, 'accent')];
}

/** Disks that lie one on the other, with a letter. */
export function longhorn(): Face[] {
  const disk = (z: number, coat: Coat): Face[] => [
    ...box(-0.38, -0.32, z, 0.38, 0.32, z + 0.15, coat, 0.07), dot(onLeft(-0.28, 0.32, z + 0.075), 0.028, coat === 'accent' ? 'sign' : 'mark'), plate(onLeft(0.12, 0.32, z + 0.075), 0.36, 0.04, coat === 'accent' ? 'sign' : 'hollow', 0.02),
    plate(onRight(0.38, 0, z + 0.075), 0.3, 0.05, coat === 'accent' ? 'accent-mid' : 'dark-left', 0.02),
  ];
  return [...disk(0, 'body'), ...disk(0.19, 'body'), ...disk(0.38, 'accent'), stamp(onTop(0, 0, 0.53, 0.2), letters('L'))];
}
