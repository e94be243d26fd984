import type { Palette } from './palette.ts';
import type { Sprites } from './sprite.ts';

/** What pictures are made with: bitmaps on a browser's screen, or vectors in an SVG document. */
export type Maker = {
  /** `k` device pixels per world pixel, `ratio` device pixels per CSS pixel. */
  sprites(palette: Palette, k: number, ratio: number): Sprites;
  /** An empty outline that the maker's context can fill. */
  path(): Path2D;
};
