import type { Tile } from '../../contract/look.ts';
import type { View } from '../../contract/view.ts';
import { viewOf } from '../rows.ts';
import { cameraOver, LABEL_PIXELS, turned } from './geometry.ts';
import { NO_TIMES } from './items.ts';
import type { Fields } from './kept.ts';
import type { Noun } from './noun.ts';
import type { PlacedItem } from './shape.ts';
import { cut, lineOf, THEIR_NAME_MAX } from './words.ts';

/** Ids of items and of servers, each by the other. */
export type Names = { serverOf(item: string): string | undefined; itemOf(server: string): string | undefined };

const TILE = 'tile:';
const HEIGHT = 'labelHeight:';
const REST = 'rest:';

/** The items of a view as keys of the view, so that each is compared by itself. */
export function withItems(view: Fields, items: readonly PlacedItem[]): Fields {
  return { ...view, ...Object.fromEntries(items.flatMap(({ id, tile, labelHeight, ...rest }): (readonly [string, unknown])[] => [
    [TILE + id, tile], ...(labelHeight === undefined ? [] : [[HEIGHT + id, labelHeight] as const]), ...(Object.keys(rest).length === 0 ? [] : [[REST + id, rest] as const]),
  ])) as Fields };
}

/** The two of them again. */
export function withoutItems(fields: Fields): { readonly view: Fields; readonly items: readonly PlacedItem[] } {
  const tiles = Object.entries(fields).filter(([key]) => key.startsWith(TILE)).map(([key, tile]) => [key.slice(TILE.length), tile as Tile] as const);
  const known = new Set(tiles.map(([id]) => id));
  const isOfItem = (key: string): boolean => [TILE, HEIGHT, REST].some((start) => key.startsWith(start));
  const items = tiles.map(([id, tile]): PlacedItem => ({
    ...(fields[REST + id] as object | undefined), id, tile, ...(fields[HEIGHT + id] !== undefined && { labelHeight: fields[HEIGHT + id] as number }),
  }));
  return { view: Object.fromEntries(Object.entries(fields).filter(([key]) => !isOfItem(key))), items: items.filter(({ id }) => known.has(id)) };
}

/** Views; of the first, which stands for the map, where servers are `onMap`. Others have places of their own. */
export const viewsNoun = (names: Names, onMap: readonly Tile[] | null): Noun<View> => ({
  list: 'views',
  read(theirs) {
    const { name = '' } = theirs as { name?: string };
    if (onMap !== null) return { name: lineOf(name), camera: cameraOver(onMap) };
    const { items } = withoutItems(theirs);
    const places = items.flatMap(({ id, tile }) => {
      const server = names.serverOf(id);
      return server === undefined ? [] : [[server, turned(tile)] as const];
    });
    return { name: lineOf(name), places: Object.fromEntries(places.toSorted(([a], [b]) => (a < b ? -1 : 1))), camera: cameraOver(places.map(([, place]) => place)) };
  },
  write({ id, name, places }) {
    const items = onMap !== null ? [] : Object.entries(places ?? {}).flatMap(([server, at]): PlacedItem[] => {
      const item = names.itemOf(server);
      return item === undefined ? [] : [{ id: item, tile: turned(at), labelHeight: LABEL_PIXELS }];
    });
    return withItems({ id, name: cut(name, THEIR_NAME_MAX) }, items);
  },
  complete: (draft, id) => viewOf(draft, id, NO_TIMES),
});
