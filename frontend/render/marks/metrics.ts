import { NOT_KNOWN } from '../../scene/server-columns.ts';
import { HALF_HEIGHT, HALF_WIDTH } from '../../scene/space.ts';
import { css, mix } from '../../scene/colour.ts';
import type { Painting, Square } from '../painting.ts';
import { INACTIVE, WARNING } from './pad.ts';

const BAR_WIDTH = 4;
const BAR_GAP = 2;
const BAR_HEIGHT = 18;
const INSET = 3;
/** Whole percent from which a bar takes the colour of a warning, and of trouble. The state itself is the daemon's. */
const HIGH = 85;
const FULL = 95;

/** Small bars at the right corner of the tile, since heads of lines end at the edges: CPU, memory, disk and, where it is known, the network. Nothing where nothing is known. */
export function drawMetrics(context: CanvasRenderingContext2D, painting: Painting, square: Square, server: number): void {
  const { world, palette, k, ratio } = painting;
  const { x, y, cpu, memory, disk, traffic } = world.servers;
  const values = [cpu[server] ?? NOT_KNOWN, memory[server] ?? NOT_KNOWN, disk[server] ?? NOT_KNOWN];
  const network = traffic.get(server);
  if (network !== undefined) values.push(network);
  if (values.every((value) => value === NOT_KNOWN)) return;
  const width = (INSET * 2 + (BAR_WIDTH + BAR_GAP) * values.length - BAR_GAP) * ratio;
  const height = (INSET * 2 + BAR_HEIGHT) * ratio;
  const middleX = ((x[server] as number) - (y[server] as number) + 0.72) * HALF_WIDTH * k - square.left;
  const bottom = ((x[server] as number) + (y[server] as number)) * HALF_HEIGHT * k - square.top + height / 2;
  const left = Math.round(middleX - width / 2);
  const top = Math.round(bottom - height);
  context.fillStyle = css(palette.card, 0.94);
  context.strokeStyle = palette.cardRim;
  context.lineWidth = ratio;
  context.beginPath();
  context.roundRect(left + ratio / 2, top + ratio / 2, width - ratio, height - ratio, 3.5 * ratio);
  context.fill();
  context.stroke();
  const trough = css(mix(palette.card, palette.textQuiet, 0.18));
  values.forEach((value, bar) => {
    const barLeft = left + (INSET + bar * (BAR_WIDTH + BAR_GAP)) * ratio;
    context.fillStyle = trough;
    context.fillRect(barLeft, top + INSET * ratio, BAR_WIDTH * ratio, BAR_HEIGHT * ratio);
    if (value === NOT_KNOWN) return;
    const filled = Math.max(1, Math.round((Math.min(100, value) / 100) * BAR_HEIGHT)) * ratio;
    const colour = value >= FULL ? palette.status[INACTIVE] : value >= HIGH ? palette.status[WARNING] : palette.connection[1];
    context.fillStyle = css(colour ?? palette.textQuiet);
    context.fillRect(barLeft, top + (INSET + BAR_HEIGHT) * ratio - filled, BAR_WIDTH * ratio, filled);
  });
}
