import type { Size } from '../../scene/space.ts';
import { escaped, short } from './written.ts';

/** What an SVG document defines once and uses often, by short ids. */
export class SvgDocument {
  readonly #ids = new Map<string, string>();
  readonly #definitions: string[] = [];

  /** The id of what `key` stands for; `write` is asked for its element the first time. */
  define(key: string, write: (id: string) => string): string {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = `u${this.#ids.size.toString(36)}`;
    this.#ids.set(key, id);
    const element = write(id);
    this.#definitions.push(element);
    return id;
  }

  /** The whole document. `scale` makes it so many times as large as what it shows. */
  written(body: string, { width, height }: Size, { scale = 1, title = '', attributes = '' }: { scale?: number; title?: string; attributes?: string } = {}): string {
    const definitions = this.#definitions.length === 0 ? '' : `<defs>${this.#definitions.join('')}</defs>`;
    const named = title === '' ? '' : `<title>${escaped(title)}</title>`;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width * scale)}" height="${short(height * scale)}" viewBox="0 0 ${short(width)} ${short(height)}"${attributes}>${named}${definitions}${body}</svg>\n`;
  }
}
