import { toWorld } from '../../scene/camera.ts';
import { nearestFree } from '../../scene/free-tiles.ts';
import { isNothing, movedRows, shapesOf, type Movers } from '../../scene/movers.ts';
import { worldToTile, type Point } from '../../scene/space.ts';
import type { Page } from '../../state/page.ts';
import { amountsText } from '../../state/removal.ts';
import { t } from '../../state/words.ts';
import { idle } from '../hand/idle.ts';
import type { Hand, HandState, Pointer } from '../hand-state.ts';
import { selectedMovers } from './movable.ts';
import { panning } from '../hand/panning.ts';

/** What is selected and not locked hangs on the pointer and snaps to tiles, unless snapping is off; Alt is the other way. Released, it stays there. */
export function moving(hand: Hand, from: Pointer): HandState {
  const { page } = hand;
  const movers = selectedMovers(page);
  if (movers === null || isNothing(movers)) return panning(hand);
  const { servers } = movers;
  const shapes = shapesOf(movers);
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
      page.map.moving.value = { servers, shapes, dx, dy };
      return self;
    },
    up() {
      void drop(page, movers, dx, dy, snaps);
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

/** Moves all of it: by tiles, and aside where others stand, or freely. The drawn ghosts stay until the feed brings the new places. */
export async function drop(page: Page, movers: Movers, dx: number, dy: number, snaps: boolean): Promise<void> {
  const { world } = page;
  const { servers } = movers;
  const by = world === null || !snaps ? { dx, dy } : nearestFree(world, servers, dx, dy);
  if (world === null || isNothing(movers) || (by.dx === 0 && by.dy === 0)) {
    page.map.moving.value = undefined;
    return;
  }
  const ghost = { servers, shapes: shapesOf(movers), ...by };
  page.map.moving.value = ghost;
  const places = [...servers].map((server) => ({
    id: world.idOf(server),
    position: { x: rounded((world.servers.x[server] ?? 0) + by.dx, snaps), y: rounded((world.servers.y[server] ?? 0) + by.dy, snaps) },
  }));
  await keep(page, movers, places, movedRows(world, movers, by));
  // The feed has moved them; or nothing was taken and they stand where they stood.
  if (page.map.moving.peek() === ghost) page.map.moving.value = undefined;
}

type Places = Parameters<Page['edits']['moveServers']>[0];

/** In one change; in a view with places of its own, whose servers stand elsewhere than their connections bend, in two. */
async function keep(page: Page, { areas, texts, lines, bends }: Movers, places: Places, rows: ReturnType<typeof movedRows>): Promise<void> {
  const { connections, ...drawn } = rows;
  const isDrawn = areas.length + texts.length + lines.length > 0;
  const told = t('done_moved_all', amountsText({ servers: places, ...drawn }));
  if (page.lens.peek() === null && (isDrawn || bends.length > 0)) await page.edits.putAll({ servers: places, ...drawn, connections }, told);
  else {
    if (places.length > 0) await page.edits.moveServers(places);
    if (isDrawn) await page.edits.putAll(drawn, told);
  }
}
