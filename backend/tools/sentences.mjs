/** Writes the keys of the daemon's sentences, and the names of their places, as types. `npm run check` and `npm run build` run it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wordsOf } from './words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Start of the keys in lang/. */
export const PREFIX = 'daemon_';

/** The sentences of both languages by their keys, as contract/sentence.ts reads them. */
export const sentences = () => Object.fromEntries(['en', 'es'].map((language) => [language, wordsOf(join(root, 'lang'), language, PREFIX)]));

/** What a bundler puts in place of the name by which contract/sentence.ts knows them. */
export const sentenceDefine = () => ({ __SENTENCES__: JSON.stringify(sentences()) });

/** Names of the places of a text, each once, in order. */
export const placesOf = (text) => [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name))].sort();

/** The text of contract/sentence-keys.ts. */
export function keysFile() {
  const lines = Object.entries(sentences().en).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, text]) => `  ${key}: ${placesOf(text).map((name) => `'${name}'`).join(' | ') || 'never'};\n`);
  return `// No imports. Made of lang/en by backend/tools/sentences.mjs: change a sentence there, then npm run check.\n/* eslint-disable max-lines -- a line for each sentence */\n\n/** The places of every sentence. */\nexport type Places = {\n${lines.join('')}};\n`;
}

/** Writes the file where it is not as it should be. */
export function writeKeys() {
  const file = join(root, 'backend/contract/sentence-keys.ts');
  const text = keysFile();
  if (readFileSync(file, { encoding: 'utf8', flag: 'a+' }) !== text) writeFileSync(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeKeys();
