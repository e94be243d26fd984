import { nearestFree } from '../../scene/free-tiles.ts';
import { toWorld } from '../../scene/camera.ts';
import { worldToTile, type Point } from '../../scene/space.ts';
import type { Page } from '../../state/page.ts';
import { idle } from '../hand/idle.ts';
import type { Hand, HandState, Pointer } from '../hand-state.ts';
import { movable } from './movable.ts';
import { panning } from '../hand/panning.ts';

/** The selected servers that are not locked hang on the pointer and snap to tiles, unless snapping is off; Alt is the other way. Released, they stay there. */
export function moving(hand: Hand, from: Pointer): HandState {
  const { page } = hand;
  const servers: ReadonlySet<number> = new Set(movable(page));
  if (servers.size === 0) return panning(hand);
  const begun = tileAt(page, from.at);
  let dx = 0;
  let dy = 0;
  let snaps = true;
  page.map.hover.value = null;
  const self: HandState = {
    name: 'moving',
    claims: true,
    down: () => self.cancel(),
    move(pointer) {
      const now = tileAt(page, pointer.at);
      snaps = (page.snap.peek() === 'on') !== pointer.alt;
      dx = rounded(now.x - begun.x, snaps);
      dy = rounded(now.y - begun.y, snaps);
      page.map.moving.value = { servers, dx, dy };
      return self;
    },
    up() {
      void drop(page, servers, dx, dy, snaps);
      return idle(hand);
    },
    cancel() {
      page.map.moving.value = undefined;
      return idle(hand);
    },
  };
  return self;
}

function tileAt(page: Page, at: Point): Point {
  return worldToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), at));
}

/** A whole tile, or a hundredth of one. Never -0. */
const rounded = (value: number, snaps: boolean): number => (snaps ? Math.round(value) : Math.round(value * 100) / 100) + 0;

/** Moves servers: by tiles and aside where others stand, or freely. The drawn ghosts stay until the feed brings the new places. */
export async function drop(page: Page, servers: ReadonlySet<number>, dx: number, dy: number, snaps: boolean): Promise<void> {
  const world = page.world;
  const by = world === null || !snaps ? { dx, dy } : nearestFree(world, servers, dx, dy);
  if (world === null || servers.size === 0 || (by.dx === 0 && by.dy === 0)) {
    page.map.moving.value = undefined;
    return;
  }
  const ghost = { servers, ...by };
  page.map.moving.value = ghost;
  await page.edits.moveServers([...servers].map((server) => ({
    id: world.idOf(server),
    position: { x: rounded((world.servers.x[server] ?? 0) + by.dx, snaps), y: rounded((world.servers.y[server] ?? 0) + by.dy, snaps) },
  })));
  // The feed has moved them; or nothing was taken and they stand where they stood.
  if (page.map.moving.peek() === ghost) page.map.moving.value = undefined;
}
