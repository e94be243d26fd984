import { elapsedMs } from '../clock.ts';
import type { Change } from '../contract/change.ts';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Author } from './author.ts';
import { EDIT_STATES, type ChangeFeed, type EditState } from './change-feed.ts';
import { isStorageError, storageProblem, type Database } from './database.ts';
import type { Journal, RowImage } from './journal.ts';

/** Works that wait for their turn; more are refused as busy. */
const WAITING_MAX = 10_000;

/** A group is committed when it has taken this long, so that the main thread is free again. */
const GROUP_MS = 40;

/** What a work can say of its own edit: undo and redo are steps, not edits of their own. */
export type WriteKind = EditState;

type Waiting = {
  readonly by: Author;
  readonly kind: WriteKind;
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};
type Done = { readonly waiting: Waiting; readonly value: unknown; readonly images: readonly RowImage[]; readonly change: Change | null };

type Parts = { readonly database: Database; readonly journal: Journal; readonly feed: ChangeFeed; readonly nowMs: () => number; readonly log: Log; readonly publish: (change: Change, images: readonly RowImage[]) => void };

/**
 * The one way in. Works that arrive in the same turn share a transaction, each in a savepoint of its own: one wait for the disk
 * acknowledges them all, and one that throws is rolled back alone. While the queue is held (an import has the database) works wait.
 */
export class WriteQueue {
  readonly #parts: Parts;
  readonly #waiting: Waiting[] = [];
  readonly #sql;
  #isScheduled = false;
  #isHeld = false;
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const prepare = (sql: string) => parts.database.prepare(sql);
    this.#sql = {
      begin: prepare('BEGIN IMMEDIATE'), commit: prepare('COMMIT'), rollback: prepare('ROLLBACK'),
      save: prepare('SAVEPOINT work'), release: prepare('RELEASE work'), back: prepare('ROLLBACK TO work'),
    };
  }

  /** Runs a work in its turn. Resolves with its value after the commit, rejects with what it threw. */
  write<T>(by: Author, work: () => T, kind: WriteKind = EDIT_STATES.done): Promise<T> {
    if (this.#isClosed) return Promise.reject(new ProblemError('storage', say('stopping')));
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(new ProblemError('busy', say('writes_waiting', { count: WAITING_MAX })));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ by, kind, work, resolve: resolve as (value: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** Keeps works waiting until `release`. Nothing is under way when this returns. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#schedule();
  }

  /** Commits what waits and takes nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#isHeld = false;
    while (this.#waiting.length > 0) this.#runGroup();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isHeld || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#isHeld) return;
      this.#runGroup();
      this.#schedule();
    });
  }

  #runGroup(): void {
    const { database, feed, log } = this.#parts;
    const tail = feed.tail;
    const done: Done[] = [];
    let hasBegun = false;
    try {
      this.#sql.begin.run();
      hasBegun = true;
      const started = elapsedMs();
      while (this.#waiting.length > 0 && (done.length === 0 || elapsedMs() - started < GROUP_MS)) this.#runOne(done);
      if (feed.isPruneDue) feed.prune(this.#parts.nowMs());
      this.#sql.commit.run();
    } catch (error) {
      if (database.inTransaction) this.#sql.rollback.run();
      feed.retreat(tail);
      for (const { images } of done.toReversed()) this.#parts.journal.revert(images);
      const problem = storageProblem(error, database.name);
      // Without the lock nobody's turn comes: the others would each wait as long, and the main thread with them.
      const failed = hasBegun ? done.map(({ waiting }) => waiting) : this.#waiting.splice(0);
      log.error({ error: problem.message, writes: failed.length }, 'a group of writes was not committed');
      for (const { reject } of failed) reject(problem);
      return;
    }
    for (const { waiting, value, change, images } of done) {
      if (change !== null) this.#parts.publish(change, images);
      waiting.resolve(value);
    }
  }

  /** Runs the first work that waits. What it throws goes to its caller; a storage that fails ends the whole group. */
  #runOne(done: Done[]): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    const { database, journal, feed, nowMs } = this.#parts;
    const tail = feed.tail;
    let images: RowImage[] | null = null;
    this.#sql.save.run();
    journal.begin();
    try {
      const value = waiting.work();
      if (value instanceof Promise) throw new TypeError('A work given to store.write must not be asynchronous: it would run outside its transaction.');
      images = journal.commit();
      const change = images.length === 0 ? null : feed.append(waiting.by, images, nowMs(), waiting.kind);
      this.#sql.release.run();
      done.push({ waiting, value, images, change });
    } catch (error) {
      if (images === null) journal.rollback();
      else journal.revert(images);
      feed.retreat(tail);
      if (!database.inTransaction || isStorageError(error)) {
        waiting.reject(storageProblem(error, database.name));
        throw error;
      }
      this.#sql.back.run();
      this.#sql.release.run();
      waiting.reject(error);
    }
  }
}
