import type { Position } from '../contract/server.ts';
import { PITCH } from './placement.ts';

/** A server without a place: what it belongs to decides where it goes. */
export type Unplaced = { readonly region: string; readonly cluster: string };

/** The tiles that existing servers cover. */
export type Bounds = { readonly west: number; readonly east: number; readonly north: number; readonly south: number };

/** Free tiles between clusters of a region, between regions, and beside what exists. */
const CLUSTER_GAP = PITCH;
const REGION_GAP = 3 * PITCH;

type Size = { readonly width: number; readonly height: number };
type Block = Size & { readonly members: readonly number[] };
type Placed<Item extends Size> = { readonly item: Item; readonly x: number; readonly y: number };

/**
 * Places for many servers at once: servers in blocks by cluster, blocks in shelves by region, regions in shelves, with gaps
 * between. Groups stand in order of their first server, so the same file gives the same map. Beside `existing`, if there is any.
 */
export function packServers(servers: readonly Unplaced[], existing: Bounds | null): Position[] {
  const regions = groupBy(servers.map((_, index) => index), (index) => servers[index]?.region ?? '').map((members) => {
    const blocks = groupBy(members, (index) => servers[index]?.cluster ?? '').map(blockOf);
    return shelves(blocks, CLUSTER_GAP);
  });
  const map = shelves(regions, REGION_GAP);
  const [left, top] = existing === null ? [0, 0] : [existing.east + REGION_GAP, existing.north];
  const positions: Position[] = new Array<Position>(servers.length);
  for (const region of map.placed) {
    for (const block of region.item.placed) {
      const columns = columnsOf(block.item);
      block.item.members.forEach((index, place) => {
        positions[index] = {
          x: Math.round(left + region.x + block.x + (place % columns) * PITCH),
          y: Math.round(top + region.y + block.y + Math.floor(place / columns) * PITCH),
        };
      });
    }
  }
  return positions;
}

const columnsOf = ({ members }: Block): number => Math.ceil(Math.sqrt(members.length));

function blockOf(members: readonly number[]): Block {
  const columns = Math.ceil(Math.sqrt(members.length));
  return { members, width: columns * PITCH, height: Math.ceil(members.length / columns) * PITCH };
}

/** Shelf packing: tall ones first, left to right, a new shelf where the row is as wide as the whole would be high. */
function shelves<Item extends Size>(items: readonly Item[], gap: number): Size & { placed: readonly Placed<Item>[] } {
  const area = items.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = items.reduce((most, { width }) => Math.max(most, width), 0);
  const limit = Math.max(widest, Math.sqrt(area) * 1.1);
  const placed: Placed<Item>[] = [];
  let [x, y, shelf, width] = [0, 0, 0, 0];
  for (const item of items.toSorted((a, b) => b.height - a.height)) {
    if (x > 0 && x + item.width > limit) {
      y += shelf + gap;
      [x, shelf] = [0, 0];
    }
    placed.push({ item, x, y });
    x += item.width + gap;
    shelf = Math.max(shelf, item.height);
    width = Math.max(width, x - gap);
  }
  return { placed, width, height: y + shelf };
}

function groupBy(members: readonly number[], keyOf: (member: number) => string): number[][] {
  const groups = new Map<string, number[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return [...groups.values()];
}
