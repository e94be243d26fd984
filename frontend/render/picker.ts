import { isOn, type Floor } from '../scene/areas.ts';
import { toWorld } from '../scene/camera.ts';
import { distanceToContour } from '../scene/contour.ts';
import type { Level } from '../scene/level.ts';
import type { NetworkRow } from '../scene/networks.ts';
import { distanceToRoute } from '../scene/route.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_RISE, TILE_WIDTH, worldToTile, worldX, worldY, type Point, type Size } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import { outlineOf, type NameSide } from '../scene/zone.ts';
import { isOnOwn } from '../scene/own-icons.ts';
import { areaAt, lineOrTextAt } from './drawing-picker.ts';
import { anchorUnder } from './marks/anchors.ts';
import { handlePlace, HANDLE_RADIUS, hasHandle } from './marks/handle.ts';
import { lookOf, sizeOf } from './sprites.ts';
import type { Pick, View } from './view.ts';

/** Footprint and height of a body, in tiles: enough of every solid to be hit where it is seen. */
const BODY_HALF = 0.36;
const BODY_HEIGHT = 0.72;
/** CSS pixels around a line, and around a dot, that still hit it. */
const LINE_SLACK = 5;
const DOT_SLACK = 7;
/** More than any two depths differ, and more than any two orders do. */
const ORDER_STEP = 4_000_000;
const BODY_STEP = 1e11;
/** Tiles that the name of a network takes beside its border, and along it for each letter. */
const NAME_ROOM = 0.28;
const NAME_LETTER = 0.11;

/** What lies under a point of the screen: handles before servers, servers before lines, then texts and the floors. */
export function pickAt(world: World, view: View, level: Level, size: Size, x: number, y: number): Pick | null {
  const { camera } = view;
  const point = toWorld(camera, size, { x, y });
  const anchor = anchorUnder(world, view, point);
  if (anchor >= 0) return { kind: 'anchor', index: anchor };
  for (const server of hasHandle(world, view)) {
    const at = handlePlace(world, server, camera.k);
    if (Math.hypot((point.x - at.x) * camera.k, (point.y - at.y) * camera.k) <= HANDLE_RADIUS + 4) return { kind: 'handle', index: server };
  }
  if (level === 4) return plateAt(world, point, true);
  const server = level <= 1 ? bodyAt(world, point, camera.k) : dotAt(world, point, camera.k);
  if (server >= 0) return { kind: 'server', index: server };
  if (level <= 1) {
    const connection = connectionAt(world, point, camera.k);
    if (connection >= 0) return { kind: 'connection', index: connection };
    const drawn = lineOrTextAt(world, worldToTile(point), camera.k);
    if (drawn !== null) return drawn;
  }
  const network = view.hidden?.has('networks') === true || level > 2 ? null : networkAt(world, point, camera.k);
  return network ?? clusterAt(world, point) ?? areaAt(world, worldToTile(point)) ?? (level >= 2 ? plateAt(world, point, false) : null);
}

/** The frontmost server whose body, or whose tile, is under the point. */
function bodyAt(world: World, point: Point, k: number): number {
  const { orders, servers: { x, y } } = world;
  let best = -1;
  let bestDepth = -Infinity;
  const slack = 2 / k;
  const reach = world.reach;
  world.grid.each({ minX: point.x - reach.x, maxX: point.x + reach.x, minY: point.y - reach.down, maxY: point.y + reach.up }, (server) => {
    const tileX = x[server] as number;
    const tileY = y[server] as number;
    const across = point.x - worldX(tileX, tileY);
    const dx = Math.abs(across);
    const dy = point.y - worldY(tileX, tileY);
    const { own, image } = lookOf(world, server);
    const onBody = own === undefined || image === null ? hitsBody(dx - slack, dy) : isOnOwn(own, sizeOf(image), { x: across, y: dy }, slack);
    const onTile = dx / HALF_WIDTH + Math.abs(dy) / HALF_HEIGHT <= 0.96;
    if (!onBody && !onTile) return;
    // A body hides the tile behind it; among equals the one in front is seen.
    const depth = tileX + tileY + (orders.get(server) ?? 0) * ORDER_STEP + (onBody ? BODY_STEP : 0);
    if (depth > bestDepth) {
      best = server;
      bestDepth = depth;
    }
  });
  return best;
}

/** A six-sided outline: the footprint's diamond, drawn upwards. */
function hitsBody(dx: number, dy: number): boolean {
  const half = BODY_HALF * 2 * HALF_WIDTH;
  if (dx > half) return false;
  const slope = (BODY_HALF * 2 - Math.max(0, dx) / HALF_WIDTH) * HALF_HEIGHT;
  return dy <= slope && dy >= -BODY_HEIGHT * TILE_RISE - slope;
}

/** The nearest server, where servers are dots. */
function dotAt(world: World, point: Point, k: number): number {
  const { x, y } = world.servers;
  const reach = Math.max(DOT_SLACK / k, TILE_WIDTH / 2);
  let best = -1;
  let least = reach;
  world.grid.each({ minX: point.x - reach, maxX: point.x + reach, minY: point.y - reach, maxY: point.y + reach }, (server) => {
    const away = Math.hypot(point.x - worldX(x[server] as number, y[server] as number), point.y - worldY(x[server] as number, y[server] as number));
    if (away < least) {
      least = away;
      best = server;
    }
  });
  return best;
}

function connectionAt(world: World, point: Point, k: number): number {
  const slack = LINE_SLACK / k;
  const tile = worldToTile(point);
  // A tile is an edge of TILE_RISE world pixels, so this is the slack in tiles.
  let least = Math.max(slack / TILE_RISE, 0.04) ** 2;
  let best = -1;
  world.links.eachIn({ minX: point.x - slack, maxX: point.x + slack, minY: point.y - slack, maxY: point.y + slack }, (row) => {
    const distance = distanceToRoute(world.links.routeOf(row), tile.x, tile.y);
    if (distance < least) {
      least = distance;
      best = row;
    }
  });
  return best;
}

/** The smallest network whose border, or name on the ground, is under the point. */
function networkAt(world: World, point: Point, k: number): Pick | null {
  const tile = worldToTile(point);
  const slack = LINE_SLACK / (k * TILE_RISE);
  const around = slack * TILE_WIDTH + NAME_ROOM * TILE_WIDTH;
  let best = -1;
  let least = Infinity;
  world.networks.each({ minX: point.x - around, maxX: point.x + around, minY: point.y - around, maxY: point.y + around }, (network, { islands, names, size }) => {
    if (size >= least) return;
    const isHit = islands.some((island) => isNear(island, tile, slack) && distanceToContour(outlineOf(island), tile.x, tile.y) <= slack)
      || names.some((side) => isOnName(side, tile, world.networks.rows[network]));
    if (!isHit) return;
    best = network;
    least = size;
  });
  return best < 0 ? null : { kind: 'network', index: best };
}

const isNear = ({ minX, minY, maxX, maxY }: Floor, { x, y }: Point, slack: number): boolean => x >= minX - slack && x <= maxX + slack && y >= minY - slack && y <= maxY + slack;

/** Names run from the front corner of their side; how wide their letters are together is guessed. */
function isOnName(side: NameSide, { x, y }: Point, row: NetworkRow | undefined): boolean {
  const length = Math.min(side.maxY - side.minY, 0.3 + `${row?.name ?? ''} ${row?.cidr ?? ''}`.length * NAME_LETTER);
  return x >= side.x && x <= side.x + NAME_ROOM && y <= side.maxY && y >= side.maxY - length;
}

function clusterAt(world: World, point: Point): Pick | null {
  const tile = worldToTile(point);
  let found: Pick | null = null;
  world.groups.eachCluster({ minX: point.x, maxX: point.x, minY: point.y, maxY: point.y }, (cluster, { floor, solid }) => {
    if (solid && isOn(floor, tile.x, tile.y)) found = { kind: 'cluster', index: cluster };
  });
  return found;
}

/** The group whose floor, or from afar whose plate, is under the point. */
function plateAt({ grouping }: World, point: Point, isAfar: boolean): Pick | null {
  const tile = worldToTile(point);
  for (let group = 0; group < grouping.size; group++) {
    const area = isAfar ? grouping.plate(group) : grouping.area(group);
    if (area?.solid && isOn(area.floor, tile.x, tile.y)) return { kind: 'group', index: group };
  }
  return null;
}
