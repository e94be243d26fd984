import { along } from '../../scene/along.ts';
import { viewBounds } from '../../scene/camera.ts';
import type { Traffic } from '../../scene/links.ts';
import type { Route } from '../../scene/route.ts';
import { grow, HALF_HEIGHT, HALF_WIDTH, overlaps, TILE_HEIGHT, TILE_WIDTH, worldX, worldY, type Bounds, type Size } from '../../scene/space.ts';
import { layCard, type Card } from '../marks/cards.ts';
import type { Painting } from '../painting.ts';
import { fontOf } from '../text.ts';
import type { View } from '../view.ts';
import type { LiveRoute, LiveScene, LiveWords } from './live-layer.ts';

/** Width of a tile in CSS pixels from which connections that nobody asked about tell their latency. */
const NEAR_PX = 78;
/** So many of them at most, the slowest first. */
const MOST_NEAR = 40;
/** More lines than this in view are a crowd: none of them is looked at. */
const CROWD = 400;
const TEXT = 11;
const QUIET_TEXT = 10;
/** CSS pixels between a line and the card beside it. */
const BESIDE = 9;
/** Where on its line a label may go, the best place first. */
const PARTS = [0.5, 0.38, 0.62, 0.27, 0.73] as const;

/** What a card says: a person's own word first, then the numbers. */
type Told = { readonly text: string; readonly note: string };

/** Latency, and what flows each way, as far as they are known; null for nothing. */
export function toldOf({ world }: Painting, row: number, words: LiveWords): Told | null {
  const ms = world.connections.latency[row] as number;
  const latency = Number.isNaN(ms) ? '' : words.latency(ms);
  const traffic = trafficText(world.links.trafficOf(row), words);
  const parts = [world.connectionLabel(row), latency, traffic].filter((part) => part !== '');
  const [text, ...rest] = parts;
  return text === undefined ? null : { text, note: rest.join('  ') };
}

/** Arrows say the way along the connection: to the server that answers, and back. */
function trafficText(traffic: Traffic | null, words: LiveWords): string {
  return traffic === null ? '' : `→ ${words.rate(traffic.sent_bytes_per_second)} ← ${words.rate(traffic.received_bytes_per_second)}`;
}

/** Whether the map is near enough, and at rest, to tell latencies that nobody asked for. */
export function tellsNear(view: View, { hidden }: Painting): boolean {
  return !view.gesture && view.camera.k * TILE_WIDTH >= NEAR_PX && !hidden.has('labels') && !hidden.has('connections');
}

/** Connections in view with a known latency and no word of their own, the slowest first; none in a crowd. */
export function nearRows({ world, dimmed }: Painting, view: View, size: Size): number[] {
  const { latency, from, to } = world.connections;
  const rows: number[] = [];
  let count = 0;
  world.links.eachIn(viewBounds(view.camera, size), (row) => {
    count += 1;
    if (count > CROWD || Number.isNaN(latency[row]) || world.links.dressOf(row) !== undefined) return;
    if (dimmed === null || (dimmed[from[row] as number] !== 1 && dimmed[to[row] as number] !== 1)) rows.push(row);
  });
  return count > CROWD ? [] : rows.sort((a, b) => slowness(latency[b] as number) - slowness(latency[a] as number) || a - b).slice(0, MOST_NEAR);
}

/** Powers of ten only: labels must not change places with every probe. */
const slowness = (ms: number): number => Math.floor(Math.log10(Math.max(1, ms)));

/** Cards of connections that were asked about: each in the first place on its line that is free, or over the middle where none is. */
export function layAsked(scene: LiveScene, routes: readonly LiveRoute[], taken: readonly Bounds[], words: LiveWords): Card[] {
  const cards: Card[] = [];
  for (const { row, route } of routes) {
    const told = toldOf(scene.painting, row, words);
    if (told === null) continue;
    const content = { ...told, size: TEXT, weight: 600, most: 220 };
    const places = isAsked(scene.view, row) ? PARTS.flatMap((part) => layBeside(scene, route, part, content)) : PARTS.map((part) => layAt(scene, route, part, content));
    const free = places.find((card) => isFree(card, [...taken, ...cards])) ?? (routes.length <= 2 ? places[0] : undefined);
    if (free !== undefined) cards.push(free);
  }
  return cards;
}

/** Quiet cards of the others, only where nothing else is: no body, no name, no other card. */
export function layNear(scene: LiveScene, rows: readonly number[], taken: readonly Bounds[], words: LiveWords): Card[] {
  const { painting: { world } } = scene;
  const cards: Card[] = [];
  const standing = bodiesIn(scene);
  for (const row of rows) {
    const text = words.latency(world.connections.latency[row] as number);
    const found = PARTS.map((part) => layAt(scene, world.links.routeOf(row), part, { text, size: QUIET_TEXT, weight: 500, most: 80, isQuiet: true }))
      .find((card) => isFree(card, taken) && isFree(card, standing) && isFree(card, cards));
    if (found !== undefined) cards.push(found);
  }
  return cards;
}

function layAt({ ruler, ratio, k, originX, originY }: LiveScene, route: Route, part: number, content: Parameters<typeof layCard>[0]): Card {
  const { x, y } = along(route, part);
  return layCard(content, ruler, ratio, worldX(x, y) * k + originX, worldY(x, y) * k + originY + content.size * 0.81 * ratio, false, 0);
}

/** Cards to the right and to the left of a line, clear of it and of the handles on it. */
function layBeside(scene: LiveScene, route: Route, part: number, content: Parameters<typeof layCard>[0]): Card[] {
  const { dx, dy } = along(route, part);
  const card = layAt(scene, route, part, content);
  const away = BESIDE * scene.ratio;
  const [wide, high] = [(card.maxX - card.minX) / 2 + away * 0.6, (card.maxY - card.minY) / 2 + away];
  // A line that falls to the right leaves room above it there, one that rises below it.
  const falls = (dx - dy) * (dx + dy) >= 0 ? 1 : -1;
  return [1, -1].map((side) => moved(card, side * wide, -side * falls * high));
}

const moved = (card: Card, x: number, y: number): Card => ({ ...card, minX: card.minX + Math.round(x), maxX: card.maxX + Math.round(x), minY: card.minY + Math.round(y), maxY: card.maxY + Math.round(y) });

/** A connection that is selected or pointed at itself. */
export const isAsked = ({ chosen, hover }: View, row: number): boolean => chosen?.includes(row) === true || (hover?.kind === 'connection' && hover.index === row);

const isFree = (card: Bounds, others: readonly Bounds[]): boolean => others.every((other) => !overlaps(card, other));

/** What the tiles below show at each server in view: its body and its name. */
function bodiesIn({ painting: { world }, ruler, view, size, ratio, k, originX, originY }: LiveScene): Bounds[] {
  const font = fontOf(500, 11.5 * ratio);
  const { x, y } = world.servers;
  return world.grid.query(grow(viewBounds(view.camera, size), TILE_WIDTH, TILE_HEIGHT * 2)).map((server) => {
    const left = worldX(x[server] as number, y[server] as number) * k + originX;
    const top = worldY(x[server] as number, y[server] as number) * k + originY;
    const half = Math.max(HALF_WIDTH * 0.62 * k, Math.min(150 * ratio, ruler.width(world.nameOf(server), font)) / 2 + 7 * ratio);
    return { minX: left - half, maxX: left + half, minY: top - TILE_HEIGHT * 0.95 * k, maxY: top + HALF_HEIGHT * 0.82 * k + 20 * ratio };
  });
}
