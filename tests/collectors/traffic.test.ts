import { afterEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { parseSockets, socketsTo } from '../../backend/collectors/sockets.ts';
import { decodeTopology } from '../../backend/contract/topology.ts';
import { openCollecting, until, type TestCollecting } from '../support/collecting.ts';
import { sshdMissing, startSshd } from '../support/sshd.ts';

const ssMissing = existsSync('/usr/bin/ss') || existsSync('/bin/ss') || existsSync('/usr/sbin/ss') ? '' : 'ss is not installed; type: apt-get install -y iproute2';
const suite = ssMissing === '' ? describe : describe.skip;
if (ssMissing !== '') console.warn(ssMissing);

describe('open TCP connections', () => {
  test('are read with their ends and bytes; mapped addresses are as plain ones, names of interfaces are left out', () => {
    expect(parseSockets('10.0.0.1:40000 10.0.0.5:5432 120 34\n[::ffff:10.0.0.1]:1 [::ffff:10.0.0.5]:5432 1 2\n[fd00::1]:9 [fd00::5%eth0]:80 0 0\n')).toEqual([
      { local: '10.0.0.1:40000', peer: '10.0.0.5:5432', sent: 120, received: 34 },
      { local: '[::ffff:10.0.0.1]:1', peer: '10.0.0.5:5432', sent: 1, received: 2 },
      { local: '[fd00::1]:9', peer: '[fd00::5]:80', sent: 0, received: 0 },
    ]);
  });

  test('are none where nothing is printed, and not known where it says so', () => {
    expect(parseSockets('')).toEqual([]);
    expect(parseSockets('a:1 b:2 3 4\nnone\n')).toBeNull();
  });

  test.each(['a:1 b:2 3', 'a:1 b:2 x 4', 'a:1 b:2 3 4 5'])('%j is refused', (line) => {
    expect(() => parseSockets(line)).toThrow(SyntaxError);
  });

  test('to an address are those on its ports', () => {
    const all = parseSockets('l:1 10.0.0.5:5432 1 1\nl:2 10.0.0.5:22 1 1\nl:3 [fd00::5]:5432 1 1\n') ?? [];
    expect(socketsTo(all, '10.0.0.5', [5432, 80]).map(({ local }) => local)).toEqual(['l:1']);
    expect(socketsTo(all, 'fd00::5', [5432]).map(({ local }) => local)).toEqual(['l:3']);
  });
});

suite('traffic of a connection', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  /** A service that swallows what it hears and answers a tenth of it, with somebody who talks to it without end. */
  async function busyService(host: string): Promise<{ port: number; stop: () => void }> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('data', (heard) => socket.write(Buffer.alloc(Math.ceil(heard.length / 10))));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => { server.listen(0, host, resolve); });
    const { port } = server.address() as { port: number };
    const talker = connect({ host, port });
    sockets.add(talker);
    talker.on('error', () => undefined).resume();
    const talking = setInterval(() => talker.write(Buffer.alloc(5_000)), 50);
    const stop = (): void => { clearInterval(talking); };
    ends.push(stop, () => { server.close(); for (const socket of sockets) socket.destroy(); });
    return { port, stop };
  }

  async function measured(it: TestCollecting, from: Parameters<TestCollecting['addServer']>[0], host: string, port: number): Promise<void> {
    await it.at.store.write({ user: 'test' }, () => it.at.store.serverTypes.add({ id: 'app', name: 'App', ports: [port] }, Date.now()));
    await it.addServer(from);
    await it.addServer({ id: 'b', ip: host, type: 'app' });
    await it.addConnection({ id: 'a-b', from: from.id ?? '', to: 'b' });
  }

  const trafficIn = (it: TestCollecting) => it.at.store.live.getConnection('a-b').traffic;

  test('from this machine is measured here, handed out with the topology, and falls to nothing when nobody talks', async () => {
    const it = await openCollecting({ intervalSeconds: 1 });
    ends.push(() => it.end());
    const { port, stop } = await busyService('127.0.33.1');
    await measured(it, { id: 'here', source: { kind: 'local' } }, '127.0.33.1', port);
    await until(() => (trafficIn(it)?.sent_bytes_per_second ?? 0) > 0, 15_000, () => it.at.store.live.getConnection('a-b'));
    const traffic = trafficIn(it);
    // A hundred kilobytes a second are written; a busy machine writes fewer, none writes more.
    expect(traffic?.sent_bytes_per_second).toBeGreaterThan(5_000);
    expect(traffic?.sent_bytes_per_second).toBeLessThan(200_000);
    expect((traffic?.received_bytes_per_second ?? 0) / (traffic?.sent_bytes_per_second ?? 1)).toBeCloseTo(0.1, 1);
    const { columns } = decodeTopology((await it.at.store.topology({ rights: [], clusters: '*' })).buffer as ArrayBuffer);
    expect(columns.measured_connection).toEqual(Uint32Array.of(0));
    expect((columns.measured_connection_sent as Float32Array)[0]).toBeGreaterThan(0);
    stop();
    await until(() => trafficIn(it)?.sent_bytes_per_second === 0, 15_000, () => trafficIn(it));
    expect(it.at.store.live.changedSince(0).connections?.['a-b']).toMatchObject({ status: 'connected', traffic: { sent_bytes_per_second: 0, received_bytes_per_second: 0 } });
  }, 60_000);

  (sshdMissing === '' ? test : test.skip)('from a server read over SSH is measured there', async () => {
    const sshd = await startSshd({ host: '127.0.33.2' });
    ends.push(() => sshd.remove());
    const it = await openCollecting({ intervalSeconds: 1 });
    ends.push(() => it.end());
    await it.at.store.write({ user: 'test' }, () => it.at.store.secrets.put({ id: 'key', name: 'Key', kind: 'ssh_key', value: sshd.key }));
    const { port } = await busyService('127.0.33.3');
    await measured(it, { id: 'a', ip: sshd.host, source: { kind: 'ssh', port: sshd.port, user: sshd.user, credential: 'key' } }, '127.0.33.3', port);
    await until(() => (trafficIn(it)?.sent_bytes_per_second ?? 0) > 5_000, 25_000, () => it.at.store.live.getConnection('a-b'));
    expect(it.at.store.live.getConnection('a-b').probed_from).toBe('a');
    await sshd.stop();
    await until(() => trafficIn(it) === null, 25_000, () => it.at.store.live.getConnection('a-b'));
  }, 90_000);

  test('from a server that is only tried is not measured', async () => {
    const it = await openCollecting({ intervalSeconds: 1 });
    ends.push(() => it.end());
    const { port } = await busyService('127.0.33.4');
    await measured(it, { id: 'a', ip: '127.0.33.4', type: 'app' }, '127.0.33.4', port);
    await until(() => it.at.store.live.getConnection('a-b').status === 'connected', 10_000);
    await new Promise((resolve) => { setTimeout(resolve, 2_500); });
    expect(trafficIn(it)).toBeNull();
  }, 30_000);
});
