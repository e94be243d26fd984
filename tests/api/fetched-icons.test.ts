import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPublicAddress } from '../../backend/contract/public-address.ts';
import { webFiles } from '../../backend/web-file.ts';
import { pngOf, squareSvg } from '../support/icon-files.ts';
import { openApi, type TestApi } from './open-api.ts';

const LIMIT = 20_000;

/** A site of the web, on loopback: what it answers under each path, and what was asked of it. */
const asked: string[] = [];
const site: Server = createServer((request, response) => {
  asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
  const path = request.url ?? '';
  const hop = /^\/hop\/(\d+)$/.exec(path)?.[1];
  if (path === '/My%20logo.svg') response.writeHead(200, { 'content-type': 'text/plain' }).end(squareSvg('#0f0'));
  else if (path === '/a.png') response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(pngOf(1, 2, 3));
  else if (path === '/wicked.svg') response.end(squareSvg('#fff').replace('<rect', '<script>1</script><rect'));
  else if (path === '/page') response.writeHead(200, { 'content-type': 'image/png' }).end('<!doctype html><title>x</title>');
  else if (path === '/text') response.end('just words');
  else if (path === '/large') response.end(Buffer.alloc(LIMIT * 20, '<'));
  else if (path === '/slow') response.write('<svg');
  else if (hop !== undefined) response.writeHead(302, { location: hop === '0' ? '/a.png' : `/hop/${Number(hop) - 1}` }).end();
  else if (path === '/to-file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  else response.writeHead(404).end();
});
let origin = '';
let [open, closed]: (TestApi | undefined)[] = [];
const at = (api: TestApi | undefined): TestApi => { if (api === undefined) throw new Error('Not open yet.'); return api; };

beforeAll(async () => {
  await new Promise<void>((resolve) => { site.listen(0, '127.0.0.1', resolve); });
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  open = await openApi({ webFile: webFiles({ mostBytes: LIMIT, allowsPrivate: true, timeoutMs: 1_000 }) });
  closed = await openApi({ webFile: webFiles({ mostBytes: LIMIT, allowsPrivate: false }) });
});
afterAll(async () => {
  await Promise.all([at(open).end(), at(closed).end()]);
  site.closeAllConnections();
  await new Promise((resolve) => { site.close(resolve); });
});

const from = (url: string, more: object = {}, api = open) => at(api).ask('POST', '/api/fetched-icons', { json: { url, ...more } });

describe('POST /api/fetched-icons', () => {
  test('adds what is there, by what its bytes say it is, named by its file', async () => {
    const made = await from(`${origin}/My%20logo.svg`, { scale: 0.5, collection: 'Web' });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/icons/my-logo']);
    expect(made.json()).toMatchObject({ id: 'my-logo', name: 'My logo', collection: 'Web', scale: 0.5, media_type: 'image/svg+xml' });
    expect((await from(`${origin}/a.png`, { id: 'other', name: 'Other' })).json()).toMatchObject({ id: 'other', media_type: 'image/png' });
    await at(open).ask('POST', '/api/undo');
    expect((await at(open).ask('GET', '/api/icons/other')).status).toBe(404);
  });

  test('cleans it like any other, and says so', async () => {
    expect((await from(`${origin}/wicked.svg`)).json()).toMatchObject({ id: 'wicked', warnings: ['The image was cleaned: <script> was taken away.'] });
  });

  test('goes where it is sent, three times at most', async () => {
    expect((await from(`${origin}/hop/2`, { id: 'far' })).status).toBe(201);
    expect((await from(`${origin}/hop/3`, { id: 'too-far' })).json()).toMatchObject({ errors: [{ pointer: '/url', message: 'leads on more than 3 times' }] });
  });

  test.each([
    ['/missing', 'was answered with status 404'], ['/page', 'is not well-formed XML'], ['/text', 'is no image of these types'], ['/large', `has more than ${LIMIT} bytes`], ['/slow', 'did not answer within 1 s'],
    ['/to-file', 'must be an address of the web'],
  ])('refuses %s, and adds nothing', async (path, why) => {
    const refused = (await from(origin + path, { id: 'refused' })).json<{ status: number; errors: { pointer: string; message: string }[] }>();
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer: '/url' }] });
    expect(refused.errors[0]?.message).toContain(why);
    expect((await at(open).ask('GET', '/api/icons/refused')).status).toBe(404);
  });

  test.each(['ftp://example.org/a.png', 'file:///etc/passwd', 'javascript:1', 'a.png', 'http://user:secret@example.org/a.png', ''])('refuses the address %j', async (url) => {
    expect((await from(url)).json()).toMatchObject({ status: 422, errors: [{ pointer: '/url' }] });
  });

  test('says it in Spanish', async () => {
    const refused = await at(open).ask('POST', '/api/fetched-icons', { json: { url: `${origin}/missing` }, headers: { 'accept-language': 'es' } });
    expect(refused.json()).toMatchObject({ errors: [{ message: 'respondió con el estado 404' }] });
  });

  test('is for who may edit everything', async () => {
    const before = asked.length;
    const accesses: Parameters<TestApi['tokenFor']>[0][] = [{ rights: ['view'], clusters: '*' }, { rights: ['view', 'edit'], clusters: ['k'] }];
    for (const access of accesses) {
      const token = await at(open).tokenFor(access);
      expect((await at(open).ask('POST', '/api/fetched-icons', { token, json: { url: `${origin}/a.png` } })).status).toBe(403);
    }
    expect(asked).toHaveLength(before);
  });
});

describe('where private addresses are not allowed', () => {
  test.each([
    ['loopback', (port: string) => `http://127.0.0.1:${port}/a.png`], ['loopback as a number', (port: string) => `http://2130706433:${port}/a.png`], ['loopback in octal', (port: string) => `http://0177.0.0.1:${port}/a.png`],
    ['a name of loopback', (port: string) => `http://localhost:${port}/a.png`], ['IPv6 loopback', (port: string) => `http://[::1]:${port}/a.png`], ['IPv4 inside IPv6', (port: string) => `http://[::ffff:127.0.0.1]:${port}/a.png`],
    ['the metadata of a cloud', () => 'http://169.254.169.254/latest/'], ['a private network', () => 'http://192.168.1.1/a.png'], ['no address', (port: string) => `http://0.0.0.0:${port}/a.png`],
  ])('nothing is asked of %s', async (_, urlOf) => {
    const before = asked.length;
    const refused = (await from(urlOf(new URL(origin).port), {}, closed)).json<{ errors: { message: string }[] }>();
    expect(refused.errors[0]?.message).toMatch(/not on the open internet/);
    expect(asked).toHaveLength(before);
  });
});

describe('isPublicAddress', () => {
  test.each(['8.8.8.8', '93.184.216.34', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700::1111', '2a00:1450::1'])('%s is', (address) => { expect(isPublicAddress(address)).toBe(true); });
  test.each(['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '100.64.0.1', '127.0.0.1', '127.255.0.1', '169.254.1.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.19.0.1',
    '::', '::1', '::ffff:8.8.8.8', 'fe80::1', 'fe80::1%eth0', 'fd00::1', 'ff02::1', '64:ff9b::8.8.8.8', '2002:7f00:1::', '2001:db8::1', 'not an address'])('%s is not', (address) => { expect(isPublicAddress(address)).toBe(false); });
});
