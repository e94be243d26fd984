import { HALF_HEIGHT, HALF_WIDTH, TILE_WIDTH, worldX, worldY, type Point } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import { css } from '../../scene/colour.ts';
import type { Palette } from '../palette.ts';
import type { View } from '../view.ts';

/** Radius in CSS pixels. */
export const HANDLE_RADIUS = 9;
/** Below this width of a tile there is no room for a handle. */
const LEAST_PX = 30;

/** The servers that show their connect handle: the selected one if it is alone. A drag that starts anywhere else pans. */
export function hasHandle(world: World, view: View): number[] {
  if (view.camera.k * TILE_WIDTH < LEAST_PX || view.moving || view.shaping || view.connecting || view.lasso) return [];
  return view.selection.size === 1 ? [...view.selection].filter((server) => world.has(server)) : [];
}

/** World point of the handle: beyond the right corner of the tile. */
export function handlePlace(world: World, server: number, k: number): Point {
  const x = world.servers.x[server] as number;
  const y = world.servers.y[server] as number;
  return { x: worldX(x, y) + HALF_WIDTH * 0.96 + (HANDLE_RADIUS * 0.7) / k, y: worldY(x, y) - HALF_HEIGHT * 0.1 };
}

/** A round button with an arrow; the origin is its middle, one unit is one CSS pixel. */
export function drawHandle(context: CanvasRenderingContext2D, palette: Palette): void {
  context.beginPath();
  context.arc(0, 0, HANDLE_RADIUS, 0, Math.PI * 2);
  context.fillStyle = css(palette.select);
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = css(palette.card);
  context.stroke();
  context.strokeStyle = 'rgb(255 255 255)';
  context.lineWidth = 1.8;
  context.lineCap = context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(-4, 0);
  context.lineTo(4, 0);
  context.moveTo(1, -3.2);
  context.lineTo(4.2, 0);
  context.lineTo(1, 3.2);
  context.stroke();
}
