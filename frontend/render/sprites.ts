import { iconFaces } from '../scene/icons/icons.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_HEIGHT } from '../scene/space.ts';
import type { TypeRow } from '../scene/world.ts';
import { drawFlag } from './marks/flag.ts';
import { drawPad, INACTIVE, UNKNOWN } from './marks/pad.ts';
import { coatOf, drawFaces, type Finish } from './marks/solid.ts';
import type { Palette } from './palette.ts';

/** A small picture and where its origin lies in it, in device pixels. */
export type Sprite = { readonly picture: HTMLCanvasElement; readonly left: number; readonly top: number };

const REACH_ABOVE = TILE_HEIGHT * 1.16;
const REACH_SIDE = HALF_WIDTH * 1.08;
const REACH_BELOW = HALF_HEIGHT * 1.08;

/**
 * Pictures of servers and flags for one scale, made from their shapes when first needed: exact for the scale, so they
 * are crisp and copied without scaling. Only the pairs of type and state that come into view are ever made.
 */
export class Sprites {
  readonly #palette: Palette;
  readonly #k: number;
  readonly #ratio: number;
  readonly #servers = new Map<number, Sprite>();
  readonly #flags = new Map<number, Sprite>();

  constructor(palette: Palette, k: number, ratio: number) {
    this.#palette = palette;
    this.#k = k;
    this.#ratio = ratio;
  }

  /** A server with its tile and shadow; the origin is the middle of the tile. `place` is the type's place in the World. */
  server(place: number, type: TypeRow | undefined, status: number): Sprite {
    const key = place * 8 + status;
    let sprite = this.#servers.get(key);
    if (!sprite) {
      sprite = this.#drawServer(type, status);
      this.#servers.set(key, sprite);
    }
    return sprite;
  }

  /** The sign of a state, `size` CSS pixels across; the origin is its middle. */
  flag(status: number, size: number): Sprite {
    const key = Math.round(size * 8) * 8 + status;
    let sprite = this.#flags.get(key);
    if (!sprite) {
      const half = Math.ceil(size * this.#ratio * 0.75) + 1;
      const { picture, context } = blank(half * 2, half * 2);
      context.translate(half, half);
      drawFlag(context, this.#palette, status, size * this.#ratio);
      sprite = { picture, left: half, top: half };
      this.#flags.set(key, sprite);
    }
    return sprite;
  }

  #drawServer(type: TypeRow | undefined, status: number): Sprite {
    const k = this.#k;
    const left = Math.ceil(REACH_SIDE * k) + 1;
    const top = Math.ceil(REACH_ABOVE * k) + 1;
    const { picture, context } = blank(left * 2, top + Math.ceil(REACH_BELOW * k) + 1);
    context.setTransform(k, 0, 0, k, left, top);
    drawPad(context, this.#palette, status, k);
    drawShadow(context, this.#palette);
    drawFaces(context, iconFaces(type?.icon ?? ''), coatOf(this.#palette, type?.color ?? '', finishOf(status)), k);
    return { picture, left, top };
  }
}

function finishOf(status: number): Finish {
  return status === INACTIVE ? 'grey' : status === UNKNOWN ? 'faded' : 'plain';
}

/** Soft, on the floor, away from the light. */
function drawShadow(context: CanvasRenderingContext2D, palette: Palette): void {
  context.save();
  context.translate(HALF_WIDTH * 0.12, HALF_HEIGHT * 0.06);
  context.scale(HALF_WIDTH * 0.72, HALF_HEIGHT * 0.72);
  const soft = context.createRadialGradient(0, 0, 0.35, 0, 0, 1);
  soft.addColorStop(0, palette.shadow);
  soft.addColorStop(1, 'rgb(0 0 0 / 0)');
  context.fillStyle = soft;
  context.fillRect(-1, -1, 2, 2);
  context.restore();
}

export function blank(width: number, height: number): { picture: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const picture = document.createElement('canvas');
  picture.width = width;
  picture.height = height;
  const context = picture.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D canvas.');
  return { picture, context };
}

export function drawSprite(context: CanvasRenderingContext2D, sprite: Sprite, x: number, y: number): void {
  context.drawImage(sprite.picture, Math.round(x) - sprite.left, Math.round(y) - sprite.top);
}
