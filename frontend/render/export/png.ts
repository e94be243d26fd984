import { loadIcons } from '../../scene/icons/icons.ts';
import type { Bounds, Size } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import { Dots } from '../marks/dots.ts';
import { drawFloorGrid } from '../marks/floor-grid.ts';
import { squareAt, type Painting } from '../painting.ts';
import { Sources } from '../sources.ts';
import { BITMAPS, blank } from '../sprites.ts';
import { TextRuler } from '../text.ts';
import { TilePainter, type Mark } from '../tile-painter.ts';
import type { MapWords, ThemeName } from '../view.ts';

/** Longest side of a canvas, and most pixels of one, that every browser gives. */
export const PNG_SIDE_MAX = 16_384;
export const PNG_PIXELS_MAX = 120_000_000;

/** Side of the squares in which it is painted, so that the page stays alive meanwhile. */
const STRIP = 1_024;
const NO_GRID: Mark = { draw: () => undefined };

export type PngOptions = {
  readonly theme: ThemeName; readonly words: MapWords; readonly crop: Bounds;
  /** CSS pixels per world pixel, and pixels of the picture per CSS pixel. */
  readonly zoom: number; readonly scale: number;
  readonly isTransparent: boolean; readonly dimmed: Uint8Array | null; readonly hidden: Painting['hidden'];
};

/** Pixels that a picture of this part of the world has. */
export const pngSize = ({ minX, minY, maxX, maxY }: Bounds, zoom: number, scale: number): Size =>
  ({ width: Math.ceil((maxX - minX) * zoom * scale), height: Math.ceil((maxY - minY) * zoom * scale) });

/** True where a browser can make a canvas of this size. */
export const fitsPng = ({ width, height }: Size): boolean => Math.max(width, height) <= PNG_SIDE_MAX && width * height <= PNG_PIXELS_MAX;

/** The map, or a part of it, as a PNG, painted by the marks of the screen. Throws RangeError where it would not fit into a canvas. */
export async function mapPng(world: World, { theme, words, crop, zoom, scale, isTransparent, dimmed, hidden }: PngOptions): Promise<Blob> {
  const size = pngSize(crop, zoom, scale);
  if (!fitsPng(size)) throw new RangeError(`A canvas of ${size.width} × ${size.height} is too large.`);
  await loadIcons();
  const { picture, context } = blank(size.width, size.height);
  const strip = blank(STRIP, STRIP);
  const painter = new TilePainter(new TextRuler(blank(1, 1).context), { grid: isTransparent ? NO_GRID : { draw: drawFloorGrid }, dots: new Dots() });
  const k = zoom * scale;
  const painting = new Sources(world, BITMAPS).painting(k, scale, theme, words, { dimmed, hidden }, null);
  const [left, top] = [Math.round(crop.minX * k), Math.round(crop.minY * k)];
  for (let y = 0; y < size.height; y += STRIP) {
    for (let x = 0; x < size.width; x += STRIP) {
      const square = squareAt(left + x, top + y, STRIP, k);
      strip.context.setTransform(1, 0, 0, 1, 0, 0);
      strip.context.clearRect(0, 0, STRIP, STRIP);
      if (isTransparent) painter.paintMap(strip.context, painting, square);
      else painter.paint(strip.context, painting, square);
      context.drawImage(strip.picture, x, y);
      await new Promise((resolve) => { setTimeout(resolve); });
    }
  }
  return new Promise((resolve, reject) => { picture.toBlob((blob) => (blob === null ? reject(new RangeError('The picture is too large for this browser.')) : resolve(blob)), 'image/png'); });
}
