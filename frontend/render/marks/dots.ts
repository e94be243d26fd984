import { HALF_HEIGHT, HALF_WIDTH, TILE_HEIGHT, TILE_WIDTH } from '../../scene/space.ts';
import { mix, type Rgb } from '../../scene/colour.ts';
import { tilePxOf, toDevicePixels, type Painting, type Square } from '../painting.ts';
import { blank } from '../sprites.ts';
import { stateFromAfar } from './floors.ts';
import { ACTIVE, INACTIVE, MAINTENANCE, UNKNOWN, WARNING } from './pad.ts';

/** From the least to the most urgent; the last are painted over the others. */
export const DOT_ORDER = [ACTIVE, UNKNOWN, MAINTENANCE, WARNING, INACTIVE] as const;
/** Least size of a mark in CSS pixels, by state: trouble never disappears in the crowd. */
const LEAST: Readonly<Record<number, number>> = { [WARNING]: 2, [INACTIVE]: 3 };
export const DIMMED_ALPHA = 60;
/** Width of a tile below which marks of least size cover their neighbours. */
const CROWD_PX = 2.2;

/** How a server in a state looks from afar. Sizes in device pixels. */
export type Dot = { readonly half: number; readonly halfHigh: number; readonly full: Rgb; readonly soft: Rgb; readonly isTrouble: boolean; readonly isCrowd: boolean };

export function dotOf(painting: Painting, state: number): Dot {
  const { ratio, palette } = painting;
  const tilePx = tilePxOf(painting) * ratio;
  const isTrouble = state === WARNING || state === INACTIVE;
  const least = (LEAST[state] ?? 1) * ratio;
  const half = Math.max(least / 2, tilePx * (isTrouble ? 0.5 : 0.42));
  const own = palette.statusFar[state] ?? palette.textQuiet;
  return {
    half, halfHigh: Math.max(least / 2, half * (HALF_HEIGHT / HALF_WIDTH)), isTrouble,
    // Where servers are smaller than their marks, the healthy step back, and lone trouble stands behind that of whole clusters.
    isCrowd: tilePx < CROWD_PX * ratio,
    full: own, soft: mix(own, palette.regionFloor, isTrouble ? 0.42 : 0.45),
  };
}

/**
 * Servers as diamonds or single blocks of pixels, written straight into the pixels of one reusable picture: a tile with
 * 60,000 of them costs a few milliseconds where as many rectangles would cost a hundred.
 */
export class Dots {
  #size = 0;
  #context: CanvasRenderingContext2D | null = null;
  #image = new ImageData(1, 1);
  #pixels = new Uint32Array(1);

  draw(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
    const scratch = this.#prepare(square.size);
    const { world, dimmed } = painting;
    const byState: number[][] = DOT_ORDER.map(() => []);
    const reachX = TILE_WIDTH + 4 / painting.k;
    const reachY = TILE_HEIGHT + 4 / painting.k;
    const { minX, minY, maxX, maxY } = square.bounds;
    const { status } = world.servers;
    let found = 0;
    world.grid.each({ minX: minX - reachX, minY: minY - reachY, maxX: maxX + reachX, maxY: maxY + reachY }, (server) => {
      byState[ORDER_OF[status[server] as number] as number]?.push(server);
      found++;
    });
    if (found === 0) return;
    this.#pixels.fill(0);
    DOT_ORDER.forEach((state, at) => this.#splat(painting, square, state, byState[at] ?? [], dimmed));
    scratch.putImageData(this.#image, 0, 0);
    toDevicePixels(context);
    context.drawImage(scratch.canvas, 0, 0);
  }

  #splat(painting: Painting, square: Square, state: number, servers: readonly number[], dimmed: Uint8Array | null): void {
    const { k, world } = painting;
    const { x, y, cluster } = world.servers;
    const { half, halfHigh, isTrouble, isCrowd, ...colours } = dotOf(painting, state);
    const [full, soft, faint] = [pack(colours.full, 255), pack(colours.soft, 255), pack(colours.full, DIMMED_ALPHA)];
    const diamond = half >= 1.8;
    for (const server of servers) {
      const centreX = ((x[server] as number) - (y[server] as number)) * HALF_WIDTH * k - square.left;
      const centreY = ((x[server] as number) + (y[server] as number)) * HALF_HEIGHT * k - square.top;
      const isSoft = isCrowd && (!isTrouble || stateFromAfar(painting, cluster[server] as number) === 0);
      const pixel = dimmed?.[server] === 1 ? faint : isSoft ? soft : full;
      if (diamond) this.#diamond(centreX, centreY, half, halfHigh, pixel);
      else this.#block(centreX, centreY, half, halfHigh, pixel);
    }
  }

  #block(centreX: number, centreY: number, half: number, halfHigh: number, pixel: number): void {
    const wide = Math.max(1, Math.round(half * 2));
    const high = Math.max(1, Math.round(halfHigh * 2));
    const left = Math.round(centreX - wide / 2);
    const top = Math.round(centreY - high / 2);
    const lastRow = Math.min(this.#size, top + high);
    const from = Math.max(0, left);
    const to = Math.min(this.#size, left + wide);
    for (let row = Math.max(0, top); row < lastRow; row++) {
      for (let at = from; at < to; at++) this.#pixels[row * this.#size + at] = pixel;
    }
  }

  /** Each row is a run of whole pixels between two that are covered in part, so that edges are smooth. */
  #diamond(centreX: number, centreY: number, half: number, halfHigh: number, pixel: number): void {
    const size = this.#size;
    const pixels = this.#pixels;
    const lastRow = Math.min(size - 1, Math.ceil(centreY + halfHigh));
    for (let row = Math.max(0, Math.floor(centreY - halfHigh)); row <= lastRow; row++) {
      const wide = half * (1 - Math.abs(row + 0.5 - centreY) / halfHigh);
      if (wide <= 0) continue;
      const from = centreX - wide;
      const to = centreX + wide;
      const first = Math.floor(from);
      const last = Math.floor(to);
      const start = row * size;
      for (let at = Math.max(0, first + 1); at < Math.min(size, last); at++) pixels[start + at] = pixel;
      if (first >= 0 && first < size) this.#cover(start + first, pixel, Math.min(1, to - first) - (from - first));
      if (last > first && last >= 0 && last < size) this.#cover(start + last, pixel, to - last);
    }
  }

  /** Writes a pixel covered in part, unless what is there covers more. */
  #cover(at: number, pixel: number, part: number): void {
    const alpha = ((pixel >>> 24) * Math.min(1, Math.max(0, part))) | 0;
    if ((this.#pixels[at] as number) >>> 24 > alpha) return;
    this.#pixels[at] = ((pixel & 0xffffff) | (alpha << 24)) >>> 0;
  }

  #prepare(size: number): CanvasRenderingContext2D {
    if (!this.#context || size !== this.#size) {
      this.#size = size;
      this.#context = blank(size, size).context;
      this.#image = new ImageData(size, size);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
    }
    return this.#context;
  }
}

const ORDER_OF: readonly number[] = [0, 1, 2, 3, 4].map((status) => (DOT_ORDER as readonly number[]).indexOf(status));

/** Bytes of ImageData are red, green, blue, alpha; every machine that browsers run on is little endian. */
function pack([red, green, blue]: Rgb, alpha: number): number {
  return ((alpha << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
}
