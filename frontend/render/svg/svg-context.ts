import type { Measure } from '../text.ts';
import { growth, IDENTITY, Outline, through, type Matrix } from './outline.ts';
import type { SvgDocument } from './svg-document.ts';
import { escaped, fine, inkOf, short } from './written.ts';

/** What the marks use of a canvas's context, and nothing else. */
type Brush = Pick<CanvasRenderingContext2D,
  | 'save' | 'restore' | 'setTransform' | 'translate' | 'scale' | 'beginPath' | 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'arc' | 'ellipse' | 'rect' | 'roundRect'
  | 'closePath' | 'fillRect' | 'setLineDash' | 'lineWidth' | 'lineCap' | 'lineJoin' | 'globalAlpha' | 'font' | 'textAlign' | 'textBaseline'
  | 'fillText' | 'strokeText'>;

type State = Pick<SvgContext, 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'lineCap' | 'lineJoin' | 'globalAlpha' | 'font' | 'textAlign' | 'textBaseline'> & {
  readonly matrix: Matrix; readonly dash: readonly number[]; readonly clip: string | null;
};

/** An element that is not written yet: what follows may still be joined to it. */
type Open = { readonly of: object; readonly outline: Outline; readonly d: string[]; readonly turn: number; readonly fill: string; stroke: string; readonly rest: string };
type OpenText = { readonly key: string; readonly stroke: string };

/** Baseline below the middle of the letters, in parts of the font's size. */
const MIDDLE = 0.36;
const DEFAULT_WEIGHT = '500';
const UNFILLED = ' fill="none"';

/**
 * Takes the place of a canvas's context and writes what the marks paint as SVG: points are put through the transformation and rounded
 * to hundredths, a shape that is filled and stroked is one element, opaque shapes, and lines, of one style that follow each other are one path.
 */
export class SvgContext implements Brush {
  fillStyle = '#000000';
  strokeStyle = '#000000';
  lineWidth = 1;
  lineCap: CanvasLineCap = 'butt';
  lineJoin: CanvasLineJoin = 'miter';
  globalAlpha = 1;
  font = '500 10px';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  readonly #document: SvgDocument;
  readonly #measure: Measure;
  readonly #parts: string[] = [];
  readonly #kept: State[] = [];
  #matrix: Matrix = IDENTITY;
  #dash: readonly number[] = [];
  #clip: string | null = null;
  #outline = new Outline();
  #open: Open | null = null;
  #openText: OpenText | null = null;

  constructor(document: SvgDocument, measure: Measure) {
    this.#document = document;
    this.#measure = measure;
  }

  /** Everything painted so far. */
  written(): string {
    this.#flush();
    return this.#parts.join('');
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, font, textAlign, textBaseline } = this;
    this.#kept.push({ fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, font, textAlign, textBaseline, matrix: this.#matrix, dash: this.#dash, clip: this.#clip });
  }

  restore(): void {
    const kept = this.#kept.pop();
    if (!kept) return;
    const { matrix, dash, clip, ...rest } = kept;
    Object.assign(this, rest);
    [this.#matrix, this.#dash, this.#clip] = [matrix, dash, clip];
  }

  setTransform(...matrix: readonly unknown[]): void { this.#matrix = matrix as unknown as Matrix; }
  translate(x: number, y: number): void { this.#matrix = through(this.#matrix, [1, 0, 0, 1, x, y]); }
  scale(x: number, y: number): void { this.#matrix = through(this.#matrix, [x, 0, 0, y, 0, 0]); }

  beginPath(): void { this.#outline = new Outline(); }
  moveTo(x: number, y: number): void { this.#outline.moveTo(x, y); }
  lineTo(x: number, y: number): void { this.#outline.lineTo(x, y); }
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void { this.#outline.quadraticCurveTo(x1, y1, x, y); }
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void { this.#outline.bezierCurveTo(x1, y1, x2, y2, x, y); }
  arc(x: number, y: number, radius: number, start: number, end: number, isBack?: boolean): void { this.#outline.arc(x, y, radius, start, end, isBack); }
  ellipse(x: number, y: number, radiusX: number, radiusY: number, turn: number, start: number, end: number, isBack?: boolean): void { this.#outline.ellipse(x, y, radiusX, radiusY, turn, start, end, isBack); }
  rect(x: number, y: number, width: number, height: number): void { this.#outline.rect(x, y, width, height); }
  roundRect(x: number, y: number, width: number, height: number, radius?: number | DOMPointInit | (number | DOMPointInit)[]): void { this.#outline.roundRect(x, y, width, height, Number(radius ?? 0)); }
  closePath(): void { this.#outline.closePath(); }
  setLineDash(dash: readonly number[]): void { this.#dash = [...dash]; }

  fill(path?: Path2D): void { this.#fillOutline(outlineOf(path) ?? this.#outline); }
  stroke(path?: Path2D): void { this.#strokeOutline(outlineOf(path) ?? this.#outline); }

  fillRect(x: number, y: number, width: number, height: number): void {
    const outline = new Outline();
    outline.rect(x, y, width, height);
    this.#fillOutline(outline);
  }

  /** From here on, until `restore`, only what lies within the outline is seen. */
  clip(): void {
    const outside = this.#clip === null ? '' : ` clip-path="url(#${this.#clip})"`;
    const d = String(this.#outline.through(this.#matrix));
    this.#clip = this.#document.define(`clip ${d}${outside}`, (id) => `<clipPath id="${id}"${outside}><path d="${d}"/></clipPath>`);
  }

  /** Puts an element that is already written over what is there. */
  write(element: string): void {
    this.#flush();
    this.#parts.push(element);
  }

  /** Puts a defined element with its origin at a point. */
  use(id: string, x: number, y: number): void {
    this.#flush();
    const [a, b, c, d, e, f] = this.#matrix;
    this.#parts.push(`<use href="#${id}" x="${short(a * x + c * y + e)}" y="${short(b * x + d * y + f)}"${this.globalAlpha === 1 ? '' : ` opacity="${short(this.globalAlpha)}"`}/>`);
  }

  fillText(text: string, x: number, y: number): void {
    const key = this.#textKey(text, x, y);
    const stroke = this.#openText?.key === key ? this.#openText.stroke : '';
    if (stroke === '') this.#flush();
    this.#openText = null;
    this.#writeText(text, x, y, `${inked('fill', this.fillStyle, this.globalAlpha)}${stroke === '' ? '' : ` paint-order="stroke"${stroke}`}`);
  }

  /** The rim of a text. One that is then filled is a single element. */
  strokeText(text: string, x: number, y: number): void {
    this.#flush();
    this.#openText = { key: this.#textKey(text, x, y), stroke: `${inked('stroke', this.strokeStyle, this.globalAlpha)} stroke-width="${short(this.lineWidth)}" stroke-linejoin="round"` };
  }

  #textKey(text: string, x: number, y: number): string { return [text, x, y, this.font, ...this.#matrix].join(' '); }

  #writeText(text: string, x: number, y: number, paint: string): void {
    const [, weight = DEFAULT_WEIGHT, px = '10'] = /^(\d+) ([\d.]+)px/.exec(this.font) ?? [];
    const size = Number(px);
    this.#measure.font = this.font;
    const { width } = this.#measure.measureText(text);
    const down = y + (this.textBaseline === 'middle' ? size * MIDDLE : 0);
    const along = this.textAlign === 'center' ? x - width / 2 : this.textAlign === 'right' ? x - width : x;
    const [a, b, c, d, e, f] = this.#matrix;
    const isUpright = b === 0 && c === 0 && a === d;
    const [atX, atY] = [a * along + c * down + e, b * along + d * down + f];
    const scale = isUpright ? a : 1;
    const place = isUpright ? ` x="${short(atX)}" y="${short(atY)}"` : ` transform="matrix(${[a, b, c, d].map(fine).join(' ')} ${short(atX)} ${short(atY)})"`;
    // Whatever font a reader has, the text takes the room that was kept for it.
    const length = text.length < 2 ? '' : ` textLength="${short(width * scale)}"`;
    this.#parts.push(`<text${place} font-size="${short(size * scale)}"${weight === DEFAULT_WEIGHT ? '' : ` font-weight="${weight}"`}${length}${paint}${this.#clipped()}>${escaped(text)}</text>`);
  }

  #fillOutline(of: Outline): void {
    if (of.isEmpty) return;
    const outline = of.through(this.#matrix);
    const fill = inked('fill', this.fillStyle, this.globalAlpha);
    this.#add({ of, outline, d: [], turn: outline.turn(), fill, stroke: '', rest: this.#clipped() });
  }

  #strokeOutline(of: Outline): void {
    if (of.isEmpty) return;
    const outline = of.through(this.#matrix);
    const stroke = `${inked('stroke', this.strokeStyle, this.globalAlpha)}${this.#penned()}`;
    const open = this.#open;
    if (open?.of === of && open.stroke === '' && open.d.length === 0 && open.rest === this.#clipped() && String(open.outline) === String(outline)) open.stroke = stroke;
    else this.#add({ of, outline, d: [], turn: 1, fill: UNFILLED, stroke, rest: this.#clipped() });
  }

  #add(next: Open): void {
    const open = this.#open;
    const isAlike = open !== null && open.fill === next.fill && open.stroke === next.stroke && open.rest === next.rest && open.turn === next.turn && next.turn !== 0
      && !next.stroke.includes('dasharray') && (next.fill === UNFILLED || !(next.fill + next.stroke).includes('opacity'));
    if (isAlike) {
      if (open.d.length === 0) open.d.push(String(open.outline));
      open.d.push(String(next.outline));
      return;
    }
    this.#flush();
    this.#open = next;
  }

  #flush(): void {
    if (this.#openText !== null) throw new Error('A text has a rim and no filling, which the marks never draw.');
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    const { outline, d, fill, stroke, rest } = open;
    const { box } = outline;
    const paint = `${fill}${stroke}${rest}`;
    if (box === null || d.length > 0) this.#parts.push(`<path d="${d.length > 0 ? d.join('') : String(outline)}"${paint}/>`);
    else this.#parts.push(`<rect x="${short(box.x)}" y="${short(box.y)}" width="${short(box.width)}" height="${short(box.height)}"${box.radius === 0 ? '' : ` rx="${short(box.radius)}"`}${paint}/>`);
  }

  #penned(): string {
    const scale = growth(this.#matrix);
    const width = short(this.lineWidth * scale);
    const dash = this.#dash.length === 0 ? '' : ` stroke-dasharray="${this.#dash.map((part) => short(part * scale)).join(' ')}"`;
    return `${width === '1' ? '' : ` stroke-width="${width}"`}${this.lineCap === 'butt' ? '' : ` stroke-linecap="${this.lineCap}"`}${this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`}${dash}`;
  }

  #clipped(): string { return this.#clip === null ? '' : ` clip-path="url(#${this.#clip})"`; }
}

/** What `Maker.path` made for this context. */
const outlineOf = (path: Path2D | undefined): Outline | undefined => path as unknown as Outline | undefined;

function inked(attribute: 'fill' | 'stroke', style: string, alpha: number): string {
  const { colour, opacity } = inkOf(style);
  const seen = short(opacity * alpha);
  return ` ${attribute}="${colour}"${seen === '1' ? '' : ` ${attribute}-opacity="${seen}"`}`;
}
