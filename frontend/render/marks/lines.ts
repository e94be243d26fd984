import { middle, type Bundle, type Bundles } from '../../scene/bundles.ts';
import type { Area } from '../../scene/areas.ts';
import type { Route } from '../../scene/route.ts';
import { HALF_HEIGHT, HALF_WIDTH } from '../../scene/space.ts';
import { css, mix } from '../../scene/colour.ts';
import { tilePxOf, toWorldPixels, type Painting, type Square } from '../painting.ts';

const UNKNOWN = 0;
const DISCONNECTED = 2;
/** Radius of a corner, in tiles. */
const BEND = 0.24;
const LINE_WORLD = 3.6;
const DASH = [10, 9];

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

/** Connections of the closer levels: all halos first, then all lines, so that crossings stay readable. */
export function drawConnections(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  const { world, palette, k, ratio, dimmed } = painting;
  const byState: [number[], number[], number[]] = [[], [], []];
  const faint: number[] = [];
  world.links.eachIn(square.bounds, (row) => {
    const { from, to, status } = world.connections;
    if (dimmed && (dimmed[from[row] as number] === 1 || dimmed[to[row] as number] === 1)) faint.push(row);
    else byState[Math.min(2, status[row] as number) as 0 | 1 | 2].push(row);
  });
  toWorldPixels(context, square, k);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const width = Math.max(LINE_WORLD, (1.1 * ratio) / k);
  const close = tilePxOf(painting) >= 36;
  if (faint.length > 0) strokeRoutes(context, painting, faint, width * 0.7, css(palette.connection[UNKNOWN] ?? palette.textQuiet, 0.22));
  if (close) strokeRoutes(context, painting, byState.flat(), width * 2.3, palette.halo);
  const alpha = close ? 0.92 : 0.62;
  strokeRoutes(context, painting, byState[0], width * 0.72, css(palette.connection[0] ?? palette.textQuiet, alpha));
  strokeRoutes(context, painting, byState[1], width, css(palette.connection[1] ?? palette.textQuiet, alpha));
  context.setLineDash(DASH);
  strokeRoutes(context, painting, byState[DISCONNECTED], width, css(palette.connection[2] ?? palette.textQuiet, alpha));
  context.setLineDash([]);
  if (close) for (const row of byState.flat()) drawArrow(context, painting, row, width);
}

function strokeRoutes(context: CanvasRenderingContext2D, { world }: Painting, rows: readonly number[], width: number, colour: string): void {
  if (rows.length === 0) return;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (const row of rows) traceRoute(context, world.links.routeOf(row));
  context.stroke();
}

/** A small head where the line meets the tile of the server that answers. */
function drawArrow(context: CanvasRenderingContext2D, { world, palette }: Painting, row: number, width: number): void {
  context.fillStyle = css(palette.connection[world.connections.status[row] as number] ?? palette.textQuiet);
  traceArrow(context, world.links.routeOf(row), width);
  context.fill();
}

export function traceArrow(context: CanvasRenderingContext2D, route: Route, width: number): void {
  const end = route.length - 2;
  const dx = Math.sign(Math.round(((route[end] as number) - (route[end - 2] as number)) * 100));
  const dy = Math.sign(Math.round(((route[end + 1] as number) - (route[end - 1] as number)) * 100));
  const long = 0.09 + width * 0.008;
  const tipX = (route[end] as number) - dx * 0.47;
  const tipY = (route[end + 1] as number) - dy * 0.47;
  const at = (x: number, y: number): [number, number] => [(x - y) * HALF_WIDTH, (x + y) * HALF_HEIGHT];
  context.beginPath();
  context.moveTo(...at(tipX, tipY));
  context.lineTo(...at(tipX - dx * long * 1.7 + dy * long * 0.8, tipY - dy * long * 1.7 + dx * long * 0.8));
  context.lineTo(...at(tipX - dx * long * 1.7 - dy * long * 0.8, tipY - dy * long * 1.7 - dx * long * 0.8));
  context.closePath();
}

/** Short pieces at the servers in view whose connections lead far away; the whole way is drawn on selection. */
export function drawStubs(context: CanvasRenderingContext2D, painting: Painting, square: Square, servers: readonly number[]): void {
  const { world, palette, k, ratio } = painting;
  const { from, to } = world.connections;
  const { x, y } = world.servers;
  toWorldPixels(context, square, k);
  context.lineCap = 'round';
  context.lineWidth = Math.max(LINE_WORLD * 0.8, ratio / k);
  context.strokeStyle = css(palette.connection[1] ?? palette.textQuiet, 0.34);
  context.beginPath();
  for (const server of servers) {
    world.links.each(server, (row) => {
      if (!world.links.isLong(row)) return;
      const other = from[row] === server ? to[row] as number : from[row] as number;
      const awayX = (x[other] as number) - (x[server] as number);
      const awayY = (y[other] as number) - (y[server] as number);
      const alongX = Math.abs(awayX) > Math.abs(awayY);
      const dx = alongX ? Math.sign(awayX) : 0;
      const dy = alongX ? 0 : Math.sign(awayY);
      traceRoute(context, [(x[server] as number) + dx * 0.48, (y[server] as number) + dy * 0.48, (x[server] as number) + dx * 0.86, (y[server] as number) + dy * 0.86]);
    });
  }
  context.stroke();
}

/** Bundles between groups, under the plates: thicker where more connections run. */
export function drawBundles(context: CanvasRenderingContext2D, painting: Painting, square: Square, bundles: Bundles, areaOf: (group: number) => Area | null): void {
  const { palette, k, ratio } = painting;
  toWorldPixels(context, square, k);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const found: Bundle[] = [];
  bundles.each(square.bounds, (bundle) => found.push(bundle));
  found.sort((a, b) => a.count - b.count);
  const whole = palette.connection[1] ?? palette.textQuiet;
  for (const { a, b, count, broken } of found) {
    const from = areaOf(a);
    const to = areaOf(b);
    if (!from || !to) continue;
    const [ax, ay] = middle(from);
    const [bx, by] = middle(to);
    context.lineWidth = ((0.8 + Math.log2(1 + count) * 0.42) * ratio) / k;
    context.strokeStyle = css(broken * 2 > count ? palette.connection[DISCONNECTED] ?? whole : mix(whole, palette.canvas, 0.35), 0.5);
    if (broken * 2 > count) context.setLineDash([(5 * ratio) / k, (4 * ratio) / k]);
    context.beginPath();
    traceRoute(context, ax === bx || ay === by ? [ax, ay, bx, by] : [ax, ay, bx, ay, bx, by], (12 * ratio) / k / HALF_WIDTH);
    context.stroke();
    context.setLineDash([]);
  }
}
