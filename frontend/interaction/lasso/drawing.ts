import { toWorld } from '../../scene/camera.ts';
import type { Point } from '../../scene/space.ts';
import { standOf } from '../../state/camera-port.ts';
import type { Page } from '../../state/page.ts';
import { click } from '../hand/click.ts';
import { idle } from '../hand/idle.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

/** A rectangle is drawn around servers. Released, they are selected; with Ctrl or ⌘ they join what was selected. */
export function drawing(hand: Hand, from: Pointer): HandState {
  const { page } = hand;
  const end = (): HandState => {
    page.map.lasso.value = undefined;
    return idle(hand);
  };
  const self: HandState = {
    name: 'drawing',
    claims: true,
    down: () => end(),
    move(pointer) {
      if (page.map.lasso.peek() !== undefined || isDragged(from, pointer)) page.map.lasso.value = [from.at, pointer.at];
      return self;
    },
    up(pointer) {
      if (page.map.lasso.peek() === undefined) click(page, hand.pick(from.at), true);
      else takeInside(page, from.at, pointer.at, pointer.mod);
      return end();
    },
    cancel: end,
  };
  return self;
}

function takeInside(page: Page, a: Point, b: Point, adds: boolean): void {
  const inside = serversBetween(page, a, b);
  page.isPanelClosed.value = false;
  if (adds) page.selection.add(inside);
  else page.selection.set(inside);
  // One lasso, one use: the next drag pans again.
  if (inside.length > 0) page.tool.value = 'hand';
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
