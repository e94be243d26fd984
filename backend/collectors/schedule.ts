/** Something that is due at a time. The schedule that holds it keeps its place in it. */
export type Due = { dueMs: number; place: number; schedule: { take(item: Due): void } | null };

/** What is due when, earliest first: a binary heap in which each item knows its place, so that it can be moved and taken out. */
export class Schedule<Item extends Due> {
  readonly #heap: Item[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The item that is due first. */
  get first(): Item | undefined {
    return this.#heap[0];
  }

  /** Puts an item at a time, wherever it was before, in this schedule or another. */
  put(item: Item, dueMs: number): void {
    remove(item);
    item.dueMs = dueMs;
    item.schedule = this;
    item.place = this.#heap.length;
    this.#heap.push(item);
    this.#rise(item);
  }

  /** Takes an item out that stands in this schedule. */
  take(item: Item): void {
    const last = this.#heap.pop();
    if (last !== undefined && last !== item) {
      this.#set(last, item.place);
      this.#rise(last);
      this.#sink(last);
    }
    item.schedule = null;
  }

  #rise(item: Item): void {
    while (item.place > 0) {
      const parent = this.#heap[(item.place - 1) >> 1] as Item;
      if (parent.dueMs <= item.dueMs) return;
      const { place } = item;
      this.#set(item, parent.place);
      this.#set(parent, place);
    }
  }

  #sink(item: Item): void {
    for (;;) {
      const left = item.place * 2 + 1;
      if (left >= this.#heap.length) return;
      const right = this.#heap[left + 1];
      const first = this.#heap[left] as Item;
      const child = right !== undefined && right.dueMs < first.dueMs ? right : first;
      if (child.dueMs >= item.dueMs) return;
      const { place } = child;
      this.#set(child, item.place);
      this.#set(item, place);
    }
  }

  #set(item: Item, place: number): void {
    this.#heap[place] = item;
    item.place = place;
  }
}

/** Takes an item out of whichever schedule holds it. */
export function remove(item: Due): void {
  item.schedule?.take(item);
}

/** Rings once at the earliest of the times it was set to. */
export class Alarm {
  readonly #ring: () => void;
  readonly #elapsedMs: () => number;
  #timer: NodeJS.Timeout | null = null;
  #atMs = Infinity;
  #isStopped = false;

  constructor(ring: () => void, elapsedMs: () => number) {
    this.#ring = ring;
    this.#elapsedMs = elapsedMs;
  }

  /** Rings at a time, unless it rings before. Times closer than 5 ms ring together. */
  set(atMs: number): void {
    if (this.#isStopped || atMs >= this.#atMs) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#atMs = atMs;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#atMs = Infinity;
      this.#ring();
    }, Math.min(2_147_483_647, Math.max(5, atMs - this.#elapsedMs())));
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
