import { strandsOf } from '../../scene/along.ts';
import type { Traffic } from '../../scene/links.ts';
import type { Route } from '../../scene/route.ts';
import { TILE_RISE } from '../../scene/space.ts';
import { css } from '../../scene/colour.ts';
import { traceRoute } from '../marks/traces.ts';
import type { LiveRoute, LiveScene } from './live-layer.ts';

/** Tiles from one bead to the next, and how long each is. */
const GAP = 0.36;
const BEAD = 0.05;
/** From one lane to the other, in widths of a line. */
const LANES = 1.3;
const SLOWEST = 0.35;
const FASTEST = 3.2;
/** A pause longer than this was no movement: the beads go on from where they were. */
const LONGEST_STEP_MS = 200;

/** Tiles per second at which beads move for bytes per second: more with each power of ten, so that a trickle and a flood can both be followed; 0 for none. */
export function flowSpeed(bytesPerSecond: number): number {
  return bytesPerSecond > 0 ? Math.min(FASTEST, SLOWEST + 0.55 * Math.log10(1 + bytesPerSecond / 1_000)) : 0;
}

/** How far the beads of each connection have come, in tiles. A speed that changes never makes them jump. */
export class Flows {
  #phases = new Map<number, { sent: number; received: number }>();
  #movedMs = 0;

  /** Moves all beads on. Connections that are no longer named are forgotten. */
  move(traffic: ReadonlyMap<number, Traffic>, nowMs: number): void {
    const seconds = Math.min(LONGEST_STEP_MS, Math.max(0, nowMs - this.#movedMs)) / 1_000;
    this.#movedMs = nowMs;
    const before = this.#phases;
    this.#phases = new Map([...traffic].map(([row, { sent_bytes_per_second: sent, received_bytes_per_second: received }]) => {
      const phase = before.get(row) ?? { sent: 0, received: 0 };
      return [row, { sent: (phase.sent + flowSpeed(sent) * seconds) % GAP, received: (phase.received + flowSpeed(received) * seconds) % GAP }];
    }));
  }

  phaseOf(row: number): { readonly sent: number; readonly received: number } {
    return this.#phases.get(row) ?? { sent: 0, received: 0 };
  }
}

/** A pipe with beads in it: those that are sent in one lane and those that are received in the other, where there are both. */
export function drawFlow({ context, painting: { palette }, k, ratio }: LiveScene, { row, route }: LiveRoute, { sent_bytes_per_second: sent, received_bytes_per_second: received }: Traffic, flows: Flows): void {
  const width = Math.max(5, (2 * ratio) / k);
  const isBoth = sent > 0 && received > 0;
  const [there, back] = isBoth ? strandsOf(route, (width * LANES) / TILE_RISE) : [route, route];
  const phase = flows.phaseOf(row);
  const beads = (way: Route, offset: number): void => {
    context.lineDashOffset = offset * TILE_RISE;
    context.beginPath();
    traceRoute(context, way);
    context.stroke();
  };
  context.lineCap = context.lineJoin = 'round';
  context.strokeStyle = css(palette.select);
  context.lineWidth = width * (isBoth ? LANES + 1.3 : 1.9);
  context.beginPath();
  traceRoute(context, route);
  context.stroke();
  context.strokeStyle = css(palette.card);
  context.lineWidth = width * 0.85;
  context.setLineDash([BEAD * TILE_RISE, (GAP - BEAD) * TILE_RISE]);
  // A dash is moved forward by a smaller offset.
  if (sent > 0) beads(there, -phase.sent);
  if (received > 0) beads(back, phase.received);
  context.setLineDash([]);
  context.lineDashOffset = 0;
}
