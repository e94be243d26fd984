import type { Floor } from '../scene/areas.ts';
import { viewBounds } from '../scene/camera.ts';
import { sortByDepth } from '../scene/depth-order.ts';
import { NAMES_FROM_PX } from '../scene/level.ts';
import { floorOf } from '../scene/drawings.ts';
import { crosses, legsOf, type Leg } from '../scene/legs.ts';
import type { Route } from '../scene/route.ts';
import { HALF_HEIGHT, TILE_WIDTH, grow, overlaps, union, worldX, worldY, type Bounds, type Size } from '../scene/space.ts';
import { css } from '../scene/colour.ts';
import type { LiveLayer, LiveRoute, LiveScene } from './live/live-layer.ts';
import { drawCard, layCard, type Card } from './marks/cards.ts';
import { drawHandle, handlePlace, hasHandle } from './marks/handle.ts';
import { traceArrow, traceRoute } from './marks/traces.ts';
import { traceArea } from './marks/floors.ts';
import { traceFloor } from './marks/pad.ts';
import { drawAnchors, drawShape } from './marks/shapes.ts';
import { drawServers } from './marks/servers.ts';
import { strokeZone } from './marks/zones.ts';
import type { Painting } from './painting.ts';
import type { Pick, View } from './view.ts';
import { drawSprite, type Sprites } from './sprite.ts';
import { fontOf, type TextRuler } from './text.ts';

/** Lines of one selection drawn at most; beyond that they say nothing any more. */
const MOST_LINES = 600;
/** Lines of a focus drawn at most: it is asked for, and may be large. */
const MOST_TRACED = 2_000;
/** Latencies are written while there are no more lines than this. */
const MOST_LATENCIES = 16;
const SMALL_TILE = 12;
/** Half a line with its halo, in CSS pixels. */
const LINE_HALO = 5;
const MOST_BODIES = 200;
/** Selected servers in view that each get a ring; more are dots. */
const MOST_RINGS = 1_500;
/** Half a ring around a server, in tiles: outside its own tile, which is drawn over it. */
const RING = 0.54;
/** Tiles cut off a line's ends, so that it meets the rim of the tile and does not cross the body. */
const TRIM = 0.46;

/** Where the overlay stands: device pixel of the world's origin, and the sprites for its scale. */
export type OverlayFrame = {
  readonly originX: number; readonly originY: number; readonly k: number; readonly ratio: number; readonly size: Size; readonly editable: boolean; readonly live: LiveLayer | null;
  /** The map below, and the cards on it in device pixels of the whole map; none while they are not where it shows them. */
  readonly map: HTMLCanvasElement; readonly cards: readonly Bounds[];
};

/** Draws what belongs to the pointer and the selection, over the map: all connections of the servers asked about, too. */
export function drawOverlay(context: CanvasRenderingContext2D, view: View, painting: Painting, sprites: Sprites, ruler: TextRuler, frame: OverlayFrame): void {
  const { canvas } = context;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const overlay = new Overlay(context, view, painting, sprites, ruler, frame);
  overlay.draw();
}

/** One picture of the overlay; lives for one frame. */
class Overlay {
  readonly #context: CanvasRenderingContext2D;
  readonly #view: View;
  readonly #painting: Painting;
  readonly #sprites: Sprites;
  readonly #ruler: TextRuler;
  readonly #frame: OverlayFrame;
  /** Where lines were drawn. */
  #legs: Leg[] = [];
  /** Lines few enough that each may tell its numbers. */
  #measured: readonly LiveRoute[] = [];

  constructor(context: CanvasRenderingContext2D, view: View, painting: Painting, sprites: Sprites, ruler: TextRuler, frame: OverlayFrame) {
    this.#context = context;
    this.#view = view;
    this.#painting = painting;
    this.#sprites = sprites;
    this.#ruler = ruler;
    this.#frame = frame;
  }

  draw(): void {
    const { selection, hover, chosenGroup, shaping } = this.#view;
    const shown = this.#visible(selection);
    this.#toWorld();
    if (chosenGroup) this.#outline(chosenGroup, 1);
    if (hover) this.#outline(hover, 0.7);
    drawShape(this.#context, this.#painting, this.#view, this.#frame);
    if (shown.length > MOST_RINGS) this.#dots(shown);
    else for (const server of shown) this.#ring(server, true);
    if (hover?.kind === 'server' && !selection.has(hover.index)) this.#ring(hover.index, false);
    if (shaping?.kind === 'connection' && typeof shaping.end?.server === 'number') this.#ring(shaping.end.server, true);
    const ends = this.#lines(shown);
    const { live } = this.#frame;
    live?.drawFlows(this.#scene, this.#measured);
    this.#bodies([...shown, ...ends]);
    this.#writing();
    const names = this.#names(shown);
    live?.drawLabels(this.#scene, this.#measured, names);
    for (const card of names) this.#card(card);
    live?.drawPulses(this.#scene);
    this.#toWorld();
    this.#ghosts();
    this.#connecting();
    this.#handles();
    if (this.#frame.editable) drawAnchors(this.#context, this.#painting, this.#view, this.#frame);
    this.#lasso();
  }

  get #scene(): LiveScene {
    return { context: this.#context, view: this.#view, painting: this.#painting, sprites: this.#sprites, ruler: this.#ruler, ...this.#frame };
  }

  #card(card: Card): void {
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    drawCard(this.#context, card, this.#painting.palette, this.#sprites, this.#ruler, this.#frame.ratio, 0, 0);
  }

  #toWorld(): void {
    const { k, originX, originY } = this.#frame;
    this.#context.setTransform(k, 0, 0, k, originX, originY);
  }

  /** Device pixels. */
  #x(server: number): number {
    const { x, y } = this.#painting.world.servers;
    return worldX(x[server] as number, y[server] as number) * this.#frame.k + this.#frame.originX;
  }

  #y(server: number): number {
    const { x, y } = this.#painting.world.servers;
    return worldY(x[server] as number, y[server] as number) * this.#frame.k + this.#frame.originY;
  }

  /** Selected servers in the picture. A large selection is looked up from the picture's side. */
  #visible(selection: ReadonlySet<number>): number[] {
    const { world } = this.#painting;
    if (selection.size === 0) return [];
    const seen = grow(viewBounds(this.#view.camera, this.#frame.size), TILE_WIDTH);
    if (selection.size < 2_000) return [...selection].filter((server) => world.has(server) && !this.#view.moving?.servers.has(server));
    return world.grid.query(seen).filter((server) => selection.has(server));
  }

  #ring(server: number, isSelected: boolean): void {
    const { palette, world } = this.#painting;
    if (!world.has(server)) return;
    const { k, ratio } = this.#frame;
    const context = this.#context;
    const tilePx = (TILE_WIDTH * k) / ratio;
    context.beginPath();
    if (tilePx < SMALL_TILE) {
      const radius = (Math.max(4.5, tilePx * 0.7) * ratio) / k;
      context.arc(worldX(world.servers.x[server] as number, world.servers.y[server] as number), worldY(world.servers.x[server] as number, world.servers.y[server] as number), radius, 0, Math.PI * 2);
    } else {
      context.save();
      context.translate(worldX(world.servers.x[server] as number, world.servers.y[server] as number), worldY(world.servers.x[server] as number, world.servers.y[server] as number));
      traceFloor(context, -RING, -RING, RING, RING, 0.2);
      context.restore();
    }
    context.lineJoin = 'round';
    if (isSelected) {
      context.strokeStyle = css(palette.card, 0.85);
      context.lineWidth = (6 * ratio) / k;
      context.stroke();
    }
    context.strokeStyle = css(palette.select, isSelected ? 1 : 0.75);
    context.lineWidth = ((isSelected ? 3.2 : 2.2) * ratio) / k;
    context.stroke();
  }

  /** So many that rings would hide each other and take seconds: a dot each, drawn once where several fall together. */
  #dots(servers: readonly number[]): void {
    const context = this.#context;
    const { width, height } = context.canvas;
    const { k, ratio } = this.#frame;
    const side = Math.max(3, Math.round(Math.min(8, ((TILE_WIDTH * k) / ratio) * 0.5) * ratio));
    const columns = Math.ceil(width / side) + 1;
    const taken = new Uint8Array(columns * (Math.ceil(height / side) + 1));
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = css(this.#painting.palette.select, 0.5);
    for (const server of servers) {
      const column = Math.round(this.#x(server) / side);
      const row = Math.round(this.#y(server) / side);
      const cell = row * columns + column;
      if (column < 0 || row < 0 || column >= columns || cell >= taken.length || taken[cell] === 1) continue;
      taken[cell] = 1;
      context.fillRect(column * side - side / 2, row * side - side / 2, side, side);
    }
    this.#toWorld();
  }

  /** The rim of a cluster, a network, a drawn area or a group. */
  #outline({ kind, index }: Pick, alpha: number): void {
    const { world, palette } = this.#painting;
    const context = this.#context;
    const width = ((1.2 + alpha) * this.#frame.ratio) / this.#frame.k;
    if (kind === 'network') {
      const zone = this.#view.hidden?.has('networks') === true ? null : world.networks.zone(index);
      if (zone) strokeZone(context, zone, { colour: palette.select, dashes: [], width, tint: 0 }, viewBounds(this.#view.camera, this.#frame.size));
      return;
    }
    const floor = this.#floorOf(kind, index);
    if (!floor) return;
    traceArea(context, floor, 0.42);
    context.strokeStyle = css(palette.select, alpha);
    context.lineWidth = width;
    context.stroke();
  }

  #floorOf(kind: Pick['kind'], index: number): Floor | null {
    const { world, grouping } = this.#painting;
    if (kind === 'group') return grouping.plate(index)?.floor ?? null;
    const drawn = kind === 'area' ? world.drawings.areas[index] : undefined;
    if (drawn) return floorOf(drawn);
    const area = kind === 'cluster' ? world.clusterArea(index) : null;
    return area?.solid ? area.floor : null;
  }

  /** Rings and lines lie on the floor: the bodies that stand there are drawn once more, over them. */
  #bodies(servers: readonly number[]): void {
    const { hover, moving } = this.#view;
    const { k, ratio, originX, originY } = this.#frame;
    if (moving || (TILE_WIDTH * k) / ratio < SMALL_TILE) return;
    const all = new Set(servers.slice(0, MOST_BODIES));
    if (hover?.kind === 'server' || hover?.kind === 'handle') all.add(hover.index);
    const alive = [...all].filter((server) => this.#painting.world.has(server));
    const here = { ...this.#painting, k, ratio, sprites: this.#sprites };
    const square = { left: -originX, top: -originY, size: 0, bounds: viewBounds(this.#view.camera, this.#frame.size) };
    drawServers(this.#context, here, square, sortByDepth(here.world.servers, alive, here.world.orders));
    this.#toWorld();
  }

  /** Cards of the map that a line was drawn over are copied to above it: a line passes under them. */
  #writing(): void {
    const { cards, map, originX, originY } = this.#frame;
    if (this.#legs.length === 0 || cards.length === 0) return;
    const context = this.#context;
    const wide = LINE_HALO * this.#frame.ratio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    for (const card of new Map(cards.map((card) => [`${card.minX} ${card.minY}`, card])).values()) {
      if (!this.#legs.some((leg) => crosses(leg, card, wide))) continue;
      const [x, y] = [card.minX + originX, card.minY + originY];
      context.drawImage(map, x, y, card.maxX - card.minX, card.maxY - card.minY, x, y, card.maxX - card.minX, card.maxY - card.minY);
    }
    this.#toWorld();
  }

  /** All connections of the servers asked about, in full however long they are. Returns the servers at their far ends. */
  #lines(shown: readonly number[]): number[] {
    const { hover, chosen } = this.#view;
    const { world, palette } = this.#painting;
    const rows = new Set<number>();
    const asked = hover?.kind === 'server' || hover?.kind === 'handle' ? [hover.index, ...shown] : shown;
    if (hover?.kind === 'connection') rows.add(hover.index);
    for (const row of chosen ?? []) if (rows.size < MOST_LINES) rows.add(row);
    this.#addTraced(rows);
    for (const server of asked) {
      if (rows.size >= MOST_LINES) break;
      world.eachConnection(server, (row) => { if (rows.size < MOST_LINES) rows.add(row); });
    }
    if (rows.size === 0) return [];
    const context = this.#context;
    const { k, ratio } = this.#frame;
    const width = Math.max(5, (2 * ratio) / k);
    const routes = [...rows].filter((row) => world.connections.alive[row] === 1).map((row) => ({ row, route: trimmed(world.links.routeOf(row)) }));
    context.lineJoin = context.lineCap = 'round';
    context.strokeStyle = palette.halo;
    context.lineWidth = width * 2;
    context.beginPath();
    for (const { route } of routes) traceRoute(context, route);
    context.stroke();
    for (const { row, route } of routes) {
      const status = world.connections.status[row] as number;
      const colour = css(status === 1 || chosen?.includes(row) === true ? palette.select : palette.connection[status] ?? palette.textQuiet);
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = width;
      context.setLineDash(status === 2 ? [width * 2.4, width * 2.2] : []);
      context.beginPath();
      traceRoute(context, route);
      context.stroke();
      context.setLineDash([]);
      traceArrow(context, world.links.routeOf(row), width);
      context.fill();
    }
    this.#legs = routes.flatMap(({ route }) => legsOf(route, k));
    this.#measured = routes.length <= MOST_LATENCIES ? routes : [];
    return routes.flatMap(({ row }) => [world.connections.from[row] as number, world.connections.to[row] as number]);
  }

  /** Connections of a focus, as far as they cross the picture. */
  #addTraced(rows: Set<number>): void {
    const { traced } = this.#view;
    if (!traced) return;
    const { world } = this.#painting;
    const { from, to, alive } = world.connections;
    const seen = viewBounds(this.#view.camera, this.#frame.size);
    for (const row of traced) {
      if (rows.size >= MOST_TRACED) return;
      if (alive[row] === 1 && overlaps(union(world.reachOf(from[row] as number), world.reachOf(to[row] as number)), seen)) rows.add(row);
    }
  }

  /** The names of those asked about are always told, also where the map is too far to write any. */
  #names(shown: readonly number[]): Card[] {
    const { hover } = this.#view;
    const { k, ratio } = this.#frame;
    const isFar = (TILE_WIDTH * k) / ratio < NAMES_FROM_PX;
    const asked = new Set(shown.length <= (isFar ? 8 : 24) ? shown : []);
    if (hover?.kind === 'server') asked.add(hover.index);
    if (this.#view.moving) return [];
    return [...asked].map((server) => {
      const below = Math.max(8 * ratio, 0.82 * HALF_HEIGHT * k);
      const content = { text: this.#painting.world.nameOf(server), size: 11.5, weight: 600, most: 260 };
      return layCard(content, this.#ruler, ratio, this.#x(server), this.#y(server) + below, true, 0);
    });
  }

  /** Servers on the move: a tile where each would land, and its picture above. */
  #ghosts(): void {
    const { moving } = this.#view;
    if (!moving) return;
    const { world, palette } = this.#painting;
    const { k, ratio } = this.#frame;
    const context = this.#context;
    const few = [...moving.servers].filter((server) => world.has(server)).slice(0, MOST_LINES);
    const offX = worldX(moving.dx, moving.dy);
    const offY = worldY(moving.dx, moving.dy);
    context.beginPath();
    for (const server of few) {
      const x = world.servers.x[server] as number;
      const y = world.servers.y[server] as number;
      traceFloor(context, x + moving.dx - 0.5, y + moving.dy - 0.5, x + moving.dx + 0.5, y + moving.dy + 0.5, 0.16);
    }
    context.fillStyle = css(palette.select, 0.22);
    context.fill();
    context.strokeStyle = css(palette.select, 0.9);
    context.lineWidth = (1.8 * ratio) / k;
    context.stroke();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 0.9;
    for (const server of few) {
      drawSprite(context, this.#sprites.server(world, server), this.#x(server) + offX * k, this.#y(server) + offY * k - 6 * ratio);
    }
    context.globalAlpha = 1;
    this.#toWorld();
  }

  #connecting(): void {
    const { connecting } = this.#view;
    if (!connecting) return;
    const { palette, world } = this.#painting;
    const { ratio, k } = this.#frame;
    const context = this.#context;
    if (connecting.target !== null) this.#ring(connecting.target, true);
    this.#ring(connecting.from, true);
    context.setTransform(1, 0, 0, 1, 0, 0);
    const endX = connecting.target === null ? connecting.to.x * ratio : this.#x(connecting.target);
    const endY = connecting.target === null ? connecting.to.y * ratio : this.#y(connecting.target);
    const from = handlePlace(world, connecting.from, k / ratio);
    context.strokeStyle = css(palette.select);
    context.lineWidth = 2.6 * ratio;
    context.lineCap = 'round';
    context.setLineDash([7 * ratio, 6 * ratio]);
    context.beginPath();
    context.moveTo(from.x * k + this.#frame.originX, from.y * k + this.#frame.originY);
    context.lineTo(endX, endY);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = css(palette.select);
    context.beginPath();
    context.arc(endX, endY, 5 * ratio, 0, Math.PI * 2);
    context.fill();
    this.#toWorld();
  }

  #handles(): void {
    if (!this.#frame.editable) return;
    const { k, ratio, originX, originY } = this.#frame;
    for (const server of hasHandle(this.#painting.world, this.#view)) {
      const at = handlePlace(this.#painting.world, server, k / ratio);
      this.#context.setTransform(ratio, 0, 0, ratio, at.x * k + originX, at.y * k + originY);
      drawHandle(this.#context, this.#painting.palette);
    }
    this.#toWorld();
  }

  #lasso(): void {
    const { lasso } = this.#view;
    const [first, second] = lasso ?? [];
    if (!lasso || !first || !second) return;
    const { palette } = this.#painting;
    const { ratio } = this.#frame;
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.beginPath();
    if (lasso.length === 2) context.rect(first.x, first.y, second.x - first.x, second.y - first.y);
    else {
      lasso.forEach(({ x, y }, at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      context.closePath();
    }
    context.fillStyle = css(palette.select, 0.12);
    context.fill();
    context.strokeStyle = css(palette.select);
    context.lineWidth = 1.4;
    context.setLineDash([5, 4]);
    context.stroke();
    context.setLineDash([]);
    context.font = fontOf(500, 12);
  }
}

/** A route without the parts on the tiles of its own ends. */
function trimmed(route: Route): number[] {
  const cut = [...route];
  shorten(cut, 0, 2);
  shorten(cut, cut.length - 2, -2);
  return cut;
}

function shorten(route: number[], end: number, towards: 2 | -2): void {
  const dx = (route[end + towards] as number) - (route[end] as number);
  const dy = (route[end + towards + 1] as number) - (route[end + 1] as number);
  const length = Math.hypot(dx, dy);
  const part = length === 0 ? 0 : Math.min(TRIM, length * 0.45) / length;
  route[end] = (route[end] as number) + dx * part;
  route[end + 1] = (route[end + 1] as number) + dy * part;
}
