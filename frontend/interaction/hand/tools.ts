import { t } from '../../state/words.ts';
import type { Hand, HandState } from '../hand-state.ts';
import type { tools } from '../tools.ts';
import { idle } from './idle.ts';

/** What a hand does beside panning and clicking. */
export type Tools = typeof tools;

let here: Tools | null = null;

/** Fetches the tools of the hand, once: nobody needs them for the first picture. */
export async function fetchTools(): Promise<Tools> {
  return here ??= (await import('../tools.ts')).tools;
}

/** What a tool makes of a press. Before the tools have come, what the hand does is remembered and done once they are here. */
export function withTools(hand: Hand, begin: (tools: Tools) => HandState): HandState {
  if (here !== null) return begin(here);
  const heard: ((state: HandState) => HandState)[] = [];
  let isOver = false;
  const hear = (step: (state: HandState) => HandState): HandState => {
    heard.push(step);
    return waiting;
  };
  const end = (next: () => HandState): void => { if (!isOver) hand.go(next()); };
  const waiting: HandState = {
    name: 'waiting',
    claims: true,
    down: (pointer) => hear((state) => state.down?.(pointer) ?? state),
    move: (pointer) => hear((state) => state.move(pointer)),
    up: (pointer) => hear((state) => state.up(pointer)),
    finish: () => hear((state) => state.finish?.() ?? state),
    cancel() {
      isOver = true;
      return idle(hand);
    },
  };
  fetchTools().then((fetched) => end(() => heard.reduce((state, step) => step(state), begin(fetched))), () => {
    hand.page.notices.fault(t('fault_chunk'));
    end(() => idle(hand));
  });
  return waiting;
}
