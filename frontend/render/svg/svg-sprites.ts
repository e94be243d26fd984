import { paintsOf, shadowOf, type Finish } from '../../scene/icons/coat.ts';
import { iconFaces } from '../../scene/icons/icons.ts';
import { drawIcon } from '../../scene/icons/svg.ts';
import type { World } from '../../scene/world.ts';
import { drawFlag } from '../marks/flag.ts';
import { drawPad, MAINTENANCE } from '../marks/pad.ts';
import type { Palette } from '../palette.ts';
import type { Sprite, Sprites } from '../sprite.ts';
import { finishOf, lookOf } from '../sprites.ts';
import { embeddedIcon, type EmbeddedImages } from './embedded.ts';
import type { SvgContext } from './svg-context.ts';
import type { SvgDocument } from './svg-document.ts';
import { short } from './written.ts';

/** A pad that tells no state. */
const NO_STATE = -1;
const NOTHING: Sprite = { paint: () => undefined };

export type SvgSpriteOptions = {
  readonly palette: Palette;
  readonly k: number;
  readonly ratio: number;
  /** False for a drawing of what was written down, not measured: pads are plain and there are no flags, but for maintenance. */
  readonly showsStates: boolean;
  readonly images: EmbeddedImages;
};

/** Servers and flags as elements of an SVG document, each icon in one colour and finish, each pad and each flag written once. */
export class SvgSprites implements Sprites {
  readonly #document: SvgDocument;
  readonly #target: SvgContext;
  readonly #brush: () => SvgContext;
  readonly #options: SvgSpriteOptions;
  readonly #flags = new Map<string, Sprite>();
  readonly #servers = new Map<string, Sprite>();

  /** What is painted goes into `target`; `brush` makes contexts that write definitions. */
  constructor(document: SvgDocument, target: SvgContext, brush: () => SvgContext, options: SvgSpriteOptions) {
    this.#document = document;
    this.#target = target;
    this.#brush = brush;
    this.#options = options;
  }

  /** A server whose icon is an image of somebody's own shows that of its type where the document has no such image. */
  server(world: World, server: number): Sprite {
    const look = lookOf(world, server);
    const own = look.own;
    const image = own === undefined ? undefined : this.#options.images.get(own.image_hash);
    const icon = own === undefined || image !== undefined ? look.icon : world.typeOf(server)?.icon ?? '';
    const colour = look.color;
    const shown = this.#shown(world.servers.status[server] as number);
    const finish = shown === NO_STATE ? 'plain' : finishOf(shown);
    const key = `server ${image === undefined ? '' : 'own '}${icon} ${colour} ${shown}`;
    let sprite = this.#servers.get(key);
    if (sprite === undefined) {
      sprite = this.#used(this.#document.define(key, (id) => {
        const inside = `<use href="#${this.#pad(shown)}"/><use href="#${own === undefined || image === undefined ? this.#icon(icon, colour, finish) : embeddedIcon(this.#document, own, image, finish)}"/>`;
        return `<g id="${id}" transform="scale(${short(this.#options.k)})">${inside}</g>`;
      }));
      this.#servers.set(key, sprite);
    }
    return sprite;
  }

  flag(status: number, size: number): Sprite {
    const { palette, ratio } = this.#options;
    if (this.#shown(status) === NO_STATE) return NOTHING;
    const key = `flag ${status} ${short(size)}`;
    let sprite = this.#flags.get(key);
    if (sprite === undefined) {
      const drawn = this.#drawn((context) => drawFlag(context, palette, status, size * ratio));
      sprite = this.#used(this.#document.define(key, (id) => `<g id="${id}">${drawn}</g>`));
      this.#flags.set(key, sprite);
    }
    return sprite;
  }

  #shown(status: number): number {
    return this.#options.showsStates || status === MAINTENANCE ? status : NO_STATE;
  }

  #pad(status: number): string {
    const { palette, k } = this.#options;
    return this.#document.define(`pad ${status}`, (id) => `<g id="${id}">${this.#drawn((context) => drawPad(context, palette, status, k))}</g>`);
  }

  #icon(icon: string, colour: string, finish: Finish): string {
    const { palette: { ground } } = this.#options;
    return this.#document.define(`icon ${icon} ${colour} ${finish}`, (id) => {
      const gradientId = (tone: string): string => `${tone}-${tone.startsWith('accent') ? colour.slice(1) : ''}${finish}`;
      const { paths, gradients } = drawIcon(iconFaces(icon), paintsOf(ground, colour, finish), gradientId, shadowOf(ground));
      for (const [gradient, element] of gradients) this.#document.define(`gradient ${gradient}`, (own) => element.replace(`id="${gradient}"`, `id="${own}"`));
      return `<g id="${id}">${paths.replace(/url\(#([^)]+)\)/g, (_, gradient: string) => `url(#${this.#document.define(`gradient ${gradient}`, () => '')})`)}</g>`;
    });
  }

  #drawn(draw: (context: CanvasRenderingContext2D) => void): string {
    const context = this.#brush();
    draw(context as unknown as CanvasRenderingContext2D);
    return context.written();
  }

  #used(id: string): Sprite {
    return { paint: (_, x, y) => this.#target.use(id, x, y) };
  }
}
