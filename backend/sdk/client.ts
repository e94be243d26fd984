import type { Area, NewArea } from '../contract/area.ts';
import type { Cluster, NewCluster } from '../contract/cluster.ts';
import type { Connection, ConnectionEnds, NewConnection } from '../contract/connection.ts';
import type { Credential, NewCredential } from '../contract/credential.ts';
import type { Export, ImportReport } from '../contract/export.ts';
import type { FloorText, NewFloorText } from '../contract/floor-text.ts';
import type { FreeLine, NewFreeLine } from '../contract/free-line.ts';
import type { Icon, NewIcon } from '../contract/icon.ts';
import type { MetricSeries } from '../contract/metric-series.ts';
import type { Network, NewNetwork } from '../contract/network.ts';
import type { NewServer, Server } from '../contract/server.ts';
import type { NewServerType, ServerType } from '../contract/server-type.ts';
import type { Removal } from '../contract/removal.ts';
import type { Stats } from '../contract/stats.ts';
import type { TagKeys, TagValues } from '../contract/tags.ts';
import type { MadeToken, NewToken, Ticket, Token } from '../contract/token.ts';
import { decodeTopology, TOPOLOGY_MEDIA_TYPE, type Topology } from '../contract/topology.ts';
import type { NextUndo } from '../contract/undo.ts';
import type { NewView, View } from '../contract/view.ts';
import { problemIn } from './client-problem.ts';
import { Collection } from './collection.ts';
import { LiveFeed, type LiveOptions } from './live-feed.ts';
import { ask, send, type Endpoint } from './request.ts';

export type ClientOptions = Endpoint & {
  /** Address of the WebSocket; made from `api` if absent. The page's `data-ws` says it. */
  readonly ws?: string;
  /** Under Webmin a socket has no identity: it shows a ticket that is asked for first. */
  readonly usesTickets?: boolean;
};

/** An answer of POST /api/undo and /api/redo. */
export type ImportOptions = { readonly dryRun?: boolean; readonly diff?: boolean; readonly mode?: 'merge' | 'replace' | 'add'; readonly type?: string; readonly columns?: string | undefined; readonly summary?: string };

export type Undone = { readonly summary: string };

/**
 * Unlimited Cluster's REST interface and live feed, for page, command line and strangers. Needs nothing but `fetch`; every refusal is
 * thrown as ClientProblem.
 */
export class Client {
  readonly servers: Collection<Server, NewServer>;
  readonly connections: Collection<Connection, NewConnection>;
  readonly clusters: Collection<Cluster, NewCluster>;
  readonly networks: Collection<Network, NewNetwork>;
  readonly serverTypes: Collection<ServerType, NewServerType>;
  readonly icons: Collection<Icon, NewIcon>;
  readonly areas: Collection<Area, NewArea>;
  readonly texts: Collection<FloorText, NewFloorText>;
  readonly lines: Collection<FreeLine, NewFreeLine>;
  readonly views: Collection<View, NewView>;
  readonly credentials: Collection<Credential, NewCredential>;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.servers = new Collection(options, 'servers');
    this.connections = new Collection(options, 'connections');
    this.clusters = new Collection(options, 'clusters');
    this.networks = new Collection(options, 'networks');
    this.serverTypes = new Collection(options, 'server-types');
    this.icons = new Collection(options, 'icons');
    this.areas = new Collection(options, 'areas');
    this.texts = new Collection(options, 'texts');
    this.lines = new Collection(options, 'lines');
    this.views = new Collection(options, 'views');
    this.credentials = new Collection(options, 'credentials');
  }

  /** Whether the daemon answers at all; needs no credentials. */
  health(): Promise<{ status: string }> {
    return ask(this.#options, 'health');
  }

  stats(): Promise<Stats> {
    return ask(this.#options, 'stats');
  }

  /** Everything the map needs. Continue with the live feed from `header.number` and `header.revision`. */
  async topology(signal?: AbortSignal): Promise<Topology> {
    const response = await send(this.#options, 'topology', { headers: { Accept: TOPOLOGY_MEDIA_TYPE }, signal });
    if (!response.ok || !(response.headers.get('content-type') ?? '').startsWith(TOPOLOGY_MEDIA_TYPE)) throw await problemIn(response);
    return decodeTopology(await response.arrayBuffer());
  }

  /** Which tags the servers have, the commonest first. */
  tagKeys(): Promise<TagKeys> {
    return ask(this.#options, 'topology/tags');
  }

  /** One tag of all servers: its values, and who has each. */
  tagValues(key: string): Promise<TagValues> {
    return ask(this.#options, `topology/tags/${encodeURIComponent(key)}`);
  }

  export(): Promise<Export> {
    return ask(this.#options, 'export');
  }

  /**
   * Imports a file: its text, bytes or Blob, JSON unless `type` says otherwise. `merge` removes nothing; `replace` removes what the file does not have;
   * `add` refuses ids that are there.
   * `columns` says which column of CSV is what.
   */
  import(file: NonNullable<RequestInit['body']>, options: ImportOptions = {}): Promise<ImportReport> {
    return ask(this.#options, 'import', {
      method: 'POST', body: file, headers: { 'Content-Type': options.type ?? 'application/json' },
      query: { dry_run: options.dryRun, diff: options.diff, mode: options.mode, columns: options.columns, summary: options.summary },
    });
  }

  /** Takes the caller's last edit back; with `skip`, leaves it as it is, so that the one before it comes next. */
  undo({ skip }: { readonly skip?: boolean } = {}): Promise<Undone> {
    return ask(this.#options, 'undo', { method: 'POST', query: { skip } });
  }

  redo({ skip }: { readonly skip?: boolean } = {}): Promise<Undone> {
    return ask(this.#options, 'redo', { method: 'POST', query: { skip } });
  }

  /** What `undo` and `redo` would take back and make again; null where there is nothing. */
  nextUndo(): Promise<NextUndo> {
    return ask(this.#options, 'undo');
  }

  /** Removes everything named in one change, or nothing: 404 names what is not there. */
  removeTogether(removal: Removal): Promise<void> {
    return ask(this.#options, 'topology', { method: 'DELETE', json: removal });
  }

  /** The same dependency the other way round, in one change: the old connection goes, the answer is the new one. */
  reverse(id: string): Promise<Connection> {
    return ask(this.#options, `connections/${encodeURIComponent(id)}/reverse`, { method: 'POST' });
  }

  /** Another server at one end or both, in one change: the old connection goes, the answer is the new one. */
  reconnect(id: string, ends: ConnectionEnds): Promise<Connection> {
    return ask(this.#options, `connections/${encodeURIComponent(id)}/reconnect`, { method: 'POST', json: ends });
  }

  /** Removes all connections from one server to another, of one type if given; 404 where there is none. */
  disconnect(match: { from: string; to: string; type?: Connection['type'] }): Promise<void> {
    return ask(this.#options, 'connections', { method: 'DELETE', json: match });
  }

  /** The recent numbers of a server. */
  series(id: string, range: { from?: string; to?: string; step?: string } = {}): Promise<MetricSeries> {
    return ask(this.#options, `servers/${encodeURIComponent(id)}/metrics`, { query: range });
  }

  /** Reads a server's numbers now; `poll` says how that went. */
  poll(id: string): Promise<Server & { poll: { success: boolean; duration_seconds: number; problem: string | null } }> {
    return ask(this.#options, `servers/${encodeURIComponent(id)}/poll`, { method: 'POST' });
  }

  /** Adds a server after trying the ports of its type; what does not answer is a warning, never a refusal. */
  addVerified(draft: NewServer): Promise<Server & { warnings?: string[] }> {
    return ask(this.#options, 'servers', { method: 'POST', json: draft, query: { verify: true } });
  }

  tokens(): Promise<{ items: Token[]; next_cursor: string | null }> {
    return ask(this.#options, 'tokens');
  }

  addToken(draft: NewToken): Promise<MadeToken> {
    return ask(this.#options, 'tokens', { method: 'POST', json: draft });
  }

  revokeToken(id: string): Promise<void> {
    return ask(this.#options, `tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  ticket(): Promise<Ticket> {
    return ask(this.#options, 'ws-ticket', { method: 'POST' });
  }

  /** Follows the live feed, through every interruption, until it is closed. */
  live(options: LiveOptions): LiveFeed {
    const { api, ws, usesTickets, token } = this.#options;
    const feed = new LiveFeed({
      address: ws ?? api.replace(/api\/$/, 'ws'),
      // A browser cannot send a token with a socket, so whoever has only a token asks for a ticket.
      ...(usesTickets === true || token !== undefined ? { ticket: async () => (await this.ticket()).ticket } : {}),
    }, options);
    feed.open();
    return feed;
  }

  /** One page of any route, for what has no method here yet. */
  ask<Value>(path: string, question: Parameters<typeof ask>[2] = {}): Promise<Value> {
    return ask(this.#options, path, question);
  }

  /** The raw response of any route: a metrics page, a file. */
  send(path: string, question: Parameters<typeof send>[2] = {}): Promise<Response> {
    return send(this.#options, path, question);
  }
}
