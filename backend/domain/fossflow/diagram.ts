import { say } from '../../contract/sentence.ts';
import type { FaultList } from '../fault-list.ts';
import { LABEL_PIXELS } from './geometry.ts';
import { isFields, type Fields } from './kept.ts';
import { checkCompact, checkDiagram } from './shape-checks.ts';
import type { Compact, Connector, Diagram, DiagramItem, PlacedItem, Rectangle, TextBox } from './shape.ts';

/** A thing and where it stands in its file. */
export type Located<Thing> = { readonly pointer: string; readonly value: Thing };

export type LocatedView = {
  readonly pointer: string;
  /** The view without its lists. */
  readonly fields: Fields & { readonly id: string; readonly name: string };
  readonly items: readonly Located<PlacedItem>[];
  readonly rectangles: readonly Located<Rectangle>[];
  readonly connectors: readonly Located<Connector>[];
  readonly textBoxes: readonly Located<TextBox>[];
};

/** A diagram whose shape is sound, the full form or the compact one. */
export type LocatedDiagram = {
  readonly facts: Pick<Diagram, 'icons' | 'colors'> & Fields;
  /** The compact form has no ids of its own, and names icons that it does not bring. */
  readonly isCompact: boolean;
  readonly items: readonly Located<DiagramItem>[];
  readonly views: readonly LocatedView[];
};

const isCompact = (file: Fields): boolean => (isFields(file['_']) && file['_']['f'] === 'compact') || (Array.isArray(file['i']) && Array.isArray(file['v']));

/** Whether a parsed file is a diagram of FossFLOW or Isoflow: items and views beside each other, or the compact form. */
export const isFossflowFile = (value: unknown): value is Fields =>
  isFields(value) && !('format' in value) && !('site' in value) && (isCompact(value) || (Array.isArray(value['items']) && ('views' in value || 'icons' in value || 'connectors' in value)));

/** The diagram in a file; null where its shape is not sound, with every fault. */
export function diagramIn(file: Fields, faults: FaultList): LocatedDiagram | null {
  if (isCompact(file)) {
    const flaws = checkCompact(file);
    for (const { pointer, message } of flaws) faults.add(pointer, message);
    return flaws.length > 0 ? null : ofCompact(file as unknown as Compact, faults);
  }
  if (isOlder(file)) {
    faults.add('/views', say('fossflow_older'));
    return null;
  }
  const flaws = checkDiagram(file);
  for (const { pointer, message } of flaws) faults.add(pointer, message);
  return flaws.length > 0 ? null : ofFull(file as unknown as Diagram);
}

/** Isoflow's first format: connections beside the items, nothing in views. */
const isOlder = ({ views, connectors }: Fields): boolean => Array.isArray(connectors) && (views === undefined || (Array.isArray(views) && views.length === 0));

function ofFull({ items, views, ...facts }: Diagram): LocatedDiagram {
  return {
    facts, isCompact: false, items: located('/items', items),
    views: views.map(({ items: placed, rectangles = [], connectors = [], textBoxes = [], ...fields }, index) => {
      const pointer = `/views/${index}`;
      return {
        pointer, fields, items: located(`${pointer}/items`, placed), rectangles: located(`${pointer}/rectangles`, rectangles),
        connectors: located(`${pointer}/connectors`, connectors), textBoxes: located(`${pointer}/textBoxes`, textBoxes),
      };
    }),
  };
}

const located = <Thing>(list: string, things: readonly Thing[]): Located<Thing>[] => things.map((value, index) => ({ pointer: `${list}/${index}`, value }));

/** FossFLOW numbers the items of the compact form; the names of servers are made of their own names. */
function ofCompact({ t: title, i: items, v: views }: Compact, faults: FaultList): LocatedDiagram {
  const idOf = (index: number, pointer: string): string => {
    if (items[index] === undefined) faults.add(pointer, say('ref_no_item', { id: index }));
    return `item_${index}`;
  };
  return {
    facts: { title, icons: [], colors: [] }, isCompact: true,
    items: items.map(([name, icon, description], index) => ({ pointer: `/i/${index}`, value: { id: `item_${index}`, name, icon, ...(description !== '' && { description }) } })),
    views: views.map(([placed, pairs], view) => ({
      pointer: `/v/${view}`, fields: { id: `view_${view}`, name: views.length === 1 ? title : `${title} ${view + 1}` }, rectangles: [], textBoxes: [],
      items: placed.map(([item, x, y], index) => ({ pointer: `/v/${view}/0/${index}`, value: { id: idOf(item, `/v/${view}/0/${index}/0`), tile: { x, y }, labelHeight: LABEL_PIXELS } })),
      connectors: pairs.map(([from, to], index) => {
        const pointer = `/v/${view}/1/${index}`;
        return { pointer, value: { id: `conn_${view}_${index}`, anchors: [{ id: 'from', ref: { item: idOf(from, `${pointer}/0`) } }, { id: 'to', ref: { item: idOf(to, `${pointer}/1`) } }] } };
      }),
    })),
  };
}
