import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from '../../backend/contract/connection.ts';
import type { Problem } from '../../backend/contract/problem.ts';
import type { Server } from '../../backend/contract/server.ts';
import type { NextUndo } from '../../backend/contract/undo.ts';
import { openApi, type TestApi } from './open-api.ts';

let at: TestApi;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  at = await openApi();
  tokens['view'] = await at.tokenFor({ rights: ['view'], clusters: '*' });
  tokens['edit'] = await at.tokenFor({ rights: ['view', 'edit'], clusters: '*' });
  tokens['mine'] = await at.tokenFor({ rights: ['view', 'edit', 'act'], clusters: ['mine'] });
});
afterAll(async () => at.end());

const ask = (method: string, path: string, json?: unknown, who?: string) =>
  at.ask(method, path, { ...(json === undefined ? {} : { json }), ...(who === undefined ? {} : { token: tokens[who] ?? null }) });
const exported = async (): Promise<string> => (await ask('GET', '/api/export')).text;
const seed = (file: object) => ask('POST', '/api/import?mode=replace', { format: 'unlimited-cluster', version: 1, ...file });
const SITE = {
  servers: ['a', 'b', 'c', 'd'].map((id, x) => ({ id, ip: `10.0.0.${x}`, position: { x, y: 0 } })),
  connections: [{ id: 'ab', from: 'a', to: 'b' }, { id: 'bc', from: 'b', to: 'c' }, { id: 'cd', from: 'c', to: 'd' }],
  clusters: [{ id: 'mine', name: 'mine', servers: ['a', 'b'], auto_connect: false }, { id: 'other', name: 'other', servers: ['c', 'd'], auto_connect: false }],
  areas: [{ id: 'floor', to: { x: 1, y: 1 } }], texts: [{ id: 'sign', name: 'Europe' }], lines: [{ id: 'uplink', points: [{ server: 'a' }, { x: 9, y: 9 }] }],
};

describe('DELETE /api/topology', () => {
  beforeEach(async () => { await seed(SITE); });

  test('removes rows of several nouns in one change, which one undo brings back to the very bytes', async () => {
    const before = await exported();
    const { number } = at.store.feed;
    const answer = await ask('DELETE', '/api/topology', { servers: ['a', 'c'], connections: ['bc'], clusters: ['other'], areas: ['floor'], texts: ['sign'], lines: ['uplink'] });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(at.store.feed.number).toBe(number + 1);
    expect(JSON.parse(await exported())).toMatchObject({
      servers: [{ id: 'b' }, { id: 'd' }], connections: [], clusters: [{ id: 'mine', servers: ['b'] }], areas: [], texts: [], lines: [],
    });
    expect((await ask('GET', '/api/undo')).json<NextUndo>().undo).toMatchObject({ number: number + 1, summary: 'removed 7 things at once' });
    expect((await ask('POST', '/api/undo')).status).toBe(200);
    expect(await exported()).toBe(before);
  });

  test('removes nothing where some of it is not there, and points to each', async () => {
    const before = await exported();
    const answer = await ask('DELETE', '/api/topology', { servers: ['a', 'x', 'b', 'y'], connections: ['none'] });
    expect(answer.status).toBe(404);
    expect(answer.json<Problem>().errors?.map(({ pointer }) => pointer).sort()).toEqual(['/connections/0', '/servers/1', '/servers/3']);
    expect(await exported()).toBe(before);
  });

  test.each([
    ['an empty body', {}], ['an empty list', { servers: [] }], ['the same id twice', { servers: ['a', 'a'] }], ['an unknown noun', { views: ['v'] }],
    ['more than 1,000 ids', { servers: Array.from({ length: 1_001 }, (_, index) => `s${index}`) }],
  ])('%s is 422 and removes nothing', async (_name, body) => {
    const before = await exported();
    expect((await ask('DELETE', '/api/topology', body)).status).toBe(422);
    expect(await exported()).toBe(before);
  });

  test('without a body is refused: it never means everything', async () => {
    expect((await ask('DELETE', '/api/topology')).status).toBeGreaterThanOrEqual(400);
    expect(at.store.servers.count()).toBe(4);
  });

  test('asks for the right to edit, and shows who has rights on some clusters nothing beyond them', async () => {
    expect((await ask('DELETE', '/api/topology', { servers: ['a'] }, 'view')).status).toBe(403);
    expect((await ask('DELETE', '/api/topology', { servers: ['a', 'c'] }, 'mine')).json<Problem>()).toMatchObject({ status: 404, errors: [{ pointer: '/servers/1' }] });
    expect((await ask('DELETE', '/api/topology', { connections: ['bc'] }, 'mine')).status).toBe(404);
    expect((await ask('DELETE', '/api/topology', { clusters: ['other'] }, 'mine')).status).toBe(404);
    expect((await ask('DELETE', '/api/topology', { servers: ['a'], areas: ['floor'] }, 'mine')).status).toBe(403);
    expect(at.store.servers.count()).toBe(4);
    expect((await ask('DELETE', '/api/topology', { servers: ['a'], connections: ['ab'] }, 'mine')).status).toBe(204);
    expect(at.store.servers.get('a')).toBeUndefined();
  });
});

describe('POST /api/connections/{id}/reverse', () => {
  const style = { color: '#112233', arrow: 'both', waypoints: [{ x: 1, y: 2 }, { x: 3, y: 4 }], labels: [{ text: 'near a', position_percent: 10, strand: 2 }, { text: 'middle' }], pattern: 'double' };
  beforeEach(async () => { await seed({ ...SITE, connections: [{ from: 'a', to: 'b', type: 'database', label: 'sql', style }] }); });

  test('is the same line the other way round, in one change and one undo', async () => {
    const before = await exported();
    const { number } = at.store.feed;
    const answer = await ask('POST', '/api/connections/a--b--database/reverse');
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe('/api/connections/b--a--database');
    expect(answer.json<Connection>()).toMatchObject({
      id: 'b--a--database', from: 'b', to: 'a', type: 'database', label: 'sql',
      style: { color: '#112233', arrow: 'both', pattern: 'double', waypoints: [{ x: 3, y: 4 }, { x: 1, y: 2 }], labels: [{ text: 'near a', position_percent: 90 }, { text: 'middle', strand: 2 }] },
    });
    expect(at.store.feed.number).toBe(number + 1);
    expect(at.store.connections.get('a--b--database')).toBeUndefined();
    await ask('POST', '/api/undo');
    expect(await exported()).toBe(before);
  });

  test('is refused where there is one that way already, and out of sight', async () => {
    await ask('POST', '/api/connections', { from: 'b', to: 'a', type: 'database' });
    const before = await exported();
    expect((await ask('POST', '/api/connections/a--b--database/reverse')).json()).toMatchObject({ status: 409, code: 'duplicate_connection' });
    await ask('POST', '/api/connections', { id: 'cd', from: 'c', to: 'd' });
    expect((await ask('POST', '/api/connections/cd/reverse', undefined, 'mine')).status).toBe(404);
    expect((await ask('POST', '/api/connections/none/reverse')).status).toBe(404);
    await ask('DELETE', '/api/connections/cd');
    expect(await exported()).toBe(before);
  });

  test('leaves what a cluster made to the cluster', async () => {
    await ask('POST', '/api/clusters', { id: 'ring', servers: ['c', 'd'] });
    expect((await ask('POST', '/api/connections/c--d--cluster_internal/reverse')).json()).toMatchObject({ status: 409, code: 'in_use' });
  });
});

describe('POST /api/connections/{id}/reconnect', () => {
  const style = { color: '#112233', arrow: 'both', waypoints: [{ x: 1, y: 2 }], labels: [{ text: 'near a', position_percent: 10 }] };
  const ENDS = '/api/connections/a--b--database/reconnect';
  beforeEach(async () => { await seed({ ...SITE, connections: [{ from: 'a', to: 'b', type: 'database', label: 'sql', style, extras: { note: 'kept' } }] }); });

  test.each([
    [{ to: 'c' }, 'a', 'c'], [{ from: 'd' }, 'd', 'b'], [{ from: 'c', to: 'd' }, 'c', 'd'], [{ from: 'b', to: 'a' }, 'b', 'a'],
  ])('%j gives it other ends and leaves the rest, in one change and one undo', async (ends, from, to) => {
    const before = await exported();
    const { number } = at.store.feed;
    const answer = await ask('POST', ENDS, ends);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/connections/${from}--${to}--database`);
    expect(answer.json<Connection>()).toMatchObject({ id: `${from}--${to}--database`, from, to, type: 'database', label: 'sql', style, extras: { note: 'kept' }, status: 'unknown' });
    expect(at.store.feed.number).toBe(number + 1);
    expect(at.store.connections.get('a--b--database')).toBeUndefined();
    expect((await ask('GET', '/api/undo')).json<NextUndo>().undo?.summary).toBe('gave the connection a--b--database another server');
    await ask('POST', '/api/undo');
    expect(await exported()).toBe(before);
  });

  test('names what is wrong with a body, and changes nothing', async () => {
    await ask('POST', '/api/connections', { from: 'a', to: 'c', type: 'database' });
    const before = await exported();
    const { number } = at.store.feed;
    const refused = async (body: object): Promise<string[]> => {
      const answer = await ask('POST', ENDS, body);
      expect(answer.status).toBe(422);
      return (answer.json<Problem>().errors ?? []).map(({ pointer }) => pointer);
    };
    expect(await refused({ to: 'none' })).toEqual(['/to']);
    expect(await refused({ from: 'none', to: 'no-one' })).toEqual(['/from', '/to']);
    expect(await refused({ to: 'a' })).toEqual(['/to']);
    expect(await refused({ from: 'b' })).toEqual(['/from']);
    expect(await refused({ from: 'c', to: 'c' })).toEqual(['/to']);
    expect(await refused({})).toEqual(['']);
    expect(await refused({ from: 'c', type: 'standard' })).toEqual(['/type']);
    expect(await refused({ from: null })).toEqual(['/from']);
    expect((await ask('POST', ENDS, { to: 'c' })).json()).toMatchObject({ status: 409, code: 'duplicate_connection' });
    expect((await ask('POST', ENDS, { from: 'a', to: 'b' })).json()).toMatchObject({ id: 'a--b--database' });
    expect(await exported()).toBe(before);
    expect(at.store.feed.number).toBe(number);
  });

  test('reaches neither what is out of sight nor what a cluster made', async () => {
    await ask('POST', '/api/connections', { id: 'cd', from: 'c', to: 'd' });
    await ask('POST', '/api/clusters', { id: 'ring', servers: ['c', 'd'] });
    expect((await ask('POST', '/api/connections/cd/reconnect', { to: 'a' }, 'mine')).status).toBe(404);
    expect((await ask('POST', '/api/connections/none/reconnect', { to: 'a' })).status).toBe(404);
    expect((await ask('POST', ENDS, { to: 'c' }, 'mine')).status).toBe(403);
    expect((await ask('POST', ENDS, { to: 'c' }, 'view')).status).toBe(403);
    expect((await ask('POST', '/api/connections/c--d--cluster_internal/reconnect', { to: 'a' })).json()).toMatchObject({ status: 409, code: 'in_use' });
  });
});

describe('GET /api/undo', () => {
  test('says what undo and redo would be about for the caller, and nothing of others', async () => {
    await seed(SITE);
    const next = async (who?: string): Promise<NextUndo> => (await ask('GET', '/api/undo', undefined, who)).json<NextUndo>();
    await ask('PATCH', '/api/servers/a', { notes: 'x' }, 'edit');
    await ask('PATCH', '/api/servers/b', { notes: 'x' });
    expect(await next()).toMatchObject({ undo: { number: at.store.feed.number, summary: 'changed the server b' }, redo: null });
    expect((await next('edit')).undo).toMatchObject({ number: at.store.feed.number - 1, summary: 'changed the server a' });
    await ask('POST', '/api/undo', undefined, 'edit');
    const turned = await next('edit');
    expect(turned.redo?.summary).toBe('changed the server a');
    expect(turned.undo?.summary).not.toBe('changed the server a');
    expect((await next()).undo?.summary).toBe('changed the server b');
    expect((await ask('GET', '/api/undo', undefined, 'view')).status).toBe(403);
  });

  test('tells the summary of an import', async () => {
    await ask('POST', '/api/import?summary=moved%203%20servers', { format: 'unlimited-cluster', version: 1, servers: [{ id: 'a', position: { x: 7, y: 7 } }] });
    expect((await ask('GET', '/api/undo')).json<NextUndo>().undo?.summary).toBe('moved 3 servers');
  });
});

describe('what pasting needs', () => {
  beforeEach(async () => { await seed(SITE); });

  test('GET /api/servers?ids= answers those, in order of ids, and only what is in sight', async () => {
    const list = async (ids: string, who?: string) => (await ask('GET', `/api/servers?ids=${ids}`, undefined, who)).json<{ items: Server[] }>().items.map(({ id }) => id);
    expect(await list('c,a,none')).toEqual(['a', 'c']);
    expect(await list('c,a', 'mine')).toEqual(['a']);
    expect((await ask('GET', `/api/servers?ids=${Array.from({ length: 101 }, (_, index) => `s${index}`).join(',')}`)).status).toBe(400);
  });

  test('an import with mode=add refuses ids that are there, whole', async () => {
    const file = { format: 'unlimited-cluster', version: 1, servers: [{ id: 'new' }, { id: 'a' }], connections: [{ from: 'new', to: 'b' }, { id: 'ab', from: 'new', to: 'a' }] };
    const before = await exported();
    const refused = await ask('POST', '/api/import?mode=add', file);
    expect(refused.status).toBe(422);
    expect(refused.json<Problem>().errors).toMatchObject([{ pointer: '/servers/1' }, { pointer: '/connections/1' }]);
    expect(await exported()).toBe(before);
    expect((await ask('POST', '/api/import?mode=add', { ...file, servers: [{ id: 'new' }], connections: [{ from: 'new', to: 'b' }] })).json()).toMatchObject({ added: 2, changed: 0 });
  });

  test('a stored secret is neither named nor sent elsewhere by an import of who may not act', async () => {
    const source = { kind: 'ssh', user: 'root', credential: 'key' };
    await ask('PATCH', '/api/servers/b', { source });
    const put = (server: object, who?: string) => ask('POST', '/api/import', { format: 'unlimited-cluster', version: 1, servers: [server] }, who);
    expect((await put({ id: 'new', ip: '203.0.113.9', source }, 'edit')).json<Problem>()).toMatchObject({ status: 422, errors: [{ pointer: '/servers/0/source/credential' }] });
    expect((await put({ id: 'b', ip: '203.0.113.9' }, 'edit')).status).toBe(422);
    expect((await put({ id: 'a', source }, 'edit')).status).toBe(422);
    // What stays as it is may be said again, as an export says it.
    expect((await put({ id: 'b', ip: '10.0.0.1', source, notes: 'moved' }, 'edit')).status).toBe(200);
    expect((await put({ id: 'new', ip: '203.0.113.9', source })).status).toBe(200);
  });
});
