import type { Route } from '../../scene/route.ts';
import { worldX, worldY } from '../../scene/space.ts';

/** Radius of a corner, in tiles. */
const BEND = 0.24;
/** From a server's middle to the rim of its tile, where heads end, in tiles. */
export const RIM = 0.47;
/** The same for heads that come from behind: nearer, the server's body would hide them. At most so much of the last leg. */
const BEHIND = 0.8;
const BEHIND_PART = 0.62;

/** Traces a route with round corners, in world pixels. Nothing is made on the way: there are thousands of routes in a picture. */
export function traceRoute(context: CanvasRenderingContext2D, route: Route, bend = BEND): void {
  moveTo(context, route[0] as number, route[1] as number);
  const end = route.length - 2;
  for (let at = 2; at < end; at += 2) {
    const x = route[at] as number;
    const y = route[at + 1] as number;
    const before = cutOf(route, at, -2, bend);
    lineTo(context, x + ((route[at - 2] as number) - x) * before, y + ((route[at - 1] as number) - y) * before);
    const after = cutOf(route, at, 2, bend);
    const outX = x + ((route[at + 2] as number) - x) * after;
    const outY = y + ((route[at + 3] as number) - y) * after;
    context.quadraticCurveTo(worldX(x, y), worldY(x, y), worldX(outX, outY), worldY(outX, outY));
  }
  lineTo(context, route[end] as number, route[end + 1] as number);
}

const moveTo = (context: CanvasPath, x: number, y: number): void => context.moveTo(worldX(x, y), worldY(x, y));
const lineTo = (context: CanvasPath, x: number, y: number): void => context.lineTo(worldX(x, y), worldY(x, y));

/** Which part of the leg from a corner towards its neighbour its rounding takes: at most `bend` tiles, and never more than half. */
function cutOf(route: Route, at: number, towards: 2 | -2, bend: number): number {
  const length = Math.hypot((route[at + towards] as number) - (route[at] as number), (route[at + towards + 1] as number) - (route[at + 1] as number)) || 1;
  return Math.min(bend / length, 0.5);
}

/** A small head where the line meets the rim of a server's tile. */
export function traceArrow(context: CanvasRenderingContext2D, route: Route, width: number): void {
  traceHead(context, route, width, RIM);
}

/** A head at the end of a route, `rim` tiles before it, or farther where a server stands before that. */
export function traceHead(context: CanvasRenderingContext2D, route: Route, width: number, rim: number): void {
  const end = route.length - 2;
  const dx = Math.sign(Math.round(((route[end] as number) - (route[end - 2] as number)) * 100));
  const dy = Math.sign(Math.round(((route[end + 1] as number) - (route[end - 1] as number)) * 100));
  const leg = Math.hypot((route[end] as number) - (route[end - 2] as number), (route[end + 1] as number) - (route[end - 1] as number));
  const stop = rim > 0 && dx + dy > 0 ? Math.max(rim, Math.min(BEHIND, leg * BEHIND_PART)) : rim;
  const long = 0.09 + width * 0.008;
  const tipX = (route[end] as number) - dx * stop;
  const tipY = (route[end + 1] as number) - dy * stop;
  context.beginPath();
  moveTo(context, tipX, tipY);
  lineTo(context, tipX - dx * long * 1.7 + dy * long * 0.8, tipY - dy * long * 1.7 + dx * long * 0.8);
  lineTo(context, tipX - dx * long * 1.7 - dy * long * 0.8, tipY - dy * long * 1.7 - dx * long * 0.8);
  context.closePath();
}
