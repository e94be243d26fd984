/** `node backend/tools/font-widths.mjs`: writes frontend/render/svg/letter-widths.ts, the widths of Inter's letters, from the package @fontsource/inter. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fontOfWoff, widthsOf } from './woff.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RANGES = [[0x20, 0x7e], [0xa0, 0x17f], [0x370, 0x3ff], [0x400, 0x45f], [0x2010, 0x2026]];
const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic'];

function widthsOfWeight(weight) {
  const found = new Map();
  for (const subset of SUBSETS) {
    const file = join(root, 'node_modules/@fontsource/inter/files', `inter-${subset}-${weight}-normal.woff`);
    for (const [code, width] of widthsOf(fontOfWoff(readFileSync(file)))) if (!found.has(code)) found.set(code, width);
  }
  return found;
}

/** One printable character per letter: its width in ninetieths of an em from 0.15 em on, written from `#` on, without the backslash. */
function written(widths) {
  return RANGES.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => {
    const width = widths.get(from + at);
    if (width === undefined) return '!';
    const code = 35 + Math.max(0, Math.min(90, Math.round((width - 0.15) * 90)));
    return String.fromCharCode(code >= 92 ? code + 1 : code);
  })).join('');
}

const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@fontsource/inter/package.json'), 'utf8'));
writeFileSync(join(root, 'frontend/render/svg/letter-widths.ts'), `/** Written by backend/tools/font-widths.mjs from Inter (SIL Open Font License 1.1) in @fontsource/inter ${version}. */

/** Code points that have a width, in the order in which they are written. */
export const LETTER_RANGES: readonly (readonly [from: number, to: number])[] = [${RANGES.map(([from, to]) => `[${from}, ${to}]`).join(', ')}];

/** Widths by weight: a character each, \`!\` where the font has none. */
export const LETTER_WIDTHS: Readonly<Record<500 | 700, string>> = {
${[500, 700].map((weight) => `  ${weight}: '${written(widthsOfWeight(weight)).replace(/'/g, "\\'")}',`).join('\n')}
};
`);
