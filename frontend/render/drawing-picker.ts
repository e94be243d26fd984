import { cornered } from '../scene/along.ts';
import { isOn } from '../scene/areas.ts';
import { floorOf } from '../scene/drawings.ts';
import { distanceToRoute } from '../scene/route.ts';
import { textFloor } from '../scene/text-floor.ts';
import { TILE_RISE, type Point } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { Pick } from './view.ts';

/** CSS pixels beside a line that still hit it. */
const SLACK = 5;

/** The free line, or the text, under a place of the floor. The last painted goes first. */
export function lineOrTextAt({ drawings }: World, tile: Point, k: number): Pick | null {
  const reach = Math.max(SLACK / k / TILE_RISE, 0.04) ** 2;
  const { lines, texts } = drawings;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    const points = line === undefined ? null : drawings.pointsOf(line);
    if (points !== null && distanceToRoute(cornered(points), tile.x, tile.y) < reach) return { kind: 'line', index };
  }
  const text = texts.findLastIndex((row) => isOn(textFloor(row), tile.x, tile.y));
  return text < 0 ? null : { kind: 'text', index: text };
}

/** The uppermost area at a place of the floor. */
export function areaAt({ drawings }: World, tile: Point): Pick | null {
  const index = drawings.areas.findLastIndex((area) => isOn(floorOf(area), tile.x, tile.y));
  return index < 0 ? null : { kind: 'area', index };
}
