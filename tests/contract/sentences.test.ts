import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { languageFrom } from '../../backend/contract/language.ts';
import { plain, say, textOf, type Sentence } from '../../backend/contract/sentence.ts';
import { notFound, PROBLEMS, SentenceError, sentenceOf } from '../../backend/errors.ts';
import { FEED_NOUNS } from '../../backend/contract/change.ts';
import { FULL_ACCESS } from '../../backend/contract/access.ts';
import { keysFile, placesOf, sentences } from '../../backend/tools/sentences.mjs';
import { SOURCES, find, read } from '../tidy/sources.ts';

const { en, es } = sentences();
const PRODUCT = SOURCES.filter(({ file }) => file.startsWith('backend/') && file !== 'backend/contract/sentence-keys.ts');

describe('the catalogue', () => {
  test('is typed: contract/sentence-keys.ts is as lang/en has it', () => {
    expect(read('backend/contract/sentence-keys.ts')).toBe(keysFile());
  });

  test('has every sentence in Spanish, with the same places, and not in English', () => {
    const spanish = new Set(read('lang/es').split('\n').map((line) => line.slice(0, line.indexOf('='))));
    expect(Object.keys(en).filter((key) => !spanish.has(`daemon_${key}`))).toEqual([]);
    expect(Object.entries(en).filter(([key, text]) => String(placesOf(es[key] ?? '')) !== String(placesOf(text))).map(([key]) => key)).toEqual([]);
    const same = Object.entries(en).filter(([key, text]) => es[key] === text && /[a-z]{2}/i.test(text.replaceAll(/\{\w+\}/g, ''))).map(([key]) => key);
    // JSON's own word.
    expect(same).toEqual(['type_null']);
  });

  test('keeps no sentence that nobody says', () => {
    const literals = PRODUCT.flatMap(({ text }) => [...text.matchAll(/(\bsay\()?'([a-z][a-z0-9_]*)'/g)].map(([, say, key = '']) => ({ isSaid: say !== undefined, key })));
    // A word without an underscore can stand in the code for something else.
    const said = new Set(literals.filter(({ isSaid, key }) => isSaid || key.includes('_')).map(({ key }) => key));
    const words = new Set(literals.map(({ key }) => key));
    const made = [
      ...Object.keys(PROBLEMS).map((code) => `title_${code}`), ...FULL_ACCESS.rights.map((right) => `right_${right}`),
      ...Object.keys(en).filter((key) => key.startsWith('noun_') && words.has(key.slice('noun_'.length))),
      ...FEED_NOUNS.map((noun) => `row_${noun.replace('-', '_')}`), ...['put', 'remove'].flatMap((op) => [`done_${op}`, `done_${op}_more`]),
      ...['integer', 'number'].map((type) => `query_${type}`), ...['key', 'password', 'agent'].map((by) => `ssh_by_${by}`),
      ...['ask', 'open', 'wrong', 'too_many'].map((word) => `login_${word}`),
      ...['one', 'other'].flatMap((number) => [`probe_refuses_${number}`, `probe_silent_${number}`]),
    ];
    expect(Object.keys(en).filter((key) => !said.has(key) && !made.includes(key))).toEqual([]);
  });

  test('is where every sentence that is thrown stands: no text is written where it happens', () => {
    const offenders = PRODUCT.filter(({ file }) => !file.startsWith('backend/cli/') && !file.startsWith('backend/sdk/')).flatMap((source) => find(source, (node) => {
      if (ts.isNewExpression(node) && node.expression.getText(source.tree) === 'Error' && node.arguments?.[0] !== undefined) {
        return ASSERTIONS.includes(source.file) ? undefined : node.getText(source.tree);
      }
      return ts.isCallExpression(node) && node.expression.getText(source.tree) === 'plain' && node.arguments[0] !== undefined && ts.isStringLiteralLike(node.arguments[0]) ? node.getText(source.tree) : undefined;
    }));
    expect(offenders).toEqual([]);
  });
});

/** Files whose errors are mistakes of ours, which nobody is told, and the log in English. */
const ASSERTIONS = ['backend/store/journal.ts', 'backend/collectors/loop/polling.ts', 'backend/collectors/loop/probing.ts', 'backend/collectors/loop/ssh-servers.ts'];

describe('a sentence', () => {
  const missing = say('not_found', { noun: say('noun_connection'), id: '"a"' });

  test('is English unless told, and says what stands in its places in the same language', () => {
    expect([textOf(missing), textOf(missing, 'es')]).toEqual(['There is no connection "a".', 'No existe la conexión "a".']);
  });

  test('joins texts by commas and sentences by semicolons', () => {
    expect(textOf(say('verify_silent', { ip: '127.0.0.1', ports: [80, 443] }))).toBe('127.0.0.1 does not answer on port 80, 443.');
    expect(textOf(say('faults', { faults: [plain('one'), say('fault_missing')] }), 'es')).toBe('one; falta.');
  });

  test('takes what stands in a place as it is, whatever it looks like', () => {
    expect(textOf(plain('{text} $1 $& {id}'))).toBe('{text} $1 $& {id}');
  });

  test('of another version shows its key, so that it is found', () => {
    expect(textOf({ key: 'gone_since' })).toBe('gone_since');
  });

  test('survives JSON and threads as it is', () => {
    expect(textOf(JSON.parse(JSON.stringify(missing)) as Sentence, 'es')).toBe('No existe la conexión "a".');
    expect(textOf(structuredClone(missing), 'es')).toBe('No existe la conexión "a".');
  });

  test('is in what is thrown, whose message is English; what others threw stays as they said it', () => {
    const error = notFound('server', 'x');
    expect([error.message, textOf(error.sentence, 'es'), error instanceof SentenceError]).toEqual(['There is no server "x".', 'No existe el servidor "x".', true]);
    expect(textOf(sentenceOf(new Error('read ECONNRESET')), 'es')).toBe('read ECONNRESET');
  });
});

describe('languageFrom', () => {
  test.each([
    [undefined, 'en'], ['', 'en'], ['es', 'es'], ['es-MX', 'es'], ['ES-es;q=0.3', 'es'], ['en, es', 'en'], ['es, en;q=0.9', 'es'], ['en;q=0.5, es;q=0.8', 'es'],
    ['fr, es;q=0.4, en;q=0.3', 'es'], ['es;q=0, en', 'en'], ['es;q=0', 'en'], ['fr', 'en'], ['*', 'en'], ['est', 'en'], ['de, *;q=0.5, es;q=0.7', 'es'], [',;q=,es;q=9', 'es'],
  ])('%j is %s', (header, language) => expect(languageFrom(header)).toBe(language));
});
