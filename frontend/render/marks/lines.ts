import { middle, type Bundle, type Bundles } from '../../scene/bundles.ts';
import type { Area } from '../../scene/areas.ts';
import { HALF_WIDTH, TILE_RISE } from '../../scene/space.ts';
import { css, mix } from '../../scene/colour.ts';
import { tilePxOf, toWorldPixels, type Painting, type Square } from '../painting.ts';
import { LINE_TILES, strokeStyled } from './strokes.ts';
import { RIM, traceArrow, traceRoute } from './traces.ts';

const UNKNOWN = 0;
const DISCONNECTED = 2;
const LINE_WORLD = LINE_TILES * TILE_RISE;
const DASH = [10, 9];

/** Connections of the closer levels: all halos first, then all lines, so that crossings stay readable. */
export function drawConnections(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  const { world, palette, k, ratio, dimmed } = painting;
  const byState: [number[], number[], number[]] = [[], [], []];
  const faint: number[] = [];
  const styled: number[] = [];
  world.links.eachIn(square.bounds, (row) => {
    const { from, to, status } = world.connections;
    if (dimmed && (dimmed[from[row] as number] === 1 || dimmed[to[row] as number] === 1)) faint.push(row);
    else if (world.links.dressOf(row)?.style !== undefined) styled.push(row);
    else byState[Math.min(2, status[row] as number) as 0 | 1 | 2].push(row);
  });
  toWorldPixels(context, square, k);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const width = Math.max(LINE_WORLD, (1.1 * ratio) / k);
  const close = tilePxOf(painting) >= 36;
  const alpha = close ? 0.92 : 0.62;
  const inkOf = (status: number, strength: number): string => css(mix(palette.canvas, palette.connection[status] ?? palette.textQuiet, strength));
  strokeRoutes(context, painting, faint, width * 0.7, inkOf(UNKNOWN, 0.22));
  if (close) strokeRoutes(context, painting, byState.flat(), width * 2.3, palette.halo);
  strokeRoutes(context, painting, byState[0], width * 0.8, inkOf(0, alpha));
  strokeRoutes(context, painting, byState[1], width, inkOf(1, alpha));
  context.setLineDash(DASH);
  strokeRoutes(context, painting, byState[DISCONNECTED], width, inkOf(DISCONNECTED, alpha));
  context.setLineDash([]);
  if (close) for (const row of byState.flat()) drawArrow(context, painting, row, width);
  for (const row of styled.toSorted((a, b) => orderOf(painting, a) - orderOf(painting, b))) drawStyled(context, painting, row, close, alpha);
}

const orderOf = ({ world }: Painting, row: number): number => world.links.dressOf(row)?.style?.order ?? 0;

/** A connection with a style of its own. What is broken is grey and dashed, whatever the style says. */
function drawStyled(context: CanvasRenderingContext2D, { world, palette, k, ratio }: Painting, row: number, close: boolean, alpha: number): void {
  const status = world.connections.status[row] as number;
  strokeStyled(context, palette, world.links.routeOf(row), {
    style: world.links.dressOf(row)?.style ?? {}, colour: palette.connection[status] ?? palette.textQuiet, usesStyleColour: status !== DISCONNECTED,
    isBroken: status === DISCONNECTED, least: (1.1 * ratio) / k, alpha, halo: close ? palette.halo : null, stops: [RIM, RIM],
  });
}

/** One by one, which costs a browser half of what one path of them all does; so the colour is opaque, or crossings would be darker. */
function strokeRoutes(context: CanvasRenderingContext2D, { world }: Painting, rows: readonly number[], width: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  for (const row of rows) {
    context.beginPath();
    traceRoute(context, world.links.routeOf(row));
    context.stroke();
  }
}

/** A small head where the line meets the tile of the server that answers. */
function drawArrow(context: CanvasRenderingContext2D, { world, palette }: Painting, row: number, width: number): void {
  context.fillStyle = css(palette.connection[world.connections.status[row] as number] ?? palette.textQuiet);
  traceArrow(context, world.links.routeOf(row), width);
  context.fill();
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
