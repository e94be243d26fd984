import { floorBounds, type Floor } from '../../scene/areas.ts';
import type { Contour } from '../../scene/contour.ts';
import { grow, overlaps, worldX, worldY, type Bounds } from '../../scene/space.ts';
import { outlineOf, type Zone } from '../../scene/zone.ts';
import { css, type Rgb } from '../../scene/colour.ts';
import { traceFloor } from './pad.ts';

/** How a zone looks: its colour, how strongly its ground is tinted, and the dashes of its border in world pixels (none: a plain line). */
export type ZoneLook = { readonly colour: Rgb; readonly tint: number; readonly dashes: readonly number[]; readonly width: number };

/** Radius of a corner, in tiles. */
const CORNER = 0.34;

/** Tints the ground of a zone. */
export function fillZone(context: CanvasRenderingContext2D, zone: Zone, { colour, tint }: ZoneLook, bounds: Bounds): void {
  context.beginPath();
  for (const island of zone.islands) if (overlaps(floorBounds(island), bounds)) traceContour(context, outlineOf(island));
  context.fillStyle = css(colour, tint);
  context.fill();
}

/** Draws the border of a zone as far as it is seen. Dashes are counted from the start of each side, so that parts drawn apart fit together. */
export function strokeZone(context: CanvasRenderingContext2D, zone: Zone, { colour, dashes, width }: ZoneLook, bounds: Bounds): void {
  const seen = grow(bounds, width * 2);
  const period = dashes.reduce((sum, dash) => sum + dash, 0);
  context.beginPath();
  for (const island of zone.islands) if (overlaps(floorBounds(island), seen)) traceBorder(context, outlineOf(island), seen, period);
  context.strokeStyle = css(colour);
  context.lineWidth = width;
  context.lineCap = 'butt';
  context.setLineDash([...dashes]);
  context.stroke();
  context.setLineDash([]);
}

/** Traces the tiles of single servers, where a zone is too scattered for an outline. */
export function traceTiles(context: CanvasPath, floors: Iterable<Floor>): void {
  for (const { minX, minY, maxX, maxY } of floors) traceFloor(context, minX, minY, maxX, maxY, CORNER);
}

/** Traces the whole outline with round corners, in world pixels. */
export function traceContour(context: CanvasPath, contour: Contour): void {
  eachSide(contour, (side, place) => {
    if (place === 0) context.moveTo(side.fromX, side.fromY);
    context.lineTo(side.toX, side.toY);
    context.quadraticCurveTo(side.cornerX, side.cornerY, side.nextX, side.nextY);
  });
  context.closePath();
}

function traceBorder(context: CanvasPath, contour: Contour, seen: Bounds, period: number): void {
  eachSide(contour, ({ fromX, fromY, toX, toY, cornerX, cornerY, nextX, nextY }) => {
    const part = seenPart(fromX, fromY, toX, toY, seen);
    if (part) {
      const length = Math.hypot(toX - fromX, toY - fromY);
      const start = period > 0 && length > 0 ? (Math.floor((part[0] * length) / period) * period) / length : part[0];
      context.moveTo(fromX + (toX - fromX) * start, fromY + (toY - fromY) * start);
      context.lineTo(fromX + (toX - fromX) * part[1], fromY + (toY - fromY) * part[1]);
    }
    if (cornerX < seen.minX || cornerX > seen.maxX || cornerY < seen.minY || cornerY > seen.maxY) return;
    context.moveTo(toX, toY);
    context.quadraticCurveTo(cornerX, cornerY, nextX, nextY);
  });
}

/** One straight side between the roundings of its corners, and the corner at its end, in world pixels. */
type Side = { fromX: number; fromY: number; toX: number; toY: number; cornerX: number; cornerY: number; nextX: number; nextY: number };

/** Calls `visit` for every side. It is the same object each time: outlines have very many. */
function eachSide(contour: Contour, visit: (side: Readonly<Side>, place: number) => void): void {
  const { length } = contour;
  const side: Side = { fromX: 0, fromY: 0, toX: 0, toY: 0, cornerX: 0, cornerY: 0, nextX: 0, nextY: 0 };
  for (let at = 0; at < length; at += 2) {
    const x0 = contour[at] as number;
    const y0 = contour[at + 1] as number;
    const x1 = contour[(at + 2) % length] as number;
    const y1 = contour[(at + 3) % length] as number;
    const x2 = contour[(at + 4) % length] as number;
    const y2 = contour[(at + 5) % length] as number;
    const here = cutOf(x1 - x0, y1 - y0);
    const next = cutOf(x2 - x1, y2 - y1);
    const dx = (x1 - x0) * here;
    const dy = (y1 - y0) * here;
    side.fromX = worldX(x0 + dx, y0 + dy);
    side.fromY = worldY(x0 + dx, y0 + dy);
    side.toX = worldX(x1 - dx, y1 - dy);
    side.toY = worldY(x1 - dx, y1 - dy);
    side.cornerX = worldX(x1, y1);
    side.cornerY = worldY(x1, y1);
    side.nextX = worldX(x1 + (x2 - x1) * next, y1 + (y2 - y1) * next);
    side.nextY = worldY(x1 + (x2 - x1) * next, y1 + (y2 - y1) * next);
    visit(side, at / 2);
  }
}

/** Which part of a side the rounding at its end takes: its corner, at most half of it. */
function cutOf(dx: number, dy: number): number {
  const length = Math.abs(dx) + Math.abs(dy);
  return length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
}

/** From which part to which part of a line lies in the rectangle; null if none does. Source: Liang and Barsky, "A new concept and method for line clipping". */
function seenPart(x0: number, y0: number, x1: number, y1: number, { minX, minY, maxX, maxY }: Bounds): readonly [number, number] | null {
  const dx = x1 - x0;
  const dy = y1 - y0;
  if ((dx === 0 && (x0 < minX || x0 > maxX)) || (dy === 0 && (y0 < minY || y0 > maxY))) return null;
  let from = 0;
  let to = 1;
  if (dx !== 0) {
    from = Math.max(from, ((dx > 0 ? minX : maxX) - x0) / dx);
    to = Math.min(to, ((dx > 0 ? maxX : minX) - x0) / dx);
  }
  if (dy !== 0) {
    from = Math.max(from, ((dy > 0 ? minY : maxY) - y0) / dy);
    to = Math.min(to, ((dy > 0 ? maxY : minY) - y0) / dy);
  }
  return from < to ? [from, to] : null;
}
