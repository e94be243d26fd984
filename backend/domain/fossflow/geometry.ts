import type { Tile } from '../../contract/look.ts';

/** Never -0, which JSON and maps would keep apart from 0. */
const negated = (value: number): number => 0 - value;

/**
 * FossFLOW's tiles and ours turned into each other: its +x runs right and up, its +y left and up; ours right and down, left and down.
 * The way there is the way back.
 */
export const turned = ({ x, y }: Tile): Tile => ({ x: negated(y), y: negated(x) });

/** Pixels of FossFLOW's label heights in one tile: a tile is 81.9 pixels high there, and a name stands 80 over its server unless told. */
export const LABEL_PIXELS = 80;

export const clamped = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/** World pixels of a tile's floor, as cameras of views count them. */
const [TILE_WIDTH, TILE_HEIGHT] = [142, 82];
/** What a window shows at scale 1, cautiously. */
const [WINDOW_WIDTH, WINDOW_HEIGHT] = [1_100, 650];

/** A camera that has all these places in its picture. */
export function cameraOver(places: readonly Tile[]): { readonly x: number; readonly y: number; readonly k: number } {
  if (places.length === 0) return { x: 0, y: 0, k: 1 };
  const across = rangeOf(places.map(({ x, y }) => ((x - y) * TILE_WIDTH) / 2));
  const down = rangeOf(places.map(({ x, y }) => ((x + y) * TILE_HEIGHT) / 2));
  const fit = Math.min(1, WINDOW_WIDTH / (across.length + 2 * TILE_WIDTH), WINDOW_HEIGHT / (down.length + 2 * TILE_HEIGHT));
  return { x: Math.round(across.middle), y: Math.round(down.middle), k: Math.max(0.001, Math.round(fit * 1_000) / 1_000) };
}

function rangeOf(values: readonly number[]): { readonly middle: number; readonly length: number } {
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return { middle: (least + most) / 2, length: most - least };
}
