import { HALF_HEIGHT, HALF_WIDTH, TILE_RISE } from '../../scene/space.ts';
import type { Painting, Square } from '../painting.ts';

/**
 * Makes the context write on the floor: its origin at a tile, its unit a world pixel, its axes along the tiles. Along `x` text runs
 * down to the right, along `y` up to the right.
 */
export function toFloor(context: CanvasRenderingContext2D, { k }: Painting, square: Square, tileX: number, tileY: number, axis: 'x' | 'y'): void {
  const unit = k / TILE_RISE;
  const left = (tileX - tileY) * HALF_WIDTH * k - square.left;
  const top = (tileX + tileY) * HALF_HEIGHT * k - square.top;
  const wide = HALF_WIDTH * unit;
  const high = HALF_HEIGHT * unit;
  if (axis === 'x') context.setTransform(wide, high, -wide, high, left, top);
  else context.setTransform(wide, -high, wide, high, left, top);
}
