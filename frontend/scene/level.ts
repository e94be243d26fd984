/**
 * Levels of detail, by how wide a tile is on the screen, not by how many servers there are.
 *
 * 0 close: full marks, names, numbers · 1 marks with flags, short connections in full · 2 diamonds on plates ·
 * 3 one block of pixels per server on plates · 4 regions as plates with counts.
 */
export type Level = 0 | 1 | 2 | 3 | 4;

/** Least width of a tile in pixels for the levels 0, 1 and 2. */
const TILE_PX = [44, 12, 4] as const;
/** A region narrower than this becomes one plate. */
const REGION_PX = 110;
/** Part of a threshold that must be passed before the level changes back, so that it does not flicker. */
const HYSTERESIS = 0.1;

/** The level for this scale, given the one before. `regionPx` is how wide a usual region is, Infinity without regions. */
export function nextLevel(before: Level | null, tilePx: number, regionPx: number): Level {
  for (const level of [0, 1, 2] as const) {
    if (tilePx >= threshold(TILE_PX[level], before !== null && before <= level)) return level;
  }
  return regionPx >= threshold(REGION_PX, before !== null && before <= 3) ? 3 : 4;
}

/** One who is already at the finer level leaves it later; one who is not enters it later. */
function threshold(least: number, finer: boolean): number {
  return finer ? least * (1 - HYSTERESIS / 2) : least * (1 + HYSTERESIS / 2);
}

/** Names of servers are written from this width of a tile on; of those in trouble already from the second. */
export const NAMES_FROM_PX = 42;
export const TROUBLE_NAMES_FROM_PX = 22;
/** Bars of CPU, memory and disk from this width on. */
export const METRICS_FROM_PX = 64;
