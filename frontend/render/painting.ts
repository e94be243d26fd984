import type { Bundles } from '../scene/bundles.ts';
import type { Grouping } from '../scene/grouping.ts';
import type { Layer } from '../scene/layers.ts';
import type { Level } from '../scene/level.ts';
import { TILE_WIDTH, type Bounds, type Point } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { Palette } from './palette.ts';
import type { MapWords } from './view.ts';
import type { Sprites } from './sprite.ts';

/** Everything that one tile's picture depends on, besides where the tile is. Lengths in device pixels unless said. */
export type Painting = {
  readonly world: World;
  readonly palette: Palette;
  readonly words: MapWords;
  /** Device pixels per world pixel. */
  readonly k: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly level: Level;
  readonly dimmed: Uint8Array | null;
  /** Layers that are left out. */
  readonly hidden: ReadonlySet<Layer>;
  /** What servers are counted by from afar. */
  readonly grouping: Grouping;
  readonly sprites: Sprites;
  /** Floor of a scattered cluster. */
  readonly joined: (cluster: number) => JoinedFloor | null;
  readonly clusterBundles: () => Bundles;
  readonly groupBundles: () => Bundles;
};

/** The joined patches of a scattered cluster in world pixels, once to fill and once a little larger for the rim, and the walks between them. */
export type JoinedFloor = { readonly inner: Path2D; readonly outer: Path2D; readonly walks: Path2D; readonly front: Point };

/** Width of a tile in CSS pixels: what levels and sizes of text go by. */
export const tilePxOf = ({ k, ratio }: Painting): number => (TILE_WIDTH * k) / ratio;

/** One square of the picture: its top left in scaled world pixels, its size, and the world it shows. */
export type Square = { readonly left: number; readonly top: number; readonly size: number; readonly bounds: Bounds };

export function squareAt(left: number, top: number, size: number, k: number): Square {
  return { left, top, size, bounds: { minX: left / k, minY: top / k, maxX: (left + size) / k, maxY: (top + size) / k } };
}

/** Scales the context to world pixels within this square. */
export function toWorldPixels(context: CanvasRenderingContext2D, square: Square, k: number): void {
  context.setTransform(k, 0, 0, k, -square.left, -square.top);
}

/** Device pixels within this square. */
export function toDevicePixels(context: CanvasRenderingContext2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
}
