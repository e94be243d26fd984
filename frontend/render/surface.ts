import type { Stretch } from './held.ts';
import { TextRuler } from './text.ts';

/** Most pixels of one canvas. Software painting stays fluent up to here; a 4K screen is shown at a lower ratio. */
const MOST_PIXELS = 4_000_000;

/** Until a layer that is no longer shown gives its memory back: a browser keeps each of them four times. */
const RELEASE_MS = 2_000;

/** The two canvases in their host, and how many device pixels a CSS pixel has. */
export class Surface {
  readonly map: CanvasRenderingContext2D;
  readonly overlay: CanvasRenderingContext2D;
  readonly ruler: TextRuler;
  #ratio = 1;
  #size = { width: 0, height: 0 };
  #stretch = '';
  #release: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement) {
    this.map = layer(host, false);
    this.overlay = layer(host, true);
    this.ruler = new TextRuler(layerless());
  }

  get ratio(): number { return this.#ratio; }

  resize(width: number, height: number, dpr: number): void {
    this.#ratio = ratioFor(width, height, dpr);
    this.#size = { width, height };
    this.#fit(this.map.canvas);
    if (this.overlay.canvas.style.display === 'block') this.#fit(this.overlay.canvas);
  }

  #fit(canvas: HTMLCanvasElement): void {
    const { width, height } = this.#size;
    const wide = Math.round(width * this.#ratio);
    const high = Math.round(height * this.#ratio);
    // Setting a size clears the canvas, even to the same one.
    if (canvas.width !== wide) canvas.width = wide;
    if (canvas.height !== high) canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }

  stretchMap({ factor, x, y }: Stretch): void {
    const transform = factor === 1 ? '' : `translate(${x}px, ${y}px) scale(${factor})`;
    if (this.#stretch === transform) return;
    this.#stretch = transform;
    this.map.canvas.style.transform = transform;
  }

  /** Shows or hides the upper canvas; returns what was asked. */
  showOverlay(isShown: boolean): boolean {
    const display = isShown ? 'block' : 'none';
    const { canvas } = this.overlay;
    if (canvas.style.display === display) return isShown;
    clearTimeout(this.#release);
    if (isShown) this.#fit(canvas);
    else this.#release = setTimeout(() => { canvas.width = canvas.height = 0; }, RELEASE_MS);
    canvas.style.display = display;
    return isShown;
  }

  destroy(): void {
    clearTimeout(this.#release);
    this.map.canvas.remove();
    this.overlay.canvas.remove();
  }
}

/** Device pixels per CSS pixel: what the screen has, at most 2, and no more than fit the budget. */
export function ratioFor(width: number, height: number, dpr: number): number {
  const most = Math.sqrt(MOST_PIXELS / Math.max(1, width * height));
  return Math.max(0.5, Math.min(2, dpr, most));
}

function layer(host: HTMLElement, hasAlpha: boolean): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0', transformOrigin: '0 0', pointerEvents: 'none' });
  host.append(canvas);
  return contextOf(canvas, hasAlpha);
}

const layerless = (): CanvasRenderingContext2D => contextOf(document.createElement('canvas'), true);

function contextOf(canvas: HTMLCanvasElement, alpha: boolean): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha });
  if (!context) throw new Error('This browser gives no 2D canvas.');
  return context;
}
