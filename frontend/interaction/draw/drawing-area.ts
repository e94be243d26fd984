import { toWorld } from '../../scene/camera.ts';
import { snapToTile, type Point } from '../../scene/space.ts';
import { idle } from '../hand/idle.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

/** An area is drawn from tile to tile. Released, it is there and selected; a click alone makes one of three by three tiles. */
export function drawingArea(hand: Hand, from: Pointer): HandState {
  const { page } = hand;
  const tileAt = (at: Point): Point => snapToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), at));
  const start = tileAt(from.at);
  let to = start;
  let wasDragged = false;
  const show = (): void => {
    const shape = { from: { x: Math.min(start.x, to.x), y: Math.min(start.y, to.y) }, to: { x: Math.max(start.x, to.x), y: Math.max(start.y, to.y) } };
    page.map.shaping.value = { kind: 'area', id: '', ...shape };
  };
  const end = (): HandState => {
    page.map.shaping.value = undefined;
    return idle(hand);
  };
  const self: HandState = {
    name: 'drawing-area',
    claims: true,
    down: end,
    move(pointer) {
      wasDragged ||= isDragged(from, pointer);
      to = tileAt(pointer.at);
      show();
      return self;
    },
    up() {
      if (!wasDragged) to = { x: start.x + 2, y: start.y + 2 };
      page.tool.value = 'hand';
      void page.drawing.addArea(start, to);
      return end();
    },
    cancel: end,
  };
  show();
  return self;
}
