import type { FeedNoun } from '../contract/change.ts';

/** A row as the contract shows it. */
export type Row = { readonly id: string };

/** One row before and after a work; null where it did not or does not exist. */
export type RowImage = { readonly noun: FeedNoun; readonly id: string; readonly before: Row | null; readonly after: Row | null };

/** Notes what the work under way does to rows. Rows can only be written while a work is under way. */
export class Journal {
  readonly #watchers: ((image: RowImage) => void)[] = [];
  readonly #keep: number;
  #images: RowImage[] | null = null;

  /** `keep`: how many images are of interest; of a work of more rows the rest is dropped. */
  constructor(keep = Infinity) {
    this.#keep = keep;
  }

  /** Is told of every row as it is written, before commit, and of its way back if the work fails. */
  watch(watcher: (image: RowImage) => void): void {
    this.#watchers.push(watcher);
  }

  begin(): void {
    if (this.#images !== null) throw new Error('A work is under way already: works do not nest.');
    this.#images = [];
  }

  record(image: RowImage): void {
    this.assertOpen();
    if (this.#images !== null && this.#images.length < this.#keep) this.#images.push(image);
    for (const watcher of this.#watchers) watcher(image);
  }

  assertOpen(): void {
    if (this.#images === null) throw new Error('Rows are written inside store.write only.');
  }

  /** Ends the work and answers what it did: each row once, rows that are as they were left out. */
  commit(): RowImage[] {
    const images = this.#images ?? [];
    this.#images = null;
    return images.length < 2 ? images : joined(images);
  }

  /** Ends the work and tells the watchers the way back. */
  rollback(): void {
    const images = this.#images ?? [];
    this.#images = null;
    this.revert(images);
  }

  /** Tells the watchers the way back of images that were committed to a group which then failed. */
  revert(images: readonly RowImage[]): void {
    for (const { noun, id, before, after } of images.toReversed()) {
      for (const watcher of this.#watchers) watcher({ noun, id, before: after, after: before });
    }
  }
}

function joined(images: readonly RowImage[]): RowImage[] {
  const rows = new Map<string, RowImage>();
  for (const image of images) {
    const key = `${image.noun}/${image.id}`;
    const first = rows.get(key);
    rows.set(key, first === undefined ? image : { ...image, before: first.before });
  }
  return [...rows.values()].filter(({ before, after }) => before !== after && JSON.stringify(before) !== JSON.stringify(after));
}
