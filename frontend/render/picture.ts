import { floorBounds, type Area } from '../scene/areas.ts';
import { viewBounds } from '../scene/camera.ts';
import { UNGROUPED } from '../scene/grouping.ts';
import { NO_LAYERS } from '../scene/layers.ts';
import type { Level } from '../scene/level.ts';
import { grow, type Bounds, type Size } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import { css } from '../scene/colour.ts';
import { Dots } from './marks/dots.ts';
import { drawFloorGrid } from './marks/floor-grid.ts';
import { heldAt, type Held, type Stretch } from './held.ts';
import type { Painting } from './painting.ts';
import { Sources, type Shown } from './sources.ts';
import type { Sprites } from './sprite.ts';
import { BITMAPS, BitmapSprites } from './sprites.ts';
import type { TextRuler } from './text.ts';
import { TilePainter } from './tile-painter.ts';
import { TILE_SIZE, TileSet, type PictureTile, type TileRange } from './tile-set.ts';
import type { MapWords, View } from './view.ts';

/** Rest after the last change of scale before everything is painted anew. */
const SETTLE_MS = 90;
/** A gesture that came this far from the scale of its tiles gets new ones on the way. */
const FAR_FROM_SCALE = 2.5;
const SWITCH_EVERY_MS = 240;
/** Painting per frame, while a gesture is under way and otherwise. */
const GESTURE_BUDGET_MS = 4;
const BUDGET_MS = 12;
/** The same while the picture is still blurred and the hand rests: sharp sooner, at half as many frames. */
const SHARPEN_BUDGET_MS = 24;
/** During a gesture what is stale is painted anew in one of so many frames. */
const STALE_EVERY = 3;
/** While the scale changes something is painted in one of so many frames: what is painted is soon of another scale. */
const SCALED_EVERY = 2;
/** Longer side of the picture of the whole world that stands in while tiles are missing. */
const OVERVIEW_PX = 1024;

/** Rest before anything is painted ahead: the page has things of its own to do when the map has just appeared. */
const AHEAD_AFTER_MS = 120;
/** CSS pixels that the card of a plate may reach beyond it. */
const CAPTION_REACH = 160;
const OVERVIEW_EVERY_MS = 4_000;

/** What one frame did and what is left. */
export type Frame = {
  /** Device pixel of the world's origin, and device pixels per world pixel. */
  readonly originX: number;
  readonly originY: number;
  readonly k: number;
  /** The map changed on the screen. */
  readonly isNew: boolean;
  readonly stretch: Stretch;
  readonly isSharp: boolean;
  /** Another frame should follow at once; else, if above 0, after so many milliseconds. */
  readonly more: boolean;
  readonly waitMs: number;
};

/**
 * The map as cached squares. A pan copies them pixel by pixel; while the scale changes they are stretched over a picture
 * of the whole world; once it rests, the visible ones are painted anew, from the middle outwards, a little each frame.
 */
export class Picture {
  readonly #sources: Sources;
  readonly #words: MapWords;
  readonly #nowMs: () => number;
  readonly #painter: TilePainter;
  #current: TileSet | null = null;
  /** The scale before, shown until the present one is complete. */
  #previous: TileSet | null = null;
  #overview: TileSet | null = null;
  #overlaySprites: { readonly sprites: Sprites; readonly k: number; readonly theme: string } | null = null;
  #frame = 0;
  #scale = 0;
  #scaledAt = 0;
  #switchedAt = 0;
  #overviewAt = 0;
  #shown = '';
  #isSpoilt = true;
  #leftStale = false;
  #sharpAt = 0;

  constructor(world: World, words: MapWords, nowMs: () => number, ruler: TextRuler) {
    this.#sources = new Sources(world, BITMAPS);
    this.#words = words;
    this.#nowMs = nowMs;
    this.#painter = new TilePainter(ruler, { grid: { draw: drawFloorGrid }, dots: new Dots() });
  }

  get level(): Level { return this.#current?.painting.level ?? 0; }

  get painting(): Painting {
    if (!this.#current) throw new Error('Nothing was drawn yet.');
    return this.#current.painting;
  }

  /** Sprites for the overlay: those of the tiles where the scale is theirs. */
  overlaySprites(k: number, ratio: number): Sprites {
    const { painting } = this;
    if (painting.k === k) return painting.sprites;
    const kept = this.#overlaySprites;
    if (kept?.theme === painting.palette.name && Math.abs(kept.k / k - 1) < 0.02) return kept.sprites;
    const sprites = new BitmapSprites(painting.palette, k, ratio);
    this.#overlaySprites = { sprites, k, theme: painting.palette.name };
    return sprites;
  }

  /** Cards in view, in device pixels of the whole map; some twice, where squares meet. */
  cardsIn(bounds: Bounds): Bounds[] {
    const set = this.#current;
    const found: Bounds[] = [];
    if (set === null) return found;
    const { left, top, right, bottom } = set.range(bounds);
    for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) found.push(...set.get(column, row)?.cards ?? []);
    return found;
  }

  spoil(bounds: Bounds | 'all'): void {
    this.#isSpoilt = true;
    for (const set of [this.#current, this.#previous, this.#overview]) set?.spoil(bounds);
  }

  spoilServers(servers: ReadonlySet<number>): void {
    const { world } = this.#sources;
    if (servers.size === 0) return;
    // So many that nearly every tile has one: asking each costs more than painting.
    if (servers.size > 5_000) {
      this.spoil('all');
      return;
    }
    const groups = new Set<number>();
    for (const server of servers) {
      if (!world.has(server)) continue;
      this.spoil(world.reachOf(server));
      groups.add(world.grouping.of[server] ?? UNGROUPED);
    }
    // A plate's card counts servers that stand far from it.
    if (this.level === 4) for (const group of groups) this.#spoilPlate(world.grouping.plate(group));
  }

  #spoilPlate(plate: Area | null): void {
    if (!plate || !this.#current) return;
    const { k, ratio } = this.#current.painting;
    this.spoil(grow(floorBounds(plate.floor), (CAPTION_REACH * ratio) / k));
  }

  destroy(): void {
    this.#drop();
  }

  /** Draws the view, painting what is missing within the budget of a frame, or all of it at once. */
  drawInto(context: CanvasRenderingContext2D, view: View, size: Size, ratio: number, isAtOnce = false): Frame {
    const start = this.#nowMs();
    const k = view.camera.k * ratio;
    this.#frame++;
    const isFirst = this.#prepare(view, ratio, start);
    const current = this.#chooseSet(view, k, ratio, start, isFirst);
    const bounds = viewBounds(view.camera, size);
    const range = current.range(bounds);
    this.#leftStale = false;
    const missing = this.#missingIn(current, range, view.gesture && !isAtOnce && this.#frame % STALE_EVERY !== 0);
    const budget = isFirst || isAtOnce ? Infinity : view.gesture ? GESTURE_BUDGET_MS : this.#previous !== null ? SHARPEN_BUDGET_MS : BUDGET_MS;
    const left = view.gesture && current.k !== k && !isAtOnce && !isFirst && this.#frame % SCALED_EVERY !== 0 ? missing.length : this.#paintSome(current, missing, start, budget);
    const isScaled = current.k !== k;
    const isSharp = left === 0 && !isScaled;
    if (isSharp && this.#previous) {
      this.#previous.clear();
      this.#previous = null;
    }
    const originX = Math.round(context.canvas.width / 2 - view.camera.x * k);
    const originY = Math.round(context.canvas.height / 2 - view.camera.y * k);
    const held = heldAt(context.canvas, view.camera, k, current.k, ratio);
    const { stretch } = held;
    const isNew = this.#blit(context, current, held, missing.length - left, bounds);
    if (!isSharp || this.#sharpAt === 0) this.#sharpAt = isSharp ? start : 0;
    const rested = view.gesture ? this.#frame % STALE_EVERY === 1 : start - this.#sharpAt >= AHEAD_AFTER_MS;
    if (isSharp && !rested && !view.gesture) return { originX, originY, k, isNew, stretch, isSharp, more: this.#leftStale, waitMs: AHEAD_AFTER_MS };
    const idle = isSharp && rested ? this.#paintAhead(current, range, start, view.gesture ? GESTURE_BUDGET_MS / 2 : BUDGET_MS) : isSharp;
    // Never fewer than the picture and its ring, or what is painted ahead would be thrown away and painted again for ever.
    current.trim((range.right - range.left + 3) * (range.bottom - range.top + 3));
    const resting = isScaled ? Math.max(1, SETTLE_MS - (start - this.#scaledAt)) : 0;
    return { originX, originY, k, isNew, stretch, isSharp, more: left > 0 || this.#leftStale || (idle && !view.gesture), waitMs: resting };
  }

  /** Begins anew where theme or resolution changed; true if there is no picture to start from. */
  #prepare(view: View, ratio: number, now: number): boolean {
    const painting = this.#current?.painting;
    const { dimmed, hidden } = shownBy(view);
    if (painting && (painting.palette.name !== view.theme || painting.ratio !== ratio || painting.grouping !== this.#sources.world.grouping)) this.#drop();
    else if (painting && (painting.dimmed !== dimmed || painting.hidden !== hidden)) {
      for (const set of [this.#current, this.#previous, this.#overview]) if (set) set.painting = { ...set.painting, dimmed, hidden };
      this.spoil('all');
    }
    if (this.#current) return false;
    this.#scaledAt = now;
    return true;
  }

  #chooseSet(view: View, k: number, ratio: number, now: number, isFirst: boolean): TileSet {
    if (k !== this.#scale) {
      this.#scale = k;
      this.#scaledAt = now;
    }
    const before = this.#current;
    if (before?.k === k) return before;
    const isResting = !before || isFirst || now - this.#scaledAt >= SETTLE_MS;
    const isFar = before && (k / before.k > FAR_FROM_SCALE || before.k / k > FAR_FROM_SCALE) && now - this.#switchedAt > SWITCH_EVERY_MS;
    if (before && !isResting && !isFar) return before;
    const next = new TileSet(this.#sources.painting(k, ratio, view.theme, this.#words, shownBy(view), before?.painting.level ?? null));
    this.#switchedAt = now;
    // A set with nothing in it yet has nothing to stand in with; the one before it has.
    if (before && (before.count > 0 || !this.#previous)) {
      this.#previous?.clear();
      this.#previous = before;
    }
    this.#current = next;
    return next;
  }

  /** Visible tiles without a true picture: the missing before the stale, the middle before the rim; on demand the missing alone. */
  #missingIn(set: TileSet, { left, top, right, bottom }: TileRange, leavesStale = false): { column: number; row: number; rank: number }[] {
    const missing: { column: number; row: number; rank: number }[] = [];
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const tile = set.get(column, row);
        if (tile) tile.usedAt = this.#frame;
        if (tile?.isStale && leavesStale) this.#leftStale = true;
        if (tile && (leavesStale || !tile.isStale)) continue;
        const away = Math.hypot(column - (left + right) / 2, row - (top + bottom) / 2);
        missing.push({ column, row, rank: away + (tile ? 1_000 : 0) });
      }
    }
    return missing.sort((a, b) => a.rank - b.rank);
  }

  /** Paints in order until the budget is spent; returns how many are left. */
  #paintSome(set: TileSet, wanted: readonly { column: number; row: number }[], start: number, budget: number): number {
    let done = 0;
    for (const { column, row } of wanted) {
      if (done > 0 && this.#nowMs() - start >= budget) break;
      this.#paint(set, column, row);
      done++;
    }
    return wanted.length - done;
  }

  #paint(set: TileSet, column: number, row: number): void {
    const tile = set.get(column, row) ?? set.make(column, row, this.#frame);
    tile.cards = this.#painter.paint(tile.context, set.painting, set.squareOf(column, row));
    tile.isStale = false;
  }

  /** Copies tiles to the screen; false if it shows exactly this already. */
  #blit(context: CanvasRenderingContext2D, current: TileSet, at: Held, painted: number, bounds: Bounds): boolean {
    const shown = `${at.originX} ${at.originY} ${at.k} ${at.stretch.x} ${at.stretch.y} ${at.stretch.factor} ${context.canvas.width} ${context.canvas.height}`;
    if (shown === this.#shown && painted === 0 && !this.#isSpoilt) return false;
    this.#shown = shown;
    this.#isSpoilt = false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    for (const gap of gapsIn(current, at, bounds, context.canvas)) {
      context.save();
      context.beginPath();
      context.rect(gap.x, gap.y, gap.width, gap.height);
      context.clip();
      context.fillStyle = css(current.painting.palette.canvas);
      context.fillRect(gap.x, gap.y, gap.width, gap.height);
      const seen = { minX: (gap.x - at.originX) / at.k, minY: (gap.y - at.originY) / at.k, maxX: (gap.x + gap.width - at.originX) / at.k, maxY: (gap.y + gap.height - at.originY) / at.k };
      const covers = this.#previous?.covers(seen) === true;
      for (const set of [covers ? null : this.#overview, this.#previous]) if (set) blitSet(context, set, at, seen);
      context.restore();
    }
    blitSet(context, current, at, bounds);
    return true;
  }

  /** While nothing else is wanted: the ring around the picture, then the whole world. True if something is left to do. */
  #paintAhead(set: TileSet, { left, top, right, bottom }: TileRange, start: number, budget: number): boolean {
    if (this.#nowMs() - start >= budget / 2) return true;
    const ring = this.#missingIn(set, { left: left - 1, top: top - 1, right: right + 1, bottom: bottom + 1 });
    // What is there but stale waits until it is seen.
    const wanted = ring.filter(({ column, row }) => !set.get(column, row) && touches(set.squareOf(column, row).bounds, this.#sources.world.bounds()));
    if (wanted.length === 0) return this.#paintOverview(start, budget);
    this.#paintSome(set, wanted, start, budget);
    return true;
  }

  #paintOverview(start: number, budget: number): boolean {
    const { world } = this.#sources;
    const { painting } = this;
    const bounds = grow(world.bounds(), 400);
    const k = Math.min(painting.ratio, OVERVIEW_PX / Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY));
    if (!this.#overview || this.#overview.k / k > 1.3 || k / this.#overview.k > 1.3) {
      this.#overview?.clear();
      this.#overview = new TileSet(this.#sources.painting(k, painting.ratio, painting.palette.name, this.#words, painting, null));
    }
    const overview = this.#overview;
    const wanted = this.#missingIn(overview, overview.range(bounds)).filter(({ column, row }) => !overview.get(column, row) || this.#refreshesOverview(start));
    if (wanted.length === 0) return false;
    this.#overviewAt = start;
    return this.#paintSome(overview, wanted, start, budget) > 0;
  }

  /** It only stands in for moments, so changed states may reach it late. */
  #refreshesOverview(now: number): boolean {
    return now - this.#overviewAt > OVERVIEW_EVERY_MS;
  }

  #drop(): void {
    for (const set of [this.#current, this.#previous, this.#overview]) set?.clear();
    this.#current = this.#previous = this.#overview = null;
    this.#isSpoilt = true;
  }
}

const shownBy = ({ dimmed, hidden = NO_LAYERS }: View): Shown => ({ dimmed, hidden });

const touches = (a: Bounds, b: Bounds): boolean => a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;

type Gap = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Parts of the screen, in device pixels, for which the set has no tile yet: runs of missing tiles, row by row. */
function gapsIn(set: TileSet, { originX, originY, k }: Held, bounds: Bounds, canvas: HTMLCanvasElement): Gap[] {
  const part = (k / set.k) * TILE_SIZE;
  const { left, top, right, bottom } = set.range(bounds);
  const gaps: Gap[] = [];
  const add = (from: number, to: number, row: number): void => {
    const x = Math.max(0, Math.round(originX + from * part));
    const y = Math.max(0, Math.round(originY + row * part));
    const width = Math.min(canvas.width, Math.round(originX + to * part)) - x;
    const height = Math.min(canvas.height, Math.round(originY + (row + 1) * part)) - y;
    if (width > 0 && height > 0) gaps.push({ x, y, width, height });
  };
  for (let row = top; row <= bottom; row++) {
    let from = -1;
    let isOpen = false;
    for (let column = left; column <= right + 1; column++) {
      const isMissing = column <= right && !set.get(column, row);
      if (isMissing && !isOpen) from = column;
      if (!isMissing && isOpen) add(from, column, row);
      isOpen = isMissing;
    }
  }
  return gaps;
}

/** Copies the tiles of a set that show these bounds: pixel by pixel at its own scale, else stretched. */
function blitSet(context: CanvasRenderingContext2D, set: TileSet, { originX, originY, k }: Held, bounds: Bounds): void {
  const part = k / set.k;
  context.imageSmoothingEnabled = part !== 1;
  context.imageSmoothingQuality = 'low';
  const { left, top, right, bottom } = set.range(bounds);
  const edge = (tile: number, origin: number): number => Math.round(origin + tile * TILE_SIZE * part);
  const copy = (tile: PictureTile): void => {
    const { column, row } = tile;
    const { canvas } = tile.context;
    const x = edge(column, originX);
    const y = edge(row, originY);
    if (part === 1) context.drawImage(canvas, x, y);
    else context.drawImage(canvas, x, y, edge(column + 1, originX) - x, edge(row + 1, originY) - y);
  };
  set.each((tile) => {
    if (tile.column >= left && tile.column <= right && tile.row >= top && tile.row <= bottom) copy(tile);
  });
}
