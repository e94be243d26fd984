import type { IconInFile } from '../../contract/icon.ts';
import type { ImportList } from '../../contract/import-lists.ts';
import { say } from '../../contract/sentence.ts';
import type { RawRow } from '../import-file.ts';
import { areOurs, factsOf, keptFacts, OUR_VIEW } from './facts.ts';
import { turned } from './geometry.ts';
import { isFields, type Fields } from './kept.ts';
import { OWN_KEY, toOurs } from './noun.ts';
import { travelling, type Reading } from './reading.ts';
import { viewsNoun, withItems } from './views.ts';

/** Lists that a diagram has no place for: they travel with its first view. */
export const LISTS_BESIDE = ['clusters', 'networks', 'server_types', 'views', 'connections'] as const satisfies readonly ImportList[];
export type ListsBeside = Readonly<Record<(typeof LISTS_BESIDE)[number], readonly RawRow[]>>;

/** What travelled with the first view of a diagram that we wrote. */
function besideOf({ diagram }: Reading): Fields {
  const own = diagram.views[0]?.fields[OWN_KEY];
  return isFields(own) ? own : {};
}

/** Rows that a diagram brings beside itself. Clusters have only those servers that came back. */
export function rowsBeside(reading: Reading, servers: ReadonlySet<unknown>): ListsBeside {
  const beside = besideOf(reading);
  const pointer = `${reading.diagram.views[0]?.pointer ?? ''}/${OWN_KEY}`;
  const rowsOf = (list: (typeof LISTS_BESIDE)[number]): RawRow[] => {
    const value = beside[list];
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map((row: unknown, index) => ({ pointer: `${pointer}/${list}/${index}`, value: row }));
    reading.faults.add(`${pointer}/${list}`, say('import_list'));
    return [];
  };
  return {
    networks: rowsOf('networks'), server_types: rowsOf('server_types'), views: rowsOf('views'),
    connections: rowsOf('connections').filter(({ value }) => isFields(value) && servers.has(value['from']) && servers.has(value['to'])),
    clusters: rowsOf('clusters').map(({ pointer: at, value }) => ({ pointer: at, value: isFields(value) ? withMembers(value, servers) : value })),
  };
}

function withMembers(cluster: Fields, servers: ReadonlySet<unknown>): Fields {
  const { servers: members } = cluster;
  return Array.isArray(members) ? { ...cluster, servers: members.filter((member) => typeof member !== 'string' || servers.has(member)) } : cluster;
}

/** Views as rows; `icons` are those whose pictures are rows. The first has none where it only stands for our map. */
export function viewRows(reading: Reading, icons: ReadonlyMap<string, IconInFile>): RawRow[] {
  const { diagram: { views, isCompact }, names, viewIds } = reading;
  return views.flatMap((view, index): RawRow[] => {
    const id = viewIds[index] ?? view.fields.id;
    const fields = travelling(view, index);
    const theirs = isCompact ? { ...fields, id } : fields;
    if (index > 0) return [{ pointer: view.pointer, value: toOurs(viewsNoun(names, null), withItems(theirs, view.items.map(({ value }) => value)), id, view.pointer, reading) }];
    const facts = factsOf(reading.diagram, icons, reading.warnings);
    if (isOurMap(reading) && areOurs(facts)) return [];
    return [{ pointer: view.pointer, value: toOurs(viewsNoun(names, view.items.map(({ value }) => turned(value.tile))), theirs, id, view.pointer, reading, keptFacts(facts)) }];
  });
}

/** Nothing of the first view is of anybody but us. FossFLOW notes when it last changed it. */
function isOurMap(reading: Reading): boolean {
  const { [OWN_KEY]: own, lastUpdated: _when, id, name, ...rest }: Fields = reading.diagram.views[0]?.fields ?? {};
  return isFields(own) && own['map'] === true && id === OUR_VIEW.id && name === OUR_VIEW.name && Object.keys(rest).length === 0;
}
