import type { NewCluster } from '../../backend/contract/cluster.ts';
import type { NewConnection } from '../../backend/contract/connection.ts';
import type { Position } from '../../backend/contract/server.ts';
import type { ConnectionType } from '../../backend/contract/statuses.ts';
import { codeOf, sentenceOf, type Api } from './api.ts';
import type { Notices } from './notices.ts';
import { many, number, t } from './words.ts';

export type Pair = { readonly from: string; readonly to: string };
export type Shape = 'chain' | 'star' | 'mesh';

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
    return this.#each(places, ({ id, position }) => this.#api.patch(at('servers', id), { position }), (count) => many('done_moved', count, places[0]?.id ?? ''));
  }

  setMaintenance(ids: readonly string[], maintenance: boolean): Promise<void> {
    const key = maintenance ? 'done_maintenance_on' : 'done_maintenance_off';
    return this.#each(ids, (id) => this.#api.patch(at('servers', id), { maintenance }), (count) => many(key, count, ids[0] ?? ''));
  }

  patchServers(ids: readonly string[], patch: object): Promise<void> {
    return this.#each(ids, (id) => this.#api.patch(at('servers', id), patch), (count) => many('done_changed_servers', count, ids[0] ?? ''));
  }

  /** Connections that exist already are passed over and counted. */
  async connect(pairs: readonly Pair[], type: ConnectionType, label = ''): Promise<void> {
    let existing = 0;
    const add = async (pair: Pair): Promise<void> => {
      const draft: NewConnection = { ...pair, type, ...(label === '' ? {} : { label }) };
      try {
        await this.#api.post('connections', draft);
      } catch (error) {
        if (codeOf(error) !== 'duplicate_connection' || pairs.length === 1) throw error;
        existing += 1;
      }
    };
    await this.#each(pairs, add, (count) => {
      const made = many('done_connected', count - existing, pairs[0]?.from ?? '', pairs[0]?.to ?? '');
      return existing === 0 ? made : `${made} ${many('done_existed', existing)}`;
    }, () => existing);
  }

  async createCluster(draft: NewCluster): Promise<void> {
    await this.#api.post('clusters', draft);
    this.#notices.done(t('done_cluster', draft.name ?? ''), 1);
  }

  async poll(ids: readonly string[]): Promise<void> {
    const asked = ids.slice(0, 50);
    const results = await Promise.allSettled(asked.map((id) => this.#api.post(`${at('servers', id)}/poll`)));
    this.#tellFailures(results, asked.length);
    if (results.some(({ status }) => status === 'fulfilled')) this.#notices.done(many('done_polled', asked.length, asked[0] ?? ''));
  }

  /** Takes back the caller's last edits, newest first, until one cannot be. */
  async undo(count = 1): Promise<void> {
    await this.#turn('undo', count, 'done_undone');
  }

  async redo(): Promise<void> {
    await this.#turn('redo', 1, 'done_redone');
  }

  async #turn(path: 'undo' | 'redo', count: number, key: string): Promise<void> {
    this.#notices.forgetUndo();
    try {
      const summaries: string[] = [];
      for (let turn = 0; turn < count; turn++) summaries.push((await this.#api.post<{ summary: string }>(path)).summary);
      this.#notices.done(t(key, summaries.length === 1 ? summaries[0] ?? '' : number(summaries.length)));
    } catch (error) {
      this.#notices.fault(sentenceOf(error));
    }
  }

  /** Some at a time; the first failure's sentence is told with how many failed, the rest stand. */
  async #each<T>(things: readonly T[], edit: (thing: T) => Promise<unknown>, told: (count: number) => string, uncounted: () => number = () => 0): Promise<void> {
    const results: PromiseSettledResult<unknown>[] = [];
    for (let start = 0; start < things.length; start += AT_ONCE) {
      results.push(...await Promise.allSettled(things.slice(start, start + AT_ONCE).map(edit)));
    }
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    if (done > 0) this.#notices.done(told(done), done - uncounted());
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
