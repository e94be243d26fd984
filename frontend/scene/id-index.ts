/** FNV-1a over UTF-16 units. Continue a hash by passing it as `seed`. */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Slots of the table for each id, at least: fewer, and free ones to stop at become rare. */
const SLOTS_PER_ID = 1.5;

/**
 * Finds the place of an id among many without one Map entry per id: open addressing over place numbers.
 * It is filled at the first question, since a page that only looks never asks.
 */
export class IdIndex {
  readonly #idAt: (place: number) => string;
  readonly #isThere: (place: number) => boolean;
  #slots = new Int32Array(0);
  #filled = 0;

  /** `isThere` is false for places whose row was removed; such a place never matches. */
  constructor(idAt: (place: number) => string, isThere: (place: number) => boolean) {
    this.#idAt = idAt;
    this.#isThere = isThere;
  }

  /** Place of `id` among the first `count` places, or -1. */
  find(id: string, count: number): number {
    // An empty table has no free slot to stop at.
    if (count === 0) return -1;
    this.#fill(count);
    const mask = this.#slots.length - 1;
    for (let slot = hashText(id) & mask; ; slot = (slot + 1) & mask) {
      const place = (this.#slots[slot] as number) - 1;
      if (place < 0) return -1;
      if (this.#isThere(place) && this.#idAt(place) === id) return place;
    }
  }

  #fill(count: number): void {
    if (count * SLOTS_PER_ID > this.#slots.length) {
      this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, count * SLOTS_PER_ID))));
      this.#filled = 0;
    }
    for (; this.#filled < count; this.#filled++) this.#put(this.#filled);
  }

  #put(place: number): void {
    if (!this.#isThere(place)) return;
    const mask = this.#slots.length - 1;
    let slot = hashText(this.#idAt(place)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = place + 1;
  }
}
