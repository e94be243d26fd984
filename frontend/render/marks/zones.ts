import { floorBounds, type Floor } from '../../scene/areas.ts';
import type { Contour } from '../../scene/contour.ts';
import { grow, overlaps, worldX, worldY, type Bounds } from '../../scene/space.ts';
import type { Zone } from '../../scene/zone.ts';
import { css, type Rgb } from '../../scene/colour.ts';
import { traceFloor } from './pad.ts';

/** How a zone looks: its colour, how strongly its ground is tinted, and the dashes of its border in world pixels (none: a plain line). */
export type ZoneLook = { readonly colour: Rgb; readonly tint: number; readonly dashes: readonly number[]; readonly width: number };

/** Radius of a corner, in tiles. */
const CORNER = 0.34;

/** Tints the ground of a zone. */
export function fillZone(context: CanvasRenderingContext2D, zone: Zone, { colour, tint }: ZoneLook, bounds: Bounds): void {
  context.beginPath();
  for (const { contour, floor } of zone.islands) if (overlaps(floorBounds(floor), bounds)) traceContour(context, contour);
  context.fillStyle = css(colour, tint);
  context.fill();
}

/** Draws the border of a zone as far as it is seen. Dashes are counted from the start of each side, so that parts drawn apart fit together. */
export function strokeZone(context: CanvasRenderingContext2D, zone: Zone, { colour, dashes, width }: ZoneLook, bounds: Bounds): void {
  const seen = grow(bounds, width * 2);
  const period = dashes.reduce((sum, dash) => sum + dash, 0);
  context.beginPath();
  for (const { contour, floor } of zone.islands) if (overlaps(floorBounds(floor), seen)) traceBorder(context, contour, seen, period);
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
type Side = { readonly fromX: number; readonly fromY: number; readonly toX: number; readonly toY: number; readonly cornerX: number; readonly cornerY: number; readonly nextX: number; readonly nextY: number };

function eachSide(contour: Contour, visit: (side: Side, place: number) => void): void {
  const { length } = contour;
  const at = (place: number, axis: 0 | 1): number => contour[((place * 2) % length) + axis] as number;
  const count = length / 2;
  for (let place = 0; place < count; place++) {
    const x0 = at(place, 0);
    const y0 = at(place, 1);
    const x1 = at(place + 1, 0);
    const y1 = at(place + 1, 1);
    const x2 = at(place + 2, 0);
    const y2 = at(place + 2, 1);
    const here = cut(x1 - x0, y1 - y0);
    const next = cut(x2 - x1, y2 - y1);
    visit({
      fromX: worldX(x0 + here.x, y0 + here.y), fromY: worldY(x0 + here.x, y0 + here.y), toX: worldX(x1 - here.x, y1 - here.y), toY: worldY(x1 - here.x, y1 - here.y),
      cornerX: worldX(x1, y1), cornerY: worldY(x1, y1), nextX: worldX(x1 + next.x, y1 + next.y), nextY: worldY(x1 + next.x, y1 + next.y),
    }, place);
  }
}

/** What the rounding takes from the end of a side: its corner, at most half of it. */
function cut(dx: number, dy: number): { readonly x: number; readonly y: number } {
  const length = Math.abs(dx) + Math.abs(dy);
  const part = length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
  return { x: dx * part, y: dy * part };
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
