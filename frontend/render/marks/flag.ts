import { css, luminance, type Rgb } from '../../scene/colour.ts';
import type { Palette } from '../palette.ts';
import { ACTIVE, INACTIVE, MAINTENANCE, UNKNOWN, WARNING } from './pad.ts';

/**
 * The sign of a state around the context's origin, `size` across: disc, ring, triangle, octagon with a cross, or bars.
 * Its form tells the state without its colour. Its size is given in pixels of the screen, so it never shrinks away.
 */
export function drawFlag(context: CanvasRenderingContext2D, palette: Palette, status: number, size: number): void {
  const half = size / 2;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  traceOutline(context, status, half);
  context.strokeStyle = palette.ground === 'light' ? 'rgb(255 255 255 / 0.95)' : 'rgb(10 16 28 / 0.95)';
  context.lineWidth = Math.max(1.6, size * 0.22);
  context.stroke();
  context.fillStyle = css(palette.status[status] ?? palette.textQuiet);
  if (status === UNKNOWN) {
    context.fillStyle = css(palette.card);
    context.fill();
    context.strokeStyle = css(palette.status[UNKNOWN] ?? palette.textQuiet);
    context.lineWidth = Math.max(1.2, size * 0.16);
    context.stroke();
    return;
  }
  context.fill();
  if (size >= 9) drawInside(context, status, half, signOn(palette.status[status] ?? palette.textQuiet));
}

function traceOutline(context: CanvasRenderingContext2D, status: number, half: number): void {
  context.beginPath();
  if (status === WARNING) polygon(context, [[0, -half * 1.08], [half * 1.1, half * 0.86], [-half * 1.1, half * 0.86]]);
  else if (status === INACTIVE) polygon(context, octagon(half));
  else if (status === MAINTENANCE) polygon(context, [[-half * 0.92, -half * 0.92], [half * 0.92, -half * 0.92], [half * 0.92, half * 0.92], [-half * 0.92, half * 0.92]]);
  else context.arc(0, 0, half * (status === ACTIVE ? 0.72 : 0.8), 0, Math.PI * 2);
}

function octagon(half: number): [number, number][] {
  return Array.from({ length: 8 }, (_, corner) => {
    const angle = ((corner + 0.5) * Math.PI) / 4;
    return [Math.cos(angle) * half * 1.06, Math.sin(angle) * half * 1.06];
  });
}

function polygon(context: CanvasRenderingContext2D, corners: readonly (readonly [number, number])[]): void {
  corners.forEach(([x, y], at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.closePath();
}

/** White where it has three times the contrast, as graphics need it (WCAG 2.2, 1.4.11). */
const signOn = (colour: Rgb): string => (luminance(colour) <= 0.3 ? 'rgb(255 255 255)' : 'rgb(40 26 0 / 0.92)');

/** The sign within: exclamation mark, cross, two bars. */
function drawInside(context: CanvasRenderingContext2D, status: number, half: number, sign: string): void {
  context.strokeStyle = sign;
  context.lineWidth = Math.max(1.3, half * 0.3);
  context.beginPath();
  const line = (x0: number, y0: number, x1: number, y1: number): void => {
    context.moveTo(x0 * half, y0 * half);
    context.lineTo(x1 * half, y1 * half);
  };
  if (status === WARNING) {
    line(0, -0.4, 0, 0.2);
    line(0, 0.56, 0, 0.57);
  } else if (status === INACTIVE) {
    line(-0.42, -0.42, 0.42, 0.42);
    line(0.42, -0.42, -0.42, 0.42);
  } else if (status === MAINTENANCE) {
    line(-0.32, -0.45, -0.32, 0.45);
    line(0.32, -0.45, 0.32, 0.45);
  }
  context.stroke();
}
