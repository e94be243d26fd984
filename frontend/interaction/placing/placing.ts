import { placeIcon, tileAt } from '../../state/icons/placing.ts';
import { idle } from '../hand/idle.ts';
import { panning } from '../hand/panning.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

/** Pressed with an icon in the hand: released here a server stands there, and the icon stays in the hand; dragged, the map pans. */
export function placing(hand: Hand, from: Pointer): HandState {
  const { page } = hand;
  const self: HandState = {
    name: 'placing',
    claims: false,
    down: () => panning(hand),
    move: (pointer) => (isDragged(from, pointer) ? panning(hand) : self),
    up(pointer) {
      const held = page.icons.held.peek();
      if (held !== null) void placeIcon(page, held, tileAt(page, pointer.at));
      return idle(hand);
    },
    cancel: () => idle(hand),
  };
  return self;
}
