import { say, type Sentence } from '../../contract/sentence.ts';
import type { FaultList } from '../fault-list.ts';
import { endOf, type AnchorFault, type Ground } from './anchors.ts';
import type { Palette } from './colours.ts';
import type { Located, LocatedDiagram, LocatedView } from './diagram.ts';

/** Adds a fault for every reference inside a diagram to what it does not have, and for ids that would leave open what is meant. */
export function checkDiagramReferences(diagram: LocatedDiagram, palette: Palette, groundOf: (view: LocatedView) => Ground, faults: FaultList): void {
  const icons = new Set(diagram.facts.icons?.map(({ id }) => id));
  const items = new Set(diagram.items.map(({ value }) => value.id));
  checkTwice(diagram.items, faults);
  for (const { pointer, value: { icon } } of diagram.items) {
    if (icon !== undefined && !diagram.isCompact && !icons.has(icon)) faults.add(`${pointer}/icon`, say('ref_no_icon', { id: JSON.stringify(icon) }));
  }
  for (const view of diagram.views) {
    checkTwice(view.items, faults);
    for (const { pointer, value: { id } } of view.items) {
      // Of the compact form the fault is named already, at the number that is wrong.
      if (!items.has(id) && !diagram.isCompact) faults.add(`${pointer}/id`, say('ref_no_item', { id: JSON.stringify(id) }));
    }
    for (const { pointer, value: { color } } of [...view.rectangles, ...view.connectors]) {
      if (color !== undefined && !palette.has(color)) faults.add(`${pointer}/color`, say('ref_no_colour', { id: JSON.stringify(color) }));
    }
    checkAnchors(view, groundOf(view), faults, diagram.isCompact);
  }
}

function checkTwice(things: readonly Located<{ readonly id: string }>[], faults: FaultList): void {
  const seen = new Map<string, string>();
  for (const { pointer, value: { id } } of things) {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, pointer);
    else faults.add(`${pointer}/id`, say('import_same_id', { pointer: first, id: JSON.stringify(id) }));
  }
}

function checkAnchors({ connectors }: LocatedView, ground: Ground, faults: FaultList, isCompact: boolean): void {
  for (const { pointer, value: { anchors } } of connectors) {
    anchors.forEach((anchor, index) => {
      const end = endOf(anchor, ground);
      if ('kind' in end) faults.add(isCompact ? `${pointer}/${index}` : `${pointer}/anchors/${index}/ref`, anchorSentence(end));
    });
  }
}

function anchorSentence(fault: AnchorFault): Sentence {
  switch (fault.kind) {
    case 'not-one': return say('ref_anchor_one');
    case 'no-item': return say('ref_no_item_in_view', { id: JSON.stringify(fault.id) });
    case 'no-anchor': return say('ref_no_anchor', { id: JSON.stringify(fault.id) });
    case 'circle': return say('ref_anchor_circle', { id: JSON.stringify(fault.id) });
  }
}
