import type { Hit } from '../../state/map-state.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';
import { click } from './click.ts';
import { idle } from './idle.ts';
import { panning } from './panning.ts';

/** Pressed on the map or on something not selected: a click if released here, else the map pans. */
export function pointing(hand: Hand, from: Pointer, hit: Hit | null): HandState {
  const self: HandState = {
    name: 'pointing',
    claims: false,
    down: () => panning(hand),
    move: (pointer) => (isDragged(from, pointer) ? panning(hand) : self),
    up() {
      click(hand.page, hit, from.mod || from.shift);
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
