import type { NewCluster } from '../../backend/contract/cluster.ts';
import type { NewConnection } from '../../backend/contract/connection.ts';
import type { ImportReport } from '../../backend/contract/export.ts';
import type { Position } from '../../backend/contract/server.ts';
import type { ConnectionType } from '../../backend/contract/statuses.ts';
import { codeOf, sentenceOf, type Api } from './api.ts';
import type { Notices } from './notices.ts';
import { many, t } from './words.ts';

export type Pair = { readonly from: string; readonly to: string };
export type Shape = 'chain' | 'star' | 'mesh';

/** What one act of the reader was, in words and in edits of the daemon. */
type Made = { readonly text: string; readonly edits: number };

/** Words of the export's format, whose file has schemas that the page does not need. */
const EXPORT_FORMAT = 'unlimited-cluster';
const EXPORT_VERSION = 1;

/** The daemon keeps what it needs to take an edit back up to so many rows. */
export const MOST_UNDOABLE = 20_000;

/** Requests under way at once in an edit of many. */
const AT_ONCE = 6;

const at = (noun: string, id: string): string => `${noun}/${encodeURIComponent(id)}`;

/**
 * Everything a person can change. Each asks the daemon and shows nothing by itself: the map learns of it from the feed,
 * like everybody else's. What fails is told in the daemon's words; what succeeds offers its Undo.
 */
export class Edits {
  readonly #api: Api;
  readonly #notices: Notices;
  readonly #made: Made[] = [];
  readonly #undone: Made[] = [];

  constructor(api: Api, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  removeServers(ids: readonly string[]): Promise<void> {
    return this.#each(ids, (id) => this.#api.delete(at('servers', id)), (count) => many('done_removed_servers', count, ids[0] ?? ''));
  }

  removeConnection(id: string): Promise<void> {
    return this.#each([id], () => this.#api.delete(at('connections', id)), () => t('done_removed_connection'));
  }

  removeCluster(id: string, name: string): Promise<void> {
    return this.#each([id], () => this.#api.delete(at('clusters', id)), () => t('done_removed_cluster', name));
  }

  moveServers(places: readonly { readonly id: string; readonly position: Position }[]): Promise<void> {
    return this.#patchAll(places, (count) => many('done_moved', count, places[0]?.id ?? ''));
  }

  /** Moves any number of servers in one change; true once the daemon has taken it. */
  async arrangeServers(places: readonly { readonly id: string; readonly position: Position }[]): Promise<boolean> {
    const told = (count: number): string => many('done_arranged', count);
    const report = await this.#import({ servers: places });
    if (report === 'failed') return false;
    if (report === 'singly') await this.#each(places, ({ id, position }) => this.#api.patch(at('servers', id), { position }), told);
    else this.done(told(report.changed), report.changed > 0 && report.changed <= MOST_UNDOABLE ? 1 : 0);
    return true;
  }

  setMaintenance(ids: readonly string[], maintenance: boolean): Promise<void> {
    const key = maintenance ? 'done_maintenance_on' : 'done_maintenance_off';
    return this.#patchAll(ids.map((id) => ({ id, maintenance })), (count) => many(key, count, ids[0] ?? ''));
  }

  /** The same change on each. Tags are merged on each server, which only single changes do. */
  patchServers(ids: readonly string[], patch: { readonly tags?: object }): Promise<void> {
    const told = (count: number): string => many('done_changed_servers', count, ids[0] ?? '');
    if (patch.tags !== undefined) return this.#each(ids, (id) => this.#api.patch(at('servers', id), patch), told);
    return this.#patchAll(ids.map((id) => ({ id, ...patch })), told);
  }

  /** Connections that exist already are passed over and counted; one alone that exists is refused in the daemon's words. */
  async connect(pairs: readonly Pair[], type: ConnectionType, label = ''): Promise<void> {
    const drafts: NewConnection[] = pairs.map((pair) => ({ ...pair, type, ...(label === '' ? {} : { label }) }));
    const told = (count: number): string => many('done_connected', count, pairs[0]?.from ?? '', pairs[0]?.to ?? '');
    const report = drafts.length === 1 ? 'singly' : await this.#import({ connections: drafts });
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

  removeOne(noun: string, id: string, told: string): Promise<void> {
    return this.#each([id], () => this.#api.delete(at(noun, id)), () => told);
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
    const report = await this.#import(rows);
    if (report === 'singly') this.#notices.fault(t('fault_not_allowed'));
    else if (report !== 'failed' && report.changed + report.added > 0) this.done(told, 1);
  }

  /** Tells what was done, and remembers of how many of the daemon's edits it consists: Undo takes all of them back. */
  done(text: string, edits: number): void {
    this.#notices.done(text, edits);
    if (edits === 0) return;
    this.#made.push({ text, edits });
    this.#undone.length = 0;
  }

  /** Takes back what was done last. After a reload that is the last edit the daemon knows of. */
  async undo(): Promise<void> {
    await this.#turn('undo', this.#made, this.#undone, 'done_undone');
  }

  async redo(): Promise<void> {
    await this.#turn('redo', this.#undone, this.#made, 'done_redone');
  }

  async #turn(path: 'undo' | 'redo', from: Made[], to: Made[], key: string): Promise<void> {
    this.#notices.forgetUndo();
    const made = from.pop();
    let turned = 0;
    let summary = '';
    try {
      for (; turned < (made?.edits ?? 1); turned++) summary = (await this.#api.post<{ summary: string }>(path)).summary;
      this.#notices.done(t(key, made?.text ?? summary));
    } catch (error) {
      this.#notices.fault(sentenceOf(error));
    }
    if (made === undefined) return;
    if (turned > 0) to.push({ ...made, edits: turned });
    if (turned < made.edits) from.push({ ...made, edits: made.edits - turned });
  }

  /** One server by a change of its own; several in one change, so that one Undo brings all of them back. */
  async #patchAll(rows: readonly ({ readonly id: string } & object)[], told: (count: number) => string): Promise<void> {
    const report = rows.length === 1 ? 'singly' : await this.#import({ servers: rows });
    if (report === 'failed') return;
    if (report === 'singly') await this.#each(rows, ({ id, ...patch }) => this.#api.patch(at('servers', id), patch), told);
    else if (report.changed > 0) this.done(told(report.changed), 1);
  }

  /** Rows put over the stored ones in one change; `singly` where the reader may not do that at once. A refusal is told. */
  async #import(rows: object): Promise<ImportReport | 'singly' | 'failed'> {
    try {
      return await this.#api.call((client) => client.import(JSON.stringify({ format: EXPORT_FORMAT, version: EXPORT_VERSION, ...rows })));
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

/** The pairs that connect these servers in a shape, the first one being the hub of a star. */
export function pairsOf(ids: readonly string[], shape: Shape): Pair[] {
  switch (shape) {
    case 'chain': return ids.slice(1).map((to, index) => ({ from: ids[index] ?? to, to }));
    case 'star': return ids.slice(1).map((to) => ({ from: ids[0] ?? to, to }));
    case 'mesh': return ids.flatMap((from, index) => ids.slice(index + 1).map((to) => ({ from, to })));
  }
}
