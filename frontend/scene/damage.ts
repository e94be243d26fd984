import type { Bounds } from './space.ts';

const MOST_PARTS = 256;

/** Parts of the world whose picture is no longer true, gathered until the renderer asks. */
export class Damage {
  #parts: Bounds[] = [];
  #everything = false;

  /** Nothing more can be added. */
  get isAll(): boolean { return this.#everything; }

  add(bounds: Bounds): void {
    if (this.#everything) return;
    if (this.#parts.length >= MOST_PARTS) this.addAll();
    else this.#parts.push(bounds);
  }

  addAll(): void {
    this.#everything = true;
    this.#parts = [];
  }

  /** What was gathered since the last time; 'all' where too much changed to tell it apart. */
  take(): readonly Bounds[] | 'all' {
    const taken = this.#everything ? 'all' : this.#parts;
    this.#parts = [];
    this.#everything = false;
    return taken;
  }
}
