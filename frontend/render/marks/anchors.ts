import { anchorsOf, moveAnchorsOf, type Anchor } from '../../scene/anchors.ts';
import { TILE_WIDTH, worldX, worldY, type Point } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import { css } from '../../scene/colour.ts';
import type { Palette } from '../palette.ts';
import type { View } from '../view.ts';

/** Radius of a handle in CSS pixels, and of one that adds a point. */
const RADIUS = 6.5;
const SMALL_RADIUS = 4.5;
/** What a finger or a mouse may miss it by. */
const SLACK = 5;
/** Below this width of a tile there is no room for handles. */
const LEAST_PX = 14;

/** The handles that the selected shape shows now. While something is dragged there are none. */
export function shownAnchors(world: World, { camera, item, shapes = [], shaping, moving, lasso, connecting }: View): Anchor[] {
  if (shaping || moving || lasso || connecting || camera.k * TILE_WIDTH < LEAST_PX) return [];
  return item ? anchorsOf(world, item) : moveAnchorsOf(world, shapes);
}

/** Place of the handle under a point of the world among those shown, or -1. Those of points go before those between and at the ends. */
export function anchorUnder(world: World, view: View, point: Point): number {
  const anchors = shownAnchors(world, view);
  let best = -1;
  let least = Infinity;
  anchors.forEach(({ kind, x, y }, index) => {
    const away = Math.hypot(point.x - worldX(x, y), point.y - worldY(x, y)) * view.camera.k;
    if (away > RADIUS + SLACK) return;
    const rank = away + (kind === 'insert' || kind === 'end' ? 100 : 0);
    if (rank >= least) return;
    best = index;
    least = rank;
  });
  return best;
}

/** One handle; the origin is its middle, one unit is one CSS pixel. */
export function drawAnchor(context: CanvasRenderingContext2D, palette: Palette, kind: Anchor['kind']): void {
  context.beginPath();
  if (kind === 'corner') context.roundRect(-RADIUS, -RADIUS, RADIUS * 2, RADIUS * 2, 3);
  else context.arc(0, 0, kind === 'insert' ? SMALL_RADIUS : RADIUS + (kind === 'move' ? 2.5 : 0), 0, Math.PI * 2);
  context.fillStyle = kind === 'move' ? css(palette.select) : css(palette.card, kind === 'insert' ? 0.85 : 1);
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = kind === 'move' ? css(palette.card) : css(palette.select, kind === 'insert' ? 0.7 : 1);
  context.stroke();
  if (kind === 'move') drawCross(context);
}

/** Four arrows. */
function drawCross(context: CanvasRenderingContext2D): void {
  context.strokeStyle = 'rgb(255 255 255)';
  context.lineWidth = 1.6;
  context.lineCap = context.lineJoin = 'round';
  context.beginPath();
  for (const [x, y] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
    context.moveTo(0, 0);
    context.lineTo(x * 5, y * 5);
    context.moveTo(x * 5 - x * 1.8 - y * 1.8, y * 5 - y * 1.8 - x * 1.8);
    context.lineTo(x * 5, y * 5);
    context.lineTo(x * 5 - x * 1.8 + y * 1.8, y * 5 - y * 1.8 + x * 1.8);
  }
  context.stroke();
}
