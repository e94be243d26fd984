import { readFileSync } from 'node:fs';
import { isoOf } from '../clock.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import { FaultList } from '../domain/fault-list.ts';
import { listsOfCsv } from '../domain/csv/read.ts';
import { readIconImage, type IconImage } from '../domain/icon-image/icon-image.ts';
import { ImageFault } from '../domain/icon-image/image-fault.ts';
import { readImport, readLists, type ImportFile } from '../domain/import-file.ts';
import { messageOf, ProblemError } from '../errors.ts';
import { ChangeFeed, UNDO_ROWS_MAX } from './change-feed.ts';
import type { Database } from './database.ts';
import { withIconsThatFit } from './fitting-icons.ts';
import { IconImages } from './icon-images.ts';
import { parseYaml } from '../domain/site/parse.ts';
import { changesOf } from './import-diff.ts';
import { planImport, type ImportPlan } from './import-plan.ts';
import { checkReferences } from './import-references.ts';
import { Journal } from './journal.ts';
import { openTables } from './tables/tables.ts';
import type { Imported, ImportSource, WorkerRequest } from './worker-messages.ts';

export type ImportRequest = Extract<WorkerRequest, { kind: 'import' }>;

/** Pages that a large transaction may change before it writes them out, in KiB: each is written once. */
const CACHE_KIB = 262_144;
const IDLE_CACHE_KIB = 16_384;

const WARNINGS_MAX = 100;
const IPS_LISTED = 10;

/** Imports a file as one change, or only says what it would do. Throws `invalid` with every fault of the file, and then nothing has changed. */
export function importFile(database: Database, request: ImportRequest): Imported {
  const { source, dryRun, diff, mode, refusesSecrets = false, nowMs, maxServers } = request;
  const faults = new FaultList();
  const warnings: Sentence[] = [];
  const file = fileOf(source, faults, warnings);
  const icons = readImages(file, faults, warnings);
  const journal = new Journal(UNDO_ROWS_MAX + 1);
  const tables = openTables(database, journal);
  const run = database.transaction((): Imported => {
    const setting = { tables, file, mode, refusesSecrets, now: isoOf(nowMs), images: icons };
    checkReferences(setting, faults);
    faults.refuse();
    const fitting = withIconsThatFit(setting, database, warnings);
    const plan = planImport(fitting);
    refuseTooMany(plan, maxServers);
    warnings.push(...sharedAddresses(file));
    const images = new IconImages(database);
    const changes = diff ? { changes: changesOf(plan) } : {};
    if (!dryRun) apply({ database, journal, plan, images, icons: fitting.images }, request);
    return { dry_run: dryRun, ...countsOf(plan), ...changes, warnings: warnings.length > WARNINGS_MAX ? [...warnings.slice(0, WARNINGS_MAX), say('import_more', { count: warnings.length - WARNINGS_MAX })] : warnings };
  });
  database.pragma(`cache_size = -${CACHE_KIB}`);
  try {
    const report = dryRun ? run.deferred() : run.immediate();
    // The log of a large import is moved into the database here, not by the main thread's next commit.
    if (!dryRun) database.pragma('wal_checkpoint(TRUNCATE)');
    return report;
  } finally {
    database.pragma(`cache_size = -${IDLE_CACHE_KIB}`);
    database.pragma('shrink_memory');
  }
}

function fileOf(source: ImportSource, faults: FaultList, warnings: Sentence[]): ImportFile {
  const text = textOf(source);
  switch (source.type) {
    case 'csv': return readLists(listsOfCsv(text, source.columns, faults, warnings), faults, warnings);
    case 'yaml': return readImport(parseYaml(text), faults, warnings);
    case 'json': case undefined: break;
  }
  return readImport(parsed(text), faults, warnings);
}

function textOf(source: ImportSource): string {
  const bytes = 'path' in source ? bytesOf(source.path) : source.bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ProblemError('malformed', say('import_not_utf8', { why: messageOf(error) }), { cause: error });
  }
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ProblemError('malformed', say('import_unreadable', { why: messageOf(error) }), { cause: error });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ProblemError('malformed', say('import_not_json', { why: messageOf(error) }), { cause: error });
  }
}

/** The images of the file's icons, by id. What cannot be an icon is a fault, what was cleaned a warning. */
function readImages({ icons }: ImportFile, faults: FaultList, warnings: Sentence[]): Map<string, IconImage> {
  const images = new Map<string, IconImage>();
  for (const { pointer, id, draft: { image: text } } of icons) {
    if (text === undefined) continue;
    try {
      const { image, warnings: cleaned } = readIconImage(text);
      images.set(id, image);
      warnings.push(...cleaned.map((what) => say('image_at', { pointer, what })));
    } catch (error) {
      if (!(error instanceof ImageFault)) throw error;
      faults.add(`${pointer}/image`, error.sentence);
    }
  }
  return images;
}

function refuseTooMany({ servers }: ImportPlan, maxServers: number): void {
  if (maxServers === 0 || servers <= maxServers) return;
  throw new ProblemError('limit_reached', say('import_limit', { servers, limit: maxServers }));
}

type Work = { readonly database: Database; readonly journal: Journal; readonly plan: ImportPlan; readonly images: IconImages; readonly icons: ReadonlyMap<string, IconImage> };

function apply({ database, journal, plan: { tables }, images, icons }: Work, { by, nowMs, mode }: ImportRequest): void {
  journal.begin();
  images.forget();
  for (const { table, puts } of tables) {
    for (const { row, before } of puts) {
      const image = table.shape.noun === 'icons' ? icons.get(row.id) : undefined;
      if (image !== undefined) images.put(image);
      table.put(row, before);
    }
  }
  // What refers to others goes first: connections and clusters before servers, those before networks and types.
  for (const { table, removals } of tables.toReversed()) for (const row of removals) table.remove(row);
  const rows = journal.commit();
  if (rows.length > 0) new ChangeFeed(database).append({ user: by.user, summary: by.summary ?? say('done_import', { mode }) }, rows, nowMs);
}

function countsOf({ tables }: ImportPlan): { added: number; changed: number; removed: number } {
  const sum = (count: (plan: ImportPlan['tables'][number]) => number): number => tables.reduce((total, plan) => total + count(plan), 0);
  return { added: sum(({ added }) => added), changed: sum(({ puts, added }) => puts.length - added), removed: sum(({ removals }) => removals.length) };
}

/** Addresses that more than one server of the file has: allowed, and said. */
function sharedAddresses({ servers }: ImportFile): Sentence[] {
  const byIp = new Map<string, string[]>();
  for (const { id, draft: { ip } } of servers) {
    if (ip === undefined || ip === '') continue;
    const sharing = byIp.get(ip);
    if (sharing === undefined) byIp.set(ip, [id]);
    else sharing.push(id);
  }
  const shared = [...byIp].filter(([, ids]) => ids.length > 1);
  const listed = shared.slice(0, IPS_LISTED).map(([ip, ids]) => say('import_shared_address', {
    ip, count: ids.length, names: ids.length > 5 ? say('names_and_more', { names: ids.slice(0, 5) }) : ids,
  }));
  return shared.length > IPS_LISTED ? [...listed, say('import_more_addresses', { count: shared.length - IPS_LISTED })] : listed;
}
