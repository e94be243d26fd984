import type { Paint, Paints } from '../../scene/icons/coat.ts';
import type { Face } from '../../scene/icons/face.ts';

/** Paints faces around the context's origin; the context is scaled to world pixels, `k` device pixels each. */
export function drawFaces(context: CanvasRenderingContext2D, faces: readonly Face[], paints: Paints, k: number): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const face of faces) {
    const { fill, stroke, width } = face;
    const { path, box } = shapeOf(face);
    if (fill) {
      context.fillStyle = styleOf(context, paints[fill], box, k);
      context.fill(path);
    }
    if (!stroke) continue;
    const isOutline = stroke === 'ink';
    context.strokeStyle = stroke === fill ? context.fillStyle : styleOf(context, paints[stroke], box, k);
    // Far away a true outline would vanish; one of full width would eat the body.
    context.lineWidth = Math.max(width, (isOutline ? 1.1 : 0.6) / k);
    context.globalAlpha = isOutline && k < 0.3 ? 0.7 : 1;
    context.stroke(path);
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

/** Below this scale nobody sees a wall darken downwards. */
const SHADED_FROM = 0.4;

function styleOf(context: CanvasRenderingContext2D, { way, stops }: Paint, { left, top, width, height }: Box, k: number): string | CanvasGradient {
  if (way === 'flat' || (way === 'down' && k < SHADED_FROM)) return stops[0]?.[1] ?? '';
  const gradient = way === 'ball'
    ? context.createRadialGradient(left + width * 0.34, top + height * 0.28, 0, left + width * 0.34, top + height * 0.28, width * 0.78)
    : context.createLinearGradient(left, top, way === 'across' ? left + width : left, way === 'down' ? top + height : top);
  for (const [at, colour] of stops) gradient.addColorStop(at, colour);
  return gradient;
}

type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
type Shape = { readonly path: Path2D; readonly box: Box };

/** Paths of faces, which are the same at every scale, in every theme and state. */
const shapes = new WeakMap<Face, Shape>();

function shapeOf(face: Face): Shape {
  let shape = shapes.get(face);
  if (!shape) {
    const path = new Path2D();
    for (const points of face.rings) trace(path, points, face.closed);
    shape = { path, box: boxOf(face.rings) };
    shapes.set(face, shape);
  }
  return shape;
}

function boxOf(rings: Face['rings']): Box {
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

function trace(path: CanvasPath, points: readonly number[], closed: boolean): void {
  path.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let at = 2; at < points.length; at += 2) path.lineTo(points[at] as number, points[at + 1] as number);
  if (closed) path.closePath();
}
