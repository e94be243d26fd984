import { IDS_ASKED_MAX } from '../../backend/contract/limits.ts';
import type { LinePoint } from '../../backend/contract/free-line.ts';
import type { Server } from '../../backend/contract/server.ts';
import { CONNECTION_TYPES } from '../../backend/contract/statuses.ts';
import type { Members } from '../scene/groups.ts';
import type { World } from '../scene/world.ts';
import type { Copied } from './copied.ts';
import type { Page } from './page.ts';

/** More servers than this are an export, not a copy. */
export const COPY_MOST = 1_000;

/** Servers that a copy of the selection takes: the selected ones, and the members of selected clusters. */
export function copiedServers(page: Page): ReadonlySet<number> {
  const world = page.world;
  const servers = new Set(page.selection.servers.peek());
  if (world === null) return servers;
  for (const { kind, id } of page.selection.items.peek()) {
    if (kind === 'cluster') for (const member of world.clusters[world.clusterIndexOf(id)]?.members ?? []) servers.add(member);
  }
  return servers;
}

/** The selection in full: servers with all that was said of them, the connections among them, whole clusters, drawings. */
export async function gatherCopy(page: Page): Promise<Copied> {
  const world = page.world;
  if (world === null) throw new Error('There is no map yet.');
  const servers = copiedServers(page);
  const clusters = world.clusters.filter(({ alive, members }, at) => alive && isWhole(members, servers) && (members.length > 1 || isChosen(page, world, at)));
  const rows = await fetchServers(page, [...servers].map((server) => world.idOf(server)));
  const areas = itemsOf(page, 'area').flatMap((id) => world.drawings.get('areas', id) ?? []);
  const texts = itemsOf(page, 'text').flatMap((id) => world.drawings.get('texts', id) ?? []);
  const lines = itemsOf(page, 'line').flatMap((id) => world.drawings.get('lines', id) ?? []);
  return {
    format: 'unlimited-cluster', version: 1,
    servers: rows.map((row) => saidOf(page.lens.peek() === null ? row : { ...row, position: placeOf(world, row.id) }, page.session.rights.has('act'))),
    connections: connectionsAmong(world, servers, new Set(clusters.map(({ id }) => id))),
    clusters: clusters.map(({ id, name, color, autoConnect, members }) => ({ id, name, color, auto_connect: autoConnect, servers: Array.from(members).map((member) => world.idOf(member)) })),
    server_types: world.types.filter(({ id }) => rows.some(({ type }) => type === id)).map(({ id, name, color, icon, sign, ports }) => ({ id, name, color, icon, sign, ports: [...ports] })),
    areas, texts, lines: lines.map((line) => ({ ...line, points: line.points.map((point) => freePoint(world, servers, point)) })),
  };
}

/** Where a view shows a server. */
function placeOf(world: World, id: string): Server['position'] {
  const server = world.indexOf(id);
  return { x: world.servers.x[server] ?? 0, y: world.servers.y[server] ?? 0 };
}

const isWhole = (members: Members, servers: ReadonlySet<number>): boolean => members.length > 0 && Array.from(members).every((member) => servers.has(member));
const itemsOf = (page: Page, kind: 'area' | 'text' | 'line'): string[] => page.selection.idsOf(kind);
const isChosen = (page: Page, world: World, at: number): boolean => page.selection.idsOf('cluster').includes(world.clusters[at]?.id ?? '');

async function fetchServers(page: Page, ids: readonly string[]): Promise<Server[]> {
  const rows: Server[] = [];
  for (let at = 0; at < ids.length; at += IDS_ASKED_MAX) {
    const query = { ids: ids.slice(at, at + IDS_ASKED_MAX).join(','), limit: IDS_ASKED_MAX };
    rows.push(...(await page.api.call((client) => client.servers.list(query))).items);
  }
  return rows;
}

/** What was said of a server, without what was measured; without its secret for who may not use it. */
function saidOf(server: Server, mayAct: boolean): Copied['servers'][number] {
  const { status: _s, metrics: _m, created_at: _c, updated_at: _u, last_seen_at: _l, problem: _p, ...said } = server;
  return mayAct ? said : { ...said, source: withoutCredential(said.source) };
}

/** A source without the stored secret that it names. */
export function withoutCredential(source: Server['source']): Server['source'] {
  const { credential: _credential, ...open } = source as Server['source'] & { credential?: string };
  return open;
}

/** Connections with both ends among these. Those that a cluster made go with it, or not at all. */
function connectionsAmong(world: World, servers: ReadonlySet<number>, whole: ReadonlySet<string>): Copied['connections'] {
  const { from, to, type } = world.connections;
  const rows = new Set([...servers].flatMap((server) => world.connectionsOf(server)));
  return [...rows].flatMap((row) => {
    const [start, end] = [from[row] ?? -1, to[row] ?? -1];
    if (!servers.has(start) || !servers.has(end)) return [];
    const kind = CONNECTION_TYPES[type[row] ?? 0] ?? 'standard';
    const cluster = kind === 'cluster_internal' ? clusterOf(world, start, end, whole) : null;
    if (kind === 'cluster_internal' && cluster === null) return [];
    const { label, style } = world.links.dressOf(row) ?? {};
    return [{ from: world.idOf(start), to: world.idOf(end), type: kind, ...(label === undefined ? {} : { label }), ...(style === undefined ? {} : { style }), ...(cluster === null ? {} : { cluster }) }];
  });
}

function clusterOf(world: World, a: number, b: number, whole: ReadonlySet<string>): string | null {
  const shared = world.clustersOf(a).filter((cluster) => world.clustersOf(b).includes(cluster)).map((cluster) => world.clusters[cluster]?.id ?? '');
  return shared.find((id) => whole.has(id)) ?? null;
}

/** A line that ends at a server which is not copied ends where that stands. */
function freePoint(world: World, servers: ReadonlySet<number>, point: LinePoint): LinePoint {
  if (!('server' in point)) return point;
  const server = world.indexOf(point.server);
  return server < 0 || servers.has(server) ? point : { x: world.servers.x[server] ?? 0, y: world.servers.y[server] ?? 0 };
}
