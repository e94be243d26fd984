import { NewConnectionSchema, type ConnectionEnds, type NewConnection, type StoredConnection } from '../contract/connection.ts';
import { say, type Flaw } from '../contract/sentence.ts';
import type { ConnectionType } from '../contract/statuses.ts';
import { connectionIdOf } from '../contract/topology.ts';
import { reversedStyle } from '../domain/reversed-style.ts';
import { connectionOf, type Times } from '../domain/rows.ts';
import { invalid, notFound, ProblemError } from '../errors.ts';
import { freeIdOf } from '../ids.ts';
import { Collection, madeAt } from './collection.ts';
import type { LiveBoard } from './live-board.ts';
import { inSight, type Condition, type ListQuery } from './page.ts';
import type { Tables } from './tables/tables.ts';

/** What a list of connections can be filtered by. `server` is either end. */
export const CONNECTION_FILTERS = ['from', 'to', 'type', 'cluster', 'status', 'server'] as const;
export type ConnectionFilter = (typeof CONNECTION_FILTERS)[number];

export type ConnectionMatch = { readonly from: string; readonly to: string; readonly type?: ConnectionType };

const CONNECTION_ID_MAX = 160;

/** The connections. One without an id of its own is the only one between its ends of its type; parallel ones have their own. */
export class Connections extends Collection<StoredConnection, NewConnection, ConnectionFilter> {
  readonly #tables: Tables;
  readonly #live: LiveBoard;

  constructor(tables: Tables, live: LiveBoard) {
    super(tables.connections, { noun: 'connection', schema: NewConnectionSchema });
    this.#tables = tables;
    this.#live = live;
  }

  override add(draft: NewConnection, nowMs: number): StoredConnection {
    this.#checkEnds(draft);
    const type = draft.type ?? 'standard';
    if (draft.id === undefined) this.#refuseDuplicate({ from: draft.from, to: draft.to, type });
    const id = draft.id ?? freeIdOf(connectionIdOf(draft.from, draft.to, type), (candidate) => this.table.has(candidate), CONNECTION_ID_MAX);
    if (draft.id !== undefined && this.table.has(id)) throw this.idTaken(id);
    const connection = this.complete({ ...draft, id }, null, madeAt(nowMs));
    this.table.put(connection, null);
    return connection;
  }

  override remove(id: string): void {
    this.table.remove(this.require(id));
  }

  /** Removes all between two servers in this direction, of one type if given. Answers how many; none is 404. */
  removeMatching(match: ConnectionMatch): number {
    const matches = this.#matching(match);
    if (matches.length === 0) throw notFound('connection', `${match.from} → ${match.to}${match.type === undefined ? '' : ` (${match.type})`}`);
    for (const connection of matches) this.table.remove(connection);
    return matches.length;
  }

  /** Turns one round: removes it and adds its mirror image. One that a cluster made belongs to it and stays. */
  reverse(id: string, nowMs: number): StoredConnection {
    const { from, to, type, label, style, extras } = this.#requireOwn(id);
    this.remove(id);
    return this.add({ from: to, to: from, type, label, style: reversedStyle(style), extras }, nowMs);
  }

  /** Gives it another server at one end or both: removes it and adds one that is drawn the same. The ends that it has already change nothing. */
  reconnect(id: string, ends: ConnectionEnds, nowMs: number): StoredConnection {
    const before = this.#requireOwn(id);
    const { type, label, style, extras } = before;
    const { from, to } = { from: before.from, to: before.to, ...ends };
    if (from === to && ends.to === undefined) throw invalid([{ pointer: '/from', message: say('ref_another_than_to') }]);
    if (from === before.from && to === before.to) return before;
    this.remove(id);
    return this.add({ from, to, type, label, style, extras }, nowMs);
  }

  protected override complete(draft: NewConnection, before: StoredConnection | null, times: Times): StoredConnection {
    return connectionOf({ ...draft, cluster: before?.cluster ?? null }, before?.id ?? draft.id ?? '', times);
  }

  protected override merge(before: StoredConnection, patch: object): unknown {
    const { cluster: _cluster, ...fields } = super.merge(before, patch) as StoredConnection;
    return fields;
  }

  protected override replace(before: StoredConnection, after: StoredConnection): StoredConnection {
    if (before.cluster !== null && after.type !== before.type) {
      throw invalid([{ pointer: '/type', message: say('ref_of_cluster', { cluster: JSON.stringify(before.cluster) }) }]);
    }
    return super.replace(before, after);
  }

  protected override conditionsOf({ filters = {}, access }: ListQuery<ConnectionFilter>): Condition[] {
    const conditions = [...inSight(access, 'from_id'), ...inSight(access, 'to_id')];
    const { from, to, type, cluster, server } = filters;
    if (from !== undefined) conditions.push({ sql: 'from_id = ?', values: [from] });
    if (to !== undefined) conditions.push({ sql: 'to_id = ?', values: [to] });
    if (type !== undefined) conditions.push({ sql: 'type = ?', values: [type] });
    if (cluster !== undefined) conditions.push({ sql: 'cluster = ?', values: [cluster] });
    if (server !== undefined) conditions.push({ sql: '(from_id = ? OR to_id = ?)', values: [server, server] });
    return conditions;
  }

  protected override keeperOf({ filters }: ListQuery<ConnectionFilter>): ((id: string) => boolean) | undefined {
    const status = filters?.status;
    return status === undefined ? undefined : (id) => this.#live.getConnection(id).status === status;
  }

  /** The connection, or 404; one that a cluster made belongs to it. */
  #requireOwn(id: string): StoredConnection {
    const connection = this.require(id);
    const { cluster } = connection;
    if (cluster !== null) throw new ProblemError('in_use', say('connection_of_cluster', { id: JSON.stringify(id), cluster: JSON.stringify(cluster) }));
    return connection;
  }

  #matching({ from, to, type }: ConnectionMatch): StoredConnection[] {
    return [...this.table.each([
      { sql: 'from_id = ? AND to_id = ?', values: [from, to] },
      ...(type === undefined ? [] : [{ sql: 'type = ?', values: [type] }]),
    ])];
  }

  #refuseDuplicate(match: Required<ConnectionMatch>): void {
    const [existing] = this.#matching(match);
    if (existing === undefined) return;
    throw new ProblemError('duplicate_connection', say('connection_exists', {
      type: match.type, from: JSON.stringify(match.from), to: JSON.stringify(match.to), id: JSON.stringify(existing.id),
    }), { extra: { id: existing.id } });
  }

  #checkEnds({ from, to }: NewConnection): void {
    const faults: Flaw[] = [];
    if (!this.#tables.servers.has(from)) faults.push({ pointer: '/from', message: say('ref_no_server', { id: JSON.stringify(from) }) });
    if (!this.#tables.servers.has(to)) faults.push({ pointer: '/to', message: say('ref_no_server', { id: JSON.stringify(to) }) });
    if (from === to) faults.push({ pointer: '/to', message: say('ref_another_than_from') });
    if (faults.length > 0) throw invalid(faults);
  }
}
