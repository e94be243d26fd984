import type { Sentence } from '../../contract/sentence.ts';
import type { FaultList } from '../fault-list.ts';
import { emptyLists, type RawLists, type RawRow } from '../import-file.ts';
import { Palette } from './colours.ts';
import { diagramIn, type LocatedDiagram } from './diagram.ts';
import { rectanglesNoun, textBoxesNoun } from './floor.ts';
import { groundOf } from './ground.ts';
import { Ids } from './ids.ts';
import { itemsNoun, withPlace } from './items.ts';
import { isFields, type Fields } from './kept.ts';
import { toOurs } from './noun.ts';
import { readIcons } from './read-icons.ts';
import { linesIn } from './read-lines.ts';
import { rowsBeside, viewRows } from './read-views.ts';
import { travelling, type Reading } from './reading.ts';
import { checkDiagramReferences } from './references.ts';
import type { Names } from './views.ts';

/**
 * A diagram of FossFLOW or Isoflow as rows of ours: items as servers, the first view as the map, further views with places of their own. What we have no
 * word for is kept in extras, so that an export brings it back. Faults name places in the file as it was written; where there is one there are no rows.
 */
export function listsOfFossflow(file: Fields, faults: FaultList, warnings: Sentence[]): RawLists {
  const before = faults.count;
  const diagram = diagramIn(file, faults);
  if (diagram === null || faults.count > before) return emptyLists();
  const palette = new Palette(diagram.facts.colors ?? []);
  const names = namesOf(diagram, warnings);
  checkDiagramReferences(diagram, palette, (view) => groundOf(view, names, new Map()), faults);
  if (faults.count > before) return emptyLists();
  const viewIds = new Ids('view', warnings);
  const reading: Reading = { faults, warnings, diagram, palette, names, viewIds: diagram.views.map((view, index) => viewIds.claim(travelling(view, index), diagram.isCompact ? view.fields.name : undefined)) };
  const servers = serverRows(reading);
  const known = new Set(servers.map(({ value }) => value['id']));
  const beside = rowsBeside(reading, known);
  const networks = new Set(beside.networks.map(({ value }) => (isFields(value) ? value['id'] : undefined)));
  const { connections, lines } = linesIn(reading);
  const { rows: icons, icons: pictured } = readIcons(diagram, faults, warnings);
  const lists: RawLists = {
    ...emptyLists(), ...beside, servers: servers.map((row) => ({ ...row, value: withKnown(row.value, known, networks) })),
    connections: [...connections, ...beside.connections], lines, ...floorRows(reading), icons, views: [...viewRows(reading, pictured), ...beside.views],
  };
  return faults.count > before ? emptyLists() : lists;
}

function namesOf({ items, isCompact }: LocatedDiagram, warnings: Sentence[]): Names {
  const ids = new Ids('server', warnings);
  const servers = new Map(items.map(({ value }) => [value.id, ids.claim(value, isCompact ? value.name : undefined)]));
  const byServer = new Map([...servers].map(([item, server]) => [server, item]));
  return { serverOf: (item) => servers.get(item), itemOf: (server) => byServer.get(server) };
}

function serverRows(reading: Reading): FieldsRow[] {
  const { diagram: { items, views, isCompact }, names } = reading;
  const places = new Map(views[0]?.items.map(({ value }) => [value.id, value]));
  return items.map(({ pointer, value }) => {
    const id = names.serverOf(value.id) ?? value.id;
    const placed = places.get(value.id);
    const theirs = withPlace(isCompact ? { ...value, id } : value, placed);
    return { pointer, value: toOurs(itemsNoun(() => placed !== undefined), theirs, id, pointer, reading, placed === undefined ? { without: ['at.tile'] } : {}) };
  });
}

/** A server without references to what FossFLOW's user took away. */
function withKnown(server: Fields, servers: ReadonlySet<unknown>, known: ReadonlySet<unknown>): Fields {
  const { parent, networks, ...rest } = server;
  return {
    ...rest, ...(parent !== undefined && (parent === null || servers.has(parent)) && { parent }), ...(Array.isArray(networks) && { networks: networks.filter((id) => known.has(id)) }),
  };
}

type FieldsRow = RawRow & { readonly value: Fields };

function floorRows(reading: Reading): { readonly areas: RawRow[]; readonly texts: RawRow[] } {
  const { diagram, palette, viewIds, warnings } = reading;
  const ids = { area: new Ids('area', warnings), text: new Ids('text', warnings) };
  const viewOf = (index: number): string | null => (index === 0 ? null : viewIds[index] ?? null);
  const areas = diagram.views.flatMap(({ rectangles }, index) => ordered(rectangles.map(({ pointer, value }): FieldsRow => (
    { pointer, value: toOurs(rectanglesNoun(palette, viewOf(index)), value, ids.area.claim(value), pointer, reading) }))));
  const texts = diagram.views.flatMap(({ textBoxes }, index) => textBoxes.map(({ pointer, value }): RawRow => (
    { pointer, value: toOurs(textBoxesNoun(viewOf(index)), value, ids.text.claim(value), pointer, reading) })));
  return { areas, texts };
}

/** FossFLOW paints its last rectangle first; ours go by their order, then by id. */
function ordered(rows: readonly FieldsRow[]): RawRow[] {
  const ids = rows.map(({ value }) => String(value['id']));
  const isSorted = ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? ''));
  return isSorted ? [...rows] : rows.map(({ pointer, value }, index) => ({ pointer, value: 'order' in value ? value : { ...value, order: rows.length - 1 - index } }));
}
