const SPAN = 2 ** 21;

/** Which tiles are taken, and the nearest free one to any place. Whole coordinates within ±1,000,000. */
export class Tiles {
  /** Open addressing; 0 = empty. */
  #keys: Float64Array;
  #count = 0;

  constructor(expected: number) {
    this.#keys = new Float64Array(2 ** Math.ceil(Math.log2(Math.max(64, expected * 2.5))));
  }

  has(x: number, y: number): boolean {
    return this.#keys[this.#slot(keyOf(x, y))] !== 0;
  }

  /** Takes a tile; false if it was taken before. */
  take(x: number, y: number): boolean {
    const key = keyOf(x, y);
    const slot = this.#slot(key);
    if (this.#keys[slot] !== 0) return false;
    this.#keys[slot] = key;
    if (++this.#count * 2 > this.#keys.length) this.#grow();
    return true;
  }

  /** Takes the nearest free rectangle of tiles, looking outwards ring by ring, and returns its first corner; one tile unless said. */
  takeNear(x: number, y: number, columns = 1, rows = 1): readonly [x: number, y: number] {
    for (let radius = 0; ; radius++) {
      const found = this.#freeInRing(x, y, radius, (left, top) => this.#isFree(left, top, columns, rows));
      if (found === null) continue;
      for (let column = 0; column < columns; column++) for (let row = 0; row < rows; row++) this.take(found[0] + column, found[1] + row);
      return found;
    }
  }

  #isFree(left: number, top: number, columns: number, rows: number): boolean {
    for (let column = 0; column < columns; column++) {
      for (let row = 0; row < rows; row++) if (this.has(left + column, top + row)) return false;
    }
    return true;
  }

  #freeInRing(x: number, y: number, radius: number, isFree: (x: number, y: number) => boolean): readonly [number, number] | null {
    // The middles of the sides are nearer than the corners.
    for (let off = 0; off <= radius; off++) {
      for (const side of off === 0 ? [0] : [off, -off]) {
        if (isFree(x + radius, y + side)) return [x + radius, y + side];
        if (isFree(x - radius, y + side)) return [x - radius, y + side];
        if (isFree(x + side, y + radius)) return [x + side, y + radius];
        if (isFree(x + side, y - radius)) return [x + side, y - radius];
      }
    }
    return null;
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = (Math.imul(key % 0x7fffffff, 0x9e3779b1) >>> 7) & mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const before = this.#keys;
    this.#keys = new Float64Array(before.length * 2);
    for (const key of before) if (key !== 0) this.#keys[this.#slot(key)] = key;
  }
}

const keyOf = (x: number, y: number): number => (x + SPAN / 2) * SPAN + y + SPAN / 2;
