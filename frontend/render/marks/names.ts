import { floorBounds, type Area } from '../../scene/areas.ts';
import { labelReach, placeLabels } from '../../scene/labels.ts';
import { NAMES_FROM_PX, TROUBLE_NAMES_FROM_PX } from '../../scene/level.ts';
import { grow, HALF_HEIGHT, HALF_WIDTH, overlaps, TILE_HEIGHT, worldX, worldY, type Bounds } from '../../scene/space.ts';
import { tilePxOf, toDevicePixels, type Painting, type Square } from '../painting.ts';
import type { TextRuler } from '../text.ts';
import { badgesOf, drawCard, layCard, type Card, type CardText } from './cards.ts';
import { floorNameOf } from './floor-names.ts';
import { addLineLabels, LABEL_STRAY } from './line-labels.ts';
import { addNetworkCards } from './networks.ts';
import { INACTIVE, WARNING } from './pad.ts';
import { addServers, NAME_MOST, serverCard } from './server-names.ts';

/** Between a server's name and a cluster's card under it. */
const UNDER_NAMES = 2;
const CLUSTER_TEXT = 12;
const REGION_TEXT = 14;
/** Widest card in CSS pixels; what lies farther away cannot touch. */
const WIDEST = 260;
const TALLEST = 30;
/** How much of its plate's width a name may take where nothing is wrong. */
const MOST_OVER_PLATE = 0.8;
/** How much of its floor's width a group's card may take, before it says the same in fewer words. */
const MOST_OVER_FLOOR = 1.4;

/** Of more groups none is named while servers are seen: their names would cover the map. */
const MOST_NAMED_GROUPS = 1_000;

const PRIORITY = { cluster: 1_000, region: 10_000 } as const;

/** All writing of one square. Cards never touch each other, and every square decides alike. Returns those that are seen in it, in device pixels of the whole map. */
export function drawNames(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): Bounds[] {
  const { k, ratio, level, palette, sprites } = painting;
  if (painting.hidden.has('labels')) return [];
  // What is written on lines may have to step aside.
  const stray = painting.world.links.isDressed ? LABEL_STRAY : 0;
  const reach = grow(square.bounds, (labelReach(WIDEST + stray) * ratio) / k, (labelReach(TALLEST + stray) * ratio) / k);
  const cards: Card[] = [];
  addGroups(cards, painting, reach, ruler);
  if (level <= 2 && !painting.hidden.has('clusters')) addClusters(cards, painting, reach, ruler);
  if (level <= 2) addNetworkCards(cards, painting, reach, ruler, (card) => underNames(card, painting, ruler));
  if (tilePxOf(painting) >= TROUBLE_NAMES_FROM_PX) addServers(cards, painting, reach, ruler);
  addLineLabels(cards, painting, reach, ruler);
  toDevicePixels(context);
  const seen: Bounds = { minX: square.left, minY: square.top, maxX: square.left + square.size, maxY: square.top + square.size };
  const drawn = placeLabels(cards).filter((card) => overlaps(card, seen));
  for (const card of drawn) drawCard(context, card, palette, sprites, ruler, ratio, square.left, square.top);
  return drawn.map(({ minX, minY, maxX, maxY }) => ({ minX, minY, maxX, maxY }));
}

function addClusters(cards: Card[], painting: Painting, reach: Bounds, ruler: TextRuler): void {
  const { world, k, ratio, level, words } = painting;
  const counts = world.clusterCounts;
  world.groups.eachCluster(reach, (cluster, area) => {
    const row = world.clusters[cluster];
    if (!row || (level <= 1 && floorNameOf(painting, cluster, area, ruler) !== null)) return;
    const badges = badgesOf(counts, cluster, painting);
    // From afar only trouble gets a card: cards as wide as their plates would cover the neighbours.
    const isBare = level >= 2 && badges.length === 0;
    const note = level >= 2 ? '' : words.number(counts.total(cluster));
    const content = { text: row.name, note, badges, size: isBare ? CLUSTER_TEXT - 1.5 : CLUSTER_TEXT, weight: isBare ? 500 : 600, most: level >= 2 ? 110 : 160, isBare };
    const [x, y] = isBare && area.solid ? bareName(area, k, ratio) : namePlace(painting, cluster, area);
    const priority = PRIORITY.cluster + counts.of(cluster, INACTIVE) * 4 + counts.of(cluster, WARNING) + counts.total(cluster) / 1e6;
    const card = layCard(content, ruler, ratio, x * k, y * k, level <= 1, priority);
    const plate = floorBounds(area.floor);
    const isWide = card.maxX - card.minX > (plate.maxX - plate.minX) * k * MOST_OVER_PLATE;
    if (isBare && isWide) return;
    cards.push(level <= 1 ? underNames(card, painting, ruler) : card);
  });
}

/** A card of a cluster or network as it is, or the same under the names of servers that hang where it would: a name that it covered would be missing. */
function underNames(card: Card, painting: Painting, ruler: TextRuler): Card {
  const { world, k, ratio, dimmed } = painting;
  if (tilePxOf(painting) < NAMES_FROM_PX) return card;
  const around = grow({ minX: card.minX / k, maxX: card.maxX / k, minY: card.minY / k, maxY: card.maxY / k }, (NAME_MOST * ratio) / k, (TALLEST * ratio) / k + HALF_HEIGHT);
  let lowest = card.minY;
  world.grid.each(around, (server) => {
    if (dimmed?.[server] === 1) return;
    const name = serverCard(painting, server, ruler);
    if (overlaps(name, card)) lowest = Math.max(lowest, name.maxY + Math.round(UNDER_NAMES * ratio));
  });
  return lowest === card.minY ? card : { ...card, minY: lowest, maxY: card.maxY + lowest - card.minY };
}

/** In the middle of the plate, where it is widest. */
function bareName({ floor }: Area, k: number, ratio: number): readonly [number, number] {
  const x = (floor.minX + floor.maxX) / 2;
  const y = (floor.minY + floor.maxY) / 2;
  return [worldX(x, y), worldY(x, y) + (CLUSTER_TEXT * 0.8 * ratio) / k];
}

/** World point where a cluster's card hangs: under the left front edge close by, above the far corner otherwise. */
function namePlace({ level, joined }: Painting, cluster: number, { floor, solid }: Area): readonly [number, number] {
  const front = solid ? undefined : joined(cluster)?.front;
  if (front) return level >= 2 ? [worldX(front.x, front.y), worldY(front.x, front.y) - TILE_HEIGHT] : [worldX(front.x, front.y), worldY(front.x + 1, front.y + 1)];
  if (level >= 2) return [worldX(floor.minX, floor.minY), worldY(floor.minX, floor.minY)];
  const x = (floor.minX + floor.maxX) / 2;
  return [worldX(x, floor.maxY), worldY(x, floor.maxY)];
}

function addGroups(cards: Card[], painting: Painting, reach: Bounds, ruler: TextRuler): void {
  const { grouping, k, ratio, level } = painting;
  // Clusters carry their names anyway.
  if (level === 4 || grouping.by === 'cluster' || grouping.size > MOST_NAMED_GROUPS) return;
  const { counts } = grouping;
  const seen = { minX: reach.minX * k, minY: reach.minY * k, maxX: reach.maxX * k, maxY: reach.maxY * k };
  for (let group = 0; group < grouping.size; group++) {
    const area = grouping.area(group);
    // What is no floor has no corner to hang a name on; regions were always named where they begin.
    if (!area || (!area.solid && grouping.by !== 'region')) continue;
    const { floor } = area;
    const x = (floor.minX - floor.minY) * HALF_WIDTH * k;
    const y = (floor.minX + floor.minY) * HALF_HEIGHT * k;
    // Laying out a card costs more than knowing that none could reach into this square.
    if (!overlaps({ minX: x - WIDEST * ratio, minY: y - TALLEST * ratio, maxX: x + WIDEST * ratio, maxY: y }, seen)) continue;
    const content = { text: grouping.nameOf(group), note: painting.words.servers(counts.total(group)), badges: badgesOf(counts, group, painting), size: REGION_TEXT, weight: 650, most: 200 };
    const lay = (part: Partial<CardText>): Card => layCard({ ...content, ...part }, ruler, ratio, x, y, false, PRIORITY.region + counts.total(group));
    const whole = lay({});
    const plate = floorBounds(floor);
    // On a phone it would push its neighbours' names off the map.
    const card = whole.maxX - whole.minX > (plate.maxX - plate.minX) * k * MOST_OVER_FLOOR ? lay({ note: painting.words.number(counts.total(group)), size: CLUSTER_TEXT }) : whole;
    if (overlaps(card, seen)) cards.push(card);
  }
}
