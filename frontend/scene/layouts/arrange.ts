import { POSITION_MAX } from '../../../backend/contract/limits.ts';
import type { Layout, LayoutOptions, Places, Site } from './layout.ts';
import { byTypeAndName } from './order.ts';
import { Tiles } from './tiles.ts';

/** Room kept to the rim of the map, for those who find their tile taken. */
const RIM = 1_000;

/**
 * Where a layout puts the servers: whole tiles, no two on one, nobody on a tile that is taken, pinned ones where they are.
 * The middle of the moved ones stays where it was.
 */
export function arrange(layout: Layout, site: Site, options: LayoutOptions): Places {
  const order = byTypeAndName(site);
  const wished = layout.place(site, order, options);
  const isHeld = layout.usesPinned === true && order.length < site.count;
  return settle(site, order, wished, isHeld ? [0, 0] : shiftToMiddle(site, order, wished));
}

type Axis = { readonly before: number; readonly least: number; readonly most: number };

/** Whole tiles by which the wished places must move. Asked again about its own answer, it is [0, 0]. */
function shiftToMiddle(site: Site, order: Uint32Array, wished: Places): readonly [number, number] {
  const shiftOf = ({ before, least, most }: Axis): number => {
    const shift = Math.round(before - (least + most) / 2);
    return Math.max(-POSITION_MAX + RIM - least, Math.min(POSITION_MAX - RIM - most, shift));
  };
  const axis = (now: Float32Array, offset: 0 | 1): Axis => {
    let [nowLeast, nowMost, least, most] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const server of order) {
      const place = Math.round(wished[server * 2 + offset] as number);
      nowLeast = Math.min(nowLeast, now[server] as number);
      nowMost = Math.max(nowMost, now[server] as number);
      least = Math.min(least, place);
      most = Math.max(most, place);
    }
    return { before: (nowLeast + nowMost) / 2, least, most };
  };
  return order.length === 0 ? [0, 0] : [shiftOf(axis(site.x, 0)), shiftOf(axis(site.y, 1))];
}

function settle(site: Site, order: Uint32Array, wished: Places, [shiftX, shiftY]: readonly [number, number]): Places {
  const places = new Float32Array(site.count * 2);
  const tiles = new Tiles(site.count + site.takenX.length);
  for (let at = 0; at < site.takenX.length; at++) tiles.take(Math.round(site.takenX[at] as number), Math.round(site.takenY[at] as number));
  for (let server = 0; server < site.count; server++) {
    if (site.pinned[server] !== 1) continue;
    places[server * 2] = site.x[server] as number;
    places[server * 2 + 1] = site.y[server] as number;
    tiles.take(Math.round(site.x[server] as number), Math.round(site.y[server] as number));
  }
  // Whoever finds its tile free has it before those who do not look for another.
  const displaced: number[] = [];
  for (const server of order) {
    const x = Math.round(wished[server * 2] as number) + shiftX;
    const y = Math.round(wished[server * 2 + 1] as number) + shiftY;
    // Adding 0 turns -0, which JSON would keep, into 0.
    places[server * 2] = x + 0;
    places[server * 2 + 1] = y + 0;
    if (!tiles.take(x, y)) displaced.push(server);
  }
  for (const server of displaced) places.set(tiles.takeNear(places[server * 2] as number, places[server * 2 + 1] as number), server * 2);
  return places;
}
