import { toWorld } from '../../scene/camera.ts';
import { isInside } from '../../scene/inside.ts';
import type { Point } from '../../scene/space.ts';
import { standOf } from '../../state/camera-port.ts';
import type { Page } from '../../state/page.ts';
import { click } from '../hand/click.ts';
import { idle } from '../hand/idle.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

/** Pixels from one point of a free line to the next. */
const STEP = 4;

/** A rectangle, or a free line, is drawn around servers. Released, they are selected; with Ctrl or ⌘ they join what was selected. */
export function drawing(hand: Hand, from: Pointer, isFree = false): HandState {
  const { page } = hand;
  let line: readonly Point[] = [from.at];
  const end = (): HandState => {
    page.map.lasso.value = undefined;
    return idle(hand);
  };
  const self: HandState = {
    name: 'drawing',
    claims: true,
    down: () => end(),
    move(pointer) {
      const last = line.at(-1) ?? from.at;
      if (isFree && Math.hypot(pointer.at.x - last.x, pointer.at.y - last.y) >= STEP) line = [...line, pointer.at];
      if (page.map.lasso.peek() !== undefined || isDragged(from, pointer)) page.map.lasso.value = isFree && line.length > 2 ? line : [from.at, pointer.at];
      return self;
    },
    up(pointer) {
      if (page.map.lasso.peek() === undefined) click(page, hand.pick(from.at), true);
      else takeInside(page, isFree ? serversWithin(page, [...line, pointer.at]) : serversBetween(page, from.at, pointer.at), pointer.mod);
      return end();
    },
    cancel: end,
  };
  return self;
}

function takeInside(page: Page, inside: readonly number[], adds: boolean): void {
  page.isPanelClosed.value = false;
  if (adds) page.selection.add(inside);
  else page.selection.set(inside);
  // One lasso, one use: the next drag pans again.
  if (inside.length > 0) page.tool.value = 'hand';
}

/** Servers that stand inside a line of the screen, which is closed by itself. */
export function serversWithin(page: Page, line: readonly Point[]): number[] {
  const world = page.world;
  if (world === null) return [];
  const camera = page.map.camera.peek();
  const size = page.map.size.peek();
  const x = line.map((point) => point.x);
  const y = line.map((point) => point.y);
  const around = serversBetween(page, { x: Math.min(...x), y: Math.min(...y) }, { x: Math.max(...x), y: Math.max(...y) });
  const inWorld = line.map((point) => toWorld(camera, size, point));
  return around.filter((server) => isInside(inWorld, standOf(world, server)));
}

/** Servers that stand inside the rectangle between two points of the screen. */
export function serversBetween(page: Page, a: Point, b: Point): number[] {
  const world = page.world;
  if (world === null) return [];
  const camera = page.map.camera.peek();
  const size = page.map.size.peek();
  const least = toWorld(camera, size, { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) });
  const most = toWorld(camera, size, { x: Math.max(a.x, b.x), y: Math.max(a.y, b.y) });
  const found: number[] = [];
  // The grid knows the tile's middle; what is seen stands above it.
  const { up } = standOf(world, 0);
  world.grid.each({ minX: least.x, minY: least.y, maxX: most.x, maxY: most.y + up }, (server) => {
    const { x, y } = standOf(world, server);
    if (x >= least.x && x <= most.x && y >= least.y && y <= most.y) found.push(server);
  });
  return found;
}
