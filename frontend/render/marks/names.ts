import { floorBounds, type Area } from '../../scene/areas.ts';
import { labelReach, placeLabels } from '../../scene/labels.ts';
import { NAMES_FROM_PX, TROUBLE_NAMES_FROM_PX } from '../../scene/level.ts';
import { grow, HALF_HEIGHT, HALF_WIDTH, overlaps, TILE_HEIGHT, TILE_RISE, worldX, worldY, type Bounds } from '../../scene/space.ts';
import type { StateCounts } from '../../scene/state-counts.ts';
import { css } from '../../scene/colour.ts';
import { tilePxOf, toDevicePixels, type Painting, type Square } from '../painting.ts';
import { fontOf, type TextRuler } from '../text.ts';
import { drawCard, layCard, type Badge, type Card } from './cards.ts';
import { addLineLabels } from './line-labels.ts';
import { addNetworkCards } from './networks.ts';
import { INACTIVE, WARNING } from './pad.ts';

const SERVER_TEXT = 11.5;
/** Where a lead from a raised name ends: about the top of a body, in tiles. */
const HEAD = 0.75;
/** Widest name of a server, in CSS pixels of its text. */
const NAME_MOST = 150;
/** Between a server's name and a cluster's card under it. */
const UNDER_NAMES = 2;
const CLUSTER_TEXT = 12;
const REGION_TEXT = 14;
/** Widest card in CSS pixels; what lies farther away cannot touch. */
const WIDEST = 260;
const TALLEST = 30;
/** Height of a name written on the floor, in world pixels, and the least of it in CSS pixels that can be read. */
const FLOOR_TEXT = 21;
const FLOOR_TEXT_LEAST = 10.5;

/** How much of its plate's width a name may take where nothing is wrong. */
const MOST_OVER_PLATE = 0.8;

/** Of more groups none is named while servers are seen: their names would cover the map. */
const MOST_NAMED_GROUPS = 1_000;

const PRIORITY = { server: 0, cluster: 1_000, region: 10_000 } as const;
const STATUS_PRIORITY: readonly number[] = [20, 10, 70, 90, 30];

/** All writing of one square. Cards never touch each other, and every square decides alike. */
export function drawNames(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): void {
  const { k, ratio, level, palette, sprites } = painting;
  if (painting.hidden.has('labels')) return;
  const reach = grow(square.bounds, (labelReach(WIDEST) * ratio) / k, (labelReach(TALLEST) * ratio) / k);
  const cards: Card[] = [];
  addGroups(cards, painting, reach, ruler);
  if (level <= 2 && !painting.hidden.has('clusters')) addClusters(cards, painting, reach, ruler);
  if (level <= 2) addNetworkCards(cards, painting, reach, ruler);
  if (tilePxOf(painting) >= TROUBLE_NAMES_FROM_PX) addServers(cards, painting, reach, ruler);
  addLineLabels(cards, painting, reach, ruler);
  toDevicePixels(context);
  const seen: Bounds = { minX: square.left, minY: square.top, maxX: square.left + square.size, maxY: square.top + square.size };
  for (const card of placeLabels(cards)) {
    if (overlaps(card, seen)) drawCard(context, card, palette, sprites, ruler, ratio, square.left, square.top);
  }
}

const writesOnFloor = (painting: Painting): boolean => (FLOOR_TEXT * painting.k) / painting.ratio >= FLOOR_TEXT_LEAST;

function addServers(cards: Card[], painting: Painting, reach: Bounds, ruler: TextRuler): void {
  const { world, dimmed } = painting;
  const { status } = world.servers;
  const isAll = tilePxOf(painting) >= NAMES_FROM_PX;
  world.grid.each(reach, (server) => {
    if (dimmed?.[server] !== 1 && (isAll || isTrouble(status[server] as number))) cards.push(serverCard(painting, server, ruler));
  });
}

/** The name of a server: under its tile, or raised above it on a lead. */
function serverCard({ world, k, ratio }: Painting, server: number, ruler: TextRuler): Card {
  const { x, y, status } = world.servers;
  const across = (x[server] as number) - (y[server] as number);
  const down = (x[server] as number) + (y[server] as number);
  const content = { text: world.nameOf(server), size: SERVER_TEXT, weight: 500, most: NAME_MOST, isQuiet: true };
  const priority = PRIORITY.server + (STATUS_PRIORITY[status[server] as number] ?? 0) + scatter(server);
  const left = across * HALF_WIDTH * k;
  const height = world.dressOf(server)?.label_height ?? 0;
  if (height === 0) return layCard(content, ruler, ratio, left, (down + 0.82) * HALF_HEIGHT * k, true, priority);
  return { ...layCard(content, ruler, ratio, left, down * HALF_HEIGHT * k - (height + HEAD) * TILE_RISE * k, false, priority), lead: { x: left, y: down * HALF_HEIGHT * k - HEAD * TILE_RISE * k } };
}

const isTrouble = (status: number): boolean => status === INACTIVE || status === WARNING;

/** A fixed fraction per server, so that equals do not win in rows. */
const scatter = (server: number): number => ((Math.imul(server + 1, 0x9e3779b1) >>> 0) % 4096) / 4096;

function addClusters(cards: Card[], painting: Painting, reach: Bounds, ruler: TextRuler): void {
  const { world, k, ratio, level, words } = painting;
  const counts = world.clusterCounts;
  world.groups.eachCluster(reach, (cluster, area) => {
    const row = world.clusters[cluster];
    if (!row || (level <= 1 && writesOnFloor(painting) && area.solid)) return;
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

/** A cluster's card, or the same under the names of servers that hang where it would: a name that it covered would be missing. */
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
  return { ...card, minY: lowest, maxY: card.maxY + lowest - card.minY };
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
    const card = layCard(content, ruler, ratio, x, y, false, PRIORITY.region + counts.total(group));
    if (overlaps(card, seen)) cards.push(card);
  }
}

/** Exact counts of what is wrong; nothing where all is well. */
export function badgesOf(counts: StateCounts, group: number, { words }: Painting): Badge[] {
  return [INACTIVE, WARNING].filter((status) => counts.of(group, status) > 0).map((status) => ({ status, count: words.number(counts.of(group, status)) }));
}

/** Names of clusters lying on the ground before their left front edge, where no server stands on them, with their state. */
export function drawFloorNames(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): void {
  if (painting.level > 1 || !writesOnFloor(painting) || painting.hidden.has('labels')) return;
  painting.world.groups.eachCluster(grow(square.bounds, TILE_RISE), (cluster, { floor, solid }) => {
    const row = painting.world.clusters[cluster];
    if (!row || !solid) return;
    const { k, palette } = painting;
    const x = floor.minX + 0.3;
    const y = floor.maxY + 0.5;
    const unit = k / TILE_RISE;
    // The text's own axes lie along the tiles: right is +x, down is +y, so it is part of the floor.
    context.setTransform(
      HALF_WIDTH * unit, HALF_HEIGHT * unit, -HALF_WIDTH * unit, HALF_HEIGHT * unit,
      (x - y) * HALF_WIDTH * k - square.left, (x + y) * HALF_HEIGHT * k - square.top,
    );
    context.font = fontOf(650, FLOOR_TEXT);
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.fillStyle = css(palette.text, 0.82);
    const most = (floor.maxX - floor.minX - 0.4) * TILE_RISE;
    const text = ruler.fit(row.name, fontOf(650, FLOOR_TEXT), most);
    context.fillText(text, 0, 0);
    const counts = painting.world.clusterCounts;
    let at = ruler.width(text, fontOf(650, FLOOR_TEXT)) + 10;
    for (const { status, count } of badgesOf(counts, cluster, painting)) {
      if (at + 40 > most) return;
      context.fillStyle = css(palette.status[status] ?? palette.text);
      const sign = `${status === INACTIVE ? '✕' : '▲'} ${count}`;
      context.fillText(sign, at, 0);
      at += ruler.width(sign, fontOf(650, FLOOR_TEXT)) + 10;
    }
  });
}
