import type { Paint, Paints } from '../../scene/icons/coat.ts';
import { SEAM, type Face } from '../../scene/icons/face.ts';

/** Paints faces around the context's origin; the context is scaled to world pixels, `k` device pixels each. */
export function drawFaces(context: CanvasRenderingContext2D, faces: readonly Face[], paints: Paints, k: number): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const { rings, closed, fill, stroke, width } of faces) {
    context.beginPath();
    for (const points of rings) trace(context, points, closed);
    if (fill) {
      context.fillStyle = styleOf(context, paints[fill], rings);
      context.fill();
    }
    context.strokeStyle = stroke ? styleOf(context, paints[stroke], rings) : context.fillStyle;
    // Far away an outline of full width would eat the body, a true one would vanish.
    context.lineWidth = stroke ? Math.max(width, (closed ? 1.1 : 0.6) / k) : SEAM;
    context.globalAlpha = stroke && closed && k < 0.3 ? 0.7 : 1;
    context.stroke();
    context.globalAlpha = 1;
  }
}

/** The shadow that the solids of an icon throw on the floor, as one. */
export function drawShade(context: CanvasRenderingContext2D, faces: readonly Face[], colour: string): void {
  context.beginPath();
  for (const { shade } of faces) if (shade) trace(context, shade, true);
  context.fillStyle = colour;
  context.fill();
}

function styleOf(context: CanvasRenderingContext2D, { way, stops }: Paint, rings: Face['rings']): string | CanvasGradient {
  if (way === 'flat') return stops[0]?.[1] ?? '';
  const { left, top, width, height } = boxOf(rings);
  const gradient = way === 'ball'
    ? context.createRadialGradient(left + width * 0.34, top + height * 0.28, 0, left + width * 0.34, top + height * 0.28, width * 0.78)
    : context.createLinearGradient(left, top, way === 'across' ? left + width : left, way === 'down' ? top + height : top);
  for (const [at, colour] of stops) gradient.addColorStop(at, colour);
  return gradient;
}

function boxOf(rings: Face['rings']): { left: number; top: number; width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of rings) {
    for (let at = 0; at < points.length; at += 2) {
      const [x, y] = [points[at] as number, points[at + 1] as number];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

function trace(context: CanvasRenderingContext2D, points: readonly number[], closed: boolean): void {
  context.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let at = 2; at < points.length; at += 2) context.lineTo(points[at] as number, points[at + 1] as number);
  if (closed) context.closePath();
}
