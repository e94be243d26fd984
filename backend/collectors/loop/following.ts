import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Change, ChangedRow } from '../../contract/change.ts';
import type { StoredConnection } from '../../contract/connection.ts';
import type { ServerType } from '../../contract/server-type.ts';
import type { StoredServer } from '../../contract/server.ts';
import type { Log } from '../../log.ts';
import { runEvery, type Loop } from '../../loop.ts';
import type { Store } from '../../store/store.ts';

/** What is done about rows that appeared, changed or left. */
export type RowListener = {
  putType(row: ServerType): void;
  removeType(id: string): void;
  putServer(row: StoredServer, isStart: boolean): void;
  removeServer(id: string): void;
  putConnection(row: StoredConnection, isStart: boolean): void;
  removeConnection(id: string): void;
  /** Removes whatever is not named: after a reset. */
  retain(servers: ReadonlySet<string>, connections: ReadonlySet<string>): void;
};

const PAGE = 1_000;
const CHANGES_AT_ONCE = 500;
/** The feed wakes; this is only the net below it. */
const LOOK_MS = 60_000;

/** Types stand before servers and servers before connections: a row finds what it refers to. */
const ORDER: readonly ChangedRow['noun'][] = ['server-types', 'servers', 'connections'];

/** Follows the store: all rows page by page at the start and after a reset, then change by change. */
export class Following {
  readonly #store: Store;
  readonly #listener: RowListener;
  readonly #loop: Loop;
  readonly #unsubscribe: () => void;
  #number: number | null = null;
  #isStart = true;

  constructor(store: Store, listener: RowListener, log: Log) {
    this.#store = store;
    this.#listener = listener;
    this.#loop = runEvery({ name: 'collecting follows the store', intervalMs: LOOK_MS, log }, (signal) => this.#follow(signal));
    this.#unsubscribe = store.feed.subscribe(() => this.#loop.wake());
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    await this.#loop.stop();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#number !== this.#store.feed.number) {
      const changes = this.#number === null ? null : this.#store.feed.since(this.#number, CHANGES_AT_ONCE);
      if (changes === null || changes.some(({ rows }) => rows === null)) await this.#readAll(signal);
      else for (const change of changes) this.#apply(change);
      await nextTurn();
    }
  }

  #apply({ number, rows }: Change): void {
    for (const noun of ORDER) {
      for (const row of rows ?? []) if (row.noun === noun) this.#applyRow(row);
    }
    this.#number = number;
  }

  #applyRow(row: ChangedRow): void {
    const listener = this.#listener;
    switch (row.noun) {
      case 'server-types':
        if (row.op === 'put') listener.putType(row.value as ServerType);
        else listener.removeType(row.id);
        break;
      case 'servers':
        if (row.op === 'put') listener.putServer(row.value as StoredServer, false);
        else listener.removeServer(row.id);
        break;
      case 'connections':
        if (row.op === 'put') listener.putConnection(row.value as StoredConnection, false);
        else listener.removeConnection(row.id);
        break;
      case 'clusters': case 'networks': case 'areas': case 'texts': case 'lines': case 'views': break;
    }
  }

  /** Reads every row. Changes made meanwhile have larger numbers and are applied after. */
  async #readAll(signal: AbortSignal): Promise<void> {
    const { feed, serverTypes, servers, connections } = this.#store;
    const { number } = feed;
    const isStart = this.#isStart;
    const [knownServers, knownConnections] = [new Set<string>(), new Set<string>()];
    await eachPage(serverTypes, signal, (row) => this.#listener.putType(row));
    await eachPage(servers, signal, (row) => { knownServers.add(row.id); this.#listener.putServer(row, isStart); });
    await eachPage(connections, signal, (row) => { knownConnections.add(row.id); this.#listener.putConnection(row, isStart); });
    if (signal.aborted) return;
    this.#listener.retain(knownServers, knownConnections);
    this.#number = number;
    this.#isStart = false;
  }
}

type Pages<Row> = { list(query: { limit: number; cursor?: string | undefined }): { items: readonly Row[]; next_cursor: string | null } };

async function eachPage<Row>(rows: Pages<Row>, signal: AbortSignal, take: (row: Row) => void): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = rows.list({ limit: PAGE, cursor });
    for (const row of page.items) take(row);
    cursor = page.next_cursor ?? undefined;
    // Requests are answered between two pages.
    await nextTurn();
  } while (cursor !== undefined && !signal.aborted);
}
