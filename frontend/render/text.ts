const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const KEPT = 6_000;

/** A font of the map, in device pixels. */
export const fontOf = (weight: number, px: number): string => `${weight} ${px.toFixed(1)}px ${FAMILY}`;

/** What knows the width of a text in a font: a canvas, or a table. */
export type Measure = { font: string; measureText(text: string): { readonly width: number } };

/** Widths of texts, remembered: measuring costs as much as drawing. */
export class TextRuler {
  readonly #measure: Measure;
  readonly #widths = new Map<string, number>();

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  width(text: string, font: string): number {
    const key = `${font}\n${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      this.#measure.font = font;
      width = this.#measure.measureText(text).width;
      if (this.#widths.size >= KEPT) this.#widths.clear();
      this.#widths.set(key, width);
    }
    return width;
  }

  /** The text cut to `most` pixels, with an ellipsis where something is missing. */
  fit(text: string, font: string, most: number): string {
    if (this.width(text, font) <= most) return text;
    let length = Math.max(1, Math.floor((text.length * most) / this.width(text, font)));
    while (length > 1 && this.width(`${text.slice(0, length)}…`, font) > most) length--;
    return `${text.slice(0, length).trimEnd()}…`;
  }
}
