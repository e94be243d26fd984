import type { LabelBox } from '../../scene/labels.ts';
import type { Point } from '../../scene/space.ts';
import type { StateCounts } from '../../scene/state-counts.ts';
import { css } from '../../scene/colour.ts';
import type { Painting } from '../painting.ts';
import type { Palette } from '../palette.ts';
import { drawSprite, type Sprites } from '../sprite.ts';
import { fontOf, type TextRuler } from '../text.ts';
import { INACTIVE, WARNING } from './pad.ts';

/** A sign with how many it stands for. */
export type Badge = { readonly status: number; readonly count: string };

/** A card with text: the name of a server, or of a group with its badges. Boxes are in device pixels. */
export type Card = LabelBox & {
  readonly text: string;
  /** Beside the text, quieter: how many servers. */
  readonly note: string;
  readonly badges: readonly Badge[];
  readonly size: number;
  readonly weight: number;
  readonly isQuiet: boolean;
  /** Writing on a breath of background, without a rim. */
  readonly isBare: boolean;
  /** What a dotted lead joins it to, in device pixels. */
  readonly lead?: Point;
};

export type CardText = { readonly text: string; readonly note?: string; readonly badges?: readonly Badge[]; readonly size: number; readonly weight: number; readonly most: number; readonly isQuiet?: boolean; readonly isBare?: boolean };

const BADGE_GAP = 7;
const BADGE_SIZE = 11;

/** Lays out a card whose top centre, or bottom centre, is at this point. */
export function layCard(content: CardText, ruler: TextRuler, ratio: number, x: number, y: number, hangs: boolean, priority: number): Card {
  const { size, weight, badges = [], note = '' } = content;
  const font = fontOf(weight, size * ratio);
  const text = ruler.fit(content.text, font, content.most * ratio);
  const quietFont = fontOf(500, size * ratio * 0.92);
  let width = ruler.width(text, font) + size * ratio * 1.1;
  if (note !== '') width += ruler.width(note, quietFont) + BADGE_GAP * ratio;
  for (const { count } of badges) width += (BADGE_SIZE + BADGE_GAP) * ratio + (count === '' ? 0 : ruler.width(count, quietFont) + 3 * ratio);
  const height = size * ratio * 1.62;
  const top = hangs ? y : y - height;
  return {
    minX: Math.round(x - width / 2), maxX: Math.round(x + width / 2), minY: Math.round(top), maxY: Math.round(top + height),
    priority, text, note, badges, size, weight, isQuiet: content.isQuiet ?? false, isBare: content.isBare ?? false,
  };
}

/** Draws a card; `left` and `top` move it into the picture at hand. */
export function drawCard(context: CanvasRenderingContext2D, card: Card, palette: Palette, sprites: Sprites, ruler: TextRuler, ratio: number, left: number, top: number): void {
  const { minX, minY, maxX, maxY, size, weight } = card;
  const font = fontOf(weight, size * ratio);
  const quietFont = fontOf(500, size * ratio * 0.92);
  const middle = (minY + maxY) / 2 - top;
  if (card.lead !== undefined) drawLead(context, card, card.lead, palette, ratio, left, top);
  context.fillStyle = css(palette.card, card.isBare ? 0.58 : card.isQuiet ? 0.82 : 0.95);
  context.strokeStyle = palette.cardRim;
  context.lineWidth = ratio;
  context.beginPath();
  context.roundRect(minX - left + ratio / 2, minY - top + ratio / 2, maxX - minX - ratio, maxY - minY - ratio, size * ratio * 0.42);
  context.fill();
  if (!card.isBare) context.stroke();
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  let x = minX - left + size * ratio * 0.55;
  // Middle of the em box lies above the middle of lower-case letters.
  const baseline = middle + size * ratio * 0.06;
  context.font = font;
  context.fillStyle = css(palette.text);
  context.fillText(card.text, x, baseline);
  x += ruler.width(card.text, font);
  context.font = quietFont;
  if (card.note !== '') {
    context.fillStyle = css(palette.textQuiet);
    context.fillText(card.note, x + BADGE_GAP * ratio, baseline);
    x += ruler.width(card.note, quietFont) + BADGE_GAP * ratio;
  }
  for (const { status, count } of card.badges) {
    x += BADGE_GAP * ratio;
    drawSprite(context, sprites.flag(status, BADGE_SIZE), x + (BADGE_SIZE / 2) * ratio, middle);
    x += (BADGE_SIZE + 3) * ratio;
    if (count === '') continue;
    context.fillStyle = css(palette.text);
    context.fillText(count, x, baseline);
    x += ruler.width(count, quietFont);
  }
}

/** A dotted line from a card's foot down to what it names. */
function drawLead(context: CanvasRenderingContext2D, { minX, maxX, maxY }: Card, to: Point, palette: Palette, ratio: number, left: number, top: number): void {
  context.strokeStyle = css(palette.textQuiet, 0.9);
  context.lineWidth = 1.4 * ratio;
  context.lineCap = 'round';
  context.setLineDash([0.01, 3.6 * ratio]);
  context.beginPath();
  context.moveTo((minX + maxX) / 2 - left, maxY - top);
  context.lineTo(to.x - left, to.y - top);
  context.stroke();
  context.setLineDash([]);
}

/** Exact counts of what is wrong; nothing where all is well. */
export function badgesOf(counts: StateCounts, group: number, { words }: Painting): Badge[] {
  return [INACTIVE, WARNING].filter((status) => counts.of(group, status) > 0).map((status) => ({ status, count: words.number(counts.of(group, status)) }));
}
