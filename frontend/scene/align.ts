import type { Point } from './space.ts';

/** The two axes of the floor: x runs down to the right on the screen, y down to the left. */
export type Axis = 'x' | 'y';
export type Edge = 'least' | 'middle' | 'most';

type Taken = (x: number, y: number) => boolean;

/**
 * The places of these after they were brought onto one line across an axis, at their least, middle or most coordinate. Who would stand
 * on another's tile steps along the line to the next free one; the order along it stays. `isTaken` tells of everybody else.
 */
export function align(places: readonly Point[], axis: Axis, edge: Edge, isTaken: Taken, snaps: boolean): Point[] {
  const along = axis === 'x' ? 'y' : 'x';
  const values = places.map((place) => place[axis]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const line = rounded(edge === 'least' ? least : edge === 'most' ? most : (least + most) / 2, snaps);
  const aligned: Point[] = [...places];
  const given = new Set<number>();
  for (const at of inOrder(places, along)) {
    let step = Math.round((places[at] as Point)[along]);
    const moved = step;
    while (given.has(step) || isTaken(axis === 'x' ? Math.round(line) : step, axis === 'x' ? step : Math.round(line))) step += 1;
    given.add(step);
    // Who need not step aside keeps his fraction.
    const free = step === moved && !snaps ? (places[at] as Point)[along] : step;
    aligned[at] = pointOf(axis, line, free);
  }
  return aligned;
}

/** The places of these with equal gaps along an axis, the outermost staying where they are. Fewer than three stay as they are. */
export function distribute(places: readonly Point[], axis: Axis, snaps: boolean): Point[] {
  const order = inOrder(places, axis);
  const [first, last] = [order[0], order.at(-1)];
  if (places.length < 3 || first === undefined || last === undefined) return [...places];
  const start = (places[first] as Point)[axis];
  const gap = ((places[last] as Point)[axis] - start) / (places.length - 1);
  const spread: Point[] = [...places];
  order.forEach((at, rank) => {
    const place = places[at] as Point;
    spread[at] = pointOf(axis, rank === 0 || rank === order.length - 1 ? place[axis] : rounded(start + gap * rank, snaps), place[axis === 'x' ? 'y' : 'x']);
  });
  return spread;
}

const pointOf = (axis: Axis, across: number, along: number): Point => (axis === 'x' ? { x: across, y: along } : { x: along, y: across });

/** Indexes from the least to the most coordinate. */
const inOrder = (places: readonly Point[], axis: Axis): number[] => places.map((_, at) => at).sort((a, b) => (places[a] as Point)[axis] - (places[b] as Point)[axis] || a - b);

/** A whole tile, or a hundredth of one. Never -0. */
const rounded = (value: number, snaps: boolean): number => (snaps ? Math.round(value) : Math.round(value * 100) / 100) + 0;
