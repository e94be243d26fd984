import { toWorld } from '../../scene/camera.ts';
import { worldToTile, type Point } from '../../scene/space.ts';
import type { Page } from '../../state/page.ts';
import { idle } from '../hand/idle.ts';
import type { Hand, HandState, Pointer } from '../hand-state.ts';
import { nearestFree } from './free-tiles.ts';

/** The selected servers hang on the pointer and snap to tiles. Released, they stay there. */
export function moving(hand: Hand, from: Pointer): HandState {
  const { page } = hand;
  const servers = page.selection.servers.peek();
  const begun = tileAt(page, from.at);
  let dx = 0;
  let dy = 0;
  page.map.hover.value = null;
  const self: HandState = {
    name: 'moving',
    claims: true,
    down: () => self.cancel(),
    move(pointer) {
      const now = tileAt(page, pointer.at);
      dx = Math.round(now.x - begun.x) + 0;
      dy = Math.round(now.y - begun.y) + 0;
      page.map.moving.value = { servers, dx, dy };
      return self;
    },
    up() {
      void drop(page, servers, dx, dy);
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

/** Moves servers by tiles, aside where others stand. The drawn ghosts stay until the feed brings the new places. */
export async function drop(page: Page, servers: ReadonlySet<number>, dx: number, dy: number): Promise<void> {
  const world = page.world;
  const by = world === null ? { dx, dy } : nearestFree(world, servers, dx, dy);
  if (world === null || (by.dx === 0 && by.dy === 0)) {
    page.map.moving.value = undefined;
    return;
  }
  const ghost = { servers, ...by };
  page.map.moving.value = ghost;
  await page.edits.moveServers([...servers].map((server) => ({
    id: world.idOf(server),
    position: { x: Math.round((world.servers.x[server] ?? 0) + by.dx) + 0, y: Math.round((world.servers.y[server] ?? 0) + by.dy) + 0 },
  })));
  // The feed has moved them; or nothing was taken and they stand where they stood.
  if (page.map.moving.peek() === ghost) page.map.moving.value = undefined;
}
