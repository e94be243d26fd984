import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { isoOf } from '../clock.ts';
import type { Credential, NewCredential } from '../contract/credential.ts';
import { say } from '../contract/sentence.ts';
import { notFound, ProblemError } from '../errors.ts';
import { freeIdOf, slugOf } from '../ids.ts';
import type { Database } from './database.ts';
import type { Journal } from './journal.ts';
import type { SecretKey } from './secret-key.ts';

/** A stored secret as people see it. `enter_again`: it was encrypted with a key that is not here. */
export type StoredSecret = Credential & { readonly state: 'ready' | 'enter_again' };

/** A secret that the configuration file or the environment holds, under the id it always has. */
export type ProvidedSecret = Pick<NewCredential, 'name' | 'kind' | 'value'> & { readonly id: string };

/** A secret in the clear, for senses only. */
export type RevealedSecret = { readonly kind: Credential['kind']; readonly value: string; readonly passphrase: string | undefined };

type SecretRow = { id: string; name: string; kind: Credential['kind']; key_id: string; sealed: Buffer; created_ms: number; updated_ms: number };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Credentials, encrypted with AES-256-GCM (NIST SP 800-38D): nonce, tag, ciphertext, bound to their id. The key lies in a file
 * outside the database, so a copy of the database tells nothing. Values go in and never come out of a list.
 */
export class Secrets {
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #key: SecretKey;
  readonly #nowMs: () => number;

  constructor(database: Database, journal: Journal, key: SecretKey, nowMs: () => number) {
    this.#database = database;
    this.#journal = journal;
    this.#key = key;
    this.#nowMs = nowMs;
  }

  /** Keeps a new secret; an id in use is 409, unless its value has to be entered again. Runs inside `store.write`. */
  put({ id, name, kind, value, passphrase }: NewCredential): StoredSecret {
    this.#journal.assertOpen();
    const secretId = id ?? freeIdOf(slugOf(name) || kind.replace('_', '-'), (candidate) => this.get(candidate) !== undefined);
    if (this.get(secretId)?.state === 'ready') throw new ProblemError('id_taken', say('credential_taken', { id: JSON.stringify(secretId) }));
    this.#write(secretId, { name, kind, value, passphrase });
    return this.#shown(this.#require(secretId));
  }

  /** Whether a provided secret has another value than when it was last kept. Who removed or changed it since is not overruled. */
  isNews(secret: ProvidedSecret): boolean {
    const key = this.#key.read();
    return key === undefined || this.#keptPrint(secret.id) !== printOf(secret, key.bytes);
  }

  /** Keeps a provided secret that is news; false where a person has entered one under its id, which stays. Runs inside `store.write`. */
  keep(secret: ProvidedSecret): boolean {
    this.#journal.assertOpen();
    if (this.#keptPrint(secret.id) === undefined && this.get(secret.id)?.state === 'ready') return false;
    this.#write(secret.id, { ...secret, passphrase: undefined });
    this.#database.prepare('INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)').run(factOf(secret.id), printOf(secret, this.#key.make().bytes));
    return true;
  }

  /** All secrets by id, without their values. */
  list(): StoredSecret[] {
    return (this.#database.prepare('SELECT * FROM secrets ORDER BY id').all() as SecretRow[]).map((row) => this.#shown(row));
  }

  get(id: string): StoredSecret | undefined {
    const row = this.#row(id);
    return row === undefined ? undefined : this.#shown(row);
  }

  /** The secret in the clear. Throws 404 where there is none, and says "enter it again" where its key is not here. */
  reveal(id: string): RevealedSecret {
    const row = this.#require(id);
    const key = this.#key.read();
    if (key?.id !== row.key_id) throw enterAgain(row);
    try {
      const { value, passphrase } = JSON.parse(unseal(row.sealed, key.bytes, row.id)) as { value: string; passphrase?: string };
      return { kind: row.kind, value, passphrase };
    } catch (error) {
      throw enterAgain(row, error);
    }
  }

  /** Runs inside `store.write`. Servers that named it say so at their next poll. */
  remove(id: string): void {
    this.#journal.assertOpen();
    this.#require(id);
    this.#database.prepare('DELETE FROM secrets WHERE id = ?').run(id);
  }

  #write(id: string, { name, kind, value, passphrase }: Pick<NewCredential, 'name' | 'kind' | 'value'> & { readonly passphrase: string | undefined }): void {
    const key = this.#key.make();
    const sealed = seal(JSON.stringify({ value, passphrase }), key.bytes, id);
    const nowMs = this.#nowMs();
    this.#database.prepare(`INSERT INTO secrets (id, name, kind, key_id, sealed, created_ms, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, key_id = excluded.key_id, sealed = excluded.sealed, updated_ms = excluded.updated_ms`)
      .run(id, name, kind, key.id, sealed, nowMs, nowMs);
  }

  #keptPrint(id: string): string | undefined {
    return this.#database.prepare('SELECT value FROM facts WHERE key = ?').pluck().get(factOf(id)) as string | undefined;
  }

  #row(id: string): SecretRow | undefined {
    return this.#database.prepare('SELECT * FROM secrets WHERE id = ?').get(id) as SecretRow | undefined;
  }

  #require(id: string): SecretRow {
    const row = this.#row(id);
    if (row === undefined) throw notFound('credential', id);
    return row;
  }

  #shown({ id, name, kind, key_id: keyId, created_ms: createdMs, updated_ms: updatedMs }: SecretRow): StoredSecret {
    const state = this.#key.read()?.id === keyId ? 'ready' : 'enter_again';
    return { id, name, kind, state, created_at: isoOf(createdMs), updated_at: isoOf(updatedMs) };
  }
}

const factOf = (id: string): string => `provided secret ${id}`;

/** Tells whether a value is the same again. Keyed, so that a copy of the database does not help to guess a short one. */
const printOf = ({ id, kind, value }: ProvidedSecret, key: Buffer): string => createHmac('sha256', key).update(JSON.stringify([id, kind, value])).digest('hex');

const enterAgain = ({ name }: SecretRow, cause?: unknown): ProblemError =>
  new ProblemError('storage', say('credential_locked', { name: JSON.stringify(name) }), cause === undefined ? {} : { cause });

function seal(text: string, key: Buffer, id: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unseal(sealed: Buffer, key: Buffer, id: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
