import { worldX, worldY } from '../../scene/space.ts';
import { css } from '../../scene/colour.ts';
import { drawFlag } from '../marks/flag.ts';
import { INACTIVE, WARNING } from '../marks/pad.ts';
import { flagPlace, flagSize } from '../marks/servers.ts';
import { tilePxOf } from '../painting.ts';
import type { LiveScene } from './live-layer.ts';

/** How long a flag pulses. */
export const PULSE_MS = 1_200;
/** More changes at once than this are an event of their own, told by numbers: none of them pulses. */
export const MOST_PULSES = 50;
/** CSS pixels a ring grows by. */
const REACH = 20;
/** The second ring follows after this part of the time. */
const SECOND = 0.22;
/** Least size of a flag that is shown while it pulses, also where the map shows none. */
const LEAST_FLAG = 9;

/** Flags that pulse, each once, since when. */
export class Pulses {
  readonly #sinceMs = new Map<number, number>();

  get isEmpty(): boolean {
    return this.#sinceMs.size === 0;
  }

  /** Begins; nothing where there would be too many. One that pulses already goes on. */
  begin(servers: readonly number[], nowMs: number): void {
    this.end(nowMs);
    if (this.#sinceMs.size + servers.length > MOST_PULSES) return;
    for (const server of servers) if (!this.#sinceMs.has(server)) this.#sinceMs.set(server, nowMs);
  }

  /** Forgets those that are over. */
  end(nowMs: number): void {
    for (const [server, sinceMs] of this.#sinceMs) if (nowMs - sinceMs >= PULSE_MS || nowMs < sinceMs) this.#sinceMs.delete(server);
  }

  clear(): void {
    this.#sinceMs.clear();
  }

  /** Each with the part of its time that has gone by. */
  *at(nowMs: number): Iterable<readonly [server: number, part: number]> {
    for (const [server, sinceMs] of this.#sinceMs) yield [server, (nowMs - sinceMs) / PULSE_MS];
  }
}

/** Two rings that leave a flag and fade, and the flag itself, which swells. False where it is not in view, or no longer in trouble. */
export function drawPulse({ context, painting, originX, originY, k, ratio, view }: LiveScene, server: number, part: number): boolean {
  const { world, palette } = painting;
  const status = world.servers.status[server] as number;
  if (!world.has(server) || (status !== WARNING && status !== INACTIVE) || view.dimmed?.[server] === 1) return false;
  const tilePx = tilePxOf({ ...painting, k, ratio });
  const place = tilePx < 12 ? { x: 0, y: 0 } : flagPlace(tilePx);
  const x = (worldX(world.servers.x[server] as number, world.servers.y[server] as number) + place.x) * k + originX;
  const y = (worldY(world.servers.x[server] as number, world.servers.y[server] as number) + place.y) * k + originY;
  const reach = REACH * 2 * ratio;
  const { width, height } = context.canvas;
  if (x < -reach || y < -reach || x > width + reach || y > height + reach) return false;
  const size = Math.max(LEAST_FLAG, flagSize(tilePx, status)) * ratio;
  const colour = palette.status[status] ?? palette.textQuiet;
  context.setTransform(1, 0, 0, 1, x, y);
  for (const start of [0, SECOND]) {
    const own = (part - start) / (1 - SECOND);
    if (own <= 0 || own >= 1) continue;
    const left = (1 - own) ** 1.6;
    context.beginPath();
    context.arc(0, 0, size * 0.55 + REACH * ratio * (1 - (1 - own) ** 2.4), 0, Math.PI * 2);
    context.strokeStyle = css(colour, Math.round(left * 90) / 100);
    context.lineWidth = (0.8 + 2.6 * left) * ratio;
    context.stroke();
  }
  drawFlag(context, palette, status, size * (1 + 0.42 * Math.sin(Math.PI * Math.min(1, part * 2)) ** 2));
  return true;
}
