import type { Hand, HandState } from '../hand-state.ts';
import { idle } from './idle.ts';

/** The camera follows the pointer; its own gestures do that. The hand only waits for the release. */
export function panning(hand: Hand): HandState {
  hand.page.map.hover.value = null;
  const self: HandState = {
    name: 'panning',
    claims: false,
    move: () => self,
    up: () => idle(hand),
    cancel: () => idle(hand),
  };
  return self;
}
