import { grown } from './grown.ts';

/** Ids with a slot each in typed columns: a code (the state), the revision of its last change, and counters by code. */
export class SlotTable {
  readonly #slots = new Map<string, number>();
  readonly #ids: (string | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #counts: number[];
  #codes = new Uint8Array(1_024);
  #revisions = new Uint32Array(1_024);

  constructor(codes: number) {
    this.#counts = Array.from({ length: codes }, () => 0);
  }

  get size(): number {
    return this.#slots.size;
  }

  /** How many ids have each code. */
  get counts(): readonly number[] {
    return this.#counts;
  }

  slotOf(id: string): number | undefined {
    return this.#slots.get(id);
  }

  idAt(slot: number): string {
    return this.#ids[slot] ?? '';
  }

  ids(): string[] {
    return [...this.#slots.keys()];
  }

  codeAt(slot: number): number {
    return this.#codes[slot] ?? 0;
  }

  /** A slot for a new id, with code 0. Slots of removed ids are used again. */
  add(id: string): number {
    const slot = this.#free.pop() ?? this.#ids.length;
    if (slot >= this.#codes.length) {
      this.#codes = grown(this.#codes, slot);
      this.#revisions = grown(this.#revisions, slot);
    }
    this.#slots.set(id, slot);
    this.#ids[slot] = id;
    this.#codes[slot] = 0;
    this.#revisions[slot] = 0;
    this.#count(0, 1);
    return slot;
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#count(this.codeAt(slot), -1);
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    this.#revisions[slot] = 0;
    this.#free.push(slot);
  }

  setCode(slot: number, code: number, revision: number): void {
    this.#count(this.codeAt(slot), -1);
    this.#count(code, 1);
    this.#codes[slot] = code;
    this.#revisions[slot] = revision;
  }

  /** Slots whose last change is after a revision. */
  changedSince(revision: number): number[] {
    const changed: number[] = [];
    for (let slot = 0; slot < this.#ids.length; slot += 1) {
      if ((this.#revisions[slot] as number) > revision) changed.push(slot);
    }
    return changed;
  }

  #count(code: number, step: number): void {
    this.#counts[code] = (this.#counts[code] ?? 0) + step;
  }
}
