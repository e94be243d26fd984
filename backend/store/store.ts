import { join } from 'node:path';
import type { Access } from '../contract/access.ts';
import type { Change } from '../contract/change.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import type { Stats } from '../contract/stats.ts';
import { JSON_TEXT, type ExportText } from '../domain/export-text.ts';
import { FULL_ACCESS } from '../contract/access.ts';
import type { Log } from '../log.ts';
import type { Author } from './author.ts';
import { ChangeFeed, EDIT_STATES } from './change-feed.ts';
import { Clusters } from './clusters.ts';
import { Connections } from './connections.ts';
import { connect, DATABASE_FILE, openDatabase, startErrorOf, type Database } from './database.ts';
import { Areas, FloorTexts, FreeLines, Views } from './drawings.ts';
import { exportTopology } from './exporting.ts';
import { IconImages } from './icon-images.ts';
import { Icons } from './icons.ts';
import { Journal, type RowImage } from './journal.ts';
import { KnownHosts } from './known-hosts.ts';
import { LiveBoard } from './live-board.ts';
import { loadBoard, reloadBoard } from './live-loading.ts';
import { Networks } from './networks.ts';
import { Places } from './places.ts';
import { ServerTypes } from './plain-collections.ts';
import { Secrets } from './secrets.ts';
import { SecretKey } from './secret-key.ts';
import { Servers } from './servers.ts';
import { Statistics } from './statistics.ts';
import { StoreWorker } from './worker-thread.ts';
import { TagReader } from './tags.ts';
import { openTables, type Tables } from './tables/tables.ts';
import { Tokens } from './tokens.ts';
import { TopologyMaker } from './topology-maker.ts';
import { UndoStack, type NextSteps } from './undo.ts';
import type { Imported, ImportOptions, ImportSource } from './worker-messages.ts';
import { WriteQueue } from './write-queue.ts';

export type StoreOptions = {
  /** Where the database lies; made if absent. */
  readonly folder: string;
  readonly nowMs: () => number;
  readonly log: Log;
  /** Servers allowed; 0 is no limit. */
  readonly maxServers?: number | undefined;
  /** The addon of better-sqlite3, where it is not found by itself. */
  readonly nativeBinding?: string | undefined;
  /** The bundled worker; `store-worker.js` beside the running file unless told. */
  readonly workerFile?: string | URL | undefined;
  /** The key of the secrets; `secret.key` in the folder unless told. */
  readonly secretKeyFile?: string | undefined;
};

/** `diff`: the report lists the rows it touches. */


/** Number of the last change and revision of the current values: what an answer was made of. */
export type Stamp = { readonly number: number; readonly revision: number };

/**
 * The memory: the topology and everything else that survives the process, in one SQLite database, and the current values beside
 * it. `write` is the only way in; after the commit a numbered Change goes out on the feed.
 */
export class Store {
  readonly epoch: string;
  readonly feed: ChangeFeed;
  readonly live = new LiveBoard();
  readonly servers: Servers;
  readonly connections: Connections;
  readonly clusters: Clusters;
  readonly networks: Networks;
  readonly serverTypes: ServerTypes;
  readonly icons: Icons;
  readonly areas: Areas;
  readonly texts: FloorTexts;
  readonly lines: FreeLines;
  readonly views: Views;
  readonly secrets: Secrets;
  readonly tokens: Tokens;
  readonly knownHosts: KnownHosts;
  /** The tags that servers have. */
  readonly tags: TagReader;
  readonly #options: StoreOptions;
  readonly #database: Database;
  readonly #tables: Tables;
  readonly #queue: WriteQueue;
  readonly #places: Places;
  readonly #undo: UndoStack;
  readonly #statistics: Statistics;
  readonly #worker: StoreWorker;
  readonly #topology: TopologyMaker;
  #importing: Promise<unknown> = Promise.resolve();

  private constructor(options: StoreOptions, database: Database) {
    const { nowMs, log, folder, nativeBinding } = options;
    const journal = new Journal();
    this.#options = options;
    this.#database = database;
    this.epoch = database.prepare('SELECT value FROM facts WHERE key = ?').pluck().get('epoch') as string;
    this.feed = new ChangeFeed(database);
    this.#tables = openTables(database, journal);
    this.#places = new Places(database, journal);
    this.clusters = new Clusters(this.#tables, nowMs);
    this.lines = new FreeLines(this.#tables);
    this.servers = new Servers({ tables: this.#tables, live: this.live, places: this.#places, clusters: this.clusters, lines: this.lines, maxServers: options.maxServers ?? 0 });
    this.connections = new Connections(this.#tables, this.live);
    this.networks = new Networks(this.#tables, nowMs);
    this.serverTypes = new ServerTypes(this.#tables);
    this.icons = new Icons(this.#tables, new IconImages(database));
    this.areas = new Areas(this.#tables);
    this.texts = new FloorTexts(this.#tables);
    this.views = new Views(this.#tables);
    this.secrets = new Secrets(database, journal, new SecretKey(options.secretKeyFile ?? join(folder, 'secret.key')), nowMs);
    this.tokens = new Tokens(database, journal, nowMs);
    this.knownHosts = new KnownHosts(database, journal, nowMs);
    this.#undo = new UndoStack(database, this.#tables, this.feed);
    this.#statistics = new Statistics(database, journal, this.live);
    this.#worker = new StoreWorker(options.workerFile ?? new URL('store-worker.js', import.meta.url), { database: database.name, nativeBinding });
    this.tags = new TagReader(database, this.#worker, () => this.live.servers.size);
    this.#topology = new TopologyMaker(database, this.live, this.#worker);
    this.#queue = new WriteQueue({ database, journal, feed: this.feed, nowMs, log, publish: (change, images) => this.#publish(change, images), forgotten: () => this.icons.images.forget() });
    loadBoard(database, this.live);
  }

  /** Opens the store of a folder. Throws StartError where its database cannot be used, with what to do. */
  static open(options: StoreOptions): Promise<Store> {
    return Promise.resolve().then(() => {
      const database = openDatabase(options.folder, { nativeBinding: options.nativeBinding, nowMs: options.nowMs() });
      try {
        return new Store(options, database);
      } catch (error) {
        database.close();
        throw startErrorOf(error, database.name);
      }
    });
  }

  /**
   * Runs a work, which writes through the collections and is not asynchronous, in its turn. Resolves with its value once it is on
   * the disk and its Change has gone out; rejects with what it threw, and then nothing of it stays. 10,000 may wait, then `busy`.
   */
  write<T>(by: Author, work: () => T): Promise<T> {
    return this.#queue.write(by, work);
  }

  /** Takes the caller's last edit back. 409 where somebody changed the same since, or there is none. */
  undo(by: Author): Promise<{ summary: Sentence }> {
    return this.#queue.write({ ...by, summary: say('done_undo') }, () => this.#undo.step('undo', by.user), EDIT_STATES.step);
  }

  /** Makes the caller's last undone edit again. */
  redo(by: Author): Promise<{ summary: Sentence }> {
    return this.#queue.write({ ...by, summary: say('done_redo') }, () => this.#undo.step('redo', by.user), EDIT_STATES.step);
  }

  /** Leaves out the edit that undo, or redo, is about next: the one beyond it comes next. */
  skipEdit(direction: 'undo' | 'redo', by: Author): Promise<{ summary: Sentence }> {
    return this.#queue.write(by, () => this.#undo.skip(direction, by.user), EDIT_STATES.step);
  }

  /** What undo and redo would be about for somebody. */
  nextUndo(user: string): NextSteps {
    return this.#undo.next(user);
  }

  /**
   * Reads a file into the topology, in the worker: refused whole (422) with all its faults, else one change. Other writes wait
   * meanwhile; reads do not. Imports come one after the other.
   */
  import(source: ImportSource, options: ImportOptions): Promise<Imported> {
    const run = (): Promise<Imported> => this.#import(source, options);
    const result = this.#importing.then(run, run);
    this.#importing = result.catch(() => undefined);
    return result;
  }

  /** The topology as text in chunks, of the moment of the first one; our own JSON unless told. */
  async* export(text: ExportText = JSON_TEXT): AsyncGenerator<string> {
    const database = connect(this.#database.name, this.#options.nativeBinding);
    try {
      database.exec('BEGIN');
      yield* exportTopology(openTables(database, new Journal()), new IconImages(database), text);
    } finally {
      database.close();
    }
  }

  /** The packed topology that somebody sees, current values inside. */
  topology(access: Access): Promise<Uint8Array> {
    return this.#topology.make(access, this.epoch, this.feed.number);
  }

  /** What a topology made now is made of: unchanged, it is the same. */
  get stamp(): Stamp {
    return { number: this.feed.number, revision: this.live.revision };
  }

  /** Totals of what somebody sees. */
  stats(access: Access = FULL_ACCESS): Stats {
    return this.#statistics.of(access);
  }

  /** The file of the database. */
  get file(): string {
    return join(this.#options.folder, DATABASE_FILE);
  }

  /** Commits what waits, takes nothing more, ends the worker. An import under way is dropped: it changed nothing. */
  async close(): Promise<void> {
    await this.#worker.close();
    await this.#importing;
    this.#queue.close();
    this.#database.close();
  }

  async #import(source: ImportSource, options: ImportOptions): Promise<Imported> {
    const { dryRun } = options;
    if (!dryRun) this.#queue.hold();
    try {
      const report = await this.#worker.ask({
        ...options, kind: 'import', source, nowMs: this.#options.nowMs(), maxServers: this.#options.maxServers ?? 0,
      });
      if (!dryRun) await this.#catchUp(report.removed > 0);
      return report;
    } finally {
      if (!dryRun) this.#queue.release();
    }
  }

  /** Follows what the worker committed. */
  async #catchUp(hasFewer: boolean): Promise<void> {
    const changes = this.feed.committedElsewhere();
    if (changes.length === 0) return;
    this.#places.reset();
    this.#statistics.reset();
    if (changes.some(({ rows }) => rows === null)) await reloadBoard(this.#database, this.live, hasFewer);
    for (const change of changes) {
      this.live.apply(change);
      this.feed.publish(change);
    }
  }

  #publish(change: Change, images: readonly RowImage[]): void {
    for (const image of images) this.live.applyImage(image);
    this.feed.publish(change);
  }
}
