/**
 * Many short texts kept as one string: 100,000 names cost 1.6 MB instead of 100,000 strings. Rows may be replaced and added; the
 * replaced ones live in a map, so the big string is never rebuilt.
 */
export class TextColumn {
  readonly #text: string;
  readonly #rows: number;
  readonly #changed = new Map<number, string>();
  /** Made when the first row is read: the first picture from afar writes no name. */
  #lines: Lines | null = null;
  /** The same text in small letters, made when something is first looked for in it. */
  #small: Lines | null = null;
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
    this.#lines ??= new Lines(this.#text, this.#rows);
    return this.#lines.get(row);
  }

  /** Calls `visit` for every row that contains `word`, or begins with it; small letters are asked for and capitals found. Looks through one long string instead of each row. */
  eachWith(word: string, visit: (row: number) => void, begins = false): void {
    if (word === '') return;
    // A few letters are longer when small, so the places are not those of the text itself.
    const { text } = (this.#small ??= new Lines(this.#text.toLowerCase(), this.#rows));
    const wanted = begins ? `\n${word}` : word;
    const shift = begins ? 1 : 0;
    // Row 0 has no newline before it.
    if (begins && this.#rows > 0 && text.startsWith(word) && !this.#changed.has(0)) visit(0);
    for (let at = text.indexOf(wanted); at >= 0;) {
      const row = this.#small.rowAt(at + shift);
      if (row < 0) break;
      if (!this.#changed.has(row)) visit(row);
      const end = text.indexOf('\n', at + shift);
      at = end < 0 ? -1 : text.indexOf(wanted, end + 1 - shift);
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

/** Rows whose beginning is kept: one in so many; the others are found from there, newline by newline. */
const EVERY = 8;

/** A text as rows, with where every eighth of them begins. */
class Lines {
  readonly text: string;
  readonly #rows: number;
  readonly #starts: Uint32Array;

  constructor(text: string, rows: number) {
    this.text = text;
    this.#rows = rows;
    this.#starts = new Uint32Array(Math.ceil(rows / EVERY));
    for (let row = 0, start = 0; row < rows; row++, start = this.#after(start)) if (row % EVERY === 0) this.#starts[row / EVERY] = start;
  }

  get(row: number): string {
    let start = this.#starts[Math.floor(row / EVERY)] as number;
    for (let left = row % EVERY; left > 0; left--) start = this.#after(start);
    return this.text.slice(start, this.#after(start) - 1);
  }

  /** The row that holds this place, or -1 where it lies behind the last. */
  rowAt(place: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= place) low = middle;
      else high = middle - 1;
    }
    let row = low * EVERY;
    for (let next = this.#after(this.#starts[low] as number); next <= place; next = this.#after(next)) row++;
    return row < this.#rows ? row : -1;
  }

  /** Where the row after the one that begins here begins: behind its newline, or behind the one that the last row lacks. */
  #after(start: number): number {
    const end = this.text.indexOf('\n', start);
    return end < 0 ? this.text.length + 1 : end + 1;
  }
}
