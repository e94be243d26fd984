import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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
const BEYOND = /[^\t-\u052f\u1e00-\u1eff\u2010-\u2026\u20a0-\u20c0\u2122\u2190-\u2193\u2212]/u;

/** What resvg offers, in either of its forms. */
type Painted = { asPng(): Uint8Array };
type Painter = (svg: string, scale: number, fonts: readonly string[]) => Uint8Array;

/** An SVG document as PNG, `scale` pixels for each of its own. Needs no browser and no font of the machine. Throws `too_large` where it would not fit into memory. */
export async function pngOf(svg: string, scale: number, folder: string): Promise<Uint8Array> {
  const [, width = '0', height = '0'] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const pixels = Number(width) * Number(height) * scale ** 2;
  if (pixels > PIXELS_MAX) {
    const most = Math.floor(Math.sqrt(PIXELS_MAX / (Number(width) * Number(height))) * 100) / 100;
    throw new CommandError('too_large', `A PNG of ${Math.round(Number(width) * scale)} × ${Math.round(Number(height) * scale)} pixels is too large. Use --scale ${most} or less, or make an SVG.`);
  }
  const painter = existsSync(join(folder, PARTS, 'resvg.node')) ? native(folder) : await portable(folder);
  return painter(svg, scale, fontsFor(svg).map((name) => part(folder, name)));
}

const optionsOf = (scale: number): object => ({ fitTo: { mode: 'zoom', value: scale } });
const FONTS = { loadSystemFonts: false, defaultFontFamily: 'Inter', sansSerifFamily: 'DejaVu Sans' };

/** resvg as machine code of this platform: ten times as fast as the other, which is there for every platform. */
function native(folder: string): Painter {
  const { Resvg: Native } = createRequire(import.meta.url)(join(folder, PARTS, 'resvg.node')) as { Resvg: new (svg: string, options: string) => { render(): Painted } };
  return (svg, scale, fonts) => new Native(svg, JSON.stringify({ ...optionsOf(scale), font: { ...FONTS, fontFiles: fonts } })).render().asPng();
}

async function portable(folder: string): Promise<Painter> {
  await initWasm(readFileSync(part(folder, 'resvg.wasm')));
  return (svg, scale, fonts) => new Resvg(svg, { ...optionsOf(scale), font: { ...FONTS, fontBuffers: fonts.map((font) => new Uint8Array(readFileSync(font))) } }).render().asPng();
}

/** Files of the fonts that have the letters of this document. */
function fontsFor(svg: string): string[] {
  const alphabets = ['latin', ...Object.entries(ALPHABETS).filter(([, letters]) => letters.test(svg)).map(([name]) => name)];
  const weights = WEIGHTS.filter((weight) => weight === 500 || svg.includes(`font-weight="${weight}"`) || (weight === 700 && svg.includes('font-weight="650"')));
  const fonts = alphabets.flatMap((alphabet) => weights.map((weight) => `inter-${alphabet}-${weight}.ttf`));
  return BEYOND.test(svg) ? [...fonts, 'dejavu-sans.ttf'] : fonts;
}

/** The path of a part of the build. */
function part(folder: string, name: string): string {
  const file = join(folder, PARTS, name);
  if (!existsSync(file)) throw new CommandError('unreadable', `${file} is missing: build the product (npm run build), or install it again.`);
  return file;
}
