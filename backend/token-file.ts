import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, StartError } from './errors.ts';
import { randomSecret } from './ids.ts';

/** The daemon's own token: `$DATA/token`, mode 0600, made at the first start. */
export function tokenIn(folder: string): string {
  const file = join(folder, 'token');
  try {
    return readToken(file) ?? makeToken(file);
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(`The token ${file} cannot be read or made: ${messageOf(error)}.`, { cause: error });
  }
}

function readToken(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  if (!/^[\x21-\x7e]{16,}$/.test(text)) throw new StartError(`The token in ${file} is not one (16 characters or more, no spaces). Remove the file and a new one is made.`);
  chmodSync(file, 0o600);
  return text;
}

function makeToken(file: string): string {
  const token = randomSecret();
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return token;
}
