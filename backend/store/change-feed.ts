import { deflateSync } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import { isoOf } from '../clock.ts';
import type { Change, ChangedRow } from '../contract/change.ts';
import { RESET_ROWS } from '../contract/limits.ts';
import type { Author } from './author.ts';
import type { Database } from './database.ts';
import type { RowImage } from './journal.ts';

/** How much of the feed stays: what is younger than `keepMs` within the hard bounds, and more while it is small. */
export type FeedLimits = {
  readonly keepMs: number; readonly rows: number; readonly bytes: number; readonly rowsMax: number; readonly bytesMax: number;
};

export const FEED_LIMITS: FeedLimits = { keepMs: 2 * 3_600_000, rows: 10_000, bytes: 64 * 2 ** 20, rowsMax: 500_000, bytesMax: 512 * 2 ** 20 };

/** What an edit is to undo: see migrations/0002-feed.ts. */
export const EDIT_STATES = { done: 0, undone: 1, past: 2, step: 3 } as const;
export type EditState = (typeof EDIT_STATES)[keyof typeof EDIT_STATES];

/** Edits of more rows than this cannot be undone: their images would be larger than the topology's file. */
export const UNDO_ROWS_MAX = 20_000;

const PRUNE_EVERY = 500;

type StoredChange = [number: number, atMs: number, user: string, rows: string | null];

/**
 * The numbered changes, kept in the database, without gaps. Listeners are told after commit, in order.
 * They only wake or forward; one that throws is a bug and stops nobody else from being told.
 */
export class ChangeFeed {
  readonly #database: Database;
  readonly #limits: FeedLimits;
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #insert: Statement;
  readonly #forgetUndone: Statement;
  #number = 0;
  #tail = 0;
  #first = 1;
  #bytes = 0;
  #prunedAt = 0;
  #prunedBytes = 0;

  constructor(database: Database, limits: FeedLimits = FEED_LIMITS) {
    this.#database = database;
    this.#limits = limits;
    this.#insert = database.prepare('INSERT INTO changes (number, at_ms, user, summary, state, bytes, rows, images) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#forgetUndone = database.prepare('UPDATE changes SET state = ? WHERE user = ? AND state = ?');
    this.#load();
  }

  /** Number of the last committed change; 0 before the first. */
  get number(): number {
    return this.#number;
  }

  /** The changes after number `after`, in order, at most `limit` (-1: all); null where some of them are gone or the number is not of this feed. */
  since(after: number, limit = -1): Change[] | null {
    if (!Number.isSafeInteger(after) || after < this.#first - 1 || after > this.#number) return null;
    return this.#read(after, this.#number, limit);
  }

  /** Hears of every change after its commit. Answers how to stop. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Writes the next change into the transaction under way. It is published after the commit, or taken back by `retreat`. */
  append(by: Author, images: readonly RowImage[], nowMs: number, state: EditState = EDIT_STATES.done): Change {
    const change = { number: this.#tail + 1, at: isoOf(nowMs), by: by.user, rows: images.length > RESET_ROWS ? null : images.map(changedRow) };
    const rows = change.rows === null ? null : JSON.stringify(change.rows);
    const kept = undoImages(images);
    const bytes = (rows?.length ?? 0) + (kept?.length ?? 0);
    if (state === EDIT_STATES.done) this.#forgetUndone.run(EDIT_STATES.past, by.user, EDIT_STATES.undone);
    this.#insert.run(change.number, nowMs, by.user, by.summary === undefined ? '' : JSON.stringify(by.summary), state, bytes, rows, kept);
    this.#tail = change.number;
    this.#bytes += bytes;
    return change;
  }

  /** Number of the last appended change, committed or not. */
  get tail(): number {
    return this.#tail;
  }

  /** Takes back what was appended after a number and then not committed. */
  retreat(tail: number): void {
    this.#tail = tail;
  }

  /** Tells everybody of a committed change. */
  publish(change: Change): void {
    this.#number = change.number;
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        queueMicrotask(() => { throw error; });
      }
    }
  }

  /** The changes that another connection committed. They are to be published. */
  committedElsewhere(): Change[] {
    const [last, bytes] = this.#database.prepare('SELECT max(number), total(bytes) FROM changes').raw().get() as [number | null, number];
    if (last === null || last === this.#number) return [];
    const changes = this.#read(this.#number, last, -1);
    this.#tail = last;
    this.#bytes = bytes;
    return changes;
  }

  #load(): void {
    const [first, last, bytes] = this.#database.prepare('SELECT min(number), max(number), total(bytes) FROM changes').raw().get() as [number | null, number | null, number];
    this.#number = this.#tail = last ?? 0;
    this.#first = first ?? 1;
    this.#bytes = bytes;
  }

  /** Whether pruning is due. */
  get isPruneDue(): boolean {
    return this.#number - this.#prunedAt >= PRUNE_EVERY || this.#bytes - this.#prunedBytes > this.#limits.bytesMax / 8;
  }

  /** Forgets the oldest changes beyond the limits, some thousands at a time and never the last. Runs inside a transaction. */
  prune(nowMs: number): void {
    this.#prunedAt = this.#number;
    const oldest = this.#database.prepare('SELECT number, at_ms, bytes FROM changes WHERE number < ? ORDER BY number LIMIT ?').raw()
      .all(this.#number, 4 * PRUNE_EVERY) as [number, number, number][];
    let [first, bytes] = [this.#first, this.#bytes];
    for (const [number, atMs, size] of oldest) {
      if (!this.#isTooMuch(this.#number - first + 1, bytes, nowMs - atMs)) break;
      first = number + 1;
      bytes -= size;
    }
    this.#prunedBytes = bytes;
    if (first === this.#first) return;
    this.#database.prepare('DELETE FROM changes WHERE number < ?').run(first);
    this.#first = first;
    this.#bytes = bytes;
  }

  #read(after: number, last: number, limit: number): Change[] {
    const rows = this.#database.prepare('SELECT number, at_ms, user, rows FROM changes WHERE number > ? AND number <= ? ORDER BY number LIMIT ?').raw()
      .all(after, last, limit) as StoredChange[];
    return rows.map(([number, atMs, user, text]) => ({ number, at: isoOf(atMs), by: user, rows: text === null ? null : JSON.parse(text) as ChangedRow[] }));
  }

  #isTooMuch(rows: number, bytes: number, ageMs: number): boolean {
    const { keepMs, rows: rowsKept, bytes: bytesKept, rowsMax, bytesMax } = this.#limits;
    return rows > rowsMax || bytes > bytesMax || (ageMs > keepMs && (rows > rowsKept || bytes > bytesKept));
  }
}

const changedRow = ({ noun, id, after }: RowImage): ChangedRow =>
  (after === null ? { op: 'remove', noun, id } : { op: 'put', noun, id, value: after });

/** What undo needs to know beside the change's rows: their values before; of a reset, deflated, everything; of too many rows nothing. */
function undoImages(images: readonly RowImage[]): string | Buffer | null {
  if (images.length <= RESET_ROWS) return JSON.stringify(images.map(({ before }) => before));
  if (images.length > UNDO_ROWS_MAX) return null;
  return deflateSync(JSON.stringify(images), { level: 1 });
}
