import { along, strandsOf } from '../../scene/along.ts';
import type { DrawnStroke } from '../../scene/drawings.ts';
import type { Route } from '../../scene/route.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_RISE } from '../../scene/space.ts';
import { css, mix, parseColour, type Rgb } from '../../scene/colour.ts';
import type { Palette } from '../palette.ts';
import { traceHead, traceRoute } from './traces.ts';

/** Width of a line where its style says none, in tiles. */
export const LINE_TILES = 0.045;
/** Between the strands of a double line, in widths of one. */
const STRANDS = 3.2;
/** The head of a double line, as that of a single one so many times as wide. */
const DOUBLE_HEAD = 2.6;
const DOTS = [0.01, 2.2];
/** Width of the halo of a dotted line, in widths of the line: dots stay apart. */
const DOT_HALO = 1.8;
const DASHES = [3.2, 2.4];
/** Radius of the circle around a double line, in tiles. */
const CIRCLE = 0.2;

/** What a line is drawn with, besides its way. */
export type Pen = {
  readonly style: DrawnStroke;
  /** Colour where the style says none, or where the state says more than the style. */
  readonly colour: Rgb;
  readonly usesStyleColour: boolean;
  readonly isBroken: boolean;
  /** Least width in world pixels: what can be seen at this scale. */
  readonly least: number;
  readonly alpha: number;
  readonly halo: string | null;
  /** How far before a route's start and end its heads stop, in tiles: the rim of a server's tile, or nothing. */
  readonly stops: readonly [start: number, end: number];
};

/** Draws one line with a style of its own, in world pixels: halo, strands, circle, heads. */
export function strokeStyled(context: CanvasRenderingContext2D, palette: Palette, route: Route, pen: Pen): void {
  const { style, least } = pen;
  const width = Math.max(least, (style.width ?? LINE_TILES) * TILE_RISE);
  const own = style.color === undefined || !pen.usesStyleColour ? pen.colour : legible(parseColour(style.color), palette);
  const colour = css(own, pen.alpha);
  const isDouble = style.pattern === 'double' || style.pattern === 'double_with_circle';
  const apart = (width * STRANDS) / TILE_RISE;
  const strands = isDouble ? strandsOf(route, apart) : [route];
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (pen.halo !== null) {
    context.strokeStyle = pen.halo;
    // A whole halo would be seen between the dots, more than the dots themselves.
    const isDotted = style.dash === 'dotted' && !isDouble && !pen.isBroken;
    context.lineWidth = isDouble ? width * (STRANDS + 2.4) : width * (isDotted ? DOT_HALO : 2.3);
    if (isDotted) context.setLineDash(dashOf(pen, width));
    context.beginPath();
    traceRoute(context, route);
    context.stroke();
  }
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashOf(pen, width));
  context.beginPath();
  for (const strand of strands) traceRoute(context, strand);
  context.stroke();
  context.setLineDash([]);
  if (style.pattern === 'double_with_circle') circleAround(context, palette, route, width, Math.max(CIRCLE, apart));
  drawHeads(context, route, pen, isDouble ? width * DOUBLE_HEAD : width);
}

/** A colour of somebody's own, kept away from the floor's on this theme. */
function legible(colour: Rgb, palette: Palette): Rgb {
  return palette.ground === 'dark' ? mix(colour, palette.text, 0.22) : mix(colour, palette.ink, 0.16);
}

function dashOf({ style, isBroken }: Pen, width: number): number[] {
  const dash = isBroken ? DASHES : style.dash === 'dotted' ? DOTS : style.dash === 'dashed' ? DASHES : [];
  return dash.map((part) => part * width);
}

/** An ellipse on the floor around both strands, as for lines that are bound into one. */
function circleAround(context: CanvasRenderingContext2D, palette: Palette, route: Route, width: number, radius: number): void {
  const { x, y } = along(route, 0.5);
  context.beginPath();
  context.ellipse((x - y) * HALF_WIDTH, (x + y) * HALF_HEIGHT, radius * HALF_WIDTH * Math.SQRT2, radius * HALF_HEIGHT * Math.SQRT2, 0, 0, Math.PI * 2);
  context.fillStyle = css(palette.card, 0.7);
  context.fill();
  context.lineWidth = width * 0.8;
  context.stroke();
}

function drawHeads(context: CanvasRenderingContext2D, route: Route, { style, stops, colour, usesStyleColour, alpha }: Pen, width: number): void {
  const arrow = style.arrow ?? 'end';
  context.fillStyle = style.color === undefined || !usesStyleColour ? css(colour, alpha) : context.strokeStyle;
  if (arrow === 'end' || arrow === 'both') {
    traceHead(context, route, width, stops[1]);
    context.fill();
  }
  if (arrow === 'start' || arrow === 'both') {
    traceHead(context, backwards(route), width, stops[0]);
    context.fill();
  }
}

function backwards(route: Route): number[] {
  const back: number[] = [];
  for (let at = route.length - 2; at >= 0; at -= 2) back.push(route[at] as number, route[at + 1] as number);
  return back;
}
