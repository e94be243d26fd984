import type { Measure } from '../text.ts';
import { LETTER_RANGES, LETTER_WIDTHS } from './letter-widths.ts';

/** Families of the text in a picture: the first is the one it was measured with. */
export const FONT_FAMILY = 'Inter, system-ui, -apple-system, \'Segoe UI\', Roboto, \'Noto Sans\', \'DejaVu Sans\', sans-serif';

/** Width of a letter that the table does not have, and of one of East Asia, in ems. */
const USUAL = 0.62;
const WIDE = 1;

/** Widths of texts in Inter, from a table: the same on every machine, with no font there at all. Pairs of letters are not moved together. */
export class FontRuler implements Measure {
  font = '500 10px';

  measureText(text: string): { readonly width: number } {
    const [, weight = '500', px = '10'] = /^(\d+) ([\d.]+)px/.exec(this.font) ?? [];
    const bold = Math.max(0, Math.min(1, (Number(weight) - 500) / 200));
    let ems = 0;
    for (const letter of text) {
      const code = letter.codePointAt(0) ?? 0;
      ems += widthIn(500, code) * (1 - bold) + widthIn(700, code) * bold;
    }
    return { width: ems * Number(px) };
  }
}

const tables: Partial<Record<500 | 700, ReadonlyMap<number, number>>> = {};

function widthIn(weight: 500 | 700, code: number): number {
  return (tables[weight] ??= tableOf(weight)).get(code) ?? (isWide(code) ? WIDE : isMark(code) ? 0 : USUAL);
}

function tableOf(weight: 500 | 700): ReadonlyMap<number, number> {
  const table = new Map<number, number>();
  let place = 0;
  for (const [from, to] of LETTER_RANGES) {
    for (let code = from; code <= to; code++, place++) {
      const written = LETTER_WIDTHS[weight].charCodeAt(place);
      if (written >= 35) table.set(code, (written - (written > 92 ? 36 : 35)) / 90 + 0.15);
    }
  }
  return table;
}

/** Letters as wide as they are high. Source: Unicode Standard Annex 11, its large blocks. */
const isWide = (code: number): boolean => (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xff60) || code >= 0x1f000;

/** Marks that stand over the letter before them. */
const isMark = (code: number): boolean => (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f);
