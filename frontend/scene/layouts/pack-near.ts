import type { Size } from './shelves.ts';
import { Tiles } from './tiles.ts';

/** A rectangle around its middle. */
export type Square = Size & { readonly x: number; readonly y: number };

/** Room for all together, beyond what they cover. */
const LOOSE = 1.5;

/**
 * The same rectangles close together without touching, each as near to where it was as those nearer to the middle leave it. Distances
 * shrink or grow, who is beside whom stays.
 */
export function packNear(squares: readonly Square[]): Square[] {
  if (squares.length === 0) return [];
  const sides = squares.map(({ width, height }) => Math.max(width, height)).sort((a, b) => a - b);
  const cell = Math.max(1, sides[sides.length >> 1] as number);
  const scale = scaleFor(squares);
  const cells = new Tiles(squares.length * 2);
  const packed = [...squares];
  const far = squares.map(({ x, y }) => Math.hypot(x, y));
  for (const at of squares.map((_, place) => place).sort((a, b) => (far[a] as number) - (far[b] as number) || a - b)) {
    const square = squares[at] as Square;
    const [columns, rows] = [Math.ceil(square.width / cell), Math.ceil(square.height / cell)];
    const [column, row] = cells.takeNear(Math.round((square.x * scale) / cell - columns / 2), Math.round((square.y * scale) / cell - rows / 2), columns, rows);
    packed[at] = { ...square, x: (column + columns / 2) * cell, y: (row + rows / 2) * cell };
  }
  return packed;
}

/** What makes the disc in which they lie as large as they need. */
function scaleFor(squares: readonly Square[]): number {
  const covered = squares.reduce((sum, { width, height }) => sum + width * height, 0);
  const spread = squares.reduce((sum, { x, y }) => sum + x * x + y * y, 0) / squares.length;
  // Of a full disc, the mean square of the distance to its middle is half the square of its radius.
  return spread === 0 ? 1 : Math.sqrt((LOOSE * covered) / (2 * Math.PI * spread));
}
