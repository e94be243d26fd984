import { say, type Flaw } from '../contract/sentence.ts';
import { NewServerSchema, type NewServer, type Position, type StoredServer } from '../contract/server.ts';
import { serverOf, type Times } from '../domain/rows.ts';
import { invalid, ProblemError } from '../errors.ts';
import { Collection, madeAt } from './collection.ts';
import type { Clusters } from './clusters.ts';
import type { FreeLines } from './drawings.ts';
import type { LiveBoard } from './live-board.ts';
import { ofNetwork } from './networks.ts';
import type { Places } from './places.ts';
import { inSight, type Condition, type ListQuery } from './page.ts';
import type { Tables } from './tables/tables.ts';

/** What a list of servers can be filtered by. `tag` is a key or `key:value`; `q` is part of a name, id or address; `ids` are parted by commas. */
export const SERVER_FILTERS = ['type', 'region', 'ip', 'name', 'parent', 'network', 'cluster', 'status', 'source', 'maintenance', 'tag', 'q', 'ids'] as const;
export type ServerFilter = (typeof SERVER_FILTERS)[number];

type Surroundings = { readonly tables: Tables; readonly live: LiveBoard; readonly places: Places; readonly maxServers: number; readonly clusters: Clusters; readonly lines: FreeLines };

/** The servers. Removing one takes its connections and memberships along, and its children lose their parent; free lines end where it stood. */
export class Servers extends Collection<StoredServer, NewServer, ServerFilter> {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    super(around.tables.servers, { noun: 'server', schema: NewServerSchema });
    this.#around = around;
  }

  override add(draft: NewServer, nowMs: number): StoredServer {
    const { maxServers } = this.#around;
    if (maxServers > 0 && this.count() >= maxServers) {
      throw new ProblemError('limit_reached', say('servers_limit', { limit: maxServers }));
    }
    const id = this.idOf(draft);
    this.#checkReferences(id, draft);
    const server = this.complete({ ...draft, id }, null, madeAt(nowMs));
    this.table.put(server, null);
    return server;
  }

  override remove(id: string): void {
    const server = this.require(id);
    const { tables, clusters, lines } = this.#around;
    for (const connection of [...tables.connections.each([{ sql: '(from_id = ? OR to_id = ?)', values: [id, id] }])]) tables.connections.remove(connection);
    for (const child of [...tables.servers.each([{ sql: 'parent = ?', values: [id] }])]) tables.servers.put({ ...child, parent: null }, child);
    clusters.forget(id);
    lines.release(id, server.position);
    this.table.remove(server);
  }

  /** Other servers with the same address: allowed, and reported. */
  sameIp(server: StoredServer): string[] {
    if (server.ip === '') return [];
    return this.table.idsAfter('', 10, [{ sql: 'ip = ?', values: [server.ip] }]).filter((id) => id !== server.id);
  }

  protected override complete(draft: NewServer, before: StoredServer | null, times: Times): StoredServer {
    const id = before?.id ?? draft.id ?? '';
    return serverOf(draft, id, draft.position ?? this.#placeOf(draft), times);
  }

  protected override merge(before: StoredServer, patch: { readonly source?: { readonly kind?: string } | null }): unknown {
    const changesKind = patch.source?.kind !== undefined && patch.source.kind !== before.source.kind;
    return super.merge(changesKind ? { ...before, source: { kind: 'none' } } : before, patch);
  }

  protected override replace(before: StoredServer, after: StoredServer): StoredServer {
    this.#checkReferences(after.id, after);
    return super.replace(before, after);
  }

  protected override conditionsOf({ filters = {}, access }: ListQuery<ServerFilter>): Condition[] {
    const conditions = inSight(access, 'id');
    const where = (value: string | undefined, sql: string, ...values: string[]): void => {
      if (value !== undefined) conditions.push({ sql, values });
    };
    const { type, region, ip, name, parent, network, cluster, source, maintenance, tag, q, ids } = filters;
    where(type, 'type = ?', type ?? '');
    where(region, 'region = ?', region ?? '');
    where(ip, 'ip = ?', ip ?? '');
    where(name, 'name = ?', name ?? '');
    where(parent, 'parent = ?', parent ?? '');
    if (network !== undefined) conditions.push(ofNetwork(network));
    where(cluster, 'id IN (SELECT server_id FROM cluster_members WHERE cluster_id = ?)', cluster ?? '');
    where(source, 'source ->> \'kind\' = ?', source ?? '');
    where(maintenance, 'maintenance = (? = \'true\')', maintenance ?? '');
    if (tag !== undefined) conditions.push(tagCondition(tag));
    if (ids !== undefined) conditions.push(amongIds(ids.split(',')));
    if (q !== undefined) conditions.push({ sql: '(instr(lower(name), ?) OR instr(lower(id), ?) OR instr(ip, ?))', values: Array.from({ length: 3 }, () => q.toLowerCase()) });
    return conditions;
  }

  protected override keeperOf({ filters }: ListQuery<ServerFilter>): ((id: string) => boolean) | undefined {
    const status = filters?.status;
    return status === undefined ? undefined : (id) => this.#around.live.statusOf(id) === status;
  }

  #placeOf({ region = '', parent }: NewServer): Position {
    const near = parent === undefined || parent === null ? undefined : this.get(parent)?.position;
    return this.#around.places.place(region, near);
  }

  #checkReferences(id: string, { type, networks, parent }: NewServer): void {
    const { tables } = this.#around;
    const faults: Flaw[] = [];
    if (type !== undefined && !tables.serverTypes.has(type)) faults.push({ pointer: '/type', message: say('ref_no_server_type', { id: JSON.stringify(type) }) });
    networks?.forEach((network, index) => {
      if (!tables.networks.has(network)) faults.push({ pointer: `/networks/${index}`, message: say('ref_no_network', { id: JSON.stringify(network) }) });
    });
    if (parent === id) faults.push({ pointer: '/parent', message: say('ref_another_server') });
    else if (typeof parent === 'string') this.#checkParent(id, parent, faults);
    if (faults.length > 0) throw invalid(faults);
  }

  /** A parent exists and does not, over any number of steps, run on its own child. */
  #checkParent(id: string, parent: string, faults: Flaw[]): void {
    const seen = new Set([id]);
    for (let at: string | null | undefined = parent; typeof at === 'string'; at = this.get(at)?.parent) {
      if (seen.has(at)) {
        faults.push({ pointer: '/parent', message: say('ref_on_itself', { id: JSON.stringify(id) }) });
        return;
      }
      seen.add(at);
    }
    if (this.get(parent) === undefined) faults.push({ pointer: '/parent', message: say('ref_no_server', { id: JSON.stringify(parent) }) });
  }
}

const amongIds = (ids: readonly string[]): Condition => ({ sql: `id IN (${ids.map(() => '?').join(', ')})`, values: ids });

function tagCondition(tag: string): Condition {
  const colon = tag.indexOf(':');
  if (colon < 0) return { sql: 'EXISTS (SELECT 1 FROM json_each(details, \'$.tags\') WHERE key = ?)', values: [tag] };
  return { sql: 'EXISTS (SELECT 1 FROM json_each(details, \'$.tags\') WHERE key = ? AND value = ?)', values: [tag.slice(0, colon), tag.slice(colon + 1)] };
}
