import type { Route } from '../../scene/route.ts';
import { HALF_HEIGHT, HALF_WIDTH } from '../../scene/space.ts';

/** Radius of a corner, in tiles. */
const BEND = 0.24;
/** From a server's middle to the rim of its tile, where heads end, in tiles. */
export const RIM = 0.47;
/** The same for heads that come from behind: nearer, the server's body would hide them. At most so much of the last leg. */
const BEHIND = 0.8;
const BEHIND_PART = 0.62;

/** Traces a route with round corners, in world pixels. */
export function traceRoute(context: CanvasRenderingContext2D, route: Route, bend = BEND): void {
  const x = (at: number): number => ((route[at] as number) - (route[at + 1] as number)) * HALF_WIDTH;
  const y = (at: number): number => ((route[at] as number) + (route[at + 1] as number)) * HALF_HEIGHT;
  context.moveTo(x(0), y(0));
  const end = route.length - 2;
  for (let at = 2; at < end; at += 2) {
    const before = cut(route, at, -2, bend);
    const after = cut(route, at, 2, bend);
    context.lineTo((before[0] - before[1]) * HALF_WIDTH, (before[0] + before[1]) * HALF_HEIGHT);
    context.quadraticCurveTo(x(at), y(at), (after[0] - after[1]) * HALF_WIDTH, (after[0] + after[1]) * HALF_HEIGHT);
  }
  context.lineTo(x(end), y(end));
}

/** The point at most `bend` tiles from a corner towards its neighbour, and never beyond the middle of the leg. */
function cut(route: Route, at: number, towards: 2 | -2, bend: number): readonly [number, number] {
  const x = route[at] as number;
  const y = route[at + 1] as number;
  const dx = (route[at + towards] as number) - x;
  const dy = (route[at + towards + 1] as number) - y;
  const length = Math.hypot(dx, dy) || 1;
  const part = Math.min(bend / length, 0.5);
  return [x + dx * part, y + dy * part];
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
  const at = (x: number, y: number): [number, number] => [(x - y) * HALF_WIDTH, (x + y) * HALF_HEIGHT];
  context.beginPath();
  context.moveTo(...at(tipX, tipY));
  context.lineTo(...at(tipX - dx * long * 1.7 + dy * long * 0.8, tipY - dy * long * 1.7 + dx * long * 0.8));
  context.lineTo(...at(tipX - dx * long * 1.7 - dy * long * 0.8, tipY - dy * long * 1.7 - dx * long * 0.8));
  context.closePath();
}
