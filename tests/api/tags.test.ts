import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TagKeys, TagValues } from '../../backend/contract/tags.ts';
import { openApi, type TestApi } from './open-api.ts';

let at: TestApi;
let mine: string;
beforeAll(async () => {
  at = await openApi();
  await at.ask('POST', '/api/import', { json: { format: 'unlimited-cluster', version: 1, servers: [
    { id: 'a', tags: { env: 'prod', role: 'web' } }, { id: 'b', tags: { env: 'prod' } }, { id: 'c', tags: { env: 'a"b' } }, { id: 'd' },
  ], clusters: [{ id: 'mine', servers: ['b', 'c'], auto_connect: false }] } });
  mine = await at.tokenFor({ rights: ['view'], clusters: ['mine'] });
});
afterAll(async () => at.end());

const keys = async (token?: string): Promise<TagKeys['items']> => (await at.ask('GET', '/api/topology/tags', token === undefined ? {} : { token })).json<TagKeys>().items;
const values = async (key: string, token?: string): Promise<TagValues> => (await at.ask('GET', `/api/topology/tags/${key}`, token === undefined ? {} : { token })).json<TagValues>();

describe('GET /api/topology/tags', () => {
  test('names every key with its servers and values, the commonest first', async () => {
    expect(await keys()).toEqual([{ key: 'env', servers: 3, values: 2 }, { key: 'role', servers: 1, values: 1 }]);
  });

  test('counts only what the caller sees', async () => {
    expect(await keys(mine)).toEqual([{ key: 'env', servers: 2, values: 2 }]);
  });

  test('is refused without a token', async () => {
    expect((await at.ask('GET', '/api/topology/tags', { token: null })).status).toBe(401);
  });
});

describe('GET /api/topology/tags/{key}', () => {
  test('says who has each value, the commonest first, as of a change', async () => {
    expect(await values('env')).toEqual({ key: 'env', number: at.store.feed.number, values: ['prod', 'a"b'], servers: [['a', 'b'], ['c']] });
  });

  test('shows members of the clusters in sight only', async () => {
    expect(await values('env', mine)).toMatchObject({ values: ['a"b', 'prod'], servers: [['c'], ['b']] });
    expect(await values('role', mine)).toMatchObject({ values: [], servers: [] });
  });

  test('a key that nobody has is empty; what cannot be a key is not there', async () => {
    expect(await values('nobody')).toMatchObject({ values: [], servers: [] });
    expect((await at.ask('GET', '/api/topology/tags/a%22b')).status).toBe(404);
  });

  test('many servers are read by the worker and come compressed', async () => {
    const many = await openApi();
    const servers = Array.from({ length: 2_500 }, (_, row) => ({ id: `s${row}`, tags: { shelf: `shelf ${row % 3}`, serial: String(row) } }));
    await many.ask('POST', '/api/import', { json: { format: 'unlimited-cluster', version: 1, servers } });
    const answer = await many.ask('GET', '/api/topology/tags/shelf', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    const { values: found, servers: members } = answer.json<TagValues>();
    expect(found).toEqual(['shelf 0', 'shelf 1', 'shelf 2']);
    expect(members.map((ids) => ids.length)).toEqual([834, 833, 833]);
    expect((await many.ask('GET', '/api/topology/tags')).json<TagKeys>().items).toEqual([{ key: 'serial', servers: 2_500, values: 2_500 }, { key: 'shelf', servers: 2_500, values: 3 }]);
    await many.end();
  });
});
