import { click } from '../hand/click.ts';
import { idle } from '../hand/idle.ts';
import { panning } from '../hand/panning.ts';
import { withTools } from '../hand/tools.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

/** Pressed on a selected server: dragged, all selected ones move; released here, it alone stays selected. */
export function pointingServer(hand: Hand, from: Pointer, server: number): HandState {
  const self: HandState = {
    name: 'pointing-server',
    claims: true,
    down: () => panning(hand),
    move: (pointer) => (isDragged(from, pointer) ? withTools(hand, ({ moving }) => moving(hand, from)).move(pointer) : self),
    up() {
      click(hand.page, { kind: 'server', index: server }, false);
      return idle(hand);
    },
    hold() {
      hand.openMenu(from.at);
      return panning(hand);
    },
    cancel: () => idle(hand),
  };
  return self;
}
