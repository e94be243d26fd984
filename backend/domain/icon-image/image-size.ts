import type { IconImage } from './icon-image.ts';
import { isRaster, rasterSize } from './raster.ts';

type Size = { readonly width: number; readonly height: number };

const SQUARE = { width: 1, height: 1 };

/** The size of a read image, in any unit: of SVG what its root says, as a browser takes it (CSS Images 3, default sizing), or a square. */
export function imageSize({ media_type: type, bytes }: IconImage): Size {
  if (isRaster(type)) return rasterSize(type, bytes);
  const root = /<svg\b[^>]*>/.exec(Buffer.from(bytes).toString('utf8'))?.[0] ?? '';
  const number = (name: string): number => Number(new RegExp(`\\s${name}="\\s*([\\d.]+)(?:px)?\\s*"`).exec(root)?.[1] ?? NaN);
  const [, , width = NaN, height = NaN] = /\sviewBox="([^"]*)"/.exec(root)?.[1]?.trim().split(/[\s,]+/).map(Number) ?? [];
  const [w, h] = [number('width'), number('height')];
  if (w > 0 && h > 0) return { width: w, height: h };
  return width > 0 && height > 0 ? { width, height } : SQUARE;
}
