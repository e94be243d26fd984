import type { DiagramColour } from './shape.ts';

/** FossFLOW's own default colour, for a rectangle that names none. */
export const DEFAULT_COLOUR = '#a5b8f3';

/** Ids of the colours that we add begin so. */
const OURS = 'uc-';

export const isOurColour = ({ id }: DiagramColour): boolean => id.startsWith(OURS);

/** The colours of a diagram: what their ids mean, and the id of a colour, added where there is none. */
export class Palette {
  readonly #colours: DiagramColour[];

  constructor(colours: readonly DiagramColour[]) {
    this.#colours = [...colours];
  }

  has(id: string): boolean {
    return this.#colours.some((colour) => colour.id === id);
  }

  /** The colour of a thing as #rrggbb; null where it names none, or one that we cannot write so. */
  read({ color, customColor }: { readonly color?: string; readonly customColor?: string }): string | null {
    const text = customColor !== undefined && customColor !== '' ? customColor : this.#colours.find(({ id }) => id === color)?.value;
    return text === undefined ? null : hexOf(text);
  }

  idOf(colour: string): string {
    const found = this.#colours.find(({ value }) => hexOf(value) === colour);
    if (found !== undefined) return found.id;
    const id = OURS + colour.slice(1);
    this.#colours.push({ id, value: colour });
    return id;
  }

  /** Whoever names no colour gets this one. */
  get first(): string {
    return hexOf(this.#colours[0]?.value ?? DEFAULT_COLOUR) ?? DEFAULT_COLOUR;
  }

  /** All that were there, and of the added ones those that are used; at least one. */
  listOf(used: ReadonlySet<unknown>): readonly DiagramColour[] {
    const list = this.#colours.filter((colour) => !isOurColour(colour) || used.has(colour.id));
    return list.length > 0 ? list : [{ id: OURS + DEFAULT_COLOUR.slice(1), value: DEFAULT_COLOUR }];
  }
}

/** `#rgb`, `#rrggbb` and `rgb(r, g, b)` as #rrggbb, capitals as they are; null for anything else. */
export function hexOf(text: string): string | null {
  if (/^#[0-9a-f]{6}$/i.test(text)) return text;
  if (/^#[0-9a-f]{3}$/i.test(text)) return `#${text.slice(1).replace(/./g, '$&$&')}`;
  const rgb = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/i.exec(text)?.slice(1).map(Number);
  return rgb === undefined || rgb.some((part) => part > 255) ? null : `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
