import { ACCENT, BODY, box, DARK, drum, face, line, onLeft, onRight, onTop, pen, ring, slab, stamp, type Face, type Flat } from './solid.ts';
import { arrow, BOLT, turned } from './signs.ts';

/** Three discs, one on the other. */
export function database(): Face[] {
  return [0, 0.27, 0.54].flatMap((z, disc) => [
    ...drum(0, 0, z, 0.31, z + 0.23, disc === 2 ? ACCENT : BODY),
    stamp(onLeft(-0.02, 0.28, z + 0.13, 0.032), [ring(0, 0, 1)], disc === 2 ? 'sign' : 'accent-left'),
  ]);
}

/** A chip on its pins with a flash of lightning. */
export function cache(): Face[] {
  const pins = [-0.24, -0.08, 0.08, 0.24].flatMap((at) => [...box(at - 0.03, 0.3, 0, at + 0.03, 0.4, 0.1, DARK), ...box(0.3, at - 0.03, 0, 0.4, at + 0.03, 0.1, DARK)]);
  return [
    ...pins,
    ...box(-0.33, -0.33, 0.05, 0.33, 0.33, 0.24, ACCENT),
    face([[-0.24, -0.24, 0.24], [0.24, -0.24, 0.24], [0.24, 0.24, 0.24], [-0.24, 0.24, 0.24]], 'accent-left', null),
    stamp(onTop(0, 0, 0.24, 0.24), [turned(BOLT, 0)]),
  ];
}

/** A cabinet of three drawers. */
export function fileServer(): Face[] {
  return [
    ...box(-0.28, -0.26, 0, 0.28, 0.26, 0.8),
    ...[0.05, 0.3, 0.55].flatMap((z, drawer) => [
      stamp(onLeft(0, 0.26, z + 0.1, 1), [[[-0.23, -0.085], [0.23, -0.085], [0.23, 0.085], [-0.23, 0.085]]], drawer === 2 ? 'accent-left' : 'right'),
      pen(onLeft(0, 0.26, z + 0.1, 1), [[-0.07, 0.01], [0.07, 0.01]], 3.6, drawer === 2 ? 'sign' : 'top'),
    ]),
    stamp(onTop(0, 0, 0.8, 1), [[[-0.2, -0.18], [0.2, -0.18], [0.2, 0.18], [-0.2, 0.18]]], 'accent-top'),
  ];
}

/** A crate with a lid; an arrow goes in. */
export function backup(): Face[] {
  return [
    ...box(-0.3, -0.3, 0, 0.3, 0.3, 0.46),
    ...box(-0.34, -0.34, 0.46, 0.34, 0.34, 0.6, ACCENT),
    stamp(onLeft(0, 0.3, 0.23, 0.17), [turned(arrow(-0.9, 0.9), -90)], 'accent-left'),
    stamp(onRight(0.3, 0, 0.3, 1), [[[-0.13, -0.03], [0.13, -0.03], [0.13, 0.03], [-0.13, 0.03]]], 'accent-right'),
    line([[0, -0.34, 0.6], [0, 0.34, 0.6], [0, 0.34, 0.46]], 'sign', 3),
  ];
}

/** Four tanks on one pallet. */
export function storage(): Face[] {
  const tank = (u: number, v: number, high: number): Face[] => [...drum(u, v, 0.08, 0.15, high), ...drum(u, v, high, 0.15, high + 0.07, ACCENT)];
  return [
    ...box(-0.38, -0.38, 0, 0.38, 0.38, 0.08, ACCENT),
    ...tank(-0.18, -0.18, 0.58),
    ...tank(0.18, -0.18, 0.5),
    ...tank(-0.18, 0.18, 0.5),
    ...tank(0.18, 0.18, 0.42),
  ];
}

/** Parcels in line on a belt. */
export function messageBroker(): Face[] {
  const ENVELOPE: readonly Flat[] = [[-0.14, 0.09], [0, -0.02], [0.14, 0.09]];
  return [
    ...box(-0.42, -0.2, 0, 0.42, 0.2, 0.14),
    ...[-0.3, -0.1, 0.1, 0.3].map((u) => stamp(onLeft(u, 0.2, 0.07, 0.042), [ring(0, 0, 1)], 'dark')),
    ...box(-0.36, -0.15, 0.14, -0.06, 0.15, 0.4, BODY),
    ...box(0.04, -0.15, 0.14, 0.36, 0.15, 0.46, ACCENT),
    pen(onLeft(0.2, 0.15, 0.29, 1), ENVELOPE, 2.8),
    pen(onLeft(-0.21, 0.15, 0.26, 0.9), ENVELOPE, 2.4, 'accent-left'),
  ];
}

/** A card with a person on it, standing in its holder. */
export function identity(): Face[] {
  return [
    ...box(-0.34, -0.1, 0, 0.34, 0.14, 0.1, ACCENT),
    ...slab([[-0.3, 0.1], [0.3, 0.1], [0.3, 0.86], [-0.3, 0.86]], -0.03, 0.05),
    stamp(onLeft(0, 0.05, 0.76, 1), [[[-0.3, -0.06], [0.3, -0.06], [0.3, 0.1], [-0.3, 0.1]]], 'accent-left'),
    stamp(onLeft(0, 0.05, 0.5, 0.12), [ring(0, 0.45, 0.85)], 'accent-left'),
    stamp(onLeft(0, 0.05, 0.28, 0.2), [[[-0.85, -0.5], [0.85, -0.5], [0.8, 0.05], [0.45, 0.4], [-0.45, 0.4], [-0.8, 0.05]]], 'accent-left'),
  ];
}
