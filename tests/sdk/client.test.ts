import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Change } from '../../backend/contract/change.ts';
import { Client } from '../../backend/sdk/client.ts';
import { ClientProblem } from '../../backend/sdk/client-problem.ts';
import { LiveFeed, type LiveState, type SocketLike } from '../../backend/sdk/live-feed.ts';
import { unixTransport } from '../../backend/sdk/unix-transport.ts';
import { framesOfWatch } from '../../backend/sdk/upward-frames.ts';
import { openApi, TOKEN, type TestApi } from '../api/open-api.ts';

let at: TestApi;
let client: Client;
beforeAll(async () => {
  at = await openApi();
  client = new Client({ api: `${at.base}/api/`, token: TOKEN });
});
afterAll(async () => at.end());

const openSocket = (address: string, protocol?: string): SocketLike => new WebSocket(address, protocol === undefined ? [] : [protocol]) as unknown as SocketLike;
const until = async (isDone: () => boolean): Promise<void> => {
  for (let tries = 0; !isDone(); tries += 1) {
    if (tries > 1_000) throw new Error('It did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

test('a noun is added, read, changed, listed page by page, removed', async () => {
  for (const id of ['a', 'b', 'c']) expect((await client.servers.add({ id, name: id.toUpperCase() })).id).toBe(id);
  expect((await client.servers.patch('a', { notes: 'hello', tags: { tier: 'front' } })).notes).toBe('hello');
  const names: string[] = [];
  for await (const server of client.servers.each({ limit: 2 })) names.push(server.name);
  expect(names).toEqual(['A', 'B', 'C']);
  await client.servers.remove('c');
  expect((await client.servers.list()).items).toHaveLength(2);
  await client.connections.add({ from: 'a', to: 'b' });
  await client.disconnect({ from: 'a', to: 'b' });
  expect((await client.stats()).servers.total).toBe(2);
  expect((await client.undo()).summary).toContain('disconnected');
});

test('a refusal is thrown with its code and faults', async () => {
  const refused = await client.servers.add({ id: 'bad id' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ClientProblem);
  expect(refused).toMatchObject({ status: 422, code: 'invalid', faults: [{ pointer: '/id' }] });
  await expect(client.servers.get('nobody')).rejects.toMatchObject({ status: 404, code: 'not_found' });
  await expect(new Client({ api: `${at.base}/api/`, token: 'wrong' }).stats()).rejects.toMatchObject({ status: 401 });
  await expect(new Client({ api: 'http://127.0.0.1:1/api/' }).health()).rejects.toMatchObject({ status: 0, code: 'unreachable' });
});

test('topology, export and import, over TCP and over the socket file alike', async () => {
  const overFile = new Client({ api: 'http://localhost/api/', transport: unixTransport(at.socketPath) });
  const topology = await overFile.topology();
  expect(topology.header.servers).toBe(2);
  expect(await overFile.import(JSON.stringify(await client.export()), { dryRun: true })).toMatchObject({ dry_run: true, added: 0, changed: 0 });
  expect((await overFile.servers.add({ id: 'over-file' })).id).toBe('over-file');
  expect((await (await overFile.send('metrics')).text())).toContain('over-file');
  await overFile.servers.remove('over-file');
  await expect(new Client({ api: 'http://localhost/api/', transport: unixTransport('/nowhere.sock') }).health()).rejects.toMatchObject({ code: 'unreachable' });
});

describe('under Webmin', () => {
  async function relay(listener: RequestListener): Promise<{ api: string; end: () => void }> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/unlimited-cluster/api.cgi/`, end: () => server.close() };
  }

  test('200 with a login page is an expired login, not an answer', async () => {
    const webmin = await relay((_request, response) => response.setHeader('Content-Type', 'text/html; Charset=utf-8').end('<html>Login</html>'));
    const page = new Client({ api: webmin.api });
    await expect(page.stats()).rejects.toMatchObject({ code: 'session_expired' });
    await expect(page.topology()).rejects.toMatchObject({ code: 'session_expired' });
    const states: LiveState[] = [];
    const feed = new LiveFeed({ address: webmin.api, ticket: async () => (await page.ticket()).ticket, openSocket }, { onState: (state) => states.push(state) });
    feed.open();
    await until(() => states.includes('expired'));
    feed.close();
    webmin.end();
  });

  test('the token of the page goes with every request', async () => {
    const seen: (string | undefined)[] = [];
    const webmin = await relay((request, response) => {
      seen.push(request.headers['x-csrf-token'] as string | undefined);
      response.setHeader('Content-Type', 'application/json').end('{"status":"ok"}');
    });
    await new Client({ api: webmin.api, csrf: 'page-token' }).health();
    expect(seen).toEqual(['page-token']);
    webmin.end();
  });
});

describe('live', () => {
  const source = (ticketed: Client = client) => ({ address: `${at.base}/ws`, ticket: async () => (await ticketed.ticket()).ticket, openSocket, random: () => 0 });

  test('brings each change once and in order, through interruptions', async () => {
    const changes: Change[] = [];
    const { number, revision, epoch } = (await client.topology()).header;
    await client.servers.add({ id: 'before-opening' });
    const feed = new LiveFeed(source(), { from: { number, revision, epoch }, onChange: (change) => changes.push(change) });
    feed.open();
    await until(() => changes.length === 1);
    await client.servers.patch('a', { notes: 'one' });
    await until(() => changes.length === 2);
    // The line breaks; what happens meanwhile is not lost.
    for (const seat of at.hub.seats) seat.wire.close('a test');
    await until(() => feed.state === 'waiting');
    for (const notes of ['two', 'three', 'four']) await client.servers.patch('a', { notes });
    await until(() => changes.length === 5);
    await client.servers.patch('a', { notes: 'five' });
    await until(() => changes.length === 6);
    expect(changes.map((change) => change.number)).toEqual(Array.from({ length: 6 }, (_, index) => number + 1 + index));
    feed.close();
  });

  test('says where a snapshot is needed, and goes on from it', async () => {
    const resets: number[] = [];
    const changes: Change[] = [];
    const feed = new LiveFeed(source(), { from: { epoch: 'another', number: 3, revision: 0 }, onReset: (number) => resets.push(number), onChange: (change) => changes.push(change) });
    feed.open();
    await until(() => resets.length === 1);
    const { header } = await client.topology();
    feed.continueFrom(header);
    await client.servers.patch('a', { notes: 'after the snapshot' });
    await until(() => changes.length === 1);
    expect(changes[0]?.number).toBe(header.number + 1);
    feed.close();
  });

  test('brings states missed and samples watched', async () => {
    const states: Record<string, string> = {};
    const samples: Record<string, unknown> = {};
    const revision = at.store.live.revision;
    at.store.live.setServer('a', { status: 'active' }, 1);
    const feed = new LiveFeed(source(), {
      from: { epoch: at.store.epoch, number: at.store.feed.number, revision }, onStatus: (frame) => Object.assign(states, frame.servers), onSamples: (frame) => Object.assign(samples, frame.servers),
    });
    feed.watch(['a']);
    feed.open();
    await until(() => states['a'] === 'active');
    at.store.live.setServer('a', { status: 'warning', metrics: { cpu_percent: 88 } }, 2);
    await until(() => states['a'] === 'warning' && 'a' in samples);
    expect(samples['a']).toEqual({ cpu_percent: 88 });
    feed.close();
  });

  test('upward frames stay within 900 bytes, whatever is watched', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `${'x'.repeat(index % 60)}${index}`);
    const frames = framesOfWatch(ids);
    expect(Math.max(...frames.map((frame) => Buffer.byteLength(frame)))).toBeLessThanOrEqual(900);
    expect(frames.flatMap((frame) => (JSON.parse(frame) as { watch: string[] }).watch)).toEqual(ids);
    expect(frames.map((frame) => (JSON.parse(frame) as { more?: boolean }).more ?? false)).toEqual([...frames.slice(1).map(() => true), false]);
    expect(framesOfWatch([])).toEqual(['{"watch":[]}']);
  });
});
