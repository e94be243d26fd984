import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../failures.ts';

/** Pixels of a PNG at most: about half a gigabyte while it is painted. */
const PIXELS_MAX = 100_000_000;

/** Where the parts of the build stand that only PNGs need. */
const PARTS = 'backend/dist/picture';
const WEIGHTS = [500, 600, 700];

/** Letters beyond Latin, by the name of the file that has them. */
const ALPHABETS: Readonly<Record<string, RegExp>> = { 'latin-ext': /[\u0100-\u02ff\u1e00-\u1eff\u20a0-\u20c0]/, greek: /[\u0370-\u03ff]/, cyrillic: /[\u0400-\u04ff]/ };
/** What Inter's files above have: anything else is written in DejaVu Sans. */
const BEYOND = /[^\u0000-\u052f\u1e00-\u1eff\u2010-\u2026\u20a0-\u20c0\u2122\u2190-\u2193\u2212]/u;

let isReady: Promise<void> | null = null;

/** An SVG document as PNG, `scale` pixels for each of its own. Needs no browser and no font of the machine. Throws `too_large` where it would not fit into memory. */
export async function pngOf(svg: string, scale: number, folder: string): Promise<Uint8Array> {
  const [, width = '0', height = '0'] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const pixels = Number(width) * Number(height) * scale ** 2;
  if (pixels > PIXELS_MAX) {
    const most = Math.floor(Math.sqrt(PIXELS_MAX / (Number(width) * Number(height))) * 100) / 100;
    throw new CommandError('too_large', `A PNG of ${Math.round(Number(width) * scale)} × ${Math.round(Number(height) * scale)} pixels is too large. Use --scale ${most} or less, or make an SVG.`);
  }
  isReady ??= initWasm(part(folder, 'resvg.wasm'));
  await isReady;
  const picture = new Resvg(svg, { fitTo: { mode: 'zoom', value: scale }, font: { fontBuffers: fontsFor(svg, folder), loadSystemFonts: false, defaultFontFamily: 'Inter', sansSerifFamily: 'DejaVu Sans' } });
  try {
    const rendered = picture.render();
    const png = rendered.asPng();
    rendered.free();
    return png;
  } finally {
    picture.free();
  }
}

/** Fonts that have the letters of this document. */
function fontsFor(svg: string, folder: string): Uint8Array[] {
  const alphabets = ['latin', ...Object.entries(ALPHABETS).filter(([, letters]) => letters.test(svg)).map(([name]) => name)];
  const fonts = alphabets.flatMap((alphabet) => WEIGHTS.map((weight) => part(folder, `inter-${alphabet}-${weight}.ttf`)));
  return BEYOND.test(svg) ? [...fonts, part(folder, 'dejavu-sans.ttf')] : fonts;
}

function part(folder: string, name: string): Uint8Array {
  const file = join(folder, PARTS, name);
  if (!existsSync(file)) throw new CommandError('unreadable', `${file} is missing: build the product (npm run build), or install it again.`);
  return new Uint8Array(readFileSync(file));
}
