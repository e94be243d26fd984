import { drawingLine } from '../draw/drawing-line.ts';
import { idle } from '../hand/idle.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

/**
 * A line hangs between a server and the pointer. Released over another server it asks for the type. A click instead of a
 * drag keeps the line on the pointer: the next click on a server ends it there, one on the floor bends it.
 */
export function connecting(hand: Hand, from: Pointer, server: number): HandState {
  const { page } = hand;
  let wasDragged = false;
  let wasClicked = false;
  const show = (pointer: Pointer): void => {
    const hit = hand.pick(pointer.at);
    const target = (hit?.kind === 'server' || hit?.kind === 'handle') && hit.index !== server ? hit.index : null;
    page.map.hover.value = target === null ? null : { kind: 'server', index: target };
    page.map.connecting.value = { from: server, to: pointer.at, target };
  };
  const end = (): HandState => {
    page.map.connecting.value = undefined;
    page.map.hover.value = null;
    return idle(hand);
  };
  const finish = (): HandState => {
    const target = page.map.connecting.peek()?.target ?? null;
    const world = page.world;
    const next = end();
    if (target !== null && world !== null) page.open({ kind: 'connect', ids: [world.idOf(server), world.idOf(target)] });
    return next;
  };
  const self: HandState = {
    name: 'connecting',
    claims: true,
    down: () => self,
    move(pointer) {
      wasDragged ||= isDragged(from, pointer);
      show(pointer);
      return self;
    },
    up(pointer) {
      show(pointer);
      const { target } = page.map.connecting.peek() ?? {};
      const hit = hand.pick(pointer.at);
      const isAtHome = hit?.kind === 'server' && hit.index === server;
      if (wasClicked && target === null && page.world !== null && !isAtHome) {
        end();
        return drawingLine(hand, pointer, [{ server: page.world.idOf(server) }]);
      }
      if (wasDragged || wasClicked) return finish();
      wasClicked = true;
      return self;
    },
    cancel: end,
  };
  show(from);
  return self;
}
