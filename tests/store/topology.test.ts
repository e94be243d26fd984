import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FULL_ACCESS, type Access } from '../../backend/contract/access.ts';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import { connectionIdOf, decodeTopology, type Column, type Topology } from '../../backend/contract/topology.ts';
import { largeSite } from '../support/large-site.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

async function topologyOf(access: Access = FULL_ACCESS): Promise<Topology> {
  const bytes = await at.store.topology(access);
  return decodeTopology(bytes.slice().buffer);
}
const numbers = (column: Column): number[] => (typeof column === 'string' ? [] : Array.from(column));
const lines = (column: unknown): string[] => (column === '' ? [] : String(column).split('\n'));

describe('topology', () => {
  test('of an empty store has no rows', async () => {
    const { header } = await topologyOf();
    expect(header).toMatchObject({ epoch: at.store.epoch, number: 0, servers: 0, connections: 0, regions: [], clusters: [], networks: [] });
    expect(header.types).toHaveLength(26);
  });

  test('has every row in columns, with current values over them', async () => {
    await at.store.write(ME, () => {
      at.store.networks.add({ id: 'lan', cidr: '10.0.0.0/8' }, START_MS);
      at.store.servers.add({ id: 'b', name: 'B!', type: 'web', ip: '10.0.0.2', region: 'eu', networks: ['lan'], position: { x: 1.5, y: -2 }, source: { kind: 'local' } }, START_MS);
      at.store.servers.add({ id: 'a', region: 'eu', maintenance: true }, START_MS);
      at.store.servers.add({ id: 'c', region: 'us', networks: ['lan'] }, START_MS);
      at.store.connections.add({ from: 'b', to: 'c', type: 'http' }, START_MS);
      at.store.connections.add({ id: 'own', from: 'a', to: 'b' }, START_MS);
      at.store.clusters.add({ id: 'k', servers: ['c', 'b'], auto_connect: false }, START_MS);
    });
    at.store.live.setServer('b', { status: 'warning', metrics: { cpu_percent: 91.6, memory_percent: 0 } }, START_MS);
    at.store.live.setConnection('b--c--http', { status: 'connected', latency_ms: 2.5, probed_from: 'b' });
    const { header, columns } = await topologyOf();
    expect(header).toMatchObject({ number: 1, revision: at.store.live.revision, servers: 3, connections: 2, regions: ['eu', 'us'], clusters: [{ id: 'k', health: 'degraded', auto_connect: false }], networks: [{ id: 'lan', cidr: '10.0.0.0/8' }] });
    expect(lines(columns.server_id)).toEqual(['a', 'b', 'c']);
    expect(lines(columns.server_name)).toEqual(['', 'B!', '']);
    expect(lines(columns.server_ip)).toEqual(['', '10.0.0.2', '']);
    expect([columns.server_x[1], columns.server_y[1]]).toEqual([1.5, -2]);
    expect(header.types[Number(columns.server_type[1])]?.id).toBe('web');
    expect(numbers(columns.server_region)).toEqual([0, 0, 1]);
    expect(numbers(columns.server_status).map((code) => SERVER_STATUSES[code])).toEqual(['maintenance', 'warning', 'unknown']);
    expect([columns.server_cpu[1], columns.server_memory[1], columns.server_disk[1], columns.server_cpu[0]]).toEqual([92, 0, 255, 255]);
    expect(numbers(columns.server_flags)).toEqual([2, 1, 0]);
    expect([numbers(columns.cluster_member_start), numbers(columns.cluster_member)]).toEqual([[0, 2], [2, 1]]);
    expect([numbers(columns.network_member_start), numbers(columns.network_member)]).toEqual([[0, 2], [1, 2]]);
    expect([numbers(columns.connection_from), numbers(columns.connection_to), numbers(columns.connection_type)]).toEqual([[0, 1], [1, 2], [0, 1]]);
    expect(lines(columns.connection_id)).toEqual(['own', '']);
    expect([numbers(columns.connection_status), numbers(columns.connection_latency_ms)]).toEqual([[0, 1], [Number.NaN, 2.5]]);
  });

  test('follows changes, and states without a change', async () => {
    await at.store.write(ME, () => at.store.servers.add({ id: 'a' }, START_MS));
    expect((await topologyOf()).columns.server_status[0]).toBe(0);
    at.store.live.setServer('a', { status: 'active' }, START_MS);
    expect((await topologyOf()).columns.server_status[0]).toBe(1);
    await at.store.write(ME, () => at.store.servers.remove('a'));
    expect((await topologyOf()).header).toMatchObject({ number: 2, servers: 0 });
  });

  test('shows a restricted caller his clusters, their members, and connections between those', async () => {
    await at.store.write(ME, () => {
      for (const id of ['a', 'b', 'c']) at.store.servers.add({ id }, START_MS);
      at.store.connections.add({ from: 'b', to: 'c' }, START_MS);
      at.store.clusters.add({ id: 'mine', servers: ['a', 'b'] }, START_MS);
      at.store.clusters.add({ id: 'theirs', servers: ['b', 'c'] }, START_MS);
    });
    const { header, columns } = await topologyOf({ rights: ['view'], clusters: ['mine'] });
    expect(lines(columns.server_id)).toEqual(['a', 'b']);
    expect(header).toMatchObject({ connections: 1, clusters: [{ id: 'mine' }] });
    expect((await topologyOf()).header.servers).toBe(3);
  });

  test('of a large site comes from the worker and says the same as the lists', async () => {
    const site = largeSite({ servers: 4_000, connections: 4_000, seed: 4 });
    await at.store.import({ bytes: Buffer.from(JSON.stringify(site)) }, { dryRun: false, mode: 'merge', by: ME });
    const probed = [...at.store.connections.each()][7];
    at.store.live.setConnection(probed?.id ?? '', { status: 'disconnected', latency_ms: null, probed_from: 'daemon' });
    const { header, columns } = await topologyOf();
    expect(header).toMatchObject({ number: 1, servers: 4_000, connections: 4_000 });
    const ids = lines(columns.server_id);
    expect(ids).toEqual([...at.store.servers.each()].map(({ id }) => id));
    expect(lines(columns.server_ip)).toEqual([...at.store.servers.each()].map(({ ip }) => ip));
    const wrong = numbers(columns.connection_status).flatMap((code, row) => (code === 2 ? [`${ids[Number(columns.connection_from[row])]} ${ids[Number(columns.connection_to[row])]}`] : []));
    expect(wrong).toEqual([`${probed?.from} ${probed?.to}`]);
    expect(connectionIdOf('a', 'b', 'c')).toBe('a--b--c');
  });
});

describe('stats', () => {
  test('counted once and followed say the same as counted anew, also after writes that failed', async () => {
    at.store.stats();
    await at.store.import({ bytes: Buffer.from(JSON.stringify(largeSite({ servers: 200, connections: 100, seed: 9 }))) }, { dryRun: false, mode: 'merge', by: ME });
    at.store.stats();
    await at.store.write(ME, () => { at.store.servers.remove('srv-000007'); at.store.servers.add({ id: 'x', region: 'new' }, START_MS); at.store.servers.patch('srv-000008', { type: 'web' }, START_MS); });
    await at.store.write(ME, () => { at.store.servers.remove('srv-000009'); throw new RangeError('no'); }).catch(() => undefined);
    await at.store.undo(ME);
    await at.store.redo(ME);
    const followed = at.store.stats();
    at = await at.reopen();
    expect(followed).toEqual(at.store.stats());
  });

  test('count by type, state, region, cluster, and only what a caller sees', async () => {
    await at.store.write(ME, () => {
      at.store.servers.add({ id: 'a', type: 'web', region: 'eu' }, START_MS);
      at.store.servers.add({ id: 'b', type: 'web', maintenance: true }, START_MS);
      at.store.servers.add({ id: 'c', region: '__proto__' }, START_MS);
      at.store.clusters.add({ id: 'k', servers: ['a', 'b'] }, START_MS);
      at.store.connections.add({ from: 'b', to: 'c', type: 'ssh' }, START_MS);
    });
    at.store.live.setServer('a', { status: 'active' }, START_MS);
    const stats = at.store.stats();
    expect(stats).toEqual({
      servers: { total: 3, by_type: { generic: 1, web: 2 }, by_status: { unknown: 1, active: 1, warning: 0, inactive: 0, maintenance: 1 }, by_region: Object.fromEntries([['', 1], ['__proto__', 1], ['eu', 1]]), by_cluster: { k: 2 } },
      connections: { total: 2, by_type: { cluster_internal: 1, ssh: 1 }, by_status: { unknown: 2, connected: 0, disconnected: 0 } },
      clusters: { total: 1, by_health: { unknown: 0, healthy: 1, degraded: 0, down: 0 } }, networks: { total: 0 },
    });
    expect(at.store.stats({ rights: ['view'], clusters: ['k', 'ghost'] })).toMatchObject({ servers: { total: 2, by_status: { active: 1, maintenance: 1 } }, connections: { total: 1 }, clusters: { total: 1 } });
    expect(at.store.stats({ rights: ['view'], clusters: [] })).toMatchObject({ servers: { total: 0 }, connections: { total: 0 }, clusters: { total: 0 } });
  });
});
