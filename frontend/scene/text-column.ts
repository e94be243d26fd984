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
  /** The same text in small letters, made when something is first looked for in it. */
  #small: { readonly text: string; readonly starts: Uint32Array } | null = null;
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

  /** Calls `visit` for every row that contains `word`, or begins with it; small letters are asked for and capitals found. Looks through one long string instead of each row. */
  eachWith(word: string, visit: (row: number) => void, begins = false): void {
    if (word === '') return;
    const { text, starts } = (this.#small ??= small(this.#text, this.#rows));
    const wanted = begins ? `\n${word}` : word;
    const shift = begins ? 1 : 0;
    let row = 0;
    // Row 0 has no newline before it.
    if (begins && this.#rows > 0 && text.startsWith(word) && !this.#changed.has(0)) visit(0);
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, starts[row + 1] as number - shift)) {
      row = rowAt(starts, at + shift, row);
      if (!this.#changed.has(row)) visit(row);
      if (row + 1 >= this.#rows) break;
    }
    for (const [changed, value] of this.#changed) {
      const found = value.toLowerCase().indexOf(word);
      if (begins ? found === 0 : found >= 0) visit(changed);
    }
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

function small(text: string, rows: number): { readonly text: string; readonly starts: Uint32Array } {
  // A few letters are longer when small, so the places are not those of the text itself.
  const lower = text.toLowerCase();
  return { text: lower, starts: startsOf(lower, rows) };
}

/** The row that holds this place, at or after `from`. */
function rowAt(starts: Uint32Array, at: number, from: number): number {
  let low = from;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
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
