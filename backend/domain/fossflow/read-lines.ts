import { connectionIdOf } from '../../contract/topology.ts';
import type { RawRow } from '../import-file.ts';
import { itemsAtEnds } from './anchors.ts';
import { connectionsNoun, linesNoun, type ConnectorGround } from './connectors.ts';
import type { Located } from './diagram.ts';
import { groundOf, placesIn } from './ground.ts';
import { Ids } from './ids.ts';
import { isFields, isSame, type Fields } from './kept.ts';
import { OWN_KEY, toOurs } from './noun.ts';
import { warnOfTurns, type Reading } from './reading.ts';
import type { Connector } from './shape.ts';

/** Key under which a connection keeps the views that show it, where that is not every view with both its ends. */
export const VIEWS_KEY = '@views';

type Found = Located<Connector> & { readonly ground: ConnectorGround; readonly views: number[]; readonly ends: readonly [string, string] };

/** Connectors as connections where both ends are items, else as free lines. */
export function linesIn(reading: Reading): { readonly connections: RawRow[]; readonly lines: RawRow[] } {
  const { diagram, palette, names, viewIds, warnings } = reading;
  const lineIds = new Ids('line', warnings);
  const found: Found[] = [];
  const byEnds = new Map<string, Found[]>();
  const lines: RawRow[] = [];
  const onMap = placesIn(diagram.views[0]);
  diagram.views.forEach((view, index) => {
    const ground: ConnectorGround = { palette, ground: groundOf(view, names, onMap), view: index === 0 ? null : viewIds[index] ?? null };
    for (const { pointer, value } of view.connectors) {
      warnOfTurns(pointer, value.anchors.length, warnings);
      const ends = isOurLine(value) ? null : itemsAtEnds(value.anchors);
      if (ends === null) {
        const id = lineIds.claim(value, diagram.isCompact ? `line-${index + 1}` : undefined);
        lines.push({ pointer, value: toOurs(linesNoun(ground), asLine(value, diagram.isCompact ? id : value.id), id, pointer, reading) });
        continue;
      }
      const between = byEnds.get(ends.join('\n')) ?? [];
      const again = between.find((first) => !first.views.includes(index) && isRepeat(first.value, value, diagram.isCompact));
      if (again !== undefined) {
        again.views.push(index);
        continue;
      }
      const first = { pointer, value, ground, views: [index], ends };
      found.push(first);
      byEnds.set(ends.join('\n'), [...between, first]);
    }
  });
  return { connections: connectionRows(reading, found), lines };
}

function connectionRows(reading: Reading, found: readonly Found[]): RawRow[] {
  const { diagram: { views, isCompact }, names, warnings } = reading;
  const shown = views.map(({ items }) => new Set(items.map(({ value }) => value.id)));
  const ids = new Ids('connection', warnings);
  return found.map(({ pointer, value, ground, views: seen, ends: [from, to] }) => {
    const possible = shown.flatMap((items, index) => (items.has(from) && items.has(to) ? [index] : []));
    const name = connectionIdOf(names.serverOf(from) ?? '', names.serverOf(to) ?? '', 'standard');
    if (isCompact) {
      const isFirst = !ids.has(name);
      const id = ids.claim({ ...value, id: name });
      const { id: _made, ...draft } = toOurs(connectionsNoun(ground), { ...value, id, anchors: writtenAnchors(id, value) }, id, pointer, reading);
      // Without an id it is the one that is there between these ends.
      return { pointer, value: isFirst ? draft : { id, ...draft } };
    }
    const id = ids.claim(value);
    const more = isSame(possible, seen) ? {} : { set: { [VIEWS_KEY]: seen.map((index) => views[index]?.fields.id) } };
    return { pointer, value: toOurs(connectionsNoun(ground), value, id, pointer, reading, more) };
  });
}

const writtenAnchors = (id: string, { anchors }: Connector): Connector['anchors'] => anchors.map(({ ref }, index) => ({ id: `${id}-anchor-${index + 1}`, ref }));

/** It was a free line of ours, though it ends on two items. */
const isOurLine = ({ [OWN_KEY]: own }: Fields): boolean => isFields(own) && 'points' in own;

/** The same connector in another view, with or without what it goes through. */
function isRepeat({ anchors: first, ...rest }: Connector, { anchors, ...others }: Connector, isCompact: boolean): boolean {
  const isSameEnds = isSame(first[0]?.ref, anchors[0]?.ref) && isSame(first.at(-1)?.ref, anchors.at(-1)?.ref);
  return isSameEnds && (isCompact || (isSame(rest, others) && (anchors.length === 2 || isSame(first, anchors))));
}

/** A connector without what travelled with it as a connection: somebody has moved its ends. */
function asLine(connector: Connector, id: string): Fields {
  const { [OWN_KEY]: own, ...rest } = connector as Fields;
  return isFields(own) && 'from' in own ? { ...rest, id } : { ...connector, id };
}
