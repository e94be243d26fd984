import { floorOf, type DrawnArea, type DrawnText } from '../../scene/drawings.ts';
import { cornered } from '../../scene/along.ts';
import { floorBounds } from '../../scene/areas.ts';
import { textFloor } from '../../scene/text-floor.ts';
import { grow, overlaps, TILE_RISE, TILE_WIDTH } from '../../scene/space.ts';
import { css, mix, parseColour, toned, type Rgb } from '../../scene/colour.ts';
import { tilePxOf, toWorldPixels, type Painting, type Square } from '../painting.ts';
import type { Palette } from '../palette.ts';
import { fontOf, type TextRuler } from '../text.ts';
import { traceArea } from './floors.ts';
import { toFloor } from './floor-letters.ts';
import { strokeStyled } from './strokes.ts';
import { RIM } from './traces.ts';

const CORNER = 0.3;
/** Height of an area's name, in world pixels, and the least of a letter in device pixels that is written. */
const NAME = 24;
const LEAST_PX = 5;
const INSET = 0.28;

/** Floors of the areas in this square, large ones first. */
export function drawAreas(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  const { world, palette, k, ratio } = painting;
  toWorldPixels(context, square, k);
  for (const area of world.drawings.areas) {
    const floor = floorOf(area);
    if (!overlaps(floorBounds(floor), square.bounds)) continue;
    const own = toneOf(area.color, palette);
    traceArea(context, floor, CORNER);
    context.fillStyle = css(mix(palette.canvas, own, palette.ground === 'light' ? 0.26 : 0.22), 0.94);
    context.fill();
    if (area.border === 'none') continue;
    context.strokeStyle = css(mix(palette.canvas, own, 0.72));
    context.lineWidth = Math.max(2.4, (0.9 * ratio) / k);
    if (area.border === 'dashed') context.setLineDash([context.lineWidth * 5, context.lineWidth * 4]);
    context.stroke();
    context.setLineDash([]);
  }
}

/** Names of areas, inside along their left front edge. */
export function drawAreaNames(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): void {
  const { world, palette, k } = painting;
  if (NAME * k < LEAST_PX) return;
  for (const area of world.drawings.areas) {
    if (area.name === '' || !overlaps(floorBounds(floorOf(area)), square.bounds)) continue;
    toFloor(context, painting, square, area.from.x - 0.5 + INSET, area.to.y + 0.5 - INSET * 0.7, 'x');
    context.font = fontOf(650, NAME);
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.fillStyle = css(mix(toneOf(area.color, palette), palette.text, 0.55));
    context.fillText(ruler.fit(area.name, fontOf(650, NAME), roomOf(area)), 0, 0);
  }
}

const roomOf = ({ from, to }: DrawnArea): number => (to.x - from.x + 1 - INSET * 2) * TILE_RISE;

/** Texts lying on the floor. */
export function drawFloorTexts(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  for (const text of painting.world.drawings.texts) {
    if (text.size * TILE_RISE * painting.k < LEAST_PX || !overlaps(grow(floorBounds(textFloor(text)), TILE_WIDTH), square.bounds)) continue;
    drawFloorText(context, painting, square, text);
  }
}

export function drawFloorText(context: CanvasRenderingContext2D, painting: Painting, square: Square, { name, position, size, orientation, color, is_bold: isBold }: DrawnText): void {
  const { palette } = painting;
  const half = size / 2;
  if (orientation === 'x') toFloor(context, painting, square, position.x - half, position.y, 'x');
  else toFloor(context, painting, square, position.x, position.y + half, 'y');
  context.font = fontOf(isBold ? 700 : 500, size * TILE_RISE);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = css(color === null ? palette.text : mix(parseColour(color), palette.text, palette.ground === 'dark' ? 0.3 : 0.1), 0.9);
  context.fillText(name, 0, 0);
}

/** Lines that stand for no connection. */
export function drawFreeLines(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  const { world, palette, k, ratio } = painting;
  toWorldPixels(context, square, k);
  const close = tilePxOf(painting) >= 36;
  for (const line of world.drawings.lines) {
    const points = world.drawings.pointsOf(line);
    if (points === null) continue;
    strokeStyled(context, palette, cornered(points), {
      style: line.style, colour: palette.textQuiet, usesStyleColour: true, isBroken: false, least: (1.1 * ratio) / k, alpha: close ? 0.92 : 0.7,
      halo: close ? palette.halo : null, stops: [stopOf(line.points[0]), stopOf(line.points.at(-1))],
    });
  }
}

const stopOf = (point: object | undefined): number => (point !== undefined && 'server' in point ? RIM : 0);

/** A colour of somebody's own as floors take it on this theme. */
const toneOf = (colour: string, { name }: Palette): Rgb => toned(parseColour(colour), name === 'light' ? 0.68 : 0.6, 0.13);
