import type { Database } from './database.ts';
import type { Journal } from './journal.ts';

/** The host key of a server as it was first seen, or last accepted by a person: `fingerprint` is SHA-256 as OpenSSH prints it. */
export type KnownHost = { readonly algorithm: string; readonly fingerprint: string };

/** Host keys by server: trusted on first use, a changed one is refused until a person forgets the old. */
export class KnownHosts {
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #nowMs: () => number;

  constructor(database: Database, journal: Journal, nowMs: () => number) {
    this.#database = database;
    this.#journal = journal;
    this.#nowMs = nowMs;
  }

  get(serverId: string): KnownHost | null {
    return (this.#database.prepare('SELECT algorithm, fingerprint FROM known_hosts WHERE server_id = ?').get(serverId) as KnownHost | undefined) ?? null;
  }

  /** Runs inside `store.write`. */
  trust(serverId: string, { algorithm, fingerprint }: KnownHost): void {
    this.#journal.assertOpen();
    this.#database.prepare('INSERT OR REPLACE INTO known_hosts (server_id, algorithm, fingerprint, trusted_ms) VALUES (?, ?, ?, ?)')
      .run(serverId, algorithm, fingerprint, this.#nowMs());
  }

  /** Runs inside `store.write`. */
  forget(serverId: string): void {
    this.#journal.assertOpen();
    this.#database.prepare('DELETE FROM known_hosts WHERE server_id = ?').run(serverId);
  }
}
