import { itemsAtEnds } from './anchors.ts';
import { plainOf } from './html.ts';
import { isForeignIcon, isIsoflowIcon, isoflowIcon, meaningOfIcon } from './icons.ts';
import { isDrawn, OWN_COLLECTION } from './own-icons.ts';
import type { Compact, Diagram, DiagramItem } from './shape.ts';
import { cut } from './words.ts';

/** Characters that FossFLOW's compact form has of each text. */
const [TITLE_MAX, NAME_MAX, TEXT_MAX] = [40, 30, 100];

/** A diagram in FossFLOW's compact form: names, places, and what connects what. Icons are those that FossFLOW brings, or as they came; areas, texts and styles have no place in it. */
export function compactOf({ title = '', icons = [], items, views }: Diagram): Compact & { readonly _: { readonly f: 'compact'; readonly v: string } } {
  const indexes = new Map(items.map(({ id }, index) => [id, index]));
  const indexOf = (id: string): number => indexes.get(id) ?? 0;
  const own = new Set(icons.filter((icon) => icon.collection === OWN_COLLECTION && !isDrawn(icon)).map(({ id }) => id));
  return {
    t: cut(title, TITLE_MAX),
    i: items.map((item): Compact['i'][number] => [cut(item.name, NAME_MAX), iconOf(item, own), cut(plainOf(item.description ?? ''), TEXT_MAX)]),
    v: views.map(({ items: placed, connectors = [] }): Compact['v'][number] => [
      placed.map(({ id, tile: { x, y } }) => [indexOf(id), x, y]),
      connectors.flatMap(({ anchors }) => {
        const ends = itemsAtEnds(anchors);
        return ends === null ? [] : [[indexOf(ends[0]), indexOf(ends[1])] as [number, number]];
      }),
    ]),
    _: { f: 'compact', v: '1.0' },
  };
}

/** FossFLOW finds the icons of its own packs by their ids; what people brought it finds nowhere, so what is nearest stands for that. */
function iconOf({ icon = 'block' }: DiagramItem, own: ReadonlySet<string>): string {
  if (isIsoflowIcon(icon) || (isForeignIcon(icon) && !own.has(icon))) return icon;
  const { type, look } = meaningOfIcon(icon);
  return isoflowIcon(type, look.icon);
}
