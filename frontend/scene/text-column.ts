/**
 * Many short texts kept as one string and a table of offsets: 100,000 names cost 1.6 MB instead of 100,000 strings.
 * Rows may be replaced and added; the replaced ones live in a map, so the big string is never rebuilt. The table is made
 * when the first row is read: the first picture from afar writes no name.
 */
export class TextColumn {
  readonly #text: string;
  readonly #rows: number;
  readonly #changed = new Map<number, string>();
  #starts: Uint32Array | null = null;
  #count: number;

  /** `text` holds `rows` rows joined by newlines; rows missing at the end read as "". */
  constructor(text: string, rows: number) {
    this.#text = text;
    this.#rows = rows;
    this.#count = rows;
  }

  get count(): number {
    return this.#count;
  }

  get(row: number): string {
    const changed = this.#changed.size === 0 ? undefined : this.#changed.get(row);
    if (changed !== undefined) return changed;
    if (row >= this.#rows) return '';
    this.#starts ??= startsOf(this.#text, this.#rows);
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

/** Where each row begins, and one more: one past the newline that would follow the last. */
function startsOf(text: string, rows: number): Uint32Array {
  const starts = new Uint32Array(rows + 1);
  let start = 0;
  for (let row = 0; row < rows; row++) {
    starts[row] = start;
    const end = text.indexOf('\n', start);
    start = end < 0 ? text.length + 1 : end + 1;
  }
  starts[rows] = start;
  return starts;
}
