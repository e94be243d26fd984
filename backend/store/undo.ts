import { inflateSync } from 'node:zlib';
import { isoOf } from '../clock.ts';
import type { ChangedRow, FeedNoun } from '../contract/change.ts';
import type { FreeLine } from '../contract/free-line.ts';
import type { Icon } from '../contract/icon.ts';
import { isSentence, plain, say, type Sentence, type SentenceKey } from '../contract/sentence.ts';
import { messageOf, ProblemError } from '../errors.ts';
import { EDIT_STATES, UNDO_ROWS_MAX, type ChangeFeed } from './change-feed.ts';
import type { Database } from './database.ts';
import { hasImage } from './icon-images.ts';
import type { Row, RowImage } from './journal.ts';
import { ofNetwork } from './networks.ts';
import { tableOf, type Tables } from './tables/tables.ts';

type Edit = { readonly number: number; readonly summary: Sentence; readonly images: readonly RowImage[] };
type StoredEdit = [number: number, summary: string, rows: string | null, images: string | Buffer | null];
type Drawn = Row & { readonly view: string | null; readonly points?: FreeLine['points'] };
type Direction = 'undo' | 'redo';
/** One edit that can be undone or made again, its summary not said yet. */
type NextStep = { readonly number: number; readonly at: string; readonly summary: Sentence };
export type NextSteps = Readonly<Record<Direction, NextStep | null>>;

/** Nouns in the order in which rows can be put: what is referred to first. */
const ORDER = ['icons', 'server-types', 'networks', 'servers', 'connections', 'clusters', 'views', 'areas', 'texts', 'lines'] as const;

const STEPS = {
  undo: { from: EDIT_STATES.done, to: EDIT_STATES.undone, order: 'DESC', none: 'undo_none' },
  redo: { from: EDIT_STATES.undone, to: EDIT_STATES.done, order: 'ASC', none: 'redo_none' },
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
  step(direction: Direction, user: string): { summary: Sentence } {
    const edit = this.#lastEdit(direction, user);
    const images = direction === 'undo' ? edit.images.map(({ before, after, ...row }) => ({ ...row, before: after, after: before })) : edit.images;
    this.#checkUnchanged(edit, images);
    this.#apply(images);
    this.#checkReferences(edit, images);
    this.#database.prepare('UPDATE changes SET state = ? WHERE number = ?').run(STEPS[direction].to, edit.number);
    return { summary: edit.summary };
  }

  /** Leaves the edit that comes next as it is, for good: the one beyond it comes next. Runs inside `store.write`; answers what it was. */
  skip(direction: Direction, user: string): { summary: Sentence } {
    const { from, order, none } = STEPS[direction];
    const stored = this.#database.prepare(`SELECT number, summary, rows FROM changes WHERE user = ? AND state = ? ORDER BY number ${order} LIMIT 1`).raw()
      .get(user, from) as [number: number, summary: string, rows: string | null] | undefined;
    if (stored === undefined) throw new ProblemError('nothing_to_undo', say(none));
    const [number, summary, rows] = stored;
    this.#database.prepare('UPDATE changes SET state = ? WHERE number = ?').run(EDIT_STATES.past, number);
    return { summary: summary === '' ? summaryOf(rows) : parsedSummary(summary) };
  }

  /** What the next step of a user would be about, each way; null where there is none or it is too large to be undone. */
  next(user: string): NextSteps {
    return { undo: this.#nextOf('undo', user), redo: this.#nextOf('redo', user) };
  }

  #nextOf(direction: Direction, user: string): NextStep | null {
    const { from, order } = STEPS[direction];
    const stored = this.#database.prepare(`SELECT number, at_ms, summary, rows FROM changes WHERE number = (SELECT number FROM changes WHERE user = ? AND state = ? ORDER BY number ${order} LIMIT 1) AND images IS NOT NULL`).raw()
      .get(user, from) as [number: number, atMs: number, summary: string, rows: string | null] | undefined;
    if (stored === undefined) return null;
    const [number, atMs, summary, rows] = stored;
    return { number, at: isoOf(atMs), summary: summary === '' ? summaryOf(rows) : parsedSummary(summary) };
  }

  #lastEdit(direction: Direction, user: string): Edit {
    const { from, order, none } = STEPS[direction];
    const stored = this.#database.prepare(`SELECT number, summary, rows, images FROM changes WHERE user = ? AND state = ? ORDER BY number ${order} LIMIT 1`).raw()
      .get(user, from) as StoredEdit | undefined;
    if (stored === undefined) throw new ProblemError('nothing_to_undo', say(none));
    const [number, summaryText, rows, images] = stored;
    const summary = summaryText === '' ? null : parsedSummary(summaryText);
    if (images === null) {
      throw new ProblemError('nothing_to_undo', say('undo_too_many', { summary: summary ?? say('done_an_import'), count: UNDO_ROWS_MAX }));
    }
    return { number, summary: summary ?? summaryOf(rows), images: imagesOf(rows, images) };
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
  #guarded(noun: FeedNoun, id: string, write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!messageOf(error).includes('FOREIGN KEY')) throw error;
      throw new ProblemError('undo_conflict', say('undo_tied', { noun: rowName(noun), id: JSON.stringify(id) }), { cause: error });
    }
  }

  /** The references the database does not guard: parents and networks of servers, and what drawings refer to. */
  #checkReferences(edit: Edit, images: readonly RowImage[]): void {
    for (const { noun, id, after } of images) {
      const { servers, networks, clusters, lines } = this.#tables;
      if (after === null && noun === 'servers' && servers.idsAfter('', 1, [{ sql: 'parent = ?', values: [id] }]).length > 0) throw this.#conflict(edit, noun, id);
      if (after === null && noun === 'networks' && servers.idsAfter('', 1, [ofNetwork(id)]).length > 0) throw this.#conflict(edit, noun, id);
      if (after === null && noun === 'clusters' && this.#tables.connections.idsAfter('', 1, [{ sql: 'cluster = ?', values: [id] }]).length > 0) throw this.#conflict(edit, noun, id);
      if (after !== null && noun === 'servers') {
        const server = after as Row & { parent: string | null; networks: string[] };
        if ((server.parent !== null && !servers.has(server.parent)) || server.networks.some((network) => !networks.has(network))) throw this.#conflict(edit, noun, id);
      }
      if (after === null && noun === 'servers' && lines.idsAfter('', 1, [{ sql: 'id IN (SELECT line_id FROM line_servers WHERE server_id = ?)', values: [id] }]).length > 0) throw this.#conflict(edit, noun, id);
      if (after !== null && (noun === 'areas' || noun === 'texts' || noun === 'lines')) this.#checkDrawing(edit, noun, id, after as Drawn);
      if (after !== null && noun === 'icons') this.#checkImage(after as Icon);
      if (after !== null && noun === 'connections') {
        const { cluster } = after as Row & { cluster: string | null };
        if (cluster !== null && !clusters.has(cluster)) throw this.#conflict(edit, noun, id);
      }
    }
  }

  #checkDrawing(edit: Edit, noun: FeedNoun, id: string, { view, points = [] }: Drawn): void {
    const { servers, views } = this.#tables;
    const isTorn = (view !== null && !views.has(view)) || points.some((point) => 'server' in point && !servers.has(point.server));
    if (isTorn) throw this.#conflict(edit, noun, id);
  }

  #checkImage({ id, image_hash: hash }: Icon): void {
    if (hasImage(this.#database, hash)) return;
    throw new ProblemError('undo_conflict', say('undo_image_gone', { id: JSON.stringify(id) }));
  }

  /** Names who changed a row after an edit, and what. */
  #conflict(edit: Edit, noun: FeedNoun, id: string): ProblemError {
    const isIt = (row: ChangedRow): boolean => row.noun === noun && row.id === id;
    const later = this.#feed.since(edit.number)?.findLast(({ rows }) => rows === null || rows.some(isIt));
    const row = { noun: rowName(noun), id: JSON.stringify(id) };
    const isGone = later?.rows?.findLast(isIt)?.op === 'remove';
    const detail = later === undefined ? say('undo_conflict', { who: say('somebody'), ...row })
      : say(isGone ? 'undo_conflict_gone' : 'undo_conflict_at', { who: JSON.stringify(later.by), ...row, number: later.number });
    return new ProblemError('undo_conflict', detail, {
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

/** Summaries of versions before sentences were texts. */
function parsedSummary(stored: string): Sentence {
  const value: unknown = stored.startsWith('{') ? JSON.parse(stored) : null;
  return isSentence(value) ? value : plain(stored);
}

function summaryOf(rows: string | null): Sentence {
  const changed = rows === null ? [] : JSON.parse(rows) as ChangedRow[];
  const [first] = changed;
  if (first === undefined) return say('done_many_rows');
  const row = { noun: rowName(first.noun), id: first.id };
  return changed.length > 1 ? say(`done_${first.op}_more`, { ...row, count: changed.length - 1 }) : say(`done_${first.op}`, row);
}

const ROW_NAMES = {
  servers: 'row_servers', connections: 'row_connections', clusters: 'row_clusters', networks: 'row_networks', 'server-types': 'row_server_types', views: 'row_views',
  icons: 'row_icons', areas: 'row_areas', texts: 'row_texts', lines: 'row_lines',
} as const satisfies Record<FeedNoun, SentenceKey>;

const rowName = (noun: FeedNoun): Sentence => say(ROW_NAMES[noun]);
