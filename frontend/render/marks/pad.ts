import { HALF_HEIGHT, HALF_WIDTH } from '../../scene/space.ts';
import { css, mix, type Rgb } from '../../scene/colour.ts';
import type { Palette } from '../palette.ts';

export const UNKNOWN = 0;
export const ACTIVE = 1;
export const WARNING = 2;
export const INACTIVE = 3;
export const MAINTENANCE = 4;

/** A floor with round corners, in tiles around the path's origin, as world pixels. */
export function traceFloor(context: CanvasPath, minX: number, minY: number, maxX: number, maxY: number, radius: number): void {
  const r = Math.min(radius, (maxX - minX) / 2, (maxY - minY) / 2);
  const corner = (cx: number, cy: number, fromX: number, fromY: number, toX: number, toY: number): void => {
    context.lineTo((fromX - fromY) * HALF_WIDTH, (fromX + fromY) * HALF_HEIGHT);
    context.quadraticCurveTo((cx - cy) * HALF_WIDTH, (cx + cy) * HALF_HEIGHT, (toX - toY) * HALF_WIDTH, (toX + toY) * HALF_HEIGHT);
  };
  context.moveTo((minX + r - minY) * HALF_WIDTH, (minX + r + minY) * HALF_HEIGHT);
  corner(maxX, minY, maxX - r, minY, maxX, minY + r);
  corner(maxX, maxY, maxX, maxY - r, maxX - r, maxY);
  corner(minX, maxY, minX + r, maxY, minX, maxY - r);
  corner(minX, minY, minX, minY + r, minX + r, minY);
  context.closePath();
}

const HALF_PAD = 0.46;

/** The tile a server stands on: it carries the state by colour and by pattern. */
export function drawPad(context: CanvasRenderingContext2D, palette: Palette, status: number, k: number): void {
  const own = palette.status[status] ?? palette.padRim;
  context.beginPath();
  traceFloor(context, -HALF_PAD, -HALF_PAD, HALF_PAD, HALF_PAD, 0.14);
  context.fillStyle = css(fillOf(palette, status, own), status === UNKNOWN ? 0.55 : 1);
  context.fill();
  if (status === MAINTENANCE) hatch(context, css(own, 0.4));
  context.lineWidth = Math.max(status === ACTIVE ? 2 : 3.2, 0.7 / k);
  context.strokeStyle = css(status === ACTIVE ? mix(palette.padRim, own, 0.45) : own);
  if (status === UNKNOWN) context.setLineDash([9, 6]);
  context.beginPath();
  traceFloor(context, -HALF_PAD, -HALF_PAD, HALF_PAD, HALF_PAD, 0.14);
  context.stroke();
  context.setLineDash([]);
}

function fillOf(palette: Palette, status: number, own: Rgb): Rgb {
  switch (status) {
    case WARNING: return mix(palette.pad, own, 0.55);
    case INACTIVE: return mix(palette.pad, own, 0.68);
    case MAINTENANCE: return mix(palette.pad, own, 0.22);
    default: return mix(palette.pad, own, 0.06);
  }
}

function hatch(context: CanvasRenderingContext2D, colour: string): void {
  context.save();
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 6;
  context.beginPath();
  for (let x = -3 * HALF_WIDTH; x < 3 * HALF_WIDTH; x += 17) {
    context.moveTo(x, -HALF_HEIGHT * 2);
    context.lineTo(x + HALF_WIDTH, HALF_HEIGHT * 2);
  }
  context.stroke();
  context.restore();
}
