import { along, cornered, lengthOf, strandsOf, type Along } from '../../scene/along.ts';
import type { DrawnLabel, DrawnStroke } from '../../scene/drawings.ts';
import type { Route } from '../../scene/route.ts';
import { NAMES_FROM_PX } from '../../scene/level.ts';
import { grow, HALF_HEIGHT, HALF_WIDTH, overlaps, TILE_RISE, type Bounds } from '../../scene/space.ts';
import { tilePxOf, type Painting } from '../painting.ts';
import type { TextRuler } from '../text.ts';
import { layCard, type Card } from './cards.ts';
import { NAME_MOST, serverCard } from './server-names.ts';
import { LINE_TILES } from './strokes.ts';

const TEXT = 11;
const MOST = 190;
/** Width of a tile in CSS pixels from which lines are lettered. */
const FROM_PX = 52;
/** Below every name of a server: which one it is comes before what runs between. */
const PRIORITY = 5;
/** Where on its line a label goes that names no place: the first of these parts where no server stands and no server's name hangs. */
const PARTS = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8] as const;
/** Where another label is in its way: so many CSS pixels along the line, in this order. Never further than `LABEL_STRAY`. */
const STEPS = [34, -34, 68, -68, 102, -102] as const;
export const LABEL_STRAY = 110;
/** A server nearer than this, in tiles, would be covered. */
const CLEAR = 0.95;

/** Cards of everything written on lines in this rectangle of the world. */
export function addLineLabels(cards: Card[], painting: Painting, reach: Bounds, ruler: TextRuler): void {
  if (tilePxOf(painting) < FROM_PX) return;
  const { world, dimmed } = painting;
  if (world.links.isDressed) {
    world.links.eachIn(reach, (row) => {
      const dress = world.links.dressOf(row);
      const { from, to } = world.connections;
      if (dress === undefined || (dimmed && (dimmed[from[row] as number] === 1 || dimmed[to[row] as number] === 1))) return;
      if (dress.label === undefined && dress.style?.labels === undefined) return;
      const labels = [...(dress.label === undefined ? [] : [{ text: dress.label }]), ...(dress.style?.labels ?? [])];
      addLabels(cards, painting, ruler, world.links.routeOf(row), labels, dress.style ?? {});
    });
  }
  for (const line of world.drawings.lines) {
    const points = line.style.labels === undefined ? null : world.drawings.pointsOf(line);
    if (points !== null) addLabels(cards, painting, ruler, cornered(points), line.style.labels ?? [], line.style);
  }
}

function addLabels(cards: Card[], painting: Painting, ruler: TextRuler, route: Route, labels: readonly DrawnLabel[], style: DrawnStroke): void {
  for (const label of labels) {
    const strand = style.pattern === undefined || style.pattern === 'single' ? route : strandsOf(route, (style.width ?? LINE_TILES) * 3.2)[(label.strand ?? 1) - 1] ?? route;
    const part = label.position_percent === undefined ? PARTS.find((one) => isClear(painting, ruler, along(strand, one), label)) ?? PARTS[0] : label.position_percent / 100;
    const others = (): Card[] => besides(painting, strand, part)
      .filter((at) => isClear(painting, ruler, at, label)).map((at, rank) => ({ ...labelCard(painting, ruler, at, label), priority: PRIORITY - (rank + 1) * 0.1 }));
    cards.push({ ...labelCard(painting, ruler, along(strand, part), label), others });
  }
}

/** Places on a line around a part of it, the nearest first. */
function besides({ k, ratio }: Painting, strand: Route, part: number): Along[] {
  const length = (lengthOf(strand) * TILE_RISE * k) / ratio;
  return STEPS.map((step) => part + step / length).filter((at) => at > 0 && at < 1).map((at) => along(strand, at));
}

function labelCard({ k, ratio }: Painting, ruler: TextRuler, { x, y }: Along, label: DrawnLabel): Card {
  const up = label.height ?? 0;
  const left = (x - y) * HALF_WIDTH * k;
  const foot = (x + y) * HALF_HEIGHT * k;
  const top = foot - up * TILE_RISE * k;
  const card = layCard({ text: label.text.replaceAll(/\s+/g, ' '), size: TEXT, weight: 600, most: MOST }, ruler, ratio, left, up === 0 ? top + TEXT * 0.81 * ratio : top, false, PRIORITY);
  return up === 0 || label.lead === false ? card : { ...card, lead: { x: left, y: foot } };
}

/** Nobody stands beside this part of a line, and nobody's name hangs over it. */
function isClear(painting: Painting, ruler: TextRuler, at: Along, label: DrawnLabel): boolean {
  const { world, k, ratio } = painting;
  if (world.grid.hasWithin(at.x, at.y, CLEAR)) return false;
  if (tilePxOf(painting) < NAMES_FROM_PX) return true;
  const card = labelCard(painting, ruler, at, label);
  const around = grow({ minX: card.minX / k, maxX: card.maxX / k, minY: card.minY / k, maxY: card.maxY / k }, (NAME_MOST * ratio) / k, HALF_HEIGHT * 4);
  let clear = true;
  world.grid.each(around, (server) => { if (clear && overlaps(serverCard(painting, server, ruler), card)) clear = false; });
  return clear;
}
