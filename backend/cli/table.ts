/** One column: its title, the text of a row, and whether numbers line up at the right. */
export type Column<Row> = {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly alignRight?: boolean;
  /** Dresses the padded text: with colour, say. */
  readonly dress?: (padded: string, row: Row) => string;
};

const GAP = '  ';

/** Rows as aligned lines under a line of titles, each line ended by a newline. No rows, no lines. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((column) => printable(column.text(row))));
  const widths = columns.map((column, place) => cells.reduce((width, line) => Math.max(width, widthOf(line[place] ?? '')), widthOf(column.title)));
  const pad = (text: string, place: number): string => padded(text, widths[place] ?? 0, columns[place]?.alignRight ?? false);
  const title = columns.map((column, place) => pad(column.title, place)).join(GAP).trimEnd();
  const lines = rows.map((row, index) => columns
    .map((column, place) => {
      const text = pad(cells[index]?.[place] ?? '', place);
      return column.dress === undefined ? text : column.dress(text, row);
    })
    .join(GAP).trimEnd());
  return `${[title, ...lines].join('\n')}\n`;
}

/** Pairs as aligned lines `name  value`; a value of several lines is indented under its first. */
export function pairsOf(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = pairs.reduce((widest, [name]) => Math.max(widest, widthOf(name)), 0);
  const indent = ' '.repeat(width + GAP.length);
  return pairs.map(([name, value]) => `${padded(name, width, false)}${GAP}${value.split('\n').map(printable).join(`\n${indent}`)}`.trimEnd()).join('\n') + '\n';
}

/** Text that cannot move the cursor or turn the writing around: control and format characters become U+FFFD. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

/** Cells that text takes on a terminal: two for wide characters and emoji, none for marks. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    width += /^\p{Mark}+$/u.test(segment) ? 0 : isWide(segment) ? 2 : 1;
  }
  return width;
}

/** Source: Unicode Standard Annex 11 (East Asian Width), by blocks; emoji by presentation. */
function isWide(segment: string): boolean {
  return /\p{Emoji_Presentation}|\ufe0f/u.test(segment) || /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(segment);
}

function padded(text: string, width: number, atRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return atRight ? space + text : text + space;
}
