const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const KEPT = 6_000;

const fonts = new Map<number, string>();

/** A font of the map, in device pixels, rounded to tenths; always the same text for the same font. */
export function fontOf(weight: number, px: number): string {
  const key = weight * 1e6 + Math.round(px * 10);
  const font = fonts.get(key) ?? `${weight} ${px.toFixed(1)}px ${FAMILY}`;
  fonts.set(key, font);
  return font;
}

/** What knows the width of a text in a font: a canvas, or a table. */
export type Measure = { font: string; measureText(text: string): { readonly width: number } };

/** Widths of texts, remembered: measuring costs as much as drawing. */
export class TextRuler {
  readonly #measure: Measure;
  /** By font and text: one long key of both would have to be made for every question. */
  readonly #widths = new Map<string, Map<string, number>>();
  #kept = 0;

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  width(text: string, font: string): number {
    const known = this.#widths.get(font)?.get(text);
    if (known !== undefined) return known;
    this.#measure.font = font;
    const { width } = this.#measure.measureText(text);
    this.#keep(text, font, width);
    return width;
  }

  #keep(text: string, font: string, width: number): void {
    if (this.#kept >= KEPT) {
      this.#widths.clear();
      this.#kept = 0;
    }
    const widths = this.#widths.get(font) ?? new Map<string, number>();
    widths.set(text, width);
    this.#widths.set(font, widths);
    this.#kept++;
  }

  /** The text cut to `most` pixels, with an ellipsis where something is missing. */
  fit(text: string, font: string, most: number): string {
    if (this.width(text, font) <= most) return text;
    let length = Math.max(1, Math.floor((text.length * most) / this.width(text, font)));
    while (length > 1 && this.width(`${text.slice(0, length)}…`, font) > most) length--;
    return `${text.slice(0, length).trimEnd()}…`;
  }
}
