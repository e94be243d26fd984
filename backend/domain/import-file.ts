import { IMPORT_CHECKS } from '../contract/import-checks.ts';
import { EXPORT_FORMAT, EXPORT_VERSION, IMPORT_IGNORED, IMPORT_LISTS, type ImportList } from '../contract/import-lists.ts';
import type { ImportRow } from '../contract/import.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import { freeIdOf, slugOf } from '../ids.ts';
import type { FaultList } from './fault-list.ts';
import { isOlderFile, listsOfOlder } from './older-format.ts';
import { isFossflowFile } from './fossflow/diagram.ts';
import { listsOfFossflow } from './fossflow/read.ts';
import { isSiteFile, listsOfSite } from './site/read.ts';

/** One row as it stands in a file: where, what, and when it was made where an older file tells. */
export type RawRow = { readonly pointer: string; readonly value: unknown; readonly createdAt?: string | undefined };
export type RawLists = Readonly<Record<ImportList, readonly RawRow[]>>;

/** One row that its schema takes. `id` is its own or made from its name; a connection without one is found by its ends. */
export type ImportItem<List extends ImportList> = { readonly pointer: string; readonly id: string; readonly draft: ImportRow<List>; readonly createdAt: string | undefined };
export type ImportFile = { readonly [List in ImportList]: readonly ImportItem<List>[] } & {
  /** Every id the file names, those of faulty rows too: what refers to a faulty row has no fault of its own. */
  readonly ids: Readonly<Record<ImportList, ReadonlySet<string>>>;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a parsed file, our own, a site file, the older manager's or a diagram of FossFLOW: every row checked by its schema, ids completed, none twice. Faults and
 * warnings are added to; where there are faults the rows are only part of the file.
 */
export function readImport(value: unknown, faults: FaultList, warnings: Sentence[]): ImportFile {
  return readLists(listsOf(value, faults, warnings), faults, warnings);
}

/** Lists of rows as a file had them, checked likewise. */
export function readLists(lists: RawLists, faults: FaultList, warnings: Sentence[]): ImportFile {
  const ignored = new Map<string, number>();
  const ids = Object.fromEntries(IMPORT_LISTS.map((list) => [list, new Set<string>()])) as Record<ImportList, Set<string>>;
  const take = <List extends ImportList>(list: List): ImportItem<List>[] => checked(list, lists[list], { faults, ignored, ids: ids[list] });
  const file: ImportFile = {
    ids,
    servers: take('servers'), connections: take('connections'), clusters: take('clusters'), networks: take('networks'),
    server_types: take('server_types'), icons: take('icons'), areas: take('areas'), texts: take('texts'), lines: take('lines'), views: take('views'),
  };
  for (const [key, count] of ignored) warnings.push(say(count === 1 ? 'import_ignored_one' : 'import_ignored_other', { key, count }));
  return file;
}

function listsOf(value: unknown, faults: FaultList, warnings: Sentence[]): RawLists {
  if (isSiteFile(value)) return listsOfSite(value, faults);
  if (isOlderFile(value)) return listsOfOlder(value, faults, warnings);
  if (isFossflowFile(value)) return listsOfFossflow(value, faults, warnings);
  return listsOfOwn(value, faults);
}

function listsOfOwn(value: unknown, faults: FaultList): RawLists {
  const known: ReadonlySet<string> = new Set(['format', 'version', ...IMPORT_LISTS]);
  if (!isObject(value)) {
    faults.add('', say('import_shape'));
    return emptyLists();
  }
  const { format, version } = value;
  if (format !== EXPORT_FORMAT) faults.add('/format', say('fault_must_be', { what: JSON.stringify(EXPORT_FORMAT) }));
  if (typeof version === 'number' && version > EXPORT_VERSION) faults.add('/version', say('import_newer', { version, known: EXPORT_VERSION }));
  else if (version !== EXPORT_VERSION) faults.add('/version', say('fault_must_be', { what: EXPORT_VERSION }));
  for (const key of Object.keys(value)) if (!known.has(key)) faults.add(`/${key}`, say('fault_unknown_field'));
  const take = (list: ImportList): RawRow[] => rowsOf(value[list], list, faults);
  return {
    servers: take('servers'), connections: take('connections'), clusters: take('clusters'), networks: take('networks'),
    server_types: take('server_types'), icons: take('icons'), areas: take('areas'), texts: take('texts'), lines: take('lines'), views: take('views'),
  };
}

function rowsOf(value: unknown, list: ImportList, faults: FaultList): RawRow[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((row: unknown, index) => ({ pointer: `/${list}/${index}`, value: row }));
  faults.add(`/${list}`, say('import_list'));
  return [];
}

/** A file with nothing in it. */
export const emptyLists = (): RawLists => ({ servers: [], connections: [], clusters: [], networks: [], server_types: [], icons: [], areas: [], texts: [], lines: [], views: [] });

type Findings = { readonly faults: FaultList; readonly ignored: Map<string, number>; readonly ids: Set<string> };

function checked<List extends ImportList>(list: List, rows: readonly RawRow[], { faults, ignored, ids }: Findings): ImportItem<List>[] {
  const check = IMPORT_CHECKS[list];
  const sound = rows.filter(({ pointer, value }) => {
    const found = check(value);
    for (const fault of found) faults.add(pointer + fault.pointer, fault.message);
    if (found.length > 0 && isObject(value) && typeof value['id'] === 'string') ids.add(value['id']);
    return found.length === 0;
  });
  const seen = new Map<string, string>();
  for (const { pointer, value } of sound) claim((value as { id?: string }).id, pointer, seen, faults);
  return sound.map(({ pointer, value, createdAt }) => {
    const draft = value as ImportRow<List> & { id?: string; name?: string };
    for (const key of IMPORT_IGNORED) if (key in draft) ignored.set(key, (ignored.get(key) ?? 0) + 1);
    const id = draft.id ?? (list === 'connections' ? '' : madeId(list, draft.name ?? '', seen, pointer));
    ids.add(id);
    return { pointer, draft, createdAt, id };
  });
}

function claim(id: string | undefined, pointer: string, seen: Map<string, string>, faults: FaultList): void {
  if (id === undefined) return;
  const first = seen.get(id);
  if (first === undefined) seen.set(id, pointer);
  else faults.add(`${pointer}/id`, say('import_same_id', { pointer: first, id: JSON.stringify(id) }));
}

/** The id made from a name; importing the same file again makes the same, so nothing comes twice. */
function madeId(list: ImportList, name: string, seen: Map<string, string>, pointer: string): string {
  const id = freeIdOf(slugOf(name) || `${list.replace(/s$/, '').replace('_', '-')}-1`, (candidate) => seen.has(candidate));
  seen.set(id, pointer);
  return id;
}
