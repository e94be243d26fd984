import { TILE_WIDTH, worldX, worldY, grow } from '../../scene/space.ts';
import { css, type Rgb } from '../../scene/colour.ts';
import { DIMMED_ALPHA, DOT_ORDER, dotOf } from '../marks/dots.ts';
import { stateFromAfar } from '../marks/floors.ts';
import { toDevicePixels, type Painting, type Square } from '../painting.ts';
import type { Mark } from '../tile-painter.ts';

/** Servers seen from afar as diamonds, those of one state and shade in one path. */
export const SVG_DOTS: Mark = {
  draw(context, painting, square) {
    const byState = new Map<number, number[]>(DOT_ORDER.map((state) => [state, []]));
    const { status } = painting.world.servers;
    painting.world.grid.each(grow(square.bounds, TILE_WIDTH + 4 / painting.k), (server) => byState.get(status[server] as number)?.push(server));
    toDevicePixels(context);
    for (const state of DOT_ORDER) drawState(context, painting, square, state, byState.get(state) ?? []);
  },
};

function drawState(context: CanvasRenderingContext2D, painting: Painting, square: Square, state: number, servers: readonly number[]): void {
  const { world, dimmed } = painting;
  const { full, soft, isTrouble, isCrowd } = dotOf(painting, state);
  const shades: { readonly colour: Rgb; readonly alpha: number; readonly servers: number[] }[] = [
    { colour: full, alpha: DIMMED_ALPHA / 255, servers: [] }, { colour: soft, alpha: 1, servers: [] }, { colour: full, alpha: 1, servers: [] },
  ];
  for (const server of servers) {
    const isSoft = isCrowd && (!isTrouble || stateFromAfar(painting, world.servers.cluster[server] as number) === 0);
    shades[dimmed?.[server] === 1 ? 0 : isSoft ? 1 : 2]?.servers.push(server);
  }
  for (const { colour, alpha, servers: own } of shades) {
    context.beginPath();
    for (const server of own) trace(context, painting, square, state, server);
    context.fillStyle = css(colour, alpha);
    context.fill();
  }
}

function trace(context: CanvasRenderingContext2D, painting: Painting, { left, top }: Square, state: number, server: number): void {
  const { world: { servers }, k } = painting;
  const { half, halfHigh } = dotOf(painting, state);
  const x = worldX(servers.x[server] as number, servers.y[server] as number) * k - left;
  const y = worldY(servers.x[server] as number, servers.y[server] as number) * k - top;
  context.moveTo(x, y - halfHigh);
  context.lineTo(x + half, y);
  context.lineTo(x, y + halfHigh);
  context.lineTo(x - half, y);
  context.closePath();
}
