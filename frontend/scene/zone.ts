import type { Floor } from './areas.ts';
import { floorAround, type Contour } from './contour.ts';

/** One closed outline of a zone with the floor around it. */
export type Island = { readonly contour: Contour; readonly floor: Floor };

/** The side of an island on which its name stands: the longest of those that look right and down, at `x`, from `minY` to `maxY`. */
export type NameSide = { readonly x: number; readonly minY: number; readonly maxY: number };

/** A flat area of the ground with a border, such as a network: one island, or several. */
export type Zone = {
  readonly islands: readonly Island[];
  /** Where names stand, that of the largest island first. */
  readonly names: readonly NameSide[];
  /** The floor around all of it. */
  readonly floor: Floor;
  /** Tiles that it covers: what is larger lies lower. */
  readonly size: number;
  /** How many others that share its ground it keeps outside of. */
  readonly lane: number;
};

/** A zone of these outlines. */
export function zoneOf(contours: readonly Contour[], lane = 0): Zone {
  const islands = contours.map((contour) => ({ contour, floor: floorAround([contour]) }));
  const sizes = contours.map(sizeOf);
  const named = contours.map((contour, place) => ({ contour, size: sizes[place] ?? 0 })).filter(({ size }) => size > 0).sort((a, b) => b.size - a.size);
  return { islands, names: named.map(({ contour }) => nameSideOf(contour)), floor: floorAround(contours), size: sizes.reduce((sum, size) => sum + size, 0), lane };
}

/** Tiles inside an outline; those of a hole count negative. */
function sizeOf(contour: Contour): number {
  let twice = 0;
  for (let at = 0; at < contour.length; at += 2) {
    const to = (at + 2) % contour.length;
    twice += (contour[at] as number) * (contour[to + 1] as number) - (contour[to] as number) * (contour[at + 1] as number);
  }
  return twice / 2;
}

/** Clockwise, so that what runs down the map has the outside to its right. */
function nameSideOf(contour: Contour): NameSide {
  let best: NameSide = { x: contour[0] ?? 0, minY: contour[1] ?? 0, maxY: contour[1] ?? 0 };
  for (let at = 0; at < contour.length; at += 2) {
    const to = (at + 2) % contour.length;
    const side = { x: contour[at] as number, minY: contour[at + 1] as number, maxY: contour[to + 1] as number };
    if (contour[to] === contour[at] && side.maxY - side.minY > best.maxY - best.minY) best = side;
  }
  return best;
}
