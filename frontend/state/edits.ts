import type { NewCluster } from '../../backend/contract/cluster.ts';
import type { NewConnection } from '../../backend/contract/connection.ts';
import type { ImportReport } from '../../backend/contract/export.ts';
import type { LineStyle, Look } from '../../backend/contract/look.ts';
import type { Removal } from '../../backend/contract/removal.ts';
import type { Position } from '../../backend/contract/server.ts';
import type { ConnectionType } from '../../backend/contract/statuses.ts';
import type { ReadonlySignal } from '@preact/signals';
import { codeOf, sentenceOf, type Api } from './api.ts';
import type { Notices } from './notices.ts';
import { partsOf } from './removal.ts';
import type { Undoing } from './undoing.ts';
import type { Lens } from './views/lens.ts';
import { many, t } from './words.ts';

export type Pair = { readonly from: string; readonly to: string };
type ServerPlace = { readonly id: string; readonly position: Position };
export type Shape = 'chain' | 'star' | 'mesh';

/** Words of the export's format, whose file has schemas that the page does not need. */
const EXPORT_FORMAT = 'unlimited-cluster';
const EXPORT_VERSION = 1;

const LOOK_KEYS = ['icon', 'color', 'label_height', 'order', 'locked'] as const satisfies readonly (keyof Look)[];
const STYLE_KEYS = ['color', 'width', 'dash', 'pattern', 'arrow', 'order', 'labels', 'waypoints'] as const satisfies readonly (keyof LineStyle)[];

/** A connection as it should be. An import needs its ends again. */
export type ConnectionChange = { readonly id: string; readonly from: string; readonly to: string; readonly style: LineStyle; readonly type?: ConnectionType; readonly label?: string };
/** The daemon keeps what it needs to take an edit back up to so many rows. */
export const MOST_UNDOABLE = 20_000;

/** Requests under way at once in an edit of many. */
const AT_ONCE = 6;

/** Rows as a file that the daemon imports. */
export const fileOf = (rows: object): string => JSON.stringify({ format: EXPORT_FORMAT, version: EXPORT_VERSION, ...rows });

const at = (noun: string, id: string): string => `${noun}/${encodeURIComponent(id)}`;

/**
 * Everything a person can change. Each asks the daemon and shows nothing by itself: the map learns of it from the feed,
 * like everybody else's. What fails is told in the daemon's words; what succeeds offers its Undo.
 */
export class Edits {
  readonly #api: Api;
  readonly #notices: Notices;
  readonly #undoing: Undoing;
  readonly #lens: ReadonlySignal<Lens | null>;

  constructor(api: Api, notices: Notices, undoing: Undoing, lens: ReadonlySignal<Lens | null>) {
    this.#api = api;
    this.#notices = notices;
    this.#undoing = undoing;
    this.#lens = lens;
  }

  /** Removes all of it, in one change while it is not thousands of things; true once it is done. */
  async remove(removal: Removal, text: string): Promise<boolean> {
    let done = 0;
    const parts = partsOf(removal);
    try {
      for (; done < parts.length; done++) await this.#api.call((client) => client.removeTogether(parts[done] ?? {}));
    } catch (error) {
      this.#notices.fault(sentenceOf(error));
    }
    if (done > 0) this.done(text, done);
    return done === parts.length;
  }

  /** The same dependency the other way round; the new connection's id, or null where it was refused. */
  async reverse(id: string, text: string): Promise<string | null> {
    try {
      const reversed = await this.#api.call((client) => client.reverse(id));
      this.done(text, 1);
      return reversed.id;
    } catch (error) {
      this.#notices.fault(sentenceOf(error));
      return null;
    }
  }

  /** Moves servers on the map, or in the view that is seen in its place. */
  async moveServers(places: readonly ServerPlace[]): Promise<void> {
    const told = (count: number): string => many('done_moved', count, places[0]?.id ?? '');
    const lens = this.#lens.peek();
    if (lens === null) await this.#patchAll(places, told);
    else await this.placeInView(lens.view, places, told(places.length));
  }

  /** Puts servers into a view with places of its own, each at its place there; true once the daemon has taken it. Null takes one out. */
  async placeInView(view: string, places: readonly { readonly id: string; readonly position: Position | null }[], told: string): Promise<boolean> {
    try {
      await this.#api.patch(at('views', view), { places: Object.fromEntries(places.map(({ id, position }) => [id, position])) });
      this.done(told, 1);
      return true;
    } catch (error) {
      this.#notices.fault(sentenceOf(error));
      return false;
    }
  }

  /** Moves any number of servers in one change; true once the daemon has taken it. */
  async arrangeServers(places: readonly ServerPlace[]): Promise<boolean> {
    const told = (count: number): string => many('done_arranged', count);
    const lens = this.#lens.peek();
    if (lens !== null) return this.placeInView(lens.view, places, told(places.length));
    const report = await this.#import({ servers: places }, told(places.length));
    if (report === 'failed') return false;
    if (report === 'singly') await this.#each(places, ({ id, position }) => this.#api.patch(at('servers', id), { position }), told);
    else this.done(told(report.changed), report.changed > 0 && report.changed <= MOST_UNDOABLE ? 1 : 0);
    return true;
  }

  setMaintenance(ids: readonly string[], maintenance: boolean): Promise<void> {
    const key = maintenance ? 'done_maintenance_on' : 'done_maintenance_off';
    return this.#patchAll(ids.map((id) => ({ id, maintenance })), (count) => many(key, count, ids[0] ?? ''));
  }

  /** A change of each. Tags are merged on each server, which only single changes do. */
  patchServers(ids: readonly string[], patchOf: (id: string) => { readonly tags?: object }): Promise<void> {
    const told = (count: number): string => many('done_changed_servers', count, ids[0] ?? '');
    if (ids.some((id) => patchOf(id).tags !== undefined)) return this.#each(ids, (id) => this.#api.patch(at('servers', id), patchOf(id)), told);
    return this.#patchAll(ids.map((id) => ({ id, ...patchOf(id) })), told);
  }

  /** How servers are drawn, each with its whole look. */
  lookServers(rows: readonly { readonly id: string; readonly look: Look }[], told: (count: number) => string): Promise<void> {
    return this.#patchAll(rows, told, ({ look }) => ({ look: nullsIn(LOOK_KEYS, look) }));
  }

  /** Changes connections: each with its whole style, and its type and label where they are given. */
  async changeConnections(rows: readonly ConnectionChange[], told: (count: number) => string): Promise<void> {
    const report = rows.length === 1 ? 'singly' : await this.#import({ connections: rows }, told(rows.length));
    if (report === 'failed') return;
    if (report === 'singly') await this.#each(rows, ({ id, from: _from, to: _to, style, ...rest }) => this.#api.patch(at('connections', id), { ...rest, style: nullsIn(STYLE_KEYS, style) }), told);
    else if (report.changed > 0) this.done(told(report.changed), 1);
  }

  /** Connections that exist already are passed over and counted; one alone that exists is refused in the daemon's words. */
  async connect(pairs: readonly Pair[], { type, label, style }: { readonly type: ConnectionType; readonly label: string; readonly style: LineStyle }): Promise<void> {
    const drafts: NewConnection[] = pairs.map((pair) => ({ ...pair, type, ...(label === '' ? {} : { label }), ...(Object.keys(style).length === 0 ? {} : { style }) }));
    const told = (count: number): string => many('done_connected', count, pairs[0]?.from ?? '', pairs[0]?.to ?? '');
    const report = drafts.length === 1 ? 'singly' : await this.#import({ connections: drafts }, told(drafts.length));
    if (report === 'failed') return;
    if (report === 'singly') {
      await this.#each(drafts, (draft) => this.#api.post('connections', draft), told);
      return;
    }
    const existing = drafts.length - report.added;
    this.done(existing === 0 ? told(report.added) : `${told(report.added)} ${many('done_existed', existing)}`, report.added + report.changed > 0 ? 1 : 0);
  }

  async createCluster(draft: NewCluster): Promise<void> {
    await this.#api.post('clusters', draft);
    this.done(t('done_cluster', draft.name ?? ''), 1);
  }

  async poll(ids: readonly string[]): Promise<void> {
    const asked = ids.slice(0, 50);
    const results = await Promise.allSettled(asked.map((id) => this.#api.post(`${at('servers', id)}/poll`)));
    this.#tellFailures(results, asked.length);
    if (results.some(({ status }) => status === 'fulfilled')) this.#notices.done(many('done_polled', asked.length, asked[0] ?? ''));
  }

  /** Changes one row. */
  patchOne(noun: string, id: string, patch: object, told: string): Promise<void> {
    return this.#each([id], () => this.#api.patch(at(noun, id), patch), () => told);
  }

  /** Adds one row; answers its id, or null where it was refused, which is told. */
  async addOne(noun: string, draft: object, told: string): Promise<string | null> {
    try {
      const { id } = await this.#api.post<{ id: string }>(noun, draft);
      this.done(told, 1);
      return id;
    } catch (error) {
      this.#notices.fault(sentenceOf(error));
      return null;
    }
  }

  /** Puts rows of several nouns over the stored ones, in one change. A refusal is told. */
  async putAll(rows: object, told: string): Promise<void> {
    const report = await this.#import(rows, told);
    if (report === 'singly') this.#notices.fault(t('fault_not_allowed'));
    else if (report !== 'failed' && report.changed + report.added > 0) this.done(told, 1);
  }

  /** Tells what was done, and remembers of how many of the daemon's edits it consists: Undo takes all of them back. */
  done(text: string, edits: number): void {
    this.#undoing.done(text, edits);
  }

  /**
   * Server rows put over the stored ones, in one change where the reader may; answers of how many of the daemon's edits it
   * consists, and throws what was refused. Whoever calls tells of it.
   */
  async putServers(rows: readonly ({ readonly id: string } & object)[]): Promise<number> {
    if (rows.length > 1) {
      try {
        const { changed } = await this.#api.call((client) => client.import(fileOf({ servers: rows })));
        return Math.min(1, changed);
      } catch (error) {
        if (codeOf(error) !== 'forbidden') throw error;
      }
    }
    for (const { id, ...patch } of rows) await this.#api.patch(at('servers', id), patch);
    return rows.length;
  }

  /** One server by a change of its own; several in one change, so that one Undo brings all of them back. */
  async #patchAll<Row extends { readonly id: string }>(rows: readonly Row[], told: (count: number) => string, patchOf: (row: Row) => object = withoutId): Promise<void> {
    const report = rows.length === 1 ? 'singly' : await this.#import({ servers: rows }, told(rows.length));
    if (report === 'failed') return;
    if (report === 'singly') await this.#each(rows, (row) => this.#api.patch(at('servers', row.id), patchOf(row)), told);
    else if (report.changed > 0) this.done(told(report.changed), 1);
  }

  /** Rows put over the stored ones in one change; `singly` where the reader may not do that at once. A refusal is told. */
  async #import(rows: object, summary: string): Promise<ImportReport | 'singly' | 'failed'> {
    try {
      return await this.#api.call((client) => client.import(fileOf(rows), { summary }));
    } catch (error) {
      if (codeOf(error) === 'forbidden') return 'singly';
      this.#notices.fault(sentenceOf(error));
      return 'failed';
    }
  }

  /** Some at a time; the first failure's sentence is told with how many failed, the rest stand. */
  async #each<T>(things: readonly T[], edit: (thing: T) => Promise<unknown>, told: (count: number) => string): Promise<void> {
    const results: PromiseSettledResult<unknown>[] = [];
    for (let start = 0; start < things.length; start += AT_ONCE) {
      results.push(...await Promise.allSettled(things.slice(start, start + AT_ONCE).map(edit)));
    }
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    if (done > 0) this.done(told(done), done);
    this.#tellFailures(results, things.length);
  }

  #tellFailures(results: readonly PromiseSettledResult<unknown>[], of: number): void {
    const failures = results.filter((result) => result.status === 'rejected');
    const [first] = failures;
    if (first === undefined) return;
    const sentence = sentenceOf(first.reason);
    this.#notices.fault(of === 1 ? sentence : t('fault_some', failures.length, of, sentence));
  }
}

/** In a merge patch, what is not named stays: what a whole look or style does not have is null. */
const nullsIn = (keys: readonly string[], whole: object): object => ({ ...Object.fromEntries(keys.map((key) => [key, null])), ...whole });

const withoutId = ({ id: _id, ...patch }: { readonly id: string }): object => patch;

/** The pairs that connect these servers in a shape, the first one being the hub of a star. */
export function pairsOf(ids: readonly string[], shape: Shape): Pair[] {
  switch (shape) {
    case 'chain': return ids.slice(1).map((to, index) => ({ from: ids[index] ?? to, to }));
    case 'star': return ids.slice(1).map((to) => ({ from: ids[0] ?? to, to }));
    case 'mesh': return ids.flatMap((from, index) => ids.slice(index + 1).map((to) => ({ from, to })));
  }
}
