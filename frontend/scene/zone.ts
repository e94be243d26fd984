import type { Floor } from './areas.ts';
import { contourOf, floorAround, type Contour } from './contour.ts';

/** A part of a zone in one piece, or a hole in one. Most are rectangles, which need no outline besides their floor: there may be hundreds of thousands. */
export type Island = Floor & { readonly outline: Contour | null };

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

export const rectangle = ({ minX, minY, maxX, maxY }: Floor): Island => ({ minX, minY, maxX, maxY, outline: null });

export const outlineOf = (island: Island): Contour => island.outline ?? contourOf(island);

/** An island of this outline. */
export function islandOf(outline: Contour): Island {
  const floor = floorAround(outline);
  const isRectangle = outline.length === 8 && sizeOf(outline) > 0;
  return isRectangle ? rectangle(floor) : { ...floor, outline };
}

/** A zone of these islands. */
export function zoneOf(islands: readonly Island[], lane = 0): Zone {
  const named: { readonly island: Island; readonly size: number }[] = [];
  let [minX, minY, maxX, maxY, all] = [Infinity, Infinity, -Infinity, -Infinity, 0];
  for (const island of islands) {
    const size = island.outline === null ? (island.maxX - island.minX) * (island.maxY - island.minY) : sizeOf(island.outline);
    if (size > 0) named.push({ island, size });
    minX = Math.min(minX, island.minX);
    minY = Math.min(minY, island.minY);
    maxX = Math.max(maxX, island.maxX);
    maxY = Math.max(maxY, island.maxY);
    all += size;
  }
  named.sort((a, b) => b.size - a.size);
  return { islands, names: named.map(({ island }) => nameSideOf(island)), floor: { minX, minY, maxX, maxY }, size: all, lane };
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
function nameSideOf({ outline, minY, maxX, maxY }: Island): NameSide {
  if (outline === null) return { x: maxX, minY, maxY };
  let best: NameSide = { x: outline[0] ?? 0, minY: outline[1] ?? 0, maxY: outline[1] ?? 0 };
  for (let at = 0; at < outline.length; at += 2) {
    const to = (at + 2) % outline.length;
    const side = { x: outline[at] as number, minY: outline[at + 1] as number, maxY: outline[to + 1] as number };
    if (outline[to] === outline[at] && side.maxY - side.minY > best.maxY - best.minY) best = side;
  }
  return best;
}
