import type { Change, FeedNoun } from '../../backend/contract/change.ts';

const KEPT = 500;

/** Who changed a row last, as far as the feed has told since the page was opened. */
export class Authors {
  readonly #by = new Map<string, string>();

  note({ by, rows }: Change): void {
    for (const { noun, id } of rows ?? []) {
      const key = `${noun}/${id}`;
      this.#by.delete(key);
      this.#by.set(key, by);
    }
    for (const key of this.#by.keys()) {
      if (this.#by.size <= KEPT) return;
      this.#by.delete(key);
    }
  }

  /** "" where nobody has, since the page was opened. */
  of(noun: FeedNoun, id: string): string {
    return this.#by.get(`${noun}/${id}`) ?? '';
  }
}
