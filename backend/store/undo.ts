import { inflateSync } from 'node:zlib';
import type { ChangedRow, FeedNoun } from '../contract/change.ts';
import { messageOf, ProblemError } from '../errors.ts';
import { EDIT_STATES, UNDO_ROWS_MAX, type ChangeFeed } from './change-feed.ts';
import type { Database } from './database.ts';
import type { Row, RowImage } from './journal.ts';
import { ofNetwork } from './networks.ts';
import { tableOf, type Tables } from './tables/tables.ts';

type Edit = { readonly number: number; readonly summary: string; readonly images: readonly RowImage[] };
type StoredEdit = [number: number, summary: string, rows: string | null, images: string | Buffer | null];
type Direction = 'undo' | 'redo';

/** Nouns in the order in which rows can be put: what is referred to first. */
const ORDER = ['server-types', 'networks', 'servers', 'connections', 'clusters', 'views'] as const;

const STEPS = {
  undo: { from: EDIT_STATES.done, to: EDIT_STATES.undone, order: 'DESC', none: 'You have made no edit that is still here to undo.' },
  redo: { from: EDIT_STATES.undone, to: EDIT_STATES.done, order: 'ASC', none: 'You have undone nothing since your last edit.' },
} as const;

/**
 * Takes the caller's last edit back, or makes it again: each of its rows as it was, exactly. Refused where a row is not as the
 * edit left it, or where others now refer to what would go. Edits of more than 20,000 rows cannot be undone.
 */
export class UndoStack {
  readonly #database: Database;
  readonly #tables: Tables;
  readonly #feed: ChangeFeed;

  constructor(database: Database, tables: Tables, feed: ChangeFeed) {
    this.#database = database;
    this.#tables = tables;
    this.#feed = feed;
  }

  /** Runs inside `store.write`. Answers what was undone or made again. */
  step(direction: Direction, user: string): { summary: string } {
    const edit = this.#lastEdit(direction, user);
    const images = direction === 'undo' ? edit.images.map(({ before, after, ...row }) => ({ ...row, before: after, after: before })) : edit.images;
    this.#checkUnchanged(edit, images);
    this.#apply(images);
    this.#checkReferences(edit, images);
    this.#database.prepare('UPDATE changes SET state = ? WHERE number = ?').run(STEPS[direction].to, edit.number);
    return { summary: edit.summary };
  }

  #lastEdit(direction: Direction, user: string): Edit {
    const { from, order, none } = STEPS[direction];
    const stored = this.#database.prepare(`SELECT number, summary, rows, images FROM changes WHERE user = ? AND state = ? ORDER BY number ${order} LIMIT 1`).raw()
      .get(user, from) as StoredEdit | undefined;
    if (stored === undefined) throw new ProblemError('nothing_to_undo', none);
    const [number, summary, rows, images] = stored;
    if (images === null) {
      throw new ProblemError('nothing_to_undo', `Your last edit (${summary || 'an import'}) changed more than ${UNDO_ROWS_MAX} rows at once, which cannot be undone. Import an export made before it with mode=replace.`);
    }
    return { number, summary: summary || summaryOf(rows), images: imagesOf(rows, images) };
  }

  #checkUnchanged(edit: Edit, images: readonly RowImage[]): void {
    for (const { noun, id, before } of images) {
      const now = tableOf(this.#tables, noun).get(id) ?? null;
      if (JSON.stringify(now) !== JSON.stringify(before)) throw this.#conflict(edit, noun, id);
    }
  }

  #apply(images: readonly RowImage[]): void {
    const placeOf = ({ noun }: RowImage): number => ORDER.indexOf(noun);
    const gone = images.filter(({ after }) => after === null).toSorted((a, b) => placeOf(b) - placeOf(a));
    const put = images.filter(({ after }) => after !== null).toSorted((a, b) => placeOf(a) - placeOf(b));
    // Clusters that lose members go first, so that no row refers to a server that goes.
    for (const { noun, before, after } of put.filter((image) => image.noun === 'clusters' && image.before !== null)) this.#shrink(noun, before, after);
    for (const { noun, id, before } of gone) this.#guarded(noun, id, () => tableOf(this.#tables, noun).remove(before as Row));
    for (const { noun, id, after } of put) {
      const table = tableOf(this.#tables, noun);
      this.#guarded(noun, id, () => table.put(after as Row, table.get(id) ?? null));
    }
  }

  /** Leaves of a cluster only the members it has before and after. */
  #shrink(noun: FeedNoun, before: Row | null, after: Row | null): void {
    const kept = new Set((after as { servers?: string[] } | null)?.servers);
    const cluster = before as (Row & { servers: string[] });
    tableOf(this.#tables, noun).put({ ...cluster, servers: cluster.servers.filter((id) => kept.has(id)) } as Row, cluster);
  }

  /** What others refer to by now cannot go, and what is gone cannot be referred to: both are conflicts. */
  #guarded(noun: string, id: string, write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!messageOf(error).includes('FOREIGN KEY')) throw error;
      throw new ProblemError('undo_conflict', `The ${noun} row ${JSON.stringify(id)} is tied to others that changed since. Undo those first.`, { cause: error });
    }
  }

  /** The references the database does not guard: parents and networks of servers. */
  #checkReferences(edit: Edit, images: readonly RowImage[]): void {
    for (const { noun, id, after } of images) {
      const { servers, networks, clusters } = this.#tables;
      if (after === null && noun === 'servers' && servers.idsAfter('', 1, [{ sql: 'parent = ?', values: [id] }]).length > 0) throw this.#conflict(edit, noun, id);
      if (after === null && noun === 'networks' && servers.idsAfter('', 1, [ofNetwork(id)]).length > 0) throw this.#conflict(edit, noun, id);
      if (after === null && noun === 'clusters' && this.#tables.connections.idsAfter('', 1, [{ sql: 'cluster = ?', values: [id] }]).length > 0) throw this.#conflict(edit, noun, id);
      if (after !== null && noun === 'servers') {
        const server = after as Row & { parent: string | null; networks: string[] };
        if ((server.parent !== null && !servers.has(server.parent)) || server.networks.some((network) => !networks.has(network))) throw this.#conflict(edit, noun, id);
      }
      if (after !== null && noun === 'connections') {
        const { cluster } = after as Row & { cluster: string | null };
        if (cluster !== null && !clusters.has(cluster)) throw this.#conflict(edit, noun, id);
      }
    }
  }

  /** Names who changed a row after an edit, and what. */
  #conflict(edit: Edit, noun: string, id: string): ProblemError {
    const later = this.#feed.since(edit.number)?.findLast(({ rows }) => rows === null || rows.some((row) => row.noun === noun && row.id === id));
    const who = later === undefined ? 'Somebody' : JSON.stringify(later.by);
    return new ProblemError('undo_conflict', `${who} changed ${noun} ${JSON.stringify(id)} since${later === undefined ? '' : ` (change ${later.number}, ${later.at})`}. Nothing was undone.`, {
      extra: { by: later?.by ?? null, number: later?.number ?? null, noun, id },
    });
  }
}

function imagesOf(rows: string | null, images: string | Buffer): RowImage[] {
  if (typeof images !== 'string') return JSON.parse(inflateSync(images).toString()) as RowImage[];
  const before = JSON.parse(images) as (Row | null)[];
  const changed = JSON.parse(rows ?? '[]') as ChangedRow[];
  return changed.map((row, index) => ({ noun: row.noun, id: row.id, before: before[index] ?? null, after: row.op === 'put' ? row.value as Row : null }));
}

function summaryOf(rows: string | null): string {
  const changed = rows === null ? [] : JSON.parse(rows) as ChangedRow[];
  const [first] = changed;
  if (first === undefined) return 'many rows';
  return `${first.op} ${first.noun} ${first.id}${changed.length > 1 ? ` and ${changed.length - 1} more` : ''}`;
}
