import { IMPORT_LISTS, type ImportList } from '../../contract/import-lists.ts';
import { say } from '../../contract/sentence.ts';
import { SITE_LAYOUTS, SITE_THEMES, SITE_VERSION } from '../../contract/site.ts';
import type { FaultList } from '../fault-list.ts';
import { emptyLists, type RawLists, type RawRow } from '../import-file.ts';
import { connectionOf } from './arrow.ts';

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Keys beside the lists. */
const HEAD: ReadonlySet<string> = new Set(['site', 'title', 'layout', 'theme']);

/** Whether a parsed file describes a site: it says of which version of that format it is. */
export const isSiteFile = (value: unknown): value is Fields => isObject(value) && 'site' in value;

/**
 * A site file as rows of ours: maps of rows by id, or lists; places as `[x, y]`; connections as `a -> b`. Faults name places in the
 * file as it was written.
 */
export function listsOfSite(file: Fields, faults: FaultList): RawLists {
  checkHead(file, faults);
  const known: ReadonlySet<string> = new Set([...HEAD, ...IMPORT_LISTS]);
  for (const key of Object.keys(file)) if (!known.has(key)) faults.add(`/${escaped(key)}`, say('fault_unknown_field'));
  const lists: Record<ImportList, readonly RawRow[]> = { ...emptyLists() };
  for (const list of IMPORT_LISTS) lists[list] = rowsOf(list, file[list], faults);
  return lists;
}

function checkHead({ site, title, layout, theme }: Fields, faults: FaultList): void {
  if (site !== SITE_VERSION) faults.add('/site', typeof site === 'number' && site > SITE_VERSION ? say('import_newer', { version: site, known: SITE_VERSION }) : say('fault_must_be', { what: SITE_VERSION }));
  if (title !== undefined && typeof title !== 'string') faults.add('/title', say('fault_must_be', { what: say('type_string') }));
  if (layout !== undefined && !(SITE_LAYOUTS as readonly unknown[]).includes(layout)) faults.add('/layout', say('fault_must_be_one_of', { values: [...SITE_LAYOUTS] }));
  if (theme !== undefined && !(SITE_THEMES as readonly unknown[]).includes(theme)) faults.add('/theme', say('fault_must_be_one_of', { values: [...SITE_THEMES] }));
}

function rowsOf(list: ImportList, value: unknown, faults: FaultList): RawRow[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((row: unknown, index) => ({ pointer: `/${list}/${index}`, value: rowOf(list, row) }));
  if (isObject(value)) {
    return Object.entries(value).map(([id, row]) => ({ pointer: `/${list}/${escaped(id)}`, value: isObject(row) || row === null ? rowOf(list, { id, ...row }) : row }));
  }
  faults.add(`/${list}`, say('import_map'));
  return [];
}

function rowOf(list: ImportList, row: unknown): unknown {
  switch (list) {
    case 'servers': case 'texts': return withPlace(row);
    case 'connections': return connectionOf(row);
    case 'areas': return mapped(row, { from: placeOf, to: placeOf });
    case 'lines': return mapped(row, { points: (points) => (Array.isArray(points) ? points.map(pointOf) : points) });
    case 'views': return mapped(row, { places: (places) => (isObject(places) ? Object.fromEntries(Object.entries(places).map(([id, at]) => [id, placeOf(at)])) : places) });
    case 'clusters': case 'networks': case 'server_types': case 'icons': return row;
  }
}

/** `at: [x, y]` as the position it means. */
function withPlace(row: unknown): unknown {
  if (!isObject(row) || !('at' in row)) return row;
  const { at, ...rest } = row;
  return { ...rest, position: placeOf(at) };
}

const mapped = (row: unknown, fields: Readonly<Record<string, (value: unknown) => unknown>>): unknown =>
  (isObject(row) ? Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Object.hasOwn(fields, key) ? fields[key]?.(value) : value])) : row);

const placeOf = (value: unknown): unknown => (Array.isArray(value) && value.length === 2 ? { x: value[0] as unknown, y: value[1] as unknown } : value);

/** A point of a line: the id of a server, or a place. */
const pointOf = (value: unknown): unknown => (typeof value === 'string' ? { server: value } : placeOf(value));
