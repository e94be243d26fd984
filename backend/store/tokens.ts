import { isoOf } from '../clock.ts';
import type { Access, Right } from '../contract/access.ts';
import type { MadeToken, NewToken, Token } from '../contract/token.ts';
import { notFound } from '../errors.ts';
import { freeIdOf, randomSecret, slugOf } from '../ids.ts';
import type { Database } from './database.ts';
import type { Journal } from './journal.ts';
import { hashOf, Sessions } from './sessions.ts';

/** Who a token speaks for. */
export type Identity = { readonly user: string; readonly access: Access };

type TokenRow = { id: string; name: string; rights: string; clusters: string; created_ms: number; expires_ms: number | null };

/** Tokens of scripts and programs. The database keeps their SHA-256: they are 256 random bits, so nothing slower is needed. */
export class Tokens {
  readonly sessions: Sessions;
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #nowMs: () => number;

  constructor(database: Database, journal: Journal, nowMs: () => number) {
    this.#database = database;
    this.#journal = journal;
    this.#nowMs = nowMs;
    this.sessions = new Sessions(database, journal, nowMs);
  }

  /** Makes a token: to look at everything, unless told otherwise. This is the only time it is shown. Runs inside `store.write`. */
  add({ name, rights = ['view'], clusters = '*', expires_at: expiresAt = null }: NewToken): MadeToken {
    this.#journal.assertOpen();
    const id = freeIdOf(slugOf(name) || 'token', (candidate) => this.get(candidate) !== undefined);
    const token = randomSecret();
    this.#database.prepare('INSERT INTO tokens (id, name, hash, rights, clusters, created_ms, expires_ms) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(id, name, hashOf(token), JSON.stringify(rights), JSON.stringify(clusters), this.#nowMs(), expiresAt === null ? null : Date.parse(expiresAt));
    return { ...this.#require(id), token };
  }

  /** Who a token speaks for; null for one that is unknown or over. */
  find(token: string): Identity | null {
    const row = this.#database.prepare('SELECT id, name, rights, clusters, created_ms, expires_ms FROM tokens WHERE hash = ?').get(hashOf(token)) as TokenRow | undefined;
    if (row === undefined || (row.expires_ms !== null && row.expires_ms <= this.#nowMs())) return null;
    return { user: row.name, access: accessOf(row) };
  }

  get(id: string): Token | undefined {
    const row = this.#database.prepare('SELECT * FROM tokens WHERE id = ?').get(id) as TokenRow | undefined;
    return row === undefined ? undefined : shown(row);
  }

  /** All tokens by id; never the tokens themselves. */
  list(): Token[] {
    return (this.#database.prepare('SELECT * FROM tokens ORDER BY id').all() as TokenRow[]).map(shown);
  }

  /** Runs inside `store.write`. */
  remove(id: string): void {
    this.#journal.assertOpen();
    if (this.#database.prepare('DELETE FROM tokens WHERE id = ?').run(id).changes === 0) throw notFound('token', id);
  }

  #require(id: string): Token {
    const token = this.get(id);
    if (token === undefined) throw notFound('token', id);
    return token;
  }
}

const accessOf = ({ rights, clusters }: { rights: string; clusters: string }): Access =>
  ({ rights: JSON.parse(rights) as Right[], clusters: JSON.parse(clusters) as Access['clusters'] });

const shown = (row: TokenRow): Token => ({
  id: row.id, name: row.name, ...accessOf(row), created_at: isoOf(row.created_ms), expires_at: row.expires_ms === null ? null : isoOf(row.expires_ms),
});
