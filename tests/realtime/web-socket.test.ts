import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { openApi, raw, TOKEN, type TestApi } from '../api/open-api.ts';
import { LiveClient } from './live-client.ts';

let at: TestApi;
const clients: LiveClient[] = [];
beforeAll(async () => { at = await openApi({ ticketSecret: 'miniserv:secret' }); });
afterEach(() => { for (const client of clients.splice(0)) client.end(); });
afterAll(async () => at.end());

const bearer = { Authorization: `Bearer ${TOKEN}` };
function follow(options: { headers?: Record<string, string>; protocol?: string; port?: number } = { headers: bearer }): LiveClient {
  const client = new LiveClient(`ws://127.0.0.1:${options.port ?? at.port}/ws`, options);
  clients.push(client);
  return client;
}
const add = (id: string) => at.store.write({ user: 'ann' }, () => at.store.servers.add({ id }, 1));

describe('the upgrade', () => {
  const upgrade = (headers: Record<string, string>, port = at.port, path = '/ws') => raw({
    port, path, headers: { Host: `127.0.0.1:${port}`, Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', ...headers },
  });

  test('is refused before the handshake: no credentials 401, another page 403, another path 404', async () => {
    expect((await upgrade({})).status).toBe(401);
    expect((await upgrade({ Authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await upgrade({ ...bearer, Origin: 'http://evil.example' })).status).toBe(403);
    expect((await upgrade(bearer, at.port, '/api/ws')).status).toBe(404);
    expect(JSON.parse((await upgrade({})).text)).toMatchObject({ code: 'unauthorized', status: 401 });
  });

  test('takes a bearer token without Origin, or with its own', async () => {
    expect((await upgrade(bearer)).status).toBe(101);
    expect((await upgrade({ ...bearer, Origin: `http://127.0.0.1:${at.port}` })).status).toBe(101);
  });

  test('takes a session cookie only with Origin = Host', async () => {
    const answer = await raw({ port: at.port, path: `/?token=${TOKEN}`, headers: { Host: 'localhost' } });
    const Cookie = answer.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
    expect((await upgrade({ Cookie })).status).toBe(403);
    expect((await upgrade({ Cookie, Origin: 'http://evil.example' })).status).toBe(403);
    expect((await upgrade({ Cookie, Origin: `http://127.0.0.1:${at.port}` })).status).toBe(101);
  });

  test('names another host: refused', async () => {
    expect((await upgrade({ ...bearer, Host: 'evil.example' })).status).toBe(403);
  });

  test('takes a ticket once, as the one subprotocol', async () => {
    const { ticket } = (await at.ask('POST', '/api/ws-ticket')).json<{ ticket: string }>();
    const first = follow({ protocol: ticket });
    await first.frame('hello');
    expect(first.socket.protocol).toBe(ticket);
    expect((await upgrade({ 'Sec-WebSocket-Protocol': ticket })).status).toBe(401);
    expect((await upgrade({ 'Sec-WebSocket-Protocol': 'invented' })).status).toBe(401);
  });

  test('at the ticket port needs the ticket and miniserv\'s secret, and believes nothing else', async () => {
    const Authorization = `Basic ${Buffer.from('miniserv:secret').toString('base64')}`;
    const ticket = async () => (await at.ask('POST', '/api/ws-ticket')).json<{ ticket: string }>().ticket;
    expect((await upgrade(bearer, at.ticketPort)).status).toBe(401);
    expect((await upgrade({ Authorization }, at.ticketPort)).status).toBe(401);
    expect((await upgrade({ 'Sec-WebSocket-Protocol': await ticket() }, at.ticketPort)).status).toBe(401);
    expect((await upgrade({ Authorization: 'Basic d3Jvbmc6d3Jvbmc=', 'Sec-WebSocket-Protocol': await ticket() }, at.ticketPort)).status).toBe(401);
    expect((await upgrade({ Authorization, 'Sec-WebSocket-Protocol': await ticket() }, at.ticketPort)).status).toBe(101);
  });
});

describe('changes', () => {
  test('flow from the current number unasked, whole and in order', async () => {
    const client = follow();
    const { number, epoch } = await client.frame('hello');
    expect(epoch).toBe(at.store.epoch);
    await add('a1');
    await at.ask('PATCH', '/api/servers/a1', { json: { region: 'north' } });
    const change = await client.frame('change', (frame) => frame.number === number + 2);
    expect(client.frames.filter(({ type }) => type === 'change').map((frame) => (frame as { number: number }).number)).toEqual([number + 1, number + 2]);
    expect(change).toMatchObject({ by: 'admin', rows: [{ op: 'put', noun: 'servers', id: 'a1', value: { region: 'north' } }] });
    expect(change.rows?.[0]).not.toHaveProperty('value.status');
  });

  test('resume after a number, through more than one page of the feed', async () => {
    const number = at.store.feed.number;
    await Promise.all(Array.from({ length: 600 }, (_, index) => add(`many-${index}`)));
    const client = follow();
    await client.frame('hello');
    client.send({ after: number });
    await client.frame('change', (frame) => frame.number === number + 600);
    const numbers = client.frames.filter(({ type }) => type === 'change').map((frame) => (frame as { number: number }).number);
    expect(numbers).toEqual(Array.from({ length: 600 }, (_, index) => number + 1 + index));
  });

  test('answer reset where the number or the epoch is not of this feed', async () => {
    const client = follow();
    const { number } = await client.frame('hello');
    client.send({ after: number + 5 });
    expect(await client.frame('reset')).toEqual({ type: 'reset', number });
    client.send({ after: number, epoch: 'another' });
    while (client.frames.filter(({ type }) => type === 'reset').length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('more than 1,000 rows at once are one numbered reset', async () => {
    const client = follow();
    const { number } = await client.frame('hello');
    await at.store.write({ user: 'ann' }, () => {
      for (let index = 0; index < 1_001; index += 1) at.store.servers.add({ id: `bulk-${index}` }, 1);
    });
    expect(await client.frame('reset')).toEqual({ type: 'reset', number: number + 1 });
    await add('after-bulk');
    expect((await client.frame('change')).number).toBe(number + 2);
  });
});

describe('states and samples', () => {
  test('states of whatever changed go to everybody, at most four times a second', async () => {
    const client = follow();
    await client.frame('hello');
    const startedMs = performance.now();
    for (let round = 0; round < 20; round += 1) {
      at.store.live.setServer('a1', { status: round % 2 === 0 ? 'active' : 'warning' }, round);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await client.frame('status', ({ servers }) => servers?.['a1'] === 'warning');
    const count = client.frames.filter(({ type }) => type === 'status').length;
    expect(count).toBeGreaterThanOrEqual(1);
    expect(count).toBeLessThanOrEqual(2 + (performance.now() - startedMs) / 250);
  });

  test('states resume after a revision', async () => {
    const { revision } = at.store.live;
    at.store.live.setServer('many-1', { status: 'inactive' }, 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const client = follow();
    await client.frame('hello');
    client.send({ revision });
    expect(await client.frame('status')).toMatchObject({ servers: { 'many-1': 'inactive' }, revision: at.store.live.revision });
  });

  test('samples go only to who watches', async () => {
    const [watcher, other] = [follow(), follow()];
    await Promise.all([watcher.frame('hello'), other.frame('hello')]);
    watcher.send({ watch: ['many-2'], more: true });
    watcher.send({ watch: ['many-3'] });
    watcher.send('.');
    await new Promise((resolve) => setTimeout(resolve, 50));
    at.store.live.setServer('many-2', { status: 'active', metrics: { cpu_percent: 5 } }, 1);
    at.store.live.setServer('many-4', { status: 'active', metrics: { cpu_percent: 6 } }, 1);
    const samples = await watcher.frame('samples');
    expect(samples.servers).toEqual({ 'many-2': { cpu_percent: 5 } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(other.frames.some(({ type }) => type === 'samples')).toBe(false);
    watcher.send({ watch: ['many-4'] });
    expect((await watcher.frame('samples', ({ servers }) => 'many-4' in servers)).servers).toEqual({ 'many-4': { cpu_percent: 6 } });
    // A missed poll takes the numbers away.
    at.store.live.setServer('many-4', { status: 'inactive', metrics: null }, 2);
    expect((await watcher.frame('samples', ({ servers }) => !('cpu_percent' in (servers['many-4'] ?? { cpu_percent: 0 })))).servers).toEqual({ 'many-4': {} });
  });
});

describe('clients that misbehave', () => {
  test.each(['nonsense', '[]', '{}', '{"after":-1}', '{"watch":[1]}', 'null'])('%s ends the socket', async (frame) => {
    const client = follow();
    await client.frame('hello');
    const closed = client.closed();
    client.send(frame);
    expect(await closed).toBe(1008);
  });

  test('a frame over 4 KiB ends the socket', async () => {
    const client = follow();
    await client.frame('hello');
    const closed = client.closed();
    client.send({ watch: Array.from({ length: 500 }, (_, index) => `server-${index}`) });
    expect(await closed).toBe(1009);
  });

  test('a client that does not read gets every change later, from the feed and not from memory', async () => {
    const slow = follow();
    const { number } = await slow.frame('hello');
    slow.socket.pause();
    const notes = 'n'.repeat(19_000);
    for (let round = 0; round < 6; round += 1) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => at.store.write({ user: 'ann' }, () => at.store.servers.patch(`many-${index}`, { notes: notes + String(round) }, 1))));
    }
    slow.socket.resume();
    await slow.frame('change', (frame) => frame.number === number + 600);
    const numbers = slow.frames.filter(({ type }) => type === 'change').map((frame) => (frame as { number: number }).number);
    expect(numbers).toEqual(Array.from({ length: 600 }, (_, index) => number + 1 + index));
  });

  test('a socket whose token is revoked is closed at the next check', async () => {
    const { id, token } = await at.store.write({ user: 'ann' }, () => at.store.tokens.add({ name: 'short', rights: ['view'], clusters: '*' }));
    const client = follow({ headers: { Authorization: `Bearer ${token}` } });
    await client.frame('hello');
    const closed = client.closed();
    await at.store.write({ user: 'ann' }, () => at.store.tokens.remove(id));
    at.hub.checkSeats();
    expect(await closed).toBe(1008);
  });
});

test('rights that cover one cluster see its members and nothing else', async () => {
  for (const id of ['in1', 'in2', 'out1']) await add(id);
  await at.store.write({ user: 'ann' }, () => at.store.clusters.add({ id: 'mine', servers: ['in1', 'in2'], auto_connect: false }, 1));
  const client = follow({ headers: { Authorization: `Bearer ${await at.tokenFor({ rights: ['view'], clusters: ['mine'] })}` } });
  await client.frame('hello');
  await at.store.write({ user: 'ann' }, () => at.store.servers.patch('out1', { notes: 'hidden' }, 1));
  await at.store.write({ user: 'ann' }, () => at.store.connections.add({ from: 'in1', to: 'out1' }, 1));
  await at.store.write({ user: 'ann' }, () => at.store.connections.add({ from: 'in1', to: 'in2' }, 1));
  at.store.live.setServer('out1', { status: 'active' }, 1);
  at.store.live.setServer('in1', { status: 'active' }, 1);
  const last = at.store.feed.number;
  const seen = await client.frame('change', ({ number }) => number === last);
  expect(seen.rows).toMatchObject([{ op: 'put', noun: 'connections', id: 'in1--in2--standard' }]);
  expect(await client.frame('status')).toMatchObject({ servers: { in1: 'active' } });
  await at.store.write({ user: 'ann' }, () => at.store.clusters.patch('mine', { servers: ['in1'] }, 2));
  expect((await client.frame('reset')).number).toBe(last + 1);
  expect(JSON.stringify(client.frames)).not.toContain('out1');
});

test('ping keeps a living client and ends a dead one', async () => {
  const [living, dead] = [follow(), follow()];
  await Promise.all([living.frame('hello'), dead.frame('hello')]);
  dead.socket.pause();
  const pinged = new Promise((resolve) => living.socket.once('ping', resolve));
  at.hub.checkSeats();
  await pinged;
  await new Promise((resolve) => setTimeout(resolve, 200));
  at.hub.checkSeats();
  await new Promise((resolve) => setTimeout(resolve, 2_300));
  expect(at.hub.size).toBe(1);
  expect(living.socket.readyState).toBe(WebSocket.OPEN);
});
