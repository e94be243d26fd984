import type { Level } from '../../scene/level.ts';
import { grow, union, worldX, worldY, type Bounds } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import { css } from '../../scene/colour.ts';
import type { Maker } from '../maker.ts';
import type { Painting, Square } from '../painting.ts';
import { paletteOf } from '../palette.ts';
import { Sources } from '../sources.ts';
import { TextRuler } from '../text.ts';
import { TilePainter, type Mark } from '../tile-painter.ts';
import type { MapWords, ThemeName } from '../view.ts';
import type { EmbeddedImages } from './embedded.ts';
import { FONT_FAMILY, FontRuler } from './font-ruler.ts';
import { Outline } from './outline.ts';
import { SvgContext } from './svg-context.ts';
import { SvgDocument } from './svg-document.ts';
import { SVG_DOTS } from './svg-dots.ts';
import { svgGrid } from './svg-grid.ts';
import { SvgSprites } from './svg-sprites.ts';
import { escaped, inkOf } from './written.ts';

/** Pixels of the picture per world pixel, where nothing else is said: names can be read and servers fill their tiles. */
export const USUAL_ZOOM = 0.5;
/** Around everything, in world pixels. */
const MARGIN = 48;
const MANY_LINES = 3_000;
const NO_IMAGES: EmbeddedImages = new Map();
/** Lines belong to the ground. */
const NO_GRID: Mark = { draw: () => undefined };

export type PictureOptions = {
  readonly theme: ThemeName;
  readonly words: MapWords;
  /** Pixels per world pixel: how near the map is looked at, so how large letters are beside servers. */
  readonly zoom?: number;
  /** How many times as large the whole is shown. 1 unless told. */
  readonly scale?: number;
  /** Colour as #rrggbb, null for none. The theme's ground unless told. */
  readonly background?: string | null;
  /** World rectangle, or everything (unless told). */
  readonly crop?: Bounds | 'all';
  /** Level of detail; the one that fits the zoom unless told. */
  readonly level?: Level;
  /** False for a drawing of what was written down and not measured. True unless told. */
  readonly showsStates?: boolean;
  readonly dimmed?: Uint8Array | null;
  /** Layers that are left out. */
  readonly hidden?: Painting['hidden'];
  readonly title?: string;
  /** Images of people's own icons. None unless told: their servers show the icon of their type. */
  readonly images?: EmbeddedImages;
};

/** A picture, its size, and where the world lies in it: a world pixel is at `x * zoom - left`, `y * zoom - top`. */
export type SvgPicture = { readonly svg: string; readonly left: number; readonly top: number; readonly width: number; readonly height: number; readonly zoom: number };

/** The map, or a part of it, as one SVG document: vectors, real text, no script, nothing from elsewhere. */
export function pictureSvg(world: World, options: PictureOptions): string {
  return drawPicture(world, options).svg;
}

export function drawPicture(world: World, options: PictureOptions): SvgPicture {
  const { theme, zoom = USUAL_ZOOM, crop = 'all' } = options;
  const seen = crop === 'all' ? pictureBounds(world) : crop;
  const document = new SvgDocument();
  const ruler = new FontRuler();
  const context = new SvgContext(document, ruler);
  const maker: Maker = {
    sprites: (palette, k, ratio) => new SvgSprites(document, context, () => new SvgContext(document, ruler), { palette, k, ratio, showsStates: options.showsStates ?? true, images: options.images ?? NO_IMAGES }),
    path: () => new Outline() as unknown as Path2D,
  };
  const painting = paintingOf(world, options, maker, zoom);
  const bounds = { minX: Math.floor(seen.minX * zoom), minY: Math.floor(seen.minY * zoom), maxX: Math.ceil(seen.maxX * zoom), maxY: Math.ceil(seen.maxY * zoom) };
  const [width, height] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
  const square: Square = { left: bounds.minX, top: bounds.minY, size: Math.max(width, height), bounds: seen };
  const grid = options.background === null ? NO_GRID : svgGrid(document, context);
  new TilePainter(new TextRuler(ruler), { grid, dots: SVG_DOTS }).paintMap(context as unknown as CanvasRenderingContext2D, painting, square);
  const ground = groundOf(options.background, theme);
  const svg = document.written(ground + context.written(), { width, height }, {
    scale: options.scale ?? 1, title: options.title ?? '', attributes: ` font-family="${escaped(FONT_FAMILY)}" font-weight="500"`,
  });
  return { svg, left: bounds.minX, top: bounds.minY, width, height, zoom };
}

/** World rectangle of a picture of everything. */
export const pictureBounds = (world: World): Bounds => grow(union(world.bounds(), boundsOfLines(world)), MARGIN);

/** World rectangle around the lines, which may lead around everything else. On a map of very many none leaves far. */
function boundsOfLines(world: World): Bounds {
  const bounds = { ...world.bounds() };
  const { alive, count } = world.connections;
  if (count > MANY_LINES) return bounds;
  for (let row = 0; row < count; row++) {
    if (alive[row] !== 1) continue;
    const route = world.links.routeOf(row);
    for (let at = 0; at < route.length; at += 2) {
      const [x, y] = [worldX(route[at] as number, route[at + 1] as number), worldY(route[at] as number, route[at + 1] as number)];
      bounds.minX = Math.min(bounds.minX, x);
      bounds.maxX = Math.max(bounds.maxX, x);
      bounds.minY = Math.min(bounds.minY, y);
      bounds.maxY = Math.max(bounds.maxY, y);
    }
  }
  return bounds;
}

function paintingOf(world: World, { theme, words, dimmed = null, hidden = new Set(), level }: PictureOptions, maker: Maker, zoom: number): Painting {
  const painting = new Sources(world, maker).painting(zoom, 1, theme, words, { dimmed, hidden }, null);
  return level === undefined ? painting : { ...painting, level };
}

function groundOf(background: string | null | undefined, theme: ThemeName): string {
  if (background === null) return '';
  const { colour } = inkOf(background ?? css(paletteOf(theme).canvas));
  return `<rect width="100%" height="100%" fill="${colour}"/>`;
}
