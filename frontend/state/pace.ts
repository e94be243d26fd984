import { effect } from '@preact/signals';
import type { LiveFrame } from '../../backend/contract/live-frame.ts';
import { asOneOf, keptSignal } from './kept.ts';

type SamplesFrame = Extract<LiveFrame, { type: 'samples' }>;

/** How many seconds pass between two looks at the numbers: 0 is as they come, PAUSED is not at all. States are always live. */
export const PACES = [0, 5, 30, 60] as const;
export const PAUSED = -1;

/** Frames kept while numbers wait; of more the oldest are dropped, and are a gap in the sparklines. */
const MOST_WAITING = 240;

/** Holds numbers back for as long as the reader wants. */
export class Pace {
  readonly choice = keptSignal<number>('numbers', 0, asOneOf([...PACES, PAUSED]));
  #show: (frame: SamplesFrame) => void = () => undefined;
  #waiting: SamplesFrame[] = [];

  /** Shows frames with `show` from now on, as often as is chosen. Returns how to end it. */
  start(show: (frame: SamplesFrame) => void): () => void {
    this.#show = show;
    let timer = 0;
    const stop = effect(() => {
      const seconds = this.choice.value;
      clearInterval(timer);
      if (seconds >= 0) this.#flush();
      if (seconds > 0) timer = window.setInterval(() => this.#flush(), seconds * 1_000);
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }

  take(frame: SamplesFrame): void {
    if (this.choice.peek() === 0) {
      this.#show(frame);
      return;
    }
    this.#waiting.push(frame);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const frame of waiting) this.#show(frame);
  }
}
