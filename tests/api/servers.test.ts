import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Problem } from '../../backend/contract/problem.ts';
import type { Server } from '../../backend/contract/server.ts';
import { openApi, type TestApi } from './open-api.ts';

let at: TestApi;
beforeAll(async () => { at = await openApi(); });
afterAll(async () => at.end());

type Page = { items: Server[]; next_cursor: string | null };

describe('the lines of the contract work as written', () => {
  test('POST /api/servers answers 201, Location and the whole server', async () => {
    const answer = await at.ask('POST', '/api/servers', { json: { id: 'web1', name: 'Web 1', type: 'web', ip: '192.168.1.10' } });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe('/api/servers/web1');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.json()).toMatchObject({ id: 'web1', name: 'Web 1', type: 'web', ip: '192.168.1.10', status: 'unknown', metrics: null, last_seen_at: null, tags: {}, source: { kind: 'none' } });
    const read = await at.ask('GET', '/api/servers/web1');
    expect(read.json()).toEqual(answer.json());
  });

  test('connections and clusters likewise', async () => {
    await at.ask('POST', '/api/servers', { json: { id: 'db1', type: 'database' } });
    const connection = await at.ask('POST', '/api/connections', { json: { from: 'web1', to: 'db1', type: 'database' } });
    expect(connection.status).toBe(201);
    expect(connection.json()).toMatchObject({ id: 'web1--db1--database', status: 'unknown', latency_ms: null, probed_from: null });
    const cluster = await at.ask('POST', '/api/clusters', { json: { name: 'production', servers: ['web1', 'db1'] } });
    expect(cluster.status).toBe(201);
    expect(cluster.json()).toMatchObject({ id: 'production', health: 'unknown', auto_connect: true });
    expect(cluster.headers.get('location')).toBe('/api/clusters/production');
  });

  test('DELETE /api/connections removes all matches; none is 404', async () => {
    expect((await at.ask('DELETE', '/api/connections', { json: { from: 'web1', to: 'db1', type: 'database' } })).status).toBe(204);
    expect((await at.ask('DELETE', '/api/connections', { json: { from: 'web1', to: 'db1', type: 'database' } })).status).toBe(404);
  });

  test('every noun has its five routes', async () => {
    for (const [noun, draft] of [['networks', { name: 'Lab', cidr: '10.0.0.0/8' }], ['server-types', { name: 'Printer' }], ['views', { name: 'All' }],
      ['areas', { name: 'Rack', to: { x: 2, y: 2 } }], ['texts', { name: 'Europe' }], ['lines', { name: 'uplink', points: [{ x: 0, y: 0 }, { server: 'web1' }] }]] as const) {
      const added = await at.ask('POST', `/api/${noun}`, { json: draft });
      expect([noun, added.status]).toEqual([noun, 201]);
      const location = added.headers.get('location') ?? '';
      expect((await at.ask('PATCH', location, { json: { name: 'Other' } })).json()).toMatchObject({ name: 'Other' });
      expect((await at.ask('GET', location)).json()).toMatchObject({ name: 'Other' });
      expect((await at.ask('DELETE', location)).status).toBe(204);
      expect((await at.ask('GET', location)).status).toBe(404);
    }
  });
});

describe('lists', () => {
  test('are ordered by id and paged by an opaque cursor', async () => {
    for (const id of ['p3', 'p1', 'p2']) await at.ask('POST', '/api/servers', { json: { id, region: 'paged', tags: { tier: id === 'p1' ? 'front' : 'back' } } });
    const first = (await at.ask('GET', '/api/servers?region=paged&limit=2')).json<Page>();
    expect(first.items.map(({ id }) => id)).toEqual(['p1', 'p2']);
    const second = (await at.ask('GET', `/api/servers?region=paged&limit=2&cursor=${first.next_cursor ?? ''}`)).json<Page>();
    expect(second.items.map(({ id }) => id)).toEqual(['p3']);
    expect(second.next_cursor).toBeNull();
  });

  test('are filtered by fields, tags and states', async () => {
    const ids = async (query: string): Promise<string[]> => (await at.ask('GET', `/api/servers?${query}`)).json<Page>().items.map(({ id }) => id);
    expect(await ids('tag=tier:back')).toEqual(['p2', 'p3']);
    expect(await ids('type=web')).toEqual(['web1']);
    expect(await ids('cluster=production')).toEqual(['db1', 'web1']);
    at.store.live.setServer('p2', { status: 'active' }, 1);
    expect(await ids('status=active')).toEqual(['p2']);
    expect(await ids('q=WEB')).toEqual(['web1']);
  });

  test.each(['limit=0', 'limit=1001', 'limit=x', 'limit=1&limit=2', 'nothing=1', 'status=tired', 'cursor=%00', '__proto__=1', 'type=%ff'])('?%s is 400 and names the parameter', async (query) => {
    const answer = await at.ask('GET', `/api/servers?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json<Problem>().detail).toContain(query.split('=')[0]);
  });

  test('a cursor that is not ours is 400', async () => {
    expect((await at.ask('GET', '/api/servers?cursor=abc')).json()).toMatchObject({ status: 400, code: 'invalid_cursor' });
  });
});

describe('changes', () => {
  test('PATCH is a merge patch, of either content type', async () => {
    const patch = (body: unknown, type: string) => at.ask('PATCH', '/api/servers/web1', { body: JSON.stringify(body), headers: { 'Content-Type': type } });
    await patch({ tags: { a: '1', b: '2' } }, 'application/merge-patch+json');
    const answer = await patch({ tags: { a: null, c: '3' }, region: 'north' }, 'application/json; charset=utf-8');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ tags: { b: '2', c: '3' }, region: 'north', ip: '192.168.1.10' });
    expect((await patch({ region: null }, 'application/json')).json()).toMatchObject({ region: '' });
  });

  test.each(['status', 'metrics', 'last_seen_at', 'created_at', 'updated_at'])('%s is read-only: 422 with its pointer, in POST and PATCH', async (field) => {
    for (const [method, path, body] of [['POST', '/api/servers', { name: 'x', [field]: null }], ['PATCH', '/api/servers/web1', { [field]: null }]] as const) {
      const answer = await at.ask(method, path, { json: body });
      expect(answer.status).toBe(422);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.json<Problem>()).toMatchObject({ code: 'invalid', errors: [{ pointer: `/${field}`, message: 'is read-only' }] });
    }
  });

  test('the same address twice is allowed and reported', async () => {
    const answer = await at.ask('POST', '/api/servers', { json: { id: 'web2', ip: '192.168.1.10' } });
    expect(answer.status).toBe(201);
    expect(answer.json()).toMatchObject({ warnings: [expect.stringContaining('web1')] });
    expect((await at.ask('GET', '/api/servers/web2')).json()).not.toHaveProperty('warnings');
  });

  test('a clash is 409, an unknown type 422', async () => {
    expect((await at.ask('POST', '/api/servers', { json: { id: 'web1' } })).json()).toMatchObject({ status: 409, code: 'id_taken' });
    expect((await at.ask('POST', '/api/servers', { json: { name: 'x', type: 'toaster' } })).json()).toMatchObject({ status: 422, errors: [{ pointer: '/type' }] });
  });

  test('undo and redo', async () => {
    await at.ask('PATCH', '/api/servers/p1', { json: { notes: 'later' } });
    expect((await at.ask('POST', '/api/undo')).status).toBe(200);
    expect((await at.ask('GET', '/api/servers/p1')).json()).toMatchObject({ notes: '' });
    expect((await at.ask('POST', '/api/redo')).status).toBe(200);
    expect((await at.ask('GET', '/api/servers/p1')).json()).toMatchObject({ notes: 'later' });
    await at.store.write({ user: 'somebody else' }, () => at.store.servers.patch('p1', { notes: 'mine' }, 5));
    expect((await at.ask('POST', '/api/undo')).json()).toMatchObject({ status: 409, code: 'undo_conflict', detail: expect.stringContaining('somebody else') });
  });
});

describe('entity tags', () => {
  test('If-None-Match answers 304 until anything changes, measured or said', async () => {
    const etag = (await at.ask('GET', '/api/servers/web1')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    const again = await at.ask('GET', '/api/servers/web1', { headers: { 'If-None-Match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    at.store.live.setServer('web1', { status: 'active', metrics: { cpu_percent: 12 } }, 1);
    expect((await at.ask('GET', '/api/servers/web1', { headers: { 'If-None-Match': etag } })).status).toBe(200);
    expect((await at.ask('GET', '/api/servers/web1', { headers: { 'If-None-Match': '*' } })).status).toBe(304);
  });

  test('If-Match refuses an edit of what somebody changed, not of what was measured', async () => {
    const etag = (await at.ask('GET', '/api/servers/web1')).headers.get('etag') ?? '';
    at.store.live.setServer('web1', { status: 'warning', metrics: { cpu_percent: 99 } }, 2);
    expect((await at.ask('PATCH', '/api/servers/web1', { json: { notes: 'one' }, headers: { 'If-Match': etag } })).status).toBe(200);
    expect((await at.ask('PATCH', '/api/servers/web1', { json: { notes: 'two' }, headers: { 'If-Match': etag } })).json()).toMatchObject({ status: 412, code: 'precondition_failed' });
    expect((await at.ask('DELETE', '/api/servers/web1', { headers: { 'If-Match': etag } })).status).toBe(412);
    expect((await at.ask('GET', '/api/servers/web1')).json()).toMatchObject({ notes: 'one' });
  });
});

describe('Idempotency-Key', () => {
  const post = (key: string, json: unknown) => at.ask('POST', '/api/servers', { json, headers: { 'Idempotency-Key': key } });

  test('a repeated POST gets the first answer and changes nothing', async () => {
    const first = await post('key-1', { name: 'Once' });
    const { number } = at.store.feed;
    const again = await post('key-1', { name: 'Once' });
    expect([again.status, again.text, again.headers.get('location')]).toEqual([201, first.text, first.headers.get('location')]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(at.store.feed.number).toBe(number);
    expect((await post('key-2', { name: 'Once' })).json()).toMatchObject({ id: 'once-2' });
  });

  test('twice at once adds one', async () => {
    const [one, two] = await Promise.all([post('key-3', { name: 'Both' }), post('key-3', { name: 'Both' })]);
    expect([one.status, two.status, two.text]).toEqual([201, 201, one.text]);
    expect((await at.ask('GET', '/api/servers?name=Both')).json<Page>().items).toHaveLength(1);
  });

  test('another request under the same key is refused; what was refused may be tried again', async () => {
    expect((await post('key-1', { name: 'Other' })).status).toBe(422);
    expect((await post('key 4', { name: 'x' })).status).toBe(400);
    expect((await post('key-5', { name: 'x', type: 'toaster' })).status).toBe(422);
    await at.ask('POST', '/api/server-types', { json: { id: 'toaster' } });
    expect((await post('key-5', { name: 'x', type: 'toaster' })).status).toBe(201);
  });
});
