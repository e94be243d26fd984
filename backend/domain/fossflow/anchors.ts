import type { LinePoint } from '../../contract/free-line.ts';
import type { Tile } from '../../contract/look.ts';
import { turned } from './geometry.ts';
import type { Anchor } from './shape.ts';

/** What anchors of one view refer to. Ids of items are the diagram's, those of servers ours. */
export type Ground = {
  serverOf(item: string): string | undefined;
  /** The item of a server that stands in this view. */
  itemOf(server: string): string | undefined;
  /** Where a server stands that this view does not show, in our tiles. */
  standOf(server: string): Tile | undefined;
  /** Where an item stands in this view, in our tiles. */
  placeOf(item: string): Tile | undefined;
  /** Any anchor of the view by its id. */
  anchorOf(id: string): Anchor | undefined;
};

/** What is wrong with an anchor. */
export type AnchorFault = { readonly kind: 'not-one' } | { readonly kind: 'no-item' | 'no-anchor' | 'circle'; readonly id: string };

/** What an anchor refers to in the end, over any number of other anchors: an item or a tile. */
export function endOf(anchor: Anchor, ground: Ground): { readonly item: string } | { readonly tile: Tile } | AnchorFault {
  const seen = new Set<string>();
  for (let at = anchor; ;) {
    const { item, tile, anchor: other } = at.ref;
    if ([item, tile, other].filter((ref) => ref !== undefined).length !== 1) return { kind: 'not-one' };
    if (tile !== undefined) return { tile };
    if (item !== undefined) return ground.placeOf(item) === undefined || ground.serverOf(item) === undefined ? { kind: 'no-item', id: item } : { item };
    const id = other ?? '';
    if (seen.has(id)) return { kind: 'circle', id };
    seen.add(id);
    const next = ground.anchorOf(id);
    if (next === undefined) return { kind: 'no-anchor', id };
    at = next;
  }
}

/** Points of a line through these anchors; null where one of them leads nowhere. */
export function pointsOf(anchors: readonly Anchor[], ground: Ground): LinePoint[] | null {
  const points = anchors.map((anchor): LinePoint | null => {
    const end = endOf(anchor, ground);
    if ('kind' in end) return null;
    return 'item' in end ? { server: ground.serverOf(end.item) ?? '' } : turned(end.tile);
  });
  return points.every((point) => point !== null) ? points : null;
}

/** Tiles a connection goes through between its ends; a server in between counts by where it stands. */
export function waypointsOf(anchors: readonly Anchor[], ground: Ground): Tile[] | null {
  const tiles = anchors.slice(1, -1).map((anchor): Tile | null => {
    const end = endOf(anchor, ground);
    if ('kind' in end) return null;
    return 'item' in end ? ground.placeOf(end.item) ?? null : turned(end.tile);
  });
  return tiles.every((tile) => tile !== null) ? tiles : null;
}

/** Items at both ends, named by the anchors themselves and not the same: this is a connection. */
export function itemsAtEnds(anchors: readonly Anchor[]): readonly [from: string, to: string] | null {
  const [from, to] = [anchors[0]?.ref, anchors.at(-1)?.ref];
  return from?.item === undefined || to?.item === undefined || from.item === to.item ? null : [from.item, to.item];
}
