import type { StoredConnection } from '../../contract/connection.ts';
import type { StoredServer } from '../../contract/server.ts';
import type { ConnectionType } from '../../contract/statuses.ts';
import type { Traffic } from '../../contract/traffic.ts';
import { UNASKED, type Health } from '../../domain/health.ts';
import type { Due } from '../schedule.ts';
import type { Measured } from './polling.ts';

const NONE: readonly ConnectionEntry[] = [];
const UNMEASURED: StoredServer['source'] = { kind: 'none' };

/** A server as the loop knows it: what its row says about reaching it, and what is known of it. */
export class ServerEntry implements Due {
  readonly noun = 'server';
  readonly id: string;
  ip = '';
  type = '';
  source: StoredServer['source'] = UNMEASURED;
  inMaintenance = false;
  health: Health = UNASKED;
  /** Set while a collector reads it. */
  measured: Measured | null = null;
  /** The port that accepted last. */
  lastPort = 0;
  isProbed = false;
  /** Connections from and to it. Most servers have few: an empty list is shared. */
  links: readonly ConnectionEntry[] = NONE;
  dueMs = 0;
  place = 0;
  schedule: Due['schedule'] = null;

  constructor(id: string) {
    this.id = id;
  }
}

/** A connection likewise. */
export class ConnectionEntry implements Due {
  readonly noun = 'connection';
  readonly id: string;
  readonly from: ServerEntry;
  readonly to: ServerEntry;
  type: ConnectionType;
  health: Health = UNASKED;
  latencyMs: number | null = null;
  traffic: Traffic | null = null;
  lastPort = 0;
  isProbed = false;
  dueMs = 0;
  place = 0;
  schedule: Due['schedule'] = null;

  constructor(id: string, from: ServerEntry, to: ServerEntry, type: ConnectionType) {
    this.id = id;
    this.from = from;
    this.to = to;
    this.type = type;
  }
}

/** What a row that was put means for the loop: begin anew, only show another state, or nothing. */
export type Meaning = 'new' | 'shown' | 'same';

const NO_PORTS: readonly number[] = [];

/** Servers, connections and ports of types, by id, as far as reaching them goes. Holds no row: 100,000 servers stay small. */
export class Roster {
  readonly servers = new Map<string, ServerEntry>();
  readonly connections = new Map<string, ConnectionEntry>();
  readonly #ports = new Map<string, readonly number[]>();
  /** Words that many rows share: each row brings its own copy. */
  readonly #words = new Map<string, string>();

  portsOf(type: string): readonly number[] {
    return this.#ports.get(type) ?? NO_PORTS;
  }

  /** Notes the ports of a type; true if they are others than before. */
  putType(id: string, ports: readonly number[]): boolean {
    const before = this.portsOf(id);
    this.#ports.set(id, ports);
    return before.length !== ports.length || before.some((port, index) => port !== ports[index]);
  }

  removeType(id: string): void {
    this.#ports.delete(id);
  }

  putServer(row: StoredServer): { entry: ServerEntry; meaning: Meaning } {
    const known = this.servers.get(row.id);
    const entry = known ?? new ServerEntry(row.id);
    if (known === undefined) this.servers.set(row.id, entry);
    const isElsewhere = known === undefined || entry.ip !== row.ip || entry.type !== row.type || !isSameSource(entry.source, row.source);
    const isShown = entry.inMaintenance !== row.maintenance;
    entry.ip = row.ip;
    entry.type = this.#shared(row.type);
    entry.source = row.source.kind === 'none' ? UNMEASURED : row.source;
    entry.inMaintenance = row.maintenance;
    return { entry, meaning: isElsewhere ? 'new' : isShown ? 'shown' : 'same' };
  }

  /** The entry of a connection; null where an end is not there (yet). */
  putConnection(row: StoredConnection): { entry: ConnectionEntry; meaning: Meaning } | null {
    const from = this.servers.get(row.from);
    const to = this.servers.get(row.to);
    if (from === undefined || to === undefined) return null;
    const known = this.connections.get(row.id);
    if (known?.from === from && known.to === to) {
      const meaning = known.type === row.type ? 'same' : 'new';
      known.type = this.#shared(row.type);
      return { entry: known, meaning };
    }
    const entry = new ConnectionEntry(row.id, from, to, this.#shared(row.type));
    if (known !== undefined) this.removeConnection(known.id);
    this.connections.set(row.id, entry);
    from.links = [...from.links, entry];
    to.links = [...to.links, entry];
    return { entry, meaning: 'new' };
  }

  removeServer(id: string): void {
    this.servers.delete(id);
  }

  removeConnection(id: string): void {
    const entry = this.connections.get(id);
    if (entry === undefined) return;
    this.connections.delete(id);
    for (const end of [entry.from, entry.to]) end.links = end.links.filter((link) => link !== entry);
  }

  #shared<Word extends string>(word: Word): Word {
    const known = this.#words.get(word) as Word | undefined;
    if (known === undefined) this.#words.set(word, word);
    return known ?? word;
  }

  isKnown(entry: ServerEntry | ConnectionEntry): boolean {
    return (entry.noun === 'server' ? this.servers : this.connections).get(entry.id) === entry;
  }
}

function isSameSource(one: StoredServer['source'], other: StoredServer['source']): boolean {
  const [a, b] = [one, other] as Record<string, unknown>[];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => a?.[key] === b?.[key]);
}
