import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCollecting, told, until, type TestCollecting } from '../support/collecting.ts';

let it: TestCollecting;
const listeners: Server[] = [];

/** Somebody who accepts and hangs up; counts how often. */
async function listen(host: string, port = 0): Promise<{ port: number; accepted: () => number; close: () => Promise<void> }> {
  let accepted = 0;
  const server = createServer((socket) => { accepted += 1; socket.on('error', () => undefined); socket.destroy(); });
  listeners.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return { port: (server.address() as AddressInfo).port, accepted: () => accepted, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** A type of server whose ports a test can open. */
async function addType(id: string, ports: readonly number[]): Promise<void> {
  await it.at.store.write({ user: 'test' }, () => it.at.store.serverTypes.add({ id, name: id, ports: [...ports] }, Date.now()));
}

const live = (id: string) => told(it.at.store.live.getServer(id));
const link = (id: string) => it.at.store.live.getConnection(id);

afterEach(async () => {
  await it.end();
  await Promise.all(listeners.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

describe('a server without a source', () => {
  test('is active while one port of its type accepts, in warning while all refuse', async () => {
    it = await openCollecting({ intervalSeconds: 1 });
    const host = '127.0.31.1';
    const door = await listen(host);
    await addType('app', [1, door.port]);
    await it.addServer({ id: 'a', ip: host, type: 'app' });
    await until(() => it.statusOf('a') === 'active', 1_000, () => live('a'));
    expect(live('a')).toMatchObject({ metrics: null, problem: null, last_seen_at: expect.any(String) });
    await door.close();
    await until(() => it.statusOf('a') === 'warning', 4_000, () => live('a'));
    expect(live('a').problem).toBe(`${host} refuses connections on ports ${door.port}, 1: the machine answers, no service does.`.replace(`${door.port}, 1`, `1, ${door.port}`));
  });

  test('is unknown without an address, and when its type has no ports', async () => {
    it = await openCollecting({ intervalSeconds: 1 });
    await it.addServer({ id: 'a' });
    await it.addServer({ id: 'b', ip: '127.0.31.2', type: 'users' });
    await sleep(400);
    expect([it.statusOf('a'), it.statusOf('b')]).toEqual(['unknown', 'unknown']);
    expect(told(await it.collecting.poll('a'))).toMatchObject({ success: false, problem: 'The server has no address.' });
  });

  test('a link-local or metadata address is never connected to, and said so', async () => {
    it = await openCollecting({ intervalSeconds: 1 });
    await it.addServer({ id: 'a', ip: '169.254.169.254', type: 'web' });
    await until(() => it.statusOf('a') === 'inactive', 5_000, () => live('a'));
    expect(live('a').problem).toBe('169.254.169.254 is a link-local or metadata address: such addresses are not connected to.');
  });

  test('an address that changes is tried at once, and what was known of the old one is forgotten', async () => {
    it = await openCollecting({ intervalSeconds: 15 });
    const door = await listen('127.0.31.3');
    await addType('app', [door.port]);
    await it.addServer({ id: 'a', ip: '127.0.31.3', type: 'app' });
    await until(() => it.statusOf('a') === 'active', 1_000);
    await it.at.store.write({ user: 'test' }, () => it.at.store.servers.patch('a', { ip: '127.0.31.4' }, Date.now()));
    await until(() => it.statusOf('a') === 'warning', 1_000, () => live('a'));
  });

  test('ports added to its type are tried at once', async () => {
    it = await openCollecting({ intervalSeconds: 15 });
    const door = await listen('127.0.31.5');
    await addType('app', [1]);
    await it.addServer({ id: 'a', ip: '127.0.31.5', type: 'app' });
    await until(() => it.statusOf('a') === 'warning', 1_000);
    await it.at.store.write({ user: 'test' }, () => it.at.store.serverTypes.patch('app', { ports: [1, door.port] }, Date.now()));
    await until(() => it.statusOf('a') === 'active', 1_000, () => live('a'));
  });
});

describe('a connection', () => {
  test('is tried on the ports of the server it leads to, and disconnected at the second failure', async () => {
    it = await openCollecting({ intervalSeconds: 1 });
    const door = await listen('127.0.32.1');
    await addType('app', [door.port]);
    await it.addServer({ id: 'a', ip: '127.0.32.2' });
    await it.addServer({ id: 'b', ip: '127.0.32.1', type: 'app' });
    await it.addConnection({ id: 'a-b', from: 'a', to: 'b' });
    await until(() => link('a-b').status === 'connected', 1_000, () => link('a-b'));
    expect(link('a-b').latency_ms).toBeGreaterThanOrEqual(0);
    await door.close();
    await until(() => link('a-b').status === 'disconnected', 5_000, () => link('a-b'));
    expect(link('a-b')).toEqual({ status: 'disconnected', latency_ms: null, probed_from: 'daemon', traffic: null });
  });

  test('from this machine is probed from it', async () => {
    it = await openCollecting({ intervalSeconds: 1 });
    const door = await listen('127.0.32.3');
    await addType('app', [door.port]);
    await it.addServer({ id: 'here', source: { kind: 'local' } });
    await it.addServer({ id: 'b', ip: '127.0.32.3', type: 'app' });
    await it.addConnection({ id: 'c', from: 'here', to: 'b' });
    await until(() => link('c').status === 'connected', 1_000, () => link('c'));
    expect(link('c').probed_from).toBe('here');
  });

  test('leaves with its server, and is tried again when the removal is undone', async () => {
    it = await openCollecting({ intervalSeconds: 1 });
    const door = await listen('127.0.32.4');
    await addType('app', [door.port]);
    await it.addServer({ id: 'a', ip: '127.0.32.5' });
    await it.addServer({ id: 'b', ip: '127.0.32.4', type: 'app' });
    await it.addConnection({ id: 'a-b', from: 'a', to: 'b' });
    await until(() => link('a-b').status === 'connected', 1_000);
    await it.at.store.write({ user: 'ann' }, () => it.at.store.servers.remove('b'));
    await it.at.store.undo({ user: 'ann' });
    expect(link('a-b').status).toBe('unknown');
    await until(() => link('a-b').status === 'connected' && it.statusOf('b') === 'active', 1_500, () => [link('a-b'), live('b')]);
  });
});

describe('the ceiling', () => {
  test('no probe is made at all when it is 0', async () => {
    it = await openCollecting({ intervalSeconds: 1, probesPerSecond: 0 });
    const door = await listen('127.0.33.1');
    await addType('app', [door.port]);
    await it.addServer({ id: 'a', ip: '127.0.33.1', type: 'app' });
    await it.addServer({ id: 'b', ip: '127.0.33.2', type: 'app' });
    await it.addConnection({ id: 'b-a', from: 'b', to: 'a' });
    await sleep(1_500);
    expect(door.accepted()).toBe(0);
    expect([it.statusOf('a'), link('b-a').status]).toEqual(['unknown', 'unknown']);
  });

  test('attempts per second stay below it, however many servers and connections there are', async () => {
    const perSecond = 20;
    let door: Awaited<ReturnType<typeof listen>> | undefined;
    it = await openCollecting({ intervalSeconds: 1, probesPerSecond: perSecond }, async ({ store }) => {
      door = await listen('127.0.33.3');
      const { port } = door;
      await store.write({ user: 'test' }, () => {
        store.serverTypes.add({ id: 'app', name: 'app', ports: [port] }, Date.now());
        for (let index = 0; index < 200; index += 1) store.servers.add({ id: `s${index}`, ip: '127.0.33.3', type: 'app' }, Date.now());
        for (let index = 1; index < 200; index += 1) store.connections.add({ from: 's0', to: `s${index}` }, Date.now());
      });
    });
    await sleep(3_000);
    expect(door?.accepted()).toBeGreaterThan(perSecond * 1.5);
    expect(door?.accepted()).toBeLessThanOrEqual(perSecond * 3 + perSecond / 4 + 2);
  });
});

describe('verify', () => {
  test('says which port accepts, which refuses, and the time it took', async () => {
    it = await openCollecting();
    const door = await listen('127.0.34.1');
    await expect(it.collecting.verify('127.0.34.1', [1, door.port])).resolves.toEqual({
      reachable: true, port: door.port, latency_ms: expect.any(Number), problem: null,
      ports: [{ port: 1, outcome: 'refused', latency_ms: expect.any(Number) }, { port: door.port, outcome: 'accepted', latency_ms: expect.any(Number) }],
    });
    expect(told(await it.collecting.verify('127.0.34.1', [1]))).toMatchObject({ reachable: false, problem: '127.0.34.1 answers, but refuses connections on port 1.' });
    expect(told(await it.collecting.verify('x'.repeat(64), [1]))).toMatchObject({ reachable: false, problem: expect.stringContaining('has no address') });
    expect(told(await it.collecting.verify('::ffff:169.254.169.254', [80]))).toMatchObject({ reachable: false, problem: expect.stringContaining('link-local or metadata') });
  });
});

describe('this machine', () => {
  test('its CPU and memory are known within 10 s of the start', async () => {
    it = await openCollecting({}, async ({ store }) => {
      await store.write({ user: 'test' }, () => store.servers.add({ id: 'here', source: { kind: 'local' } }, Date.now()));
    });
    await until(() => live('here').metrics?.cpu_percent !== undefined && live('here').metrics?.memory_percent !== undefined, 10_000, () => live('here'));
    await until(() => live('here').metrics?.disk_percent !== undefined, 3_000);
    expect(it.statusOf('here')).toBe('active');
    expect(live('here').metrics).toMatchObject({ load1: expect.any(Number), uptime_seconds: expect.any(Number), connections: expect.any(Number), disk_iops: expect.any(Number) });
  });
});
