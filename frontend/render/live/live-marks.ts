import { viewBounds } from '../../scene/camera.ts';
import type { Traffic } from '../../scene/links.ts';
import type { Route } from '../../scene/route.ts';
import { overlaps, worldX, worldY, type Size } from '../../scene/space.ts';
import { drawCard, type Card } from '../marks/cards.ts';
import type { Painting } from '../painting.ts';
import type { View } from '../view.ts';
import { drawFlow, Flows } from './flow.ts';
import { isAsked, layAsked, layNear, nearRows, tellsNear } from './labels.ts';
import type { LiveLayer, LiveRoute, LiveScene, LiveWords } from './live-layer.ts';
import { drawPulse, Pulses } from './pulses.ts';

/** Lines that flow at once at most. */
const MOST_FLOWS = 16;

/** Numbers beside connections, beads that flow along them, and flags that pulse. */
export class LiveMarks implements LiveLayer {
  readonly #words: LiveWords;
  readonly #nowMs: () => number;
  readonly #pulses = new Pulses();
  readonly #flows = new Flows();
  #isMoving = false;

  constructor(words: LiveWords, nowMs: () => number) {
    this.#words = words;
    this.#nowMs = nowMs;
  }

  get isMoving(): boolean { return this.#isMoving; }

  begin(view: View, painting: Painting, size: Size): boolean {
    this.#isMoving = false;
    this.#pulses.end(this.#nowMs());
    return !this.#pulses.isEmpty || (tellsNear(view, painting) && nearRows(painting, view, size).length > 0);
  }

  pulse(servers: readonly number[]): void {
    this.#pulses.begin(servers, this.#nowMs());
  }

  forgetPulses(): void {
    this.#pulses.clear();
  }

  /** Only for a connection that is selected or pointed at, in view, and while bytes flow. */
  drawFlows(scene: LiveScene, routes: readonly LiveRoute[]): void {
    const { view, painting: { world }, size } = scene;
    if (view.reducedMotion) return;
    const traffic = new Map<number, Traffic>();
    for (const { row, route } of routes) {
      if (traffic.size >= MOST_FLOWS || !isAsked(view, row) || !isInView(route, view, size)) continue;
      const known = world.links.trafficOf(row);
      if (known !== null && known.sent_bytes_per_second + known.received_bytes_per_second > 0) traffic.set(row, known);
    }
    this.#flows.move(traffic, this.#nowMs());
    for (const route of routes) {
      const known = traffic.get(route.row);
      if (known !== undefined) drawFlow(scene, route, known, this.#flows);
    }
    this.#isMoving ||= traffic.size > 0;
  }

  drawLabels(scene: LiveScene, routes: readonly LiveRoute[], taken: readonly Card[]): void {
    const { context, painting, view, size, sprites, ruler, ratio } = scene;
    const asked = layAsked(scene, routes, taken, this.#words);
    const drawn = new Set(routes.map(({ row }) => row));
    const near = tellsNear(view, painting) ? layNear(scene, nearRows(painting, view, size).filter((row) => !drawn.has(row)), [...taken, ...asked], this.#words) : [];
    context.setTransform(1, 0, 0, 1, 0, 0);
    for (const card of [...near, ...asked]) drawCard(context, card, painting.palette, sprites, ruler, ratio, 0, 0);
  }

  drawPulses(scene: LiveScene): void {
    for (const [server, part] of this.#pulses.at(this.#nowMs())) if (drawPulse(scene, server, part)) this.#isMoving = true;
  }
}


function isInView(route: Route, view: View, size: Size): boolean {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let at = 0; at + 1 < route.length; at += 2) {
    const [x, y] = [worldX(route[at] as number, route[at + 1] as number), worldY(route[at] as number, route[at + 1] as number)];
    bounds.minX = Math.min(bounds.minX, x);
    bounds.minY = Math.min(bounds.minY, y);
    bounds.maxX = Math.max(bounds.maxX, x);
    bounds.maxY = Math.max(bounds.maxY, y);
  }
  return overlaps(bounds, viewBounds(view.camera, size));
}
