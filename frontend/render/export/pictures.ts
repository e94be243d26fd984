import { loadIcons } from '../../scene/icons/icons.ts';
import type { Bounds } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import { standaloneHtml, STANDALONE_SERVERS_MAX, type StandaloneWords } from '../html/standalone-html.ts';
import type { Painting } from '../painting.ts';
import { pictureBounds, pictureSvg, USUAL_ZOOM } from '../svg/picture-svg.ts';
import type { MapWords, ThemeName } from '../view.ts';
import { embeddedImagesOf } from './embedded-images.ts';
import { fitsPng, mapPng, pngSize } from './png.ts';
import { printSvg } from './print.ts';

/** What is to be seen, and how. */
export type PictureWish = {
  readonly theme: ThemeName; readonly title: string; readonly isTransparent: boolean; readonly scale: number;
  /** World rectangle with the CSS pixels per world pixel it is shown with; null for everything. */
  readonly part: { readonly bounds: Bounds; readonly zoom: number } | null;
  readonly dimmed: Uint8Array | null; readonly hidden: Painting['hidden'];
};

/** Makes pictures of the map for one page. */
export class Pictures {
  readonly #world: World;
  readonly #words: MapWords;
  readonly #page: StandaloneWords;

  constructor(world: World, words: MapWords, page: StandaloneWords) {
    this.#world = world;
    this.#words = words;
    this.#page = page;
  }

  /** Pixels of a PNG, and whether a browser can make it; and whether a page of it would be moved fluently. */
  facts(wish: PictureWish): { readonly width: number; readonly height: number; readonly fits: boolean; readonly fitsPage: boolean; readonly pageMost: number } {
    const { bounds, zoom } = this.#partOf(wish);
    const size = pngSize(bounds, zoom, wish.scale);
    return { ...size, fits: fitsPng(size), fitsPage: this.#world.size <= STANDALONE_SERVERS_MAX, pageMost: STANDALONE_SERVERS_MAX };
  }

  async png(wish: PictureWish): Promise<Blob> {
    const { bounds, zoom } = this.#partOf(wish);
    return mapPng(this.#world, { ...wish, words: this.#words, crop: bounds, zoom });
  }

  async svg(wish: PictureWish): Promise<string> {
    await loadIcons();
    return pictureSvg(this.#world, { ...this.#options(wish), images: await embeddedImagesOf(this.#world) });
  }

  async html(wish: PictureWish): Promise<string> {
    await loadIcons();
    return standaloneHtml(this.#world, { ...this.#options(wish), images: await embeddedImagesOf(this.#world), page: this.#page });
  }

  async print(wish: PictureWish): Promise<void> {
    const { bounds } = this.#partOf(wish);
    // Ink is for what is drawn, not for the ground.
    printSvg(await this.svg({ ...wish, theme: 'light', isTransparent: true }), bounds.maxX - bounds.minX > bounds.maxY - bounds.minY);
  }

  #options(wish: PictureWish) {
    const { bounds, zoom } = this.#partOf(wish);
    const { theme, title, dimmed, hidden } = wish;
    return { theme, title, dimmed, hidden, words: this.#words, crop: bounds, zoom, ...(wish.isTransparent && { background: null }) };
  }

  #partOf({ part }: PictureWish): { readonly bounds: Bounds; readonly zoom: number } {
    return part ?? { bounds: pictureBounds(this.#world), zoom: USUAL_ZOOM };
  }
}
