import { floorBounds } from '../../scene/areas.ts';
import { modeCode } from '../../scene/networks.ts';
import { contains, grow, HALF_HEIGHT, HALF_WIDTH, overlaps, TILE_RISE, TILE_WIDTH, worldX, worldY, type Bounds } from '../../scene/space.ts';
import type { NameSide, Zone } from '../../scene/zone.ts';
import { css, mix } from '../../scene/colour.ts';
import { toWorldPixels, type Painting, type Square } from '../painting.ts';
import { fontOf, type TextRuler } from '../text.ts';
import { layCard, type Card } from './cards.ts';
import { fillZone, strokeZone, traceTiles, type ZoneLook } from './zones.ts';

/** Zones narrower than this on the screen, in CSS pixels, are left out. */
const LEAST_PX = 16;
/** Half the tile of a member of a network that has no outline. */
const HALF_TILE = 0.62;
/** Height of a name on the ground, in world pixels, and the least of it in CSS pixels that can be read. */
const TEXT = 16;
const TEXT_LEAST = 10.5;
const CARD_TEXT = 11;
/** No card is narrower, in CSS pixels. */
const CARD_LEAST = CARD_TEXT * 1.1;
/** Tiles between the border and the top of the name, and from there to the line it stands on. */
const TEXT_GAP = 0.05;
const TEXT_DOWN = 0.15;
const TEXT_ROOM = 0.4;
/** Tiles kept free at either end of a name's side. */
const TEXT_END = 0.15;
/** How much of its side a card may take, close by and from afar. */
const MOST_OVER_SIDE = { close: 1.5, far: 0.9 } as const;
/** Where along its side a card hangs, by lane: cards of zones that share their ground are kept apart. */
const CARD_PLACES = [0.5, 1, 0] as const;
/** Dashes in world pixels by mode, as plans have them: so that they differ without colour. */
const DASHES: Readonly<Record<string, readonly number[]>> = { bridge: [15, 8], nat: [15, 6, 3, 6], vpc: [], vpn: [4, 6] };

/** Between a server's name and a cluster's from afar; close by a server's name goes before. */
const PRIORITY = 500;
const PRIORITY_CLOSE = 5;

/** Ground and borders of the networks in this square, the largest lowest. */
export function drawNetworks(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  const found = networksIn(painting, square.bounds);
  if (found.length === 0) return;
  toWorldPixels(context, square, painting.k);
  for (const [network, zone] of found) {
    const look = lookOf(painting, network);
    if (zone.islands.length === 0) drawSown(context, painting, square, network, look);
    else {
      fillZone(context, zone, look, square.bounds);
      strokeZone(context, zone, look, square.bounds);
    }
  }
}

/** Names and ranges of networks, lying on the ground along their right front side. */
export function drawNetworkNames(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler): void {
  if (!writesOnGround(painting)) return;
  for (const [network, { names }] of networksIn(painting, grow(square.bounds, TILE_RISE))) {
    for (const side of names) {
      if (overlaps(floorBounds({ ...side, minX: side.x, maxX: side.x + TEXT_ROOM }), square.bounds)) writeName(context, painting, square, ruler, network, side);
    }
  }
}

/** Cards with the names of networks, where these are too small to be written on the ground: at their right front side, or their left one, or under what `clear` finds in the way. */
export function addNetworkCards(cards: Card[], painting: Painting, reach: Bounds, ruler: TextRuler, clear: (card: Card) => Card): void {
  if (writesOnGround(painting)) return;
  const { world, k, ratio, level } = painting;
  const most = HALF_WIDTH * k * (level <= 1 ? MOST_OVER_SIDE.close : MOST_OVER_SIDE.far);
  for (const [network, { names: [side], lane, floor }] of networksIn(painting, reach, true)) {
    const row = world.networks.rows[network];
    if (!row || !side) continue;
    const room = (side.maxY - side.minY) * most;
    const at = side.minY + (side.maxY - side.minY) * (CARD_PLACES[lane] ?? 0.5);
    // Laying out a card costs more than knowing that its side is too short for any, or lies elsewhere.
    if (room < CARD_LEAST * ratio || !contains(reach, worldX(side.x, at), worldY(side.x, at))) continue;
    const content = { text: row.name, size: CARD_TEXT, weight: 500, most: 140, isBare: true };
    const priority = (level <= 1 ? PRIORITY_CLOSE : PRIORITY) + world.networks.sizeOf(network) / 1e6;
    const cardAt = (x: number, y: number): Card => layCard(content, ruler, ratio, worldX(x, y) * k, worldY(x, y) * k, true, priority);
    const right = cardAt(side.x, at);
    const left = cardAt((floor.minX + floor.maxX) / 2, floor.maxY);
    if (right.maxX - right.minX > room) continue;
    const isFree = (card: Card): boolean => clear(card) === card;
    cards.push(isFree(right) ? right : isFree(left) ? left : clear(right));
  }
}

/** How a network looks here: lines keep a least width on the screen. */
export function lookOf({ world, palette, k, ratio }: Pick<Painting, 'world' | 'palette' | 'k' | 'ratio'>, network: number): ZoneLook {
  const mode = world.networks.rows[network]?.mode ?? '';
  const least = Math.max(1, (0.6 * ratio) / k);
  return {
    colour: palette.network[modeCode(mode)] ?? palette.textQuiet,
    tint: palette.networkTint, width: Math.max(2.4, (1.1 * ratio) / k), dashes: (DASHES[mode] ?? []).map((dash) => dash * least),
  };
}

function networksIn({ world, hidden, level, k, ratio }: Painting, bounds: Bounds, isNearEnough = false): [number, Zone][] {
  if (hidden.has('networks') || level === 4) return [];
  const found: [number, Zone][] = [];
  const add = (network: number, zone: Zone): void => {
    const { minX, maxX } = floorBounds(zone.floor);
    if ((maxX - minX) * k >= LEAST_PX * ratio) found.push([network, zone]);
  };
  if (isNearEnough && level <= 2) world.networks.eachNear(bounds, add);
  else world.networks.each(bounds, add, level <= 2);
  return found.sort(([a, one], [b, other]) => other.size - one.size || a - b);
}

const writesOnGround = ({ level, k, ratio }: Painting): boolean => level <= 1 && (TEXT * k) / ratio >= TEXT_LEAST;

/** The tiles of the members alone. */
function drawSown(context: CanvasRenderingContext2D, { world, level }: Painting, square: Square, network: number, { colour, tint, width }: ZoneLook): void {
  if (level >= 2) return;
  const { x, y } = world.servers;
  const own = world.grid.query(grow(square.bounds, TILE_WIDTH)).filter((server) => world.networks.has(network, server));
  context.beginPath();
  traceTiles(context, own.map((server) => {
    const [atX, atY] = [x[server] as number, y[server] as number];
    return { minX: atX - HALF_TILE, minY: atY - HALF_TILE, maxX: atX + HALF_TILE, maxY: atY + HALF_TILE };
  }));
  context.fillStyle = css(colour, tint);
  context.fill();
  context.strokeStyle = css(colour, 0.6);
  context.lineWidth = width * 0.7;
  context.stroke();
}

function writeName(context: CanvasRenderingContext2D, painting: Painting, square: Square, ruler: TextRuler, network: number, side: NameSide): void {
  const row = painting.world.networks.rows[network];
  if (!row) return;
  const { k, palette } = painting;
  const { colour } = lookOf(painting, network);
  const x = side.x + TEXT_GAP + TEXT_DOWN;
  const y = side.maxY - TEXT_END;
  const unit = k / TILE_RISE;
  // The text's own axes lie along the tiles: right is -y, down is +x, so it is part of the ground.
  context.setTransform(
    HALF_WIDTH * unit, -HALF_HEIGHT * unit, HALF_WIDTH * unit, HALF_HEIGHT * unit,
    worldX(x, y) * k - square.left, worldY(x, y) * k - square.top,
  );
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  context.strokeStyle = css(palette.canvas, 0.8);
  context.lineWidth = 4;
  const most = (side.maxY - side.minY - 2 * TEXT_END) * TILE_RISE;
  const name = ruler.fit(row.name, fontOf(650, TEXT), most);
  const end = ruler.width(name, fontOf(650, TEXT)) + TEXT * 0.6;
  write(context, name, 0, fontOf(650, TEXT), css(mix(colour, palette.text, 0.25)));
  if (row.cidr !== '' && end + ruler.width(row.cidr, fontOf(450, TEXT)) <= most) write(context, row.cidr, end, fontOf(450, TEXT), css(mix(colour, palette.text, 0.25)));
}

function write(context: CanvasRenderingContext2D, text: string, at: number, font: string, colour: string): void {
  context.font = font;
  context.strokeText(text, at, 0);
  context.fillStyle = colour;
  context.fillText(text, at, 0);
}
