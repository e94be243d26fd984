import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApi, raw, TOKEN, type TestApi } from './open-api.ts';

let at: TestApi;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uc-page-'));
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify({ script: 'app-ABCD1234.js', style: 'app-ABCD1234.css', words: { en: 'lang-en-00000000.js', es: 'lang-es-00000000.js' }, workers: {} }));
  await writeFile(path.join(folder, 'app-ABCD1234.js'), 'let x = 1;');
  await writeFile(path.join(folder, 'app-ABCD1234.js.gz'), gzipSync('let x = 1;'));
  await writeFile(path.join(folder, 'app-ABCD1234.css'), 'a{}');
  await writeFile(path.join(folder, '.hidden.js'), 'secret');
  await mkdir(path.join(folder, 'folder.js'));
  at = await openApi({ pageFolder: folder });
});
afterAll(async () => {
  await at.end();
  await rm(folder, { recursive: true, force: true });
});

const get = (address: string, headers: Record<string, string> = {}) =>
  raw({ port: at.port, path: address, headers: { Host: `127.0.0.1:${at.port}`, Authorization: `Bearer ${TOKEN}`, ...headers } });

test('/ is the page with everything it needs to know, in the language asked for', async () => {
  const page = await get('/', { 'Accept-Language': 'es-ES,es;q=0.9' });
  expect(page.status).toBe(200);
  expect(page.headers['cache-control']).toBe('no-store');
  for (const part of ['<html lang="es">', 'id="unlimited-cluster"', 'data-base="/"', 'data-api="/api/"', 'data-ws="/ws"', 'data-mode="standalone"', 'data-rights="view edit act"',
    '/assets/app-ABCD1234.js', '/assets/app-ABCD1234.css', '/assets/lang-es-00000000.js']) expect(page.text).toContain(part);
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  expect(page.text).not.toContain(TOKEN);
});

test('its files are kept for ever by their hash, and gzipped where that is taken', async () => {
  const plain = await get('/assets/app-ABCD1234.js');
  expect([plain.status, plain.text, plain.headers['content-encoding']]).toEqual([200, 'let x = 1;', undefined]);
  expect(plain.headers['content-type']).toContain('text/javascript');
  expect(plain.headers['cache-control']).toContain('immutable');
  expect((await get('/assets/app-ABCD1234.js', { 'Accept-Encoding': 'gzip, br' })).headers['content-encoding']).toBe('gzip');
  expect((await get('/assets/app-ABCD1234.css', { 'Accept-Encoding': 'gzip' })).headers['content-encoding']).toBeUndefined();
});

test.each(['/assets/.hidden.js', '/assets/folder.js', '/assets/app-ABCD1234.js.gz', '/assets/', '/assets/nothing.js'])('%s is 404', async (address) => {
  expect((await get(address)).status).toBe(404);
});

test('a user\'s name is text in it, never markup', async () => {
  const page = await raw({ socketPath: at.socketPath, path: '/', headers: {
    Host: 'localhost', 'X-Unlimited-Cluster-User': encodeURIComponent('"><script>alert(1)</script>'), 'X-Unlimited-Cluster-Access': '{"rights":["view"],"clusters":"*"}',
  } });
  expect(page.text).not.toContain('<script>alert');
  expect(page.text).toContain('data-rights="view"');
});
