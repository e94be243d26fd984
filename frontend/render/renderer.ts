import { onIcons } from '../scene/icons/icons.ts';
import { viewBounds } from '../scene/camera.ts';
import type { Size } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { LiveWords } from './live/live-layer.ts';
import { onImage } from './own-images.ts';
import { pickAt } from './picker.ts';
import { Picture, type Frame } from './picture.ts';
import { Surface } from './surface.ts';
import type { Upper } from './upper.ts';
import { hasOverlay, type MapWords, type Pick, type View } from './view.ts';

export type { LiveWords } from './live/live-layer.ts';
export type { MapWords, Pick, ThemeName, View } from './view.ts';

export type RendererOptions = {
  readonly words: MapWords & LiveWords;
  /** Milliseconds from any fixed moment, as performance.now tells them. */
  readonly nowMs: () => number;
  /** Called after every frame in which the map was drawn; `complete` once all visible tiles are sharp. */
  readonly onFrame?: (complete: boolean) => void;
  /** The handle is offered only to who may edit. */
  readonly editable?: boolean;
};

/** Draws the map into its host element. Nothing is drawn, and no frame asked for, while nothing changes. */
export type Renderer = {
  /** Shows this view at the next frame. Cheap: the latest view wins. */
  draw(view: View): void;
  /** These servers (or everything) look different now. Gathered and redrawn at most four times a second. */
  markDirty(servers: Iterable<number> | 'all'): void;
  /** Everything in view is painted anew in the next frame, however long it takes: for servers in motion. */
  repaint(): void;
  /** The flags of these servers, which just came into trouble, pulse once; of very many none does. */
  pulse(servers: readonly number[]): void;
  pick(x: number, y: number): Pick | null;
  /** Size of the host in CSS pixels. */
  resize(width: number, height: number, dpr: number): void;
  setWorld(world: World): void;
  destroy(): void;
  /** Map redraws so far. */
  readonly redraws: number;
  /** Some visible tile is not sharp yet. */
  readonly busy: boolean;
};

/** How often changed states reach the picture. */
const FLUSH_MS = 250;
/** Until what could not be fetched is fetched again. */
const FETCH_AGAIN_MS = 30_000;
/** What moves is drawn this often: half as often as a screen, for half the work. */
const MOTION_MS = 30;
/** From the first whole picture until what is drawn over the map is fetched, if nobody wants it sooner: it must be there when the daemon no longer answers. */
const FETCH_UPPER_MS = 400;

export function createRenderer(host: HTMLElement, world: World, options: RendererOptions): Renderer {
  return new CanvasRenderer(host, world, options);
}

/** Two canvases: the map from cached tiles, and over it what belongs to pointer and selection. */
class CanvasRenderer implements Renderer {
  readonly #surface: Surface;
  readonly #options: RendererOptions;
  #world: World;
  #picture: Picture;
  #view: View | null = null;
  #size: Size = { width: 0, height: 0 };
  #frame = 0;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #flush: ReturnType<typeof setTimeout> | undefined;
  #flushedAt = -Infinity;
  #dirty: Set<number> | 'all' = new Set();
  #redraws = 0;
  readonly #stopListening = [
    onIcons(() => this.markDirty('all')),
    onImage((hash) => {
      this.#world.imageCame(hash);
      this.markDirty([]);
    }),
  ];
  #busy = true;
  #isRepainting = false;
  #upper: Upper | null = null;
  #fetchingUpper: Promise<Upper | null> | null = null;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #motion: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, world: World, options: RendererOptions) {
    this.#surface = new Surface(host);
    this.#options = options;
    this.#world = world;
    this.#picture = new Picture(world, options.words, options.nowMs, this.#surface.ruler);
  }

  get redraws(): number { return this.#redraws; }
  get busy(): boolean { return this.#busy; }

  draw(view: View): void {
    this.#view = view;
    this.#ask();
  }

  markDirty(servers: Iterable<number> | 'all'): void {
    if (servers === 'all') this.#dirty = 'all';
    else if (this.#dirty !== 'all') for (const server of servers) this.#dirty.add(server);
    if (this.#flush !== undefined) return;
    const wait = Math.max(0, FLUSH_MS - (this.#options.nowMs() - this.#flushedAt));
    this.#flush = setTimeout(() => this.#flushDirty(), wait);
  }

  repaint(): void {
    this.#world.damage.take();
    this.#picture.spoil('all');
    this.#isRepainting = true;
    this.#ask();
  }

  pulse(servers: readonly number[]): void {
    if (this.#view?.reducedMotion !== false || servers.length === 0) return;
    void this.#fetchUpper().then((upper) => {
      upper?.live.pulse(servers);
      this.#ask();
    });
  }

  pick(x: number, y: number): Pick | null {
    return this.#view ? pickAt(this.#world, this.#view, this.#picture.level, this.#size, x, y) : null;
  }

  resize(width: number, height: number, dpr: number): void {
    this.#size = { width, height };
    this.#surface.resize(width, height, dpr);
    this.#ask();
  }

  setWorld(world: World): void {
    this.#picture.destroy();
    this.#world = world;
    this.#dirty = new Set();
    this.#upper?.live.forgetPulses();
    this.#picture = new Picture(world, this.#options.words, this.#options.nowMs, this.#surface.ruler);
    this.#ask();
  }

  destroy(): void {
    for (const stop of this.#stopListening) stop();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settle);
    clearTimeout(this.#flush);
    clearTimeout(this.#motion);
    clearTimeout(this.#soon);
    this.#view = null;
    this.#picture.destroy();
    this.#surface.destroy();
  }

  #flushDirty(): void {
    this.#flush = undefined;
    this.#flushedAt = this.#options.nowMs();
    const dirty = this.#dirty;
    this.#dirty = new Set();
    const damage = this.#world.damage.take();
    if (dirty === 'all' || damage === 'all') this.#picture.spoil('all');
    else {
      for (const bounds of damage) this.#picture.spoil(bounds);
      this.#picture.spoilServers(dirty);
    }
    this.#ask();
  }

  #ask(): void {
    if (this.#frame === 0 && this.#view && this.#size.width > 0) this.#frame = requestAnimationFrame(() => this.#drawFrame());
  }

  #drawFrame(): void {
    this.#frame = 0;
    const view = this.#view;
    if (!view) return;
    const { map, ratio } = this.#surface;
    const frame = this.#picture.drawInto(map, view, this.#size, ratio, this.#isRepainting);
    this.#isRepainting = false;
    this.#surface.stretchMap(frame.stretch);
    this.#drawUpper(view, frame);
    this.#goOn(view, frame.isSharp);
    this.#busy = !frame.isSharp;
    if (frame.isNew) {
      this.#redraws++;
      this.#options.onFrame?.(frame.isSharp);
    }
    clearTimeout(this.#settle);
    if (frame.more) this.#ask();
    else if (frame.waitMs > 0) this.#settle = setTimeout(() => this.#ask(), frame.waitMs);
  }

  #drawUpper(view: View, { originX, originY, k, isSharp }: Frame): void {
    const { map, overlay, ratio, ruler } = this.#surface;
    const { painting } = this.#picture;
    const upper = this.#upper;
    const wantsLive = upper?.live.begin(view, painting, this.#size) === true;
    // An empty layer is taken away: even transparent pixels are copied to the screen one by one where there is no GPU.
    const isShown = this.#surface.showOverlay(upper !== null && (hasOverlay(view) || wantsLive));
    if (upper === null || !isShown) return;
    upper.draw(overlay, view, painting, this.#picture.overlaySprites(view.camera.k * ratio, ratio), ruler, {
      originX, originY, k, ratio, size: this.#size, editable: this.#options.editable ?? true,
      map: map.canvas, cards: isSharp ? this.#picture.cardsIn(viewBounds(view.camera, this.#size)) : [],
    });
  }

  /** The next frame of what moves; and what is drawn over the map is fetched when it is first wanted, or soon. */
  #goOn(view: View, isSharp: boolean): void {
    clearTimeout(this.#motion);
    if (this.#upper?.live.isMoving === true) this.#motion = setTimeout(() => this.#ask(), MOTION_MS);
    if (this.#fetchingUpper !== null) return;
    if (hasOverlay(view)) void this.#fetchUpper().then(() => this.#ask());
    else if (isSharp) this.#soon ??= setTimeout(() => void this.#fetchUpper().then(() => this.#ask()), FETCH_UPPER_MS);
  }

  #fetchUpper(): Promise<Upper | null> {
    this.#fetchingUpper ??= import('./upper.ts').then(({ Upper }) => (this.#upper = new Upper(this.#options.words, this.#options.nowMs)), () => {
      // It is not there while the daemon is not; it is asked for again later.
      setTimeout(() => {
        this.#fetchingUpper = null;
        this.#soon = undefined;
        this.#ask();
      }, FETCH_AGAIN_MS);
      return null;
    });
    return this.#fetchingUpper;
  }
}
