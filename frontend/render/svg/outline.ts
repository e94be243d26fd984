import { hundredths } from './written.ts';

/** a b c d e f of an affine map, as CanvasRenderingContext2D.setTransform takes them. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export const through = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix =>
  [a * A + c * B, b * A + d * B, a * C + c * D, b * C + d * D, a * E + c * F + e, b * E + d * F + f];

/** By how much lengths grow, in the middle of all directions. */
export const growth = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c));

/** Steps of an outline. M and L take one point, Q two, C three, Z none. */
type Step = { readonly kind: 'M' | 'L' | 'Q' | 'C' | 'Z'; readonly points: readonly number[] };

/** A box that was traced whole. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly radius: number };

/** Part of a circle's radius between an end of a quarter and its handle. Source: Riškus, "Approximation of a cubic Bézier curve by circular arcs". */
const HANDLE = 0.5522847498;

/** An outline that the marks trace, and its text in an SVG document. It takes the place of a canvas's path and of Path2D. */
export class Outline {
  readonly #steps: Step[] = [];
  /** The box that is all there is, if it is one. */
  #box: Box | null = null;

  get isEmpty(): boolean { return this.#steps.length === 0; }
  get box(): Box | null { return this.#box; }

  moveTo(x: number, y: number): void { this.#add('M', x, y); }
  lineTo(x: number, y: number): void { this.#add(this.#steps.length === 0 ? 'M' : 'L', x, y); }
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void { this.#add('Q', x1, y1, x, y); }
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void { this.#add('C', x1, y1, x2, y2, x, y); }
  closePath(): void { this.#add('Z'); }

  rect(x: number, y: number, width: number, height: number): void { this.roundRect(x, y, width, height, 0); }

  roundRect(x: number, y: number, width: number, height: number, radius = 0): void {
    const isFirst = this.isEmpty;
    const r = Math.min(radius, width / 2, height / 2);
    if (r > 0) this.#roundCorners(x, y, x + width, y + height, r);
    else for (const [at, [cornerX, cornerY]] of [[x, y], [x + width, y], [x + width, y + height], [x, y + height]].entries()) this.#add(at === 0 ? 'M' : 'L', cornerX as number, cornerY as number);
    this.closePath();
    if (isFirst) this.#box = { x, y, width, height, radius: r };
  }

  arc(x: number, y: number, radius: number, start: number, end: number, isBack = false): void {
    this.ellipse(x, y, radius, radius, 0, start, end, isBack);
  }

  /** As quarters of curves: so that every map of the plane bends them rightly. */
  ellipse(x: number, y: number, radiusX: number, radiusY: number, turn: number, start: number, end: number, isBack = false): void {
    const sweep = isBack ? -Math.min(Math.PI * 2, start - end) : Math.min(Math.PI * 2, end - start);
    const parts = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
    const step = sweep / parts;
    const handle = HANDLE * Math.tan(step / 4) / Math.tan(Math.PI / 8);
    const at = (angle: number, out: number): [number, number] => {
      const [along, across] = [radiusX * (Math.cos(angle) - out * Math.sin(angle)), radiusY * (Math.sin(angle) + out * Math.cos(angle))];
      return [x + along * Math.cos(turn) - across * Math.sin(turn), y + along * Math.sin(turn) + across * Math.cos(turn)];
    };
    this.lineTo(...at(start, 0));
    for (let part = 0; part < parts; part++) {
      const [from, to] = [start + part * step, start + (part + 1) * step];
      this.bezierCurveTo(...at(from, handle), ...at(to, -handle), ...at(to, 0));
    }
  }

  /** The same outline, seen through a matrix. A box stays one where it is neither turned nor skewed. */
  through([a, b, c, d, e, f]: Matrix): Outline {
    const seen = new Outline();
    for (const { kind, points } of this.#steps) {
      const moved = points.map((value, at) => (at % 2 === 0 ? a * value + c * (points[at + 1] as number) + e : b * (points[at - 1] as number) + d * value + f));
      seen.#steps.push({ kind, points: moved });
    }
    const box = this.#box;
    if (box && b === 0 && c === 0 && a === d && a > 0) seen.#box = { x: a * box.x + e, y: d * box.y + f, width: a * box.width, height: d * box.height, radius: a * box.radius };
    return seen;
  }

  /** Which way round its rings turn: 0 where they differ, so that two such outlines may not be filled as one. */
  turn(): -1 | 0 | 1 {
    let found: -1 | 0 | 1 = 0;
    let ring: number[] = [];
    const close = (): boolean => {
      const turn = turnOf(ring);
      ring = [];
      if (turn === 0 || found === turn) return true;
      if (found !== 0) return false;
      found = turn;
      return true;
    };
    for (const { kind, points } of this.#steps) {
      if (kind === 'M' && !close()) return 0;
      ring.push(...points.slice(-2));
    }
    return close() ? found : 0;
  }

  /** The `d` of a path: hundredths, each point as the step from the one before. */
  toString(): string {
    const parts: string[] = [];
    let [x, y, startX, startY, before] = [0, 0, 0, 0, ''];
    for (const { kind, points } of this.#steps) {
      const whole = points.map((value) => Math.round(value * 100));
      const [endX = startX, endY = startY] = whole.slice(-2);
      const letter = kind === 'M' ? 'M' : kind.toLowerCase();
      const numbers = kind === 'M' ? whole : whole.map((value, at) => value - (at % 2 === 0 ? x : y));
      parts.push((letter === before && letter !== 'M' ? ' ' : letter) + numbers.map(hundredths).join(' '));
      before = letter;
      if (kind === 'M') [startX, startY] = [endX, endY];
      [x, y] = [endX, endY];
    }
    return parts.join('').replace(/ -/g, '-');
  }

  #add(kind: Step['kind'], ...points: number[]): void {
    this.#box = null;
    this.#steps.push({ kind, points });
  }

  #roundCorners(left: number, top: number, right: number, bottom: number, r: number): void {
    const out = r * (1 - HANDLE);
    this.moveTo(left + r, top);
    this.lineTo(right - r, top);
    this.bezierCurveTo(right - out, top, right, top + out, right, top + r);
    this.lineTo(right, bottom - r);
    this.bezierCurveTo(right, bottom - out, right - out, bottom, right - r, bottom);
    this.lineTo(left + r, bottom);
    this.bezierCurveTo(left + out, bottom, left, bottom - out, left, bottom - r);
    this.lineTo(left, top + r);
    this.bezierCurveTo(left, top + out, left + out, top, left + r, top);
  }
}

function turnOf(ring: readonly number[]): -1 | 0 | 1 {
  let area = 0;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    area += (ring[at] as number) * (ring[next + 1] as number) - (ring[next] as number) * (ring[at + 1] as number);
  }
  return Math.abs(area) < 1e-6 ? 0 : area > 0 ? 1 : -1;
}
