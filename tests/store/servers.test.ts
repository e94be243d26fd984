import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { NewServer } from '../../backend/contract/server.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

const add = (draft: NewServer) => at.store.write(ME, () => at.store.servers.add(draft, START_MS));
const patch = (id: string, change: object) => at.store.write(ME, () => at.store.servers.patch(id, change, START_MS + 1_000));

describe('servers.add', () => {
  test('fills in every default and answers what is stored', async () => {
    const server = await add({ name: 'Web 1' });
    expect(server).toEqual({
      id: 'web-1', name: 'Web 1', type: 'generic', ip: '', region: '', tags: {}, networks: [], hostname: '', os: '', parent: null, addresses: [], notes: '',
      position: { x: 0, y: 0 }, look: {}, extras: {}, source: { kind: 'none' }, maintenance: false, created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z',
    });
    expect(at.store.servers.get('web-1')).toEqual(server);
  });

  test('keeps every field as given, a tag named constructor among them', async () => {
    await at.store.write(ME, () => at.store.networks.add({ id: 'lan' }, START_MS));
    await add({ id: 'host' });
    const draft = {
      id: 'db.1', name: 'Änne’s DB 🗄️', type: 'database', ip: 'fe80::1', region: 'eu-west', tags: { constructor: 'a', toString: 'b' }, networks: ['lan'], hostname: 'db1',
      os: 'Debian 13', parent: 'host', addresses: [{ interface: 'eth1', ip: '10.0.0.2' }], notes: 'two\nlines\tand a tab', position: { x: -1.25, y: 7.5 },
      source: { kind: 'ssh' as const, port: 2222, user: 'root' }, maintenance: true,
    };
    expect(await add(draft)).toMatchObject(draft);
    expect(at.store.servers.get('db.1')).toMatchObject(draft);
  });

  test('makes ids from names: marks dropped, a clash numbered, nothing usable counted', async () => {
    expect((await add({ name: 'Ünïcode Straße' })).id).toBe('unicode-stra-e');
    expect((await add({ name: 'web' })).id).toBe('web');
    expect((await add({ name: 'Web' })).id).toBe('web-2');
    expect((await add({ name: '中文' })).id).toMatch(/^server-\d+$/);
    expect((await add({ name: 'x'.repeat(200) })).id).toHaveLength(63);
  });

  test('refuses an id that is taken, ids being case-sensitive', async () => {
    await add({ id: 'web1' });
    await expect(add({ id: 'web1' })).rejects.toMatchObject({ code: 'id_taken', status: 409 });
    expect((await add({ id: 'WEB1' })).id).toBe('WEB1');
  });

  test('refuses unknown type, network and parent at once, each with its pointer', async () => {
    await expect(add({ name: 'x', type: 'nope', networks: ['lan'], parent: 'ghost' })).rejects.toMatchObject({
      code: 'invalid', faults: [{ pointer: '/type' }, { pointer: '/networks/0' }, { pointer: '/parent' }],
    });
    expect(at.store.servers.count()).toBe(0);
  });

  test('allows the same address twice and tells who shares it', async () => {
    await add({ id: 'a', ip: '10.0.0.1' });
    const b = await add({ id: 'b', ip: '10.0.0.1' });
    expect(at.store.servers.sameIp(b)).toEqual(['a']);
  });

  test('stops at the configured limit', async () => {
    const limited = await openStore({ maxServers: 1 });
    await limited.store.write(ME, () => limited.store.servers.add({ id: 'a' }, START_MS));
    await expect(limited.store.write(ME, () => limited.store.servers.add({ id: 'b' }, START_MS))).rejects.toMatchObject({ code: 'limit_reached' });
    await limited.end();
  });

  test('places servers without a position on free tiles, three apart, near their region and parent', async () => {
    const places = [];
    for (let index = 0; index < 30; index += 1) places.push((await add({ name: `s${index}`, region: index % 2 === 0 ? 'a' : 'b' })).position);
    expect(new Set(places.map(({ x, y }) => `${x},${y}`)).size).toBe(30);
    expect(places.every(({ x, y }) => x % 3 === 0 && y % 3 === 0)).toBe(true);
    await add({ id: 'far', position: { x: 900, y: 900 } });
    expect((await add({ id: 'child', parent: 'far' })).position).toMatchObject({ x: expect.any(Number) });
    const child = at.store.servers.require('child').position;
    expect(Math.hypot(child.x - 900, child.y - 900)).toBeLessThanOrEqual(5);
  });

  test('does not place two servers of one transaction on the same tile, nor keeps the tile of one that failed', async () => {
    const [a, failed, b] = await Promise.allSettled([
      add({ id: 'a' }), at.store.write(ME, () => { at.store.servers.add({ id: 'z' }, START_MS); throw new Error('no'); }), add({ id: 'b' }),
    ]);
    expect(failed.status).toBe('rejected');
    expect([a, b].map((one) => (one.status === 'fulfilled' ? one.value.position : null))).toEqual([{ x: 0, y: 0 }, { x: 3, y: 0 }]);
  });
});

describe('servers.patch', () => {
  test('changes what it names and only that; null brings the default back', async () => {
    await add({ id: 'a', name: 'A', ip: '10.0.0.1', tags: { role: 'x', env: 'y' } });
    expect(await patch('a', { region: 'eu', tags: { role: null, rack: '7' } })).toMatchObject({ name: 'A', ip: '10.0.0.1', region: 'eu', tags: { env: 'y', rack: '7' }, updated_at: '2026-01-01T00:00:01.000Z' });
    expect(await patch('a', { name: null, ip: null, tags: null })).toMatchObject({ name: 'a', ip: '', tags: {} });
  });

  test('merges a source of the same kind and starts another kind afresh', async () => {
    await add({ id: 'a', source: { kind: 'ssh', port: 2222, user: 'ops' } });
    expect((await patch('a', { source: { port: 22 } })).source).toEqual({ kind: 'ssh', port: 22, user: 'ops' });
    expect((await patch('a', { source: { kind: 'node_exporter', port: 9100 } })).source).toEqual({ kind: 'node_exporter', port: 9100 });
    await expect(patch('a', { source: { user: 'x' } })).rejects.toMatchObject({ code: 'invalid', faults: [{ pointer: '/source/user' }] });
  });

  test('moves along one axis', async () => {
    await add({ id: 'a', position: { x: 1, y: 2 } });
    expect((await patch('a', { position: { x: 9 } })).position).toEqual({ x: 9, y: 2 });
  });

  test('that changes nothing is no change: the time stays and nothing goes out', async () => {
    const server = await add({ id: 'a', ip: '10.0.0.1' });
    const { number } = at.store.feed;
    expect(await patch('a', { ip: '10.0.0.1' })).toEqual(server);
    expect(at.store.feed.number).toBe(number);
  });

  test('refuses a server that would run on itself, over any number of steps', async () => {
    for (const [id, parent] of [['a', null], ['b', 'a'], ['c', 'b']] as const) await add({ id, parent });
    await expect(patch('a', { parent: 'c' })).rejects.toMatchObject({ code: 'invalid', faults: [{ pointer: '/parent' }] });
    await expect(patch('a', { parent: 'a' })).rejects.toMatchObject({ code: 'invalid', faults: [{ pointer: '/parent' }] });
  });

  test('of an unknown server is 404', async () => {
    await expect(patch('ghost', {})).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('servers.remove', () => {
  test('takes connections and memberships along in one change; children and empty clusters stay', async () => {
    for (const id of ['a', 'b', 'c']) await add({ id });
    await patch('b', { parent: 'a' });
    await at.store.write(ME, () => {
      at.store.connections.add({ from: 'a', to: 'b' }, START_MS);
      at.store.connections.add({ from: 'c', to: 'a', type: 'http' }, START_MS);
      at.store.clusters.add({ name: 'alone', servers: ['a'] }, START_MS);
      at.store.clusters.add({ name: 'all', servers: ['a', 'b', 'c'] }, START_MS);
    });
    const { number } = at.store.feed;
    await at.store.write(ME, () => at.store.servers.remove('a'));
    expect(at.store.feed.number).toBe(number + 1);
    expect(at.store.clusters.require('alone').servers).toEqual([]);
    expect(at.store.clusters.require('all').servers).toEqual(['b', 'c']);
    expect([...at.store.connections.each()].map(({ id }) => id)).toEqual(['b--c--cluster_internal']);
    expect(at.store.servers.require('b').parent).toBeNull();
  });
});

describe('servers.list', () => {
  beforeEach(async () => {
    await at.store.write(ME, () => {
      at.store.networks.add({ id: 'lan' }, START_MS);
      for (let index = 0; index < 25; index += 1) {
        at.store.servers.add({
          id: `s${String(index).padStart(2, '0')}`, name: `Server ${index}`, type: index % 5 === 0 ? 'web' : 'database', region: index < 10 ? 'eu' : 'us',
          ip: `10.0.0.${index}`, ...(index === 3 && { networks: ['lan'], tags: { role: 'db' }, maintenance: true }),
        }, START_MS);
      }
      at.store.clusters.add({ id: 'c', servers: ['s01', 's02'] }, START_MS);
    });
  });

  test('pages in order of ids until the end', () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = at.store.servers.list({ limit: 10, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `s${String(index).padStart(2, '0')}`));
  });

  test.each([
    [{ type: 'web' }, 5], [{ region: 'eu' }, 10], [{ type: 'web', region: 'eu' }, 2], [{ ip: '10.0.0.7' }, 1], [{ network: 'lan' }, 1], [{ cluster: 'c' }, 2], [{ tag: 'role' }, 1],
    [{ tag: 'role:db' }, 1], [{ tag: 'role:web' }, 0], [{ maintenance: 'true' }, 1], [{ source: 'none' }, 25], [{ q: 'SERVER 1' }, 11], [{ q: '%' }, 0], [{ status: 'maintenance' }, 1], [{ status: 'unknown' }, 24],
  ])('filters by %j', (filters, count) => {
    expect(at.store.servers.list({ limit: 100, filters }).items).toHaveLength(count);
  });

  test('shows a restricted caller the members of his clusters', () => {
    expect(at.store.servers.list({ limit: 100, access: { rights: ['view'], clusters: ['c'] } }).items.map(({ id }) => id)).toEqual(['s01', 's02']);
    expect(at.store.servers.list({ limit: 100, access: { rights: ['view'], clusters: [] } }).items).toEqual([]);
  });

  test('pages through what only the current values know', () => {
    at.store.live.setServer('s20', { status: 'inactive' }, START_MS);
    at.store.live.setServer('s21', { status: 'inactive' }, START_MS);
    const first = at.store.servers.list({ limit: 1, filters: { status: 'inactive' } });
    expect(first.items.map(({ id }) => id)).toEqual(['s20']);
    const second = at.store.servers.list({ limit: 1, filters: { status: 'inactive' }, cursor: first.next_cursor ?? '' });
    expect(second).toMatchObject({ items: [{ id: 's21' }], next_cursor: null });
  });

  test.each(['', 'x', '???', 'MXM', '%00'])('refuses the cursor %j that is not ours', (cursor) => {
    const isOurs = Buffer.from(cursor, 'base64url').toString().startsWith('1') && cursor !== '';
    if (isOurs) return;
    expect(() => at.store.servers.list({ limit: 1, cursor })).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  });
});
