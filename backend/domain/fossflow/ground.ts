import type { Tile } from '../../contract/look.ts';
import type { Ground } from './anchors.ts';
import type { LocatedView } from './diagram.ts';
import { turned } from './geometry.ts';
import type { Names } from './views.ts';

/** Where the items of a view stand, in our tiles. */
export const placesIn = (view: LocatedView | undefined): ReadonlyMap<string, Tile> => new Map(view?.items.map(({ value }) => [value.id, turned(value.tile)]));

/** What the anchors of a view can refer to; `onMap` is where items stand in the first view. */
export function groundOf(view: LocatedView, names: Names, onMap: ReadonlyMap<string, Tile>): Ground {
  const { connectors } = view;
  const places = placesIn(view);
  const anchors = new Map(connectors.flatMap(({ value }) => value.anchors.map((anchor) => [anchor.id, anchor] as const)));
  return {
    serverOf: (item) => names.serverOf(item),
    itemOf(server) {
      const item = names.itemOf(server);
      return item !== undefined && places.has(item) ? item : undefined;
    },
    placeOf: (item) => places.get(item),
    standOf: (server) => onMap.get(names.itemOf(server) ?? ''),
    anchorOf: (id) => anchors.get(id),
  };
}
