import type { Icon } from '../../backend/contract/icon.ts';
import type { DrawnIcon } from '../../backend/contract/topology.ts';
import type { Reach } from './reach.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_WIDTH, worldToTile, type Point, type Size } from './space.ts';

/** One icon that people added, as the map draws it. */
export type OwnIcon = DrawnIcon;

/** Width of an icon of scale 1 that stands, and side of one that lies, both as parts of a tile. */
const STANDING = 0.8;
const LYING = 0.7;
/** A standing one that is higher than this many of its widths is made smaller. */
const HIGHEST = 1.3;

/** The icons that people added, by id. */
export class OwnIcons {
  readonly #icons: Map<string, DrawnIcon>;
  #largest = 1;

  constructor(icons: readonly DrawnIcon[]) {
    this.#icons = new Map(icons.map((icon) => [icon.id, icon]));
    this.#measure();
  }

  /** Scale of the largest one, at least 1: how far a server's picture may reach. */
  get largest(): number { return this.#largest; }

  get(id: string): DrawnIcon | undefined { return this.#icons.size === 0 ? undefined : this.#icons.get(id); }
  all(): Iterable<DrawnIcon> { return this.#icons.values(); }

  /** Takes a row of the feed; null removes. */
  put(id: string, value: Icon | null): void {
    if (value === null) this.#icons.delete(id);
    else this.#icons.set(id, value);
    this.#measure();
  }

  #measure(): void {
    this.#largest = 1;
    for (const { scale } of this.#icons.values()) this.#largest = Math.max(this.#largest, scale);
  }
}

/** How far the picture of an icon of this scale reaches from the middle of its tile, in world pixels. */
export const ownReach = (scale: number): Reach => ({
  x: STANDING * HALF_WIDTH * scale, up: (HIGHEST * STANDING * TILE_WIDTH - STANDING * HALF_HEIGHT) * scale, down: STANDING * HALF_HEIGHT * scale,
});

/** Where an image stands: its box in world pixels around the middle of the tile, its foot at the tile's front. */
export function standingBox(image: Size, scale: number): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const width = STANDING * TILE_WIDTH * scale * Math.min(1, (HIGHEST * image.width) / image.height);
  const height = (width * image.height) / image.width;
  return { x: -width / 2, y: STANDING * HALF_HEIGHT * scale - height, width, height };
}

/** Where an image lies: its box in tiles around the middle of its own, the longer side as long as the scale says. */
export function lyingBox(image: Size, scale: number): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const part = (LYING * scale) / Math.max(image.width, image.height);
  const [width, height] = [image.width * part, image.height * part];
  return { x: -width / 2, y: -height / 2, width, height };
}

/** How high an image reaches above the middle of its tile, in world pixels. */
export function ownTop({ is_isometric: stands, scale }: Pick<OwnIcon, 'is_isometric' | 'scale'>, image: Size): number {
  if (stands) return -standingBox(image, scale).y;
  const { x, y } = lyingBox(image, scale);
  return -(x + y) * HALF_HEIGHT;
}

/** Whether a point lies on an image; both from the middle of its tile, in world pixels. */
export function isOnOwn({ is_isometric: stands, scale }: Pick<OwnIcon, 'is_isometric' | 'scale'>, image: Size, point: Point, slack: number): boolean {
  const at = stands ? point : worldToTile(point);
  const room = stands ? slack : slack / TILE_WIDTH;
  const { x, y, width, height } = stands ? standingBox(image, scale) : lyingBox(image, scale);
  return at.x >= x - room && at.x <= x + width + room && at.y >= y - room && at.y <= y + height + room;
}
