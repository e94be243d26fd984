import { paintsOf, shadowOf, type Finish, type Paints } from '../scene/icons/coat.ts';
import { hasIcon, iconFaces, iconsHere, isIconKnown, loadIcons } from '../scene/icons/icons.ts';
import { ownReach, type OwnIcon } from '../scene/own-icons.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_HEIGHT, type Size } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import { drawFlag } from './marks/flag.ts';
import { drawOwnIcon } from './marks/own-icon.ts';
import { drawPad, INACTIVE, UNKNOWN } from './marks/pad.ts';
import { drawFaces, drawShade } from './marks/solid.ts';
import type { Maker } from './maker.ts';
import { imageOf } from './own-images.ts';
import type { Palette } from './palette.ts';
import type { Sprite, Sprites } from './sprite.ts';

/** A place on a sheet, and where the picture's origin lies in it, in device pixels. */
type Place = {
  readonly sheet: HTMLCanvasElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
};

/** A small picture on a sheet. */
class BitmapSprite implements Sprite {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  paint(context: CanvasRenderingContext2D, x: number, y: number): void {
    const { sheet, x: fromX, y: fromY, width, height, left, top } = this.#place;
    context.drawImage(sheet, fromX, fromY, width, height, Math.round(x) - left, Math.round(y) - top, width, height);
  }
}

/** Pictures of a browser's screen. */
export const BITMAPS: Maker = { sprites: (palette, k, ratio) => new BitmapSprites(palette, k, ratio), path: () => new Path2D() };

const REACH_ABOVE = TILE_HEIGHT * 1.2;
const REACH_SIDE = HALF_WIDTH * 1.08;
const REACH_BELOW = HALF_HEIGHT * 1.08;
const SHEET_SIZE = 512;

/**
 * Pictures of servers and flags for one scale, made from their shapes when first needed: exact for the scale, so they
 * are crisp and copied without scaling. Only the pairs of type and state that come into view are ever made.
 */
export class BitmapSprites implements Sprites {
  readonly #palette: Palette;
  readonly #k: number;
  readonly #ratio: number;
  readonly #sheets = new Sheets();
  /** By type and state; with what it was made of, which may have become another since. */
  readonly #servers = new Map<number | string, { readonly look: ServerLook; readonly sprite: Sprite }>();
  readonly #flags = new Map<number, Sprite>();
  readonly #paints = new Map<string, Paints>();
  #icons = iconsHere();

  constructor(palette: Palette, k: number, ratio: number) {
    this.#palette = palette;
    this.#k = k;
    this.#ratio = ratio;
  }

  server(world: World, server: number): Sprite {
    if (this.#icons !== iconsHere()) this.#forget();
    const status = world.servers.status[server] as number;
    const look = lookOf(world, server);
    const key = look.isPlain ? (world.servers.type[server] as number) * 8 + status : `${look.icon} ${look.color} ${status}`;
    let kept = this.#servers.get(key);
    if (kept === undefined || !isSame(kept.look, look)) {
      kept = { look, sprite: this.#drawServer(look, status) };
      this.#servers.set(key, kept);
    }
    return kept.sprite;
  }

  flag(status: number, size: number): Sprite {
    const key = Math.round(size * 8) * 8 + status;
    let sprite = this.#flags.get(key);
    if (!sprite) {
      const half = Math.ceil(size * this.#ratio * 0.75) + 1;
      const place = this.#sheets.take(half * 2, half * 2);
      place.context.setTransform(1, 0, 0, 1, place.x + half, place.y + half);
      drawFlag(place.context, this.#palette, status, size * this.#ratio);
      sprite = new BitmapSprite({ sheet: place.context.canvas, x: place.x, y: place.y, width: half * 2, height: half * 2, left: half, top: half });
      this.#flags.set(key, sprite);
    }
    return sprite;
  }

  #drawServer({ icon, color, own, image }: ServerLook, status: number): Sprite {
    const k = this.#k;
    const reach = own === undefined ? NO_REACH : ownReach(own.scale);
    const left = Math.ceil(Math.max(REACH_SIDE, reach.x) * k) + 1;
    const top = Math.ceil(Math.max(REACH_ABOVE, reach.up) * k) + 1;
    const width = left * 2;
    const height = top + Math.ceil(Math.max(REACH_BELOW, reach.down) * k) + 1;
    const { context, x, y } = this.#sheets.take(width, height);
    context.setTransform(k, 0, 0, k, x + left, y + top);
    drawPad(context, this.#palette, status, k);
    if (own !== undefined && image !== null) {
      drawOwnIcon(context, { icon: own, image, finish: finishOf(status), canvas: this.#palette.canvas });
      return new BitmapSprite({ sheet: context.canvas, x, y, width, height, left, top });
    }
    // Until it is here a plain server stands in; a fetch that failed is tried again with the next picture.
    if (!isIconKnown(icon)) void loadIcons().catch(() => undefined);
    const faces = iconFaces(icon);
    drawShade(context, faces, shadowOf(this.#palette.ground));
    drawFaces(context, faces, this.#paintsOf(color, finishOf(status)), k);
    return new BitmapSprite({ sheet: context.canvas, x, y, width, height, left, top });
  }

  /** Pictures made before more icons came show plain servers in their place. */
  #forget(): void {
    this.#icons = iconsHere();
    this.#servers.clear();
  }

  #paintsOf(colour: string, finish: Finish): Paints {
    const key = `${colour} ${finish}`;
    const paints = this.#paints.get(key) ?? paintsOf(this.#palette.ground, colour, finish);
    this.#paints.set(key, paints);
    return paints;
  }
}

/** What a server's picture is made of: an icon of people's own with its image, or one of the set in its accent. `isPlain`: as its type says. */
export type ServerLook = { readonly icon: string; readonly color: string; readonly own: OwnIcon | undefined; readonly image: HTMLImageElement | null; readonly isPlain: boolean };

/** Size of an image as it came. */
export const sizeOf = ({ naturalWidth, naturalHeight }: HTMLImageElement): Size => ({ width: naturalWidth || 1, height: naturalHeight || 1 });

const NO_REACH = { x: 0, up: 0, down: 0 };

/** Its own icon, or that of its type where there is no such icon, or not yet; of each, people's own goes before the set's. */
export function lookOf(world: World, server: number): ServerLook {
  const type = world.typeOf(server);
  const dress = world.dressOf(server);
  const named = dress?.icon;
  const isThere = named !== undefined && (world.icons.get(named) !== undefined || hasIcon(named) || !isIconKnown(named));
  const icon = isThere ? named : type?.icon ?? '';
  const own = world.icons.get(icon);
  return {
    icon, own, color: dress?.color ?? type?.color ?? '', image: own === undefined ? null : imageOf(own.image_hash),
    isPlain: !isThere && dress?.color === undefined,
  };
}

const isSame = (a: ServerLook, b: ServerLook): boolean => a.icon === b.icon && a.color === b.color && a.own === b.own && a.image === b.image;

/**
 * Sheets that small pictures share, filled in rows: a canvas of its own for each would cost more than what is on it.
 * A sheet that was copied from is duplicated by the browser when drawn on again, so make all pictures of a square first.
 */
class Sheets {
  #context: CanvasRenderingContext2D | null = null;
  #x = 0;
  #y = 0;
  #rowHeight = 0;

  take(width: number, height: number): { readonly context: CanvasRenderingContext2D; readonly x: number; readonly y: number } {
    if (this.#context && this.#x + width > this.#context.canvas.width) {
      this.#x = 0;
      this.#y += this.#rowHeight;
      this.#rowHeight = 0;
    }
    if (!this.#context || width > this.#context.canvas.width || this.#y + height > this.#context.canvas.height) {
      this.#context = blank(Math.max(SHEET_SIZE, width), Math.max(SHEET_SIZE, height)).context;
      this.#x = this.#y = this.#rowHeight = 0;
    }
    const place = { context: this.#context, x: this.#x, y: this.#y };
    this.#x += width;
    this.#rowHeight = Math.max(this.#rowHeight, height);
    return place;
  }
}

/** How a state changes an icon. */
export function finishOf(status: number): Finish {
  return status === INACTIVE ? 'grey' : status === UNKNOWN ? 'faded' : 'plain';
}

export function blank(width: number, height: number): { picture: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const picture = document.createElement('canvas');
  picture.width = width;
  picture.height = height;
  const context = picture.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D canvas.');
  return { picture, context };
}
