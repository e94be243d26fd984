import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';
import { codeOf } from './database.ts';

/** A key of 256 bits and the name that secrets remember it by. */
export type KeyMaterial = { readonly id: string; readonly bytes: Buffer };

const KEY_BYTES = 32;

/** The file with the key of the secrets: 64 hexadecimal digits, for its owner alone (0600), made when the first secret comes. */
export class SecretKey {
  readonly #file: string;
  #known: KeyMaterial | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** The key, or undefined where there is no file. Throws where the file is no key or others can read it. */
  read(): KeyMaterial | undefined {
    if (this.#known !== undefined) return this.#known;
    try {
      const text = readFileSync(this.#file, 'utf8').trim();
      if ((statSync(this.#file).mode & 0o077) !== 0) throw new ProblemError('storage', say('key_file_open', { file: this.#file }));
      if (!/^[0-9a-f]{64}$/.test(text)) throw new ProblemError('storage', say('key_file_wrong', { file: this.#file }));
      this.#known = materialOf(Buffer.from(text, 'hex'));
      return this.#known;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** The key; a new one, on the disk before it is used, where there is none. */
  make(): KeyMaterial {
    const known = this.read();
    if (known !== undefined) return known;
    const bytes = randomBytes(KEY_BYTES);
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const descriptor = openSync(this.#file, 'wx', 0o600);
    try {
      writeSync(descriptor, `${bytes.toString('hex')}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    this.#known = materialOf(bytes);
    return this.#known;
  }
}

const materialOf = (bytes: Buffer): KeyMaterial => ({ id: createHash('sha256').update('key id').update(bytes).digest('hex').slice(0, 16), bytes });
