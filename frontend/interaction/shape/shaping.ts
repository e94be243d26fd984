import { anchorsOf, moveAnchorsOf, pointsOfConnection, type Anchor, type Shaped } from '../../scene/anchors.ts';
import { toWorld } from '../../scene/camera.ts';
import { moveText, reshapeArea, reshapeLine, reshapeWaypoints } from '../../scene/reshape.ts';
import { worldToTile, type Point } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import type { Shaping } from '../../state/map-state.ts';
import type { Page } from '../../state/page.ts';
import { idle } from '../hand/idle.ts';
import { moving } from '../move/moving.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';
import { holdingEnd } from './holding-end.ts';

/** A handle of a drawing hangs on the pointer, and the new shape is drawn. Released, it is kept. What is moved as a whole goes with all that moves with it. */
function shaping(hand: Hand, from: Pointer, shaped: Shaped, anchor: Anchor): HandState {
  const { page } = hand;
  const world = page.world;
  let wasDragged = false;
  const end = (): HandState => {
    page.map.shaping.value = undefined;
    return idle(hand);
  };
  const self: HandState = {
    name: 'shaping',
    claims: true,
    down: end,
    move(pointer) {
      wasDragged ||= isDragged(from, pointer);
      if (world === null || !wasDragged) return self;
      const at = tileAt(page, pointer.at);
      const hit = hand.pick(pointer.at);
      const server = shaped.kind === 'line' && hit?.kind === 'server' ? world.idOf(hit.index) : null;
      const next = shapeOf(world, shaped, anchor, at, server);
      page.map.shaping.value = next ?? undefined;
      return self;
    },
    up() {
      const shape = page.map.shaping.peek();
      if (shape === undefined || world === null) {
        // A click on a point between two takes it away.
        if (shaped.kind === 'connection' && anchor.kind === 'point') void page.drawing.removeWaypoint(world, shaped.id, anchor.index);
        return end();
      }
      void keep(page, shape);
      return idle(hand);
    },
    cancel: end,
  };
  return self;
}

const tileAt = (page: Page, at: Point): Point => worldToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), at));

/** What a shape would be with its handle at this place. */
function shapeOf(world: World, { kind, id }: Shaped, anchor: Anchor, at: Point, server: string | null): Shaping | null {
  switch (kind) {
    case 'area': {
      const row = world.drawings.get('areas', id);
      return row === undefined ? null : { kind, id, ...reshapeArea(row, anchor, at) };
    }
    case 'text': {
      const row = world.drawings.get('texts', id);
      return row === undefined ? null : { kind, id, row: { ...row, position: moveText(row, anchor, at) } };
    }
    case 'line': {
      const row = world.drawings.get('lines', id);
      return row === undefined ? null : { kind, id, row: { ...row, points: reshapeLine(row.points, anchor, at, server) } };
    }
    case 'connection': {
      const row = world.connectionIndexOf(id);
      return row < 0 ? null : { kind, id, row, waypoints: reshapeWaypoints(pointsOfConnection(world, row), anchor, at) };
    }
  }
}

/** Asks the daemon; the drawn shape stays until the feed brings the new one. */
async function keep(page: Page, shape: Shaping): Promise<void> {
  switch (shape.kind) {
    case 'area': await page.drawing.patch('areas', shape.id, { from: shape.from, to: shape.to }); break;
    case 'text': await page.drawing.patch('texts', shape.id, { position: shape.row.position }); break;
    case 'line': await page.drawing.patch('lines', shape.id, { points: shape.row.points }); break;
    case 'connection': await page.drawing.setWaypoints(shape.id, shape.waypoints); break;
  }
  if (page.map.shaping.peek() === shape) page.map.shaping.value = undefined;
}

/** The handle under a point of the screen, of what is selected; `shaped` is null where it moves several. */
function anchorAt(page: Page, { index }: { readonly index: number }): { readonly shaped: Shaped | null; readonly anchor: Anchor } | null {
  const { world } = page;
  const item = page.selection.item.peek();
  if (world === null || item?.kind === 'cluster' || item?.kind === 'network') return null;
  const shaped: Shaped | null = item === null ? null : { kind: item.kind, id: item.id };
  const anchor = (shaped === null ? moveAnchorsOf(world, page.shapes()) : anchorsOf(world, shaped))[index];
  return anchor === undefined ? null : { shaped, anchor };
}

/** Pressed on a handle: the shape changes, or what is selected moves. */
export function onAnchor(hand: Hand, from: Pointer, index: number): HandState | null {
  const held = anchorAt(hand.page, { index });
  if (held === null) return null;
  const { shaped, anchor } = held;
  // A text alone moves by half tiles, which a crowd does not.
  if (shaped?.kind === 'connection' && anchor.kind === 'end') return holdingEnd(hand, from, shaped.id, anchor.index === 0 ? 'from' : 'to');
  return shaped === null || (shaped.kind === 'area' && anchor.kind === 'move') ? moving(hand, from) : shaping(hand, from, shaped, anchor);
}
