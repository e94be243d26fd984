import { floorBounds, type Area, type Floor } from '../../scene/areas.ts';
import { middle } from '../../scene/bundles.ts';
import { placeLabels } from '../../scene/labels.ts';
import { HALF_HEIGHT, overlaps, worldX, worldY } from '../../scene/space.ts';
import { css, mix } from '../../scene/colour.ts';
import { toDevicePixels, toWorldPixels, type Painting, type Square } from '../painting.ts';
import type { TextRuler } from '../text.ts';
import { badgesOf, layCard, drawCard, type Card } from './cards.ts';
import { traceArea } from './floors.ts';
import { ACTIVE, INACTIVE, MAINTENANCE, UNKNOWN, WARNING } from './pad.ts';

/** Parts of a region that must be inactive, or inactive and warning, before the whole plate takes their colour. */
const NOTABLE = 0.03;
const NOTABLE_WARNED = 0.1;
const BAR_CSS = 5;
const BAR_GAP = 2;
const BAR_ROOM = BAR_CSS + BAR_GAP + 2;
const CAPTION_TEXT = 11.5;
const STATES = [ACTIVE, MAINTENANCE, UNKNOWN, WARNING, INACTIVE] as const;

/** Most captions that are laid out: those of the sickest, then of the largest groups. More find no room anyway. */
const MOST_CAPTIONS = 240;

/** Groups seen from afar: one plate each, with its name, count, and the proportion of its states. */
export function drawPlates(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): void {
  const { grouping } = painting;
  for (let group = 0; group < grouping.size; group++) {
    const area = grouping.plate(group);
    if (area?.solid && overlaps(floorBounds(area.floor), square.bounds)) drawPlate(context, painting, square, group, area);
  }
  drawCaptions(context, painting, square, ruler);
}

function drawPlate(context: CanvasRenderingContext2D, painting: Painting, square: Square, group: number, area: Area): void {
  const { palette, k, ratio } = painting;
  const { counts } = painting.grouping;
  const total = Math.max(1, counts.total(group));
  const bad = counts.of(group, INACTIVE) / total;
  const warned = counts.of(group, WARNING) / total;
  const trouble = bad >= NOTABLE ? palette.status[INACTIVE] : bad + warned >= NOTABLE_WARNED ? palette.status[WARNING] : undefined;
  const healthy = palette.status[ACTIVE] ?? palette.pad;
  toWorldPixels(context, square, k);
  const thick = Math.min((5 * ratio) / k, width(area.floor) * HALF_HEIGHT * 0.16);
  const fill = trouble ? mix(palette.pad, trouble, 0.3) : mix(palette.pad, healthy, 0.14);
  const rim = trouble ?? mix(palette.padRim, healthy, 0.4);
  traceArea(context, area.floor, REGION_CORNER_PART * width(area.floor), thick);
  context.fillStyle = css(mix(rim, palette.ink, 0.25));
  context.fill();
  traceArea(context, area.floor, REGION_CORNER_PART * width(area.floor));
  context.fillStyle = css(fill);
  context.fill();
  context.strokeStyle = css(rim);
  context.lineWidth = (1.4 * ratio) / k;
  context.stroke();
}

const REGION_CORNER_PART = 0.12;
const width = (floor: Floor): number => Math.min(floor.maxX - floor.minX, floor.maxY - floor.minY);

type Caption = Card & { readonly group: number };

/** Cards in the middle of the plates, those of the sickest groups first; what finds no room is told by the plate's colour. */
function drawCaptions(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): void {
  const { palette, sprites, k, ratio, grouping } = painting;
  if (painting.hidden.has('labels')) return;
  // Where a plate's size is all there is to be seen of its servers, their number is told too.
  const { isScattered } = grouping;
  const captions = captioned(painting).flatMap((group): Caption[] => {
    const area = grouping.plate(group);
    if (!area) return [];
    const [x, y] = middle(area);
    const { counts } = grouping;
    const badges = badgesOf(counts, group, painting);
    const content = { text: grouping.nameOf(group), note: badges.length === 0 || isScattered ? painting.words.number(counts.total(group)) : '', badges, size: CAPTION_TEXT, weight: 650, most: 120 };
    const card = layCard(content, ruler, ratio, worldX(x, y) * k, worldY(x, y) * k, false, troubleOf(painting, group));
    return [{ ...card, maxY: card.maxY + BAR_ROOM * ratio, group }];
  });
  const seen = { minX: square.left, minY: square.top, maxX: square.left + square.size, maxY: square.top + square.size };
  toDevicePixels(context);
  for (const caption of placeLabels(captions)) {
    if (!overlaps(caption, seen)) continue;
    const bottom = caption.maxY - BAR_ROOM * ratio;
    drawCard(context, { ...caption, maxY: bottom }, palette, sprites, ruler, ratio, square.left, square.top);
    drawProportions(context, painting, caption.group, caption.minX - square.left, bottom - square.top + BAR_GAP * ratio, caption.maxX - caption.minX);
  }
}

const troubleOf = ({ grouping: { counts } }: Painting, group: number): number => counts.of(group, INACTIVE) * 1_000 + counts.of(group, WARNING);

function captioned(painting: Painting): number[] {
  const { grouping } = painting;
  const all = Array.from({ length: grouping.size }, (_, group) => group);
  if (all.length <= MOST_CAPTIONS) return all;
  return all.sort((a, b) => troubleOf(painting, b) - troubleOf(painting, a) || grouping.counts.total(b) - grouping.counts.total(a) || a - b).slice(0, MOST_CAPTIONS);
}

/** One bar, each state with its share; trouble keeps at least two pixels. */
function drawProportions(context: CanvasRenderingContext2D, painting: Painting, group: number, left: number, top: number, width: number): void {
  const { palette, ratio } = painting;
  const { counts } = painting.grouping;
  const total = Math.max(1, counts.total(group));
  const shares = STATES.map((status) => {
    const count = counts.of(group, status);
    return count === 0 ? 0 : Math.max(status === ACTIVE ? 0 : 2 * ratio, (count / total) * width);
  });
  const sum = shares.reduce((a, b) => a + b, 0) || 1;
  let x = left;
  STATES.forEach((status, at) => {
    const share = ((shares[at] ?? 0) / sum) * width;
    context.fillStyle = css((status === ACTIVE ? palette.statusFar : palette.status)[status] ?? palette.textQuiet);
    context.fillRect(x, top, share, BAR_CSS * ratio);
    x += share;
  });
}
