import { createHash } from 'node:crypto';
import { isoOf } from '../clock.ts';
import { randomSecret } from '../ids.ts';
import type { Database } from './database.ts';
import type { Journal } from './journal.ts';

/** What the database keeps of a secret that can stand for somebody: it holds 256 random bits, so nothing slower is needed. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Sessions of browsers: a cookie's value each, kept as SHA-256, until they are over or revoked. */
export class Sessions {
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #nowMs: () => number;

  constructor(database: Database, journal: Journal, nowMs: () => number) {
    this.#database = database;
    this.#journal = journal;
    this.#nowMs = nowMs;
  }

  /** Opens a session of so many milliseconds; answers the cookie's value. Those that are over are forgotten. Runs inside `store.write`. */
  add(ttlMs: number): string {
    this.#journal.assertOpen();
    const session = randomSecret();
    const nowMs = this.#nowMs();
    this.#database.prepare('DELETE FROM sessions WHERE expires_ms <= ?').run(nowMs);
    this.#database.prepare('INSERT INTO sessions (hash, created_ms, expires_ms) VALUES (?, ?, ?)').run(hashOf(session), nowMs, nowMs + ttlMs);
    return session;
  }

  /** When a session ends; null for one that is unknown, revoked or over. */
  find(session: string): { readonly expires_at: string } | null {
    const expiresMs = this.#database.prepare('SELECT expires_ms FROM sessions WHERE hash = ?').pluck().get(hashOf(session)) as number | undefined;
    return expiresMs === undefined || expiresMs <= this.#nowMs() ? null : { expires_at: isoOf(expiresMs) };
  }

  /** Ends a session; one that is not there is ended already. Runs inside `store.write`. */
  revoke(session: string): void {
    this.#journal.assertOpen();
    this.#database.prepare('DELETE FROM sessions WHERE hash = ?').run(hashOf(session));
  }

  /** Ends all sessions. Runs inside `store.write`. */
  revokeAll(): void {
    this.#journal.assertOpen();
    this.#database.prepare('DELETE FROM sessions').run();
  }
}
