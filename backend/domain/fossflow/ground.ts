import type { Tile } from '../../contract/look.ts';
import type { Ground } from './anchors.ts';
import type { LocatedView } from './diagram.ts';
import { turned } from './geometry.ts';
import type { Names } from './views.ts';

/** What the anchors of a view can refer to. */
export function groundOf({ items, connectors }: LocatedView, names: Names): Ground {
  const places = new Map<string, Tile>(items.map(({ value }) => [value.id, turned(value.tile)]));
  const anchors = new Map(connectors.flatMap(({ value }) => value.anchors.map((anchor) => [anchor.id, anchor] as const)));
  return {
    serverOf: (item) => names.serverOf(item),
    itemOf: (server) => names.itemOf(server),
    placeOf: (item) => places.get(item),
    standOf: (server) => places.get(names.itemOf(server) ?? ''),
    anchorOf: (id) => anchors.get(id),
  };
}
