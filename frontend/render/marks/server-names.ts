import { iconTop } from '../../scene/icons/icons.ts';
import { ownTop } from '../../scene/own-icons.ts';
import { NAMES_FROM_PX } from '../../scene/level.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_RISE, type Bounds } from '../../scene/space.ts';
import { tilePxOf, type Painting } from '../painting.ts';
import { lookOf, sizeOf } from '../sprites.ts';
import type { TextRuler } from '../text.ts';
import { layCard, type Card } from './cards.ts';
import { INACTIVE, WARNING } from './pad.ts';

const SERVER_TEXT = 11.5;
/** Widest name of a server, in CSS pixels of its text. */
export const NAME_MOST = 150;
const STATUS_PRIORITY: readonly number[] = [20, 10, 70, 90, 30];

/** Names of the servers in reach, of those in trouble alone from farther away. */
export function addServers(cards: Card[], painting: Painting, reach: Bounds, ruler: TextRuler): void {
  const { world, dimmed } = painting;
  const { status } = world.servers;
  const isAll = tilePxOf(painting) >= NAMES_FROM_PX;
  world.grid.each(reach, (server) => {
    if (dimmed?.[server] !== 1 && (isAll || isTrouble(status[server] as number))) cards.push(serverCard(painting, server, ruler));
  });
}

/** The name of a server: under its tile, or raised above it on a lead. */
export function serverCard({ world, k, ratio }: Painting, server: number, ruler: TextRuler): Card {
  const { x, y, status } = world.servers;
  const across = (x[server] as number) - (y[server] as number);
  const down = (x[server] as number) + (y[server] as number);
  const content = { text: world.nameOf(server), size: SERVER_TEXT, weight: 500, most: NAME_MOST, isQuiet: true };
  const priority = (STATUS_PRIORITY[status[server] as number] ?? 0) + scatter(server);
  const left = across * HALF_WIDTH * k;
  const height = world.dressOf(server)?.label_height ?? 0;
  if (height === 0) return layCard(content, ruler, ratio, left, (down + 0.82) * HALF_HEIGHT * k, true, priority);
  const { icon, own, image } = lookOf(world, server);
  // While an image of people's own is on its way a plain server stands there.
  const head = (down * HALF_HEIGHT - (own === undefined || image === null ? iconTop(icon) : ownTop(own, sizeOf(image)))) * k;
  return { ...layCard(content, ruler, ratio, left, head - height * TILE_RISE * k, false, priority), lead: { x: left, y: head } };
}

const isTrouble = (status: number): boolean => status === INACTIVE || status === WARNING;

/** A fixed fraction per server, so that equals do not win in rows. */
const scatter = (server: number): number => ((Math.imul(server + 1, 0x9e3779b1) >>> 0) % 4096) / 4096;
