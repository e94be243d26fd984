import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyModule, moduleDirectory, webminFiles } from './module-copy.ts';

const standIn = fileURLToPath(new URL('./stand-in', import.meta.url));
const perlFiles = webminFiles().filter((name) => /\.(?:cgi|pl)$/.test(name));
const read = (name: string): string => readFileSync(join(moduleDirectory, name), 'utf8');
const perlText = perlFiles.map(read).join('\n');

/** Words by key; a key that stands twice is a fault of its own. */
function wordsOf(language: string): Map<string, string> {
  const pairs = read(`lang/${language}`).split('\n').filter((line) => /^[^#=]+=/.test(line)).map((line) => /^([^=]+)=(.*)$/.exec(line)?.slice(1) as [string, string]);
  const keys = pairs.map(([key]) => key);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  return new Map(pairs);
}

describe('the Perl files', () => {
  test.each(perlFiles)('%s compiles', (name) => {
    const copy = mkdtempSync(join(tmpdir(), 'uc-perl-'));
    const { status, stderr } = spawnSync('perl', [`-I${standIn}`, `-I${copy}`, '-c', name], { cwd: copyModule(copy), encoding: 'utf8', env: { ...process.env, WEBMIN_CONFIG: copy, STAND_IN_MODULE: copy } });
    rmSync(copy, { recursive: true });
    expect([status, stderr]).toEqual([0, expect.stringContaining('syntax OK')]);
  });

  const critic = spawnSync('perlcritic', ['--version']).status === 0;
  (critic ? test : test.skip)(`perlcritic finds nothing of severity 5${critic ? '' : ' (skipped: perlcritic is not installed)'}`, () => {
    const files = [...perlFiles, ...readdirSync(standIn).filter((name) => /\.p[lm]$/.test(name)).map((name) => join(standIn, name))];
    const { stdout } = spawnSync('perlcritic', ['--noprofile', '--severity', '5', '--quiet', ...files], { cwd: moduleDirectory, encoding: 'utf8' });
    expect(stdout).toBe('');
  }, 60_000);

  test.each(perlFiles)('%s is strict and warns', (name) => {
    expect(read(name)).toMatch(/^use strict;$/m);
    expect(read(name)).toMatch(/^use warnings;$/m);
  });

  test('every page can be run, and nothing else', () => {
    const executable = perlFiles.filter((name) => (statSync(join(moduleDirectory, name)).mode & 0o111) !== 0);
    expect(executable).toEqual([...perlFiles.filter((name) => name.endsWith('.cgi')), 'daemon.pl'].sort());
  });
});

describe('the words', () => {
  const [english, spanish] = [wordsOf('en'), wordsOf('es')];
  const used = new Set([...perlText.matchAll(/\$text\{'([\w-]+)'\}|\btext\('([\w-]+)'/g)].map((match) => match[1] ?? match[2] ?? ''));

  test('English and Spanish have the same keys', () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('English and Spanish fill in the same places', () => {
    const places = (text: string): string[] => [...text.matchAll(/\$\d/g)].map(String).sort();
    const different = [...english].filter(([key, text]) => String(places(text)) !== String(places(spanish.get(key) ?? ''))).map(([key]) => key);
    expect(different).toEqual([]);
  });

  test('every word that is used is there', () => {
    const ofWebmin = new Set(['index']);
    expect([...used].filter((key) => !english.has(key) && !ofWebmin.has(key) && !key.endsWith('_'))).toEqual([]);
  });

  test('every word that is there is used, by its key or by its beginning', () => {
    const beginnings = ['page_', 'daemon_', 'api_title_', 'log_', 'acl_'];
    const unused = [...english.keys()].filter((key) => !used.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)));
    expect(unused).toEqual([]);
  });

  test('every code of a refusal has a title', () => {
    const codes = new Set([...perlText.matchAll(/refuse\(\d+, '(\w+)'/g)].map((match) => match[1]));
    expect([...codes].filter((code) => !english.has(`api_title_${code}`))).toEqual([]);
  });

  test('every help page is there in both languages', () => {
    const pages = readdirSync(join(moduleDirectory, 'help')).filter((name) => name.endsWith('.html'));
    expect(pages.filter((name) => !name.endsWith('.es.html')).map((name) => name.replace('.html', '.es.html')).sort()).toEqual(pages.filter((name) => name.endsWith('.es.html')).sort());
  });
});

describe('what Webmin reads about the module', () => {
  test('module.info has the version of package.json', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(read('module.info')).toContain(`\nversion=${version}\n`);
  });

  test('every setting has a label in both languages and a help page', () => {
    const settings = read('config').trim().split('\n').map((line) => line.split('=')[0] ?? '');
    for (const file of ['config.info', 'config.info.es']) expect(settings.filter((key) => !read(file).includes(`\n${key}=`))).toEqual([]);
    expect(settings.filter((key) => !readdirSync(join(moduleDirectory, 'help')).includes(`config_${key}.html`))).toEqual([]);
    expect(read('config-debian-linux')).toBe(read('config'));
  });

  test('the icon is a GIF of 48 by 48', () => {
    const icon = readFileSync(join(moduleDirectory, 'images/icon.gif'));
    expect([icon.toString('latin1', 0, 6), icon.readUInt16LE(6), icon.readUInt16LE(8)]).toEqual(['GIF89a', 48, 48]);
  });
});
