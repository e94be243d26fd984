import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Words of one language whose keys start with `prefix`, the prefix taken off; those that are missing come from English.
 * Source of the format: Webmin's lang files, `key=value` lines.
 */
export function wordsOf(folder, language, prefix = '') {
  const read = (name) => (existsSync(join(folder, name)) ? parseWords(readFileSync(join(folder, name), 'utf8')) : {});
  const all = { ...read('en'), ...read(language) };
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]));
}

/** Lines `key=value`; `#` starts a comment; everything after the first `=` is the value. */
export function parseWords(text) {
  const pairs = text.split('\n').filter((line) => line.includes('=') && !line.startsWith('#')).map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, at).trim(), line.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}
