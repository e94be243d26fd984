import { floorBounds, type Area, type Floor } from '../../scene/areas.ts';
import { middle } from '../../scene/bundles.ts';
import { HALF_HEIGHT, HALF_WIDTH, overlaps } from '../../scene/space.ts';
import { css, mix } from '../colour.ts';
import { toDevicePixels, toWorldPixels, type Painting, type Square } from '../painting.ts';
import { fontOf, type TextRuler } from '../text.ts';
import { layCard, drawCard } from './cards.ts';
import { traceArea } from './floors.ts';
import { badgesOf } from './names.ts';
import { ACTIVE, INACTIVE, MAINTENANCE, UNKNOWN, WARNING } from './pad.ts';

/** Part of a region's servers that must be in trouble before the whole plate takes its colour. */
const NOTABLE = 0.02;
const BAR_CSS = 5;
const STATES = [ACTIVE, MAINTENANCE, UNKNOWN, WARNING, INACTIVE] as const;

/** Regions seen from afar: one plate each, with its name, count, and the proportion of its states. */
export function drawRegionPlates(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): void {
  const { world } = painting;
  for (let region = 0; region < world.regions.length; region++) {
    const area = world.regionArea(region);
    if (area && overlaps(floorBounds(area.floor), square.bounds)) drawPlate(context, painting, square, region, area);
  }
  for (let region = 0; region < world.regions.length; region++) {
    const area = world.regionArea(region);
    if (area) drawCaption(context, painting, square, region, area, ruler);
  }
}

function drawPlate(context: CanvasRenderingContext2D, painting: Painting, square: Square, region: number, area: Area): void {
  const { world, palette, k, ratio } = painting;
  const counts = world.regionCounts;
  const total = Math.max(1, counts.total(region));
  const bad = counts.of(region, INACTIVE) / total;
  const warned = counts.of(region, WARNING) / total;
  const trouble = bad >= NOTABLE ? palette.status[INACTIVE] : bad + warned >= NOTABLE ? palette.status[WARNING] : undefined;
  const healthy = palette.status[ACTIVE] ?? palette.pad;
  toWorldPixels(context, square, k);
  const thick = (5 * ratio) / k;
  const fill = trouble ? mix(palette.pad, trouble, 0.3) : mix(palette.pad, healthy, 0.14);
  const rim = trouble ?? mix(palette.padRim, healthy, 0.4);
  context.save();
  context.translate(0, thick);
  traceArea(context, area.floor, REGION_CORNER_PART * width(area.floor));
  context.fillStyle = css(mix(rim, palette.ink, 0.25));
  context.fill();
  context.restore();
  traceArea(context, area.floor, REGION_CORNER_PART * width(area.floor));
  context.fillStyle = css(fill);
  context.fill();
  context.strokeStyle = css(rim);
  context.lineWidth = (1.4 * ratio) / k;
  context.stroke();
}

const REGION_CORNER_PART = 0.12;
const width = (floor: Floor): number => Math.min(floor.maxX - floor.minX, floor.maxY - floor.minY);

function drawCaption(context: CanvasRenderingContext2D, painting: Painting, square: Square, region: number, area: Area, ruler: TextRuler): void {
  const { world, palette, sprites, words, k, ratio } = painting;
  const [x, y] = middle(area);
  const counts = world.regionCounts;
  const centreX = (x - y) * HALF_WIDTH * k;
  const centreY = (x + y) * HALF_HEIGHT * k;
  const content = { text: world.regions[region] ?? words.noRegion, note: words.number(counts.total(region)), badges: badgesOf(counts, region, painting), size: 12.5, weight: 650, most: 130 };
  const card = layCard(content, ruler, ratio, centreX, centreY, false, 0);
  const seen = { minX: square.left, minY: square.top, maxX: square.left + square.size, maxY: square.top + square.size };
  const full = { ...card, maxY: card.maxY + BAR_CSS * 3 * ratio };
  if (!overlaps(full, seen)) return;
  toDevicePixels(context);
  drawCard(context, card, palette, sprites, ruler, ratio, square.left, square.top);
  drawProportions(context, painting, region, card.minX - square.left, card.maxY - square.top + 3 * ratio, card.maxX - card.minX);
  context.font = fontOf(500, 12 * ratio);
}

/** One bar, each state with its share; trouble keeps at least two pixels. */
function drawProportions(context: CanvasRenderingContext2D, painting: Painting, region: number, left: number, top: number, width: number): void {
  const { world, palette, ratio } = painting;
  const counts = world.regionCounts;
  const total = Math.max(1, counts.total(region));
  const shares = STATES.map((status) => {
    const count = counts.of(region, status);
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
