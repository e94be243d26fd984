import type { Coat, Face, Flat } from '../face.ts';
import { letters } from '../letters.ts';
import { fork, tunnel } from '../network.ts';
import { hole, moved, polygon, rectangle, ring, turned } from '../outlines.ts';
import { dot, onLeft, onRight, onTop, pen, plate, stamp } from '../plane.ts';
import { screen, units } from '../machines.ts';
import { badge } from '../stores.ts';
import { bars, COG } from '../signs.ts';
import { ball, box, drum, prism, slab } from '../solid.ts';

type Sign = readonly (readonly Flat[])[];

/** A web server of the name with these letters. */
export const webServer = (name: string) => (): Face[] => units(letters(name), 0.21);

/** A balancer of the name with this letter. */
export const balancer = (name: string) => (): Face[] => [...fork(), stamp(onLeft(0, 0.38, 0.135, 0.085), letters(name), 'mark'), stamp(onRight(0.38, 0, 0.135, 0.085), letters(name), 'dark-left')];

export const wireguard = (): Face[] => tunnel(letters('W'), 0.15);
export const freeipa = (): Face[] => badge(letters('IPA'), 0.105);

/** A window on a foot, at this depth; the sign lies under its title bar. */
function frame(v: number, sign: Sign, size: number, tone: 'mark' | 'sign' = 'mark', low = 0.08): Face[] {
  return [
    ...slab(rectangle(0, low + 0.36, 0.84, 0.72, 0.05), v - 0.04, v + 0.04),
    stamp(onLeft(0, v + 0.04, low + 0.63), [rectangle(0, 0, 0.84, 0.18, 0.05)], 'accent-left'),
    ...[-0.34, -0.26, -0.18].map((u) => dot(onLeft(u, v + 0.04, low + 0.63), 0.026, 'sign')),
    stamp(onLeft(0, v + 0.04, low + 0.27, size), sign, tone),
  ];
}

const foot = (): Face[] => box(-0.32, -0.14, 0, 0.32, 0.2, 0.08, 'dark');

/** Window with a cog and sliders. */
export function webmin(): Face[] {
  return [
    ...foot(), ...frame(0.03, COG.map((part) => moved(part, -1.1, 0)), 0.18),
    ...[0.46, 0.34, 0.22].flatMap((z, at) => [plate(onLeft(0.2, 0.07, z), 0.3, 0.035, 'hollow', 0.017), dot(onLeft(0.12 + ((at * 2) % 3) * 0.08, 0.07, z), 0.036, 'mark')]),
  ];
}

/** Window before window: many sites in one. */
export function virtualmin(): Face[] {
  return [...box(-0.36, -0.3, 0, 0.36, 0.34, 0.08, 'dark'), ...frame(-0.18, [], 1), ...frame(0.2, letters('V'), 0.16)];
}

export const php = (): Face[] => [...foot(), ...frame(0.03, letters('PHP'), 0.13)];

/** A page of a journal. */
export function wordpress(): Face[] {
  return [
    ...foot(), ...slab(rectangle(0, 0.5, 0.66, 0.84, 0.05), -0.02, 0.06),
    plate(onLeft(0, 0.06, 0.7), 0.52, 0.32, 'accent-left', 0.04), stamp(onLeft(0, 0.06, 0.7, 0.11), letters('W')),
    ...[0.44, 0.35, 0.26, 0.17].map((z, at) => plate(onLeft(at === 3 ? -0.1 : 0, 0.06, z), at === 3 ? 0.32 : 0.52, 0.04, 'hollow', 0.02)),
  ];
}

/** A dial on a foot. */
export function prometheus(): Face[] {
  const plane = onLeft(0, 0.08, 0.5);
  return [
    ...box(-0.24, -0.14, 0, 0.24, 0.18, 0.08, 'dark'),
    ...slab(ring(0, 0.5, 0.42), -0.04, 0.08, 'accent'),
    stamp(plane, [ring(0, 0, 0.34)], 'body-left'),
    ...[-30, 10, 50, 90, 130, 170, 210].map((angle) => stamp(plane, [turned(rectangle(0.275, 0, 0.09, 0.035), angle)], 'hollow')),
    stamp(plane, [turned([[-0.05, -0.035], [0.25, -0.008], [0.25, 0.008], [-0.05, 0.035]], 52)], 'mark'), dot(plane, 0.06, 'dark-left'),
    stamp(onLeft(0, 0.08, 0.29, 0.055), letters('P'), 'mark'),
  ];
}

/** A dashboard. */
export function grafana(): Face[] {
  const plane = onLeft(0, 0.07, 0.585);
  const arc = (from: number, to: number): Flat[] => [...ring(0.17, -0.1, 0.115, 1, from, to), ...hole(ring(0.17, -0.1, 0.06, 1, from, to))];
  return [
    ...screen(),
    plate(plane, 0.74, 0.5, 'glass', 0.03), stamp(onLeft(-0.19, 0.07, 0.5, 0.13), bars([0.5, 0.9, 0.7, 1.2], 0.4), 'accent-left'),
    stamp(plane, [arc(0, 0.62)], 'lamp'), stamp(plane, [arc(0.66, 0.96)], 'accent-left'),
    stamp(onLeft(-0.2, 0.07, 0.72, 0.075), letters('G'), 'lamp'), ...[0.16, 0.1].map((y, at) => plate(onLeft(0.12, 0.07, 0.585 + y), at ? 0.28 : 0.38, 0.035, 'hollow', 0.017)),
  ];
}

/** A freight container, ribbed. */
function container(u0: number, v0: number, z: number, coat: Coat): Face[] {
  const [u1, v1] = [u0 + 0.36, v0 + 0.7];
  return [
    ...box(u0, v0, z, u1, v1, z + 0.26, coat, 0.015),
    ...Array.from({ length: 6 }, (_, at) => plate(onRight(u1, v0 + 0.1 + at * 0.1, z + 0.13), 0.035, 0.18, coat === 'accent' ? 'accent-mid' : 'body-mid', 0.01)),
    pen(onLeft((u0 + u1) / 2, v1, z + 0.13), [[[0, 0.13], [0, -0.13]]], 0.015, 'ink'), ...[-0.04, 0.04].map((u) => plate(onLeft((u0 + u1) / 2 + u, v1, z + 0.13), 0.02, 0.1, coat === 'accent' ? 'sign' : 'hollow', 0.01)),
  ];
}

/** Freight containers, stacked. */
export const docker = (): Face[] => [...container(-0.39, -0.35, 0, 'accent'), ...container(0.03, -0.35, 0, 'body'), ...container(-0.18, -0.35, 0.27, 'accent')];

/** Pods on a standing plate of six sides, with a letter. */
export const kubernetes = (): Face[] => [
  ...box(-0.26, -0.16, 0, 0.26, 0.2, 0.08, 'dark'), ...slab(polygon(6, 0.46, 90).map(([x, y]): Flat => [x, y + 0.5]), -0.05, 0.1, 'accent'), stamp(onLeft(0, 0.1, 0.5), [polygon(6, 0.37, 90)], 'body-left'),
  stamp(onLeft(0, 0.1, 0.6, 0.12), letters('K'), 'mark'), ...[-0.16, 0, 0.16].map((u) => plate(onLeft(u, 0.1, 0.34), 0.12, 0.12, u === 0 ? 'mark' : 'hollow', 0.02)),
];

/** Three that agree. */
export function consul(): Face[] {
  const rod = (u0: number, v0: number, u1: number, v1: number): Face[] => {
    const [du, dv] = [u1 - u0, v1 - v0];
    const long = Math.hypot(du, dv);
    const [nu, nv] = [(-dv / long) * 0.035, (du / long) * 0.035];
    return prism([[u0 + nu, v0 + nv], [u0 - nu, v0 - nv], [u1 - nu, v1 - nv], [u1 + nu, v1 + nv]], 0.12, 0.2, 'dark');
  };
  const post = (u: number, v: number, coat: Coat): Face[] => [...drum(u, v, 0.08, 0.1, 0.16, 'dark'), ...ball(u, v, 0.3, 0.17, coat)];
  return [...box(-0.4, -0.4, 0, 0.4, 0.4, 0.08, 'body', 0.12), ...rod(-0.22, -0.22, 0.26, -0.2), ...rod(-0.22, -0.22, -0.2, 0.26), ...post(-0.22, -0.22, 'body'), ...rod(0.26, -0.2, -0.2, 0.26), ...post(0.25, -0.19, 'body'), ...post(-0.19, 0.25, 'body'), ...post(0.19, 0.19, 'accent')];
}

/** A safe. */
export function vault(): Face[] {
  const plane = onLeft(0, 0.3, 0.4);
  return [
    ...[-0.24, 0.14].map((u) => box(u, 0.16, 0, u + 0.1, 0.26, 0.08, 'dark')).flat(),
    ...box(-0.36, -0.28, 0.06, 0.36, 0.3, 0.74, 'body', 0.07),
    plate(plane, 0.6, 0.56, 'accent-left', 0.05), plate(plane, 0.52, 0.48, 'accent-mid', 0.04),
    stamp(plane, [ring(0, 0, 0.15)], 'dark-left'), stamp(plane, [ring(0, 0, 0.11)], 'body-left'),
    ...[90, 210, 330].map((angle) => stamp(plane, [turned(rectangle(0.1, 0, 0.2, 0.045, 0.02), angle)], 'dark-left')), dot(plane, 0.045, 'dark-left'),
    ...[0.17, -0.17].map((y) => plate(onLeft(0.31, 0.3, 0.4 + y), 0.05, 0.12, 'dark-left', 0.02)),
  ];
}

/** A branch that leaves its trunk. */
export function git(): Face[] {
  const plane = onTop(0, 0, 0.42, 0.3);
  return [
    ...drum(0, 0, 0, 0.4, 0.1, 'dark'), ...drum(0, 0, 0.1, 0.38, 0.26), ...drum(0, 0, 0.26, 0.4, 0.42, 'accent'),
    pen(plane, [[[-0.42, -0.7], [-0.42, 0.7]], [[-0.42, -0.4], [-0.1, 0.1], [0.5, 0.25]]], 0.17),
    stamp(plane, [[-0.42, -0.72], [-0.42, 0.72], [0.52, 0.26]].map(([x = 0, y = 0]) => ring(x, y, 0.27))),
    stamp(plane, [[-0.42, -0.72], [-0.42, 0.72], [0.52, 0.26]].map(([x = 0, y = 0]) => ring(x, y, 0.12)), 'accent-left'),
  ];
}

/** A letter. */
export const mail = (): Face[] => [
  ...box(-0.24, -0.12, 0, 0.24, 0.16, 0.08, 'dark'), ...slab(rectangle(0, 0.43, 0.86, 0.62, 0.05), -0.05, 0.07, 'body'),
  stamp(onLeft(0, 0.07, 0.43, 0.43), [[[-0.93, 0.66], [0, -0.2], [0.93, 0.66]]], 'accent-left'),
  pen(onLeft(0, 0.07, 0.43, 0.43), [[[-0.9, 0.6], [0, -0.2], [0.9, 0.6]], [[-0.9, -0.6], [-0.3, -0.02]], [[0.9, -0.6], [0.3, -0.02]]], 0.1, 'mark'),
];
