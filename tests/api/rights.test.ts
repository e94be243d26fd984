import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Export } from '../../backend/contract/export.ts';
import { plain } from '../../backend/contract/sentence.ts';
import type { Stats } from '../../backend/contract/stats.ts';
import { decodeTopology, TOPOLOGY_MEDIA_TYPE } from '../../backend/contract/topology.ts';
import { openApi, type TestApi } from './open-api.ts';

let at: TestApi;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  at = await openApi({ collecting: {
    poll: (server) => Promise.resolve({ server, source: 'none', success: true, duration_seconds: 0.01, problem: null }),
    verify: () => Promise.resolve({ reachable: false, problem: plain('nobody there') }),
    status: () => ({ sources: [{ server: 'in1', source: 'ssh', success: true, duration_seconds: 0.25 }, { server: 'out1', source: 'ssh', success: false, duration_seconds: 1 }] }),
  } });
  for (const id of ['in1', 'in2', 'out1', 'out2']) await at.ask('POST', '/api/servers', { json: { id, region: id.slice(0, -1) } });
  await at.ask('POST', '/api/clusters', { json: { id: 'mine', servers: ['in1', 'in2'] } });
  await at.ask('POST', '/api/clusters', { json: { id: 'other', servers: ['out1', 'out2'] } });
  await at.ask('POST', '/api/connections', { json: { id: 'across', from: 'in1', to: 'out1' } });
  tokens['view'] = await at.tokenFor({ rights: ['view'], clusters: '*' });
  tokens['edit'] = await at.tokenFor({ rights: ['view', 'edit'], clusters: '*' });
  tokens['act'] = await at.tokenFor({ rights: ['view', 'act'], clusters: '*' });
  tokens['mine'] = await at.tokenFor({ rights: ['view', 'edit', 'act'], clusters: ['mine'] });
});
afterAll(async () => at.end());

const as = (who: string, method: string, path: string, json?: unknown) => at.ask(method, path, { token: tokens[who] ?? null, ...(json === undefined ? {} : { json }) });

describe('each right opens its routes and no others', () => {
  test.each([
    ['POST', '/api/servers', { name: 'x' }], ['PATCH', '/api/servers/in1', { notes: 'x' }], ['DELETE', '/api/servers/in1', undefined],
    ['POST', '/api/connections', { from: 'in1', to: 'in2' }], ['DELETE', '/api/connections', { from: 'in1', to: 'out1' }], ['POST', '/api/clusters', { name: 'x' }],
    ['POST', '/api/networks', { name: 'x' }], ['POST', '/api/views', { name: 'x' }], ['POST', '/api/undo', undefined], ['POST', '/api/redo', undefined], ['POST', '/api/import', {}],
  ])('view and act do not: %s %s', async (method, path, json) => {
    for (const who of ['view', 'act']) expect((await as(who, method, path, json)).json()).toMatchObject({ status: 403, code: 'forbidden' });
  });

  test.each([
    ['POST', '/api/servers/in1/poll', undefined], ['GET', '/api/tokens', undefined], ['POST', '/api/tokens', { name: 'x' }], ['GET', '/api/credentials', undefined],
    ['POST', '/api/credentials', { name: 'x', kind: 'password', value: 'x' }], ['DELETE', '/api/servers/in1/host-key', undefined],
  ])('edit does not: %s %s', async (method, path, json) => {
    expect((await as('edit', method, path, json)).status).toBe(403);
  });

  test('a secret is named in a source, and a server that is read with one is moved, only by who may act', async () => {
    const source = { kind: 'ssh', credential: 'key' };
    expect((await as('edit', 'PATCH', '/api/servers/in2', { source })).status).toBe(403);
    expect((await at.ask('PATCH', '/api/servers/in2', { json: { source } })).status).toBe(200);
    expect((await as('edit', 'PATCH', '/api/servers/in2', { ip: '203.0.113.9' })).status).toBe(403);
    expect((await as('edit', 'PATCH', '/api/servers/in2', { notes: 'fine' })).status).toBe(200);
    await at.ask('PATCH', '/api/servers/in2', { json: { source: null } });
  });
});

describe('rights on one cluster', () => {
  const ids = (items: { id: string }[]): string[] => items.map(({ id }) => id).sort();

  test('lists, single reads, statistics, export and metrics show its members only', async () => {
    const list = async (path: string) => ids((await as('mine', 'GET', path)).json<{ items: { id: string }[] }>().items);
    expect(await list('/api/servers')).toEqual(['in1', 'in2']);
    expect(await list('/api/clusters')).toEqual(['mine']);
    expect(await list('/api/connections')).toEqual(['in1--in2--cluster_internal']);
    expect((await as('mine', 'GET', '/api/servers/out1')).status).toBe(404);
    expect((await as('mine', 'GET', '/api/servers/out1/metrics')).status).toBe(404);
    expect((await as('mine', 'GET', '/api/clusters/other')).status).toBe(404);
    expect((await as('mine', 'GET', '/api/connections/across')).status).toBe(404);
    expect((await as('mine', 'POST', '/api/servers/out1/poll')).status).toBe(404);
    expect((await as('mine', 'GET', '/api/stats')).json<Stats>().servers).toMatchObject({ total: 2, by_region: { in: 2 } });
    const exported = (await as('mine', 'GET', '/api/export')).json<Export>();
    expect([ids(exported.servers), ids(exported.connections), ids(exported.clusters)]).toEqual([['in1', 'in2'], ['in1--in2--cluster_internal'], ['mine']]);
    for (const path of ['/api/metrics', '/api/sd/prometheus', '/api/export', '/api/topology', '/api/servers?limit=1000']) expect((await as('mine', 'GET', path)).text).not.toContain('out1');
  });

  test('the topology too, and it is not confused with that of others', async () => {
    const topology = async (token: string) => {
      const response = await fetch(`${at.base}/api/topology`, { headers: { Authorization: `Bearer ${token}`, Accept: TOPOLOGY_MEDIA_TYPE } });
      return { etag: response.headers.get('etag'), servers: decodeTopology(await response.arrayBuffer()).columns.server_id };
    };
    const whole = await topology(tokens['view'] ?? '');
    const part = await topology(tokens['mine'] ?? '');
    expect(String(whole.servers).split('\n')).toEqual(['in1', 'in2', 'out1', 'out2']);
    expect(String(part.servers).split('\n')).toEqual(['in1', 'in2']);
    expect(part.etag).not.toBe(whole.etag);
  });

  test('edits inside it work; edits that reach outside do not', async () => {
    expect((await as('mine', 'PATCH', '/api/servers/in1', { notes: 'mine' })).status).toBe(200);
    expect((await as('mine', 'POST', '/api/connections', { from: 'in1', to: 'in2', type: 'http' })).status).toBe(201);
    for (const [method, path, json, status] of [
      ['PATCH', '/api/servers/out1', { notes: 'x' }, 404], ['DELETE', '/api/servers/out1', undefined, 404], ['PATCH', '/api/servers/in1', { parent: 'out1' }, 403],
      ['POST', '/api/servers', { name: 'x' }, 403], ['POST', '/api/connections', { from: 'in1', to: 'out2' }, 403], ['POST', '/api/connections', { from: 'in1', to: 'nobody' }, 403],
      ['DELETE', '/api/connections', { from: 'in1', to: 'out1' }, 403], ['DELETE', '/api/connections/across', undefined, 404],
      ['PATCH', '/api/clusters/mine', { servers: ['in1', 'in2', 'out1'] }, 403], ['PATCH', '/api/clusters/other', { name: 'x' }, 404], ['DELETE', '/api/clusters/other', undefined, 404],
      ['POST', '/api/clusters', { name: 'x', servers: ['in1'] }, 403], ['POST', '/api/networks', { name: 'x' }, 403], ['DELETE', '/api/server-types/web', undefined, 403],
      ['POST', '/api/import', { format: 'unlimited-cluster', version: 1 }, 403], ['POST', '/api/credentials', { name: 'x', kind: 'password', value: 'x' }, 403], ['GET', '/api/tokens', undefined, 403],
    ] as const) {
      expect([method, path, (await as('mine', method, path, json)).status]).toEqual([method, path, status]);
    }
  });
});

describe('tokens', () => {
  test('are shown once, listed without their secret, and stop working when revoked', async () => {
    const made = await at.ask('POST', '/api/tokens', { json: { name: 'Grafana', rights: ['view'] } });
    expect(made.status).toBe(201);
    const { id, token } = made.json<{ id: string; token: string }>();
    expect(made.headers.get('location')).toBe(`/api/tokens/${id}`);
    expect((await at.ask('GET', '/api/tokens')).text).not.toContain(token);
    expect((await at.ask('GET', `/api/tokens/${id}`)).json()).toMatchObject({ id, name: 'Grafana', rights: ['view'], clusters: '*' });
    expect((await at.ask('GET', '/api/servers', { token })).status).toBe(200);
    expect((await at.ask('DELETE', `/api/tokens/${id}`)).status).toBe(204);
    expect((await at.ask('GET', '/api/servers', { token })).status).toBe(401);
  });

  test('never give away more than their maker has', async () => {
    expect((await as('act', 'POST', '/api/tokens', { name: 'x', rights: ['edit'] })).status).toBe(403);
    expect((await as('act', 'POST', '/api/tokens', { name: 'x', rights: ['view', 'act'] })).status).toBe(201);
    expect((await as('mine', 'POST', '/api/tokens', { name: 'x', clusters: '*' })).status).toBe(403);
    expect((await as('mine', 'POST', '/api/tokens', { name: 'x', clusters: ['other'] })).status).toBe(403);
    expect((await as('mine', 'POST', '/api/tokens', { name: 'x', clusters: ['mine'] })).status).toBe(201);
    expect((await as('mine', 'POST', '/api/tokens', { name: 'x' })).json()).toMatchObject({ clusters: ['mine'] });
  });

  test('that are over, or begin over, do not work', async () => {
    expect((await at.ask('POST', '/api/tokens', { json: { name: 'x', expires_at: '2020-01-01T00:00:00Z' } })).status).toBe(422);
  });
});

describe('credentials', () => {
  test('go in and never come out', async () => {
    const secret = 'the-one-and-only-secret';
    const made = await at.ask('POST', '/api/credentials', { json: { id: 'root-key', name: 'Root', kind: 'password', value: secret } });
    expect(made.status).toBe(201);
    expect((await at.ask('POST', '/api/credentials', { json: { id: 'root-key', name: 'Root', kind: 'password', value: 'x' } })).status).toBe(409);
    expect((await at.ask('PATCH', '/api/credentials/root-key', { json: { value: `${secret}2` } })).json()).toMatchObject({ id: 'root-key', name: 'Root', kind: 'password', state: 'ready' });
    const texts = await Promise.all(['/api/credentials', '/api/credentials/root-key', '/api/export', '/api/topology', '/api/metrics'].map(async (path) => (await at.ask('GET', path)).text));
    expect([made.text, ...texts].join()).not.toContain(secret);
    expect(at.store.secrets.reveal('root-key').value).toBe(`${secret}2`);
    expect((await at.ask('DELETE', '/api/credentials/root-key')).status).toBe(204);
    expect((await at.ask('GET', '/api/credentials/root-key')).status).toBe(404);
  });
});

test('verify adds the server all the same and warns', async () => {
  const answer = await at.ask('POST', '/api/servers?verify=true', { json: { id: 'silent', type: 'web', ip: '127.0.0.9' } });
  expect(answer.status).toBe(201);
  expect(answer.json()).toMatchObject({ id: 'silent', warnings: [expect.stringContaining('80, 443, 8080')] });
  expect((await at.ask('GET', '/api/servers/silent')).status).toBe(200);
});

test('poll answers the server as it is after it was read', async () => {
  expect((await as('act', 'POST', '/api/servers/in1/poll')).json()).toMatchObject({ id: 'in1', poll: { success: true, problem: null } });
  expect((await at.ask('POST', '/api/servers/nobody/poll')).status).toBe(404);
});
