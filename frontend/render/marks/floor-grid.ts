import { HALF_HEIGHT, HALF_WIDTH, TILE_WIDTH } from '../../scene/space.ts';
import { tilePxOf, toWorldPixels, type Painting, type Square } from '../painting.ts';

/** Below this width of a tile the grid would be a grey veil. */
const LEAST_PX = 26;

/** How much of the lines is seen at this scale: they fade in as the map comes closer. */
export const gridAlpha = (painting: Painting): number => (tilePxOf(painting) < LEAST_PX ? 0 : Math.min(1, (tilePxOf(painting) - LEAST_PX) / 40 + 0.25));

/** Thin lines between the tiles, fading in as the map comes closer. */
export function drawFloorGrid(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  const alpha = gridAlpha(painting);
  if (alpha === 0) return;
  const { minX, minY, maxX, maxY } = square.bounds;
  toWorldPixels(context, square, painting.k);
  context.globalAlpha = alpha;
  context.strokeStyle = painting.palette.grid;
  context.lineWidth = Math.max(1, painting.ratio) / painting.k;
  context.beginPath();
  // Lines of equal x run down to the left, those of equal y down to the right; both cross every joint n + 1/2.
  const slope = HALF_HEIGHT / HALF_WIDTH;
  const height = maxY - minY;
  const across = height / slope;
  const first = Math.floor((minX - across + minY / slope) / TILE_WIDTH) - 1;
  const last = Math.ceil((maxX + maxY / slope) / TILE_WIDTH) + 1;
  for (let line = first; line <= last; line++) {
    const start = (line + 0.5) * TILE_WIDTH - minY / slope;
    context.moveTo(start, minY);
    context.lineTo(start - across, maxY);
  }
  const firstBack = Math.floor((minX - maxY / slope) / TILE_WIDTH) - 1;
  const lastBack = Math.ceil((maxX - minY / slope) / TILE_WIDTH) + 1;
  for (let line = firstBack; line <= lastBack; line++) {
    const start = (line + 0.5) * TILE_WIDTH + minY / slope;
    context.moveTo(start, minY);
    context.lineTo(start + across, maxY);
  }
  context.stroke();
  context.globalAlpha = 1;
}

