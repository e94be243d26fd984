import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clusterPairs } from '../../backend/domain/cluster-connections.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
const IDS = Array.from({ length: 9 }, (_, index) => `s${index}`);
let at: TestStore;
beforeEach(async () => {
  at = await openStore();
  await at.store.write(ME, () => { for (const id of IDS) at.store.servers.add({ id }, START_MS); });
});
afterEach(async () => at.end());

const write = <T>(work: () => T) => at.store.write(ME, work);
const pairsOf = (cluster: string) => at.store.connections.list({ limit: 1_000, filters: { cluster } }).items.map(({ from, to }) => [from, to].toSorted().join(' ')).toSorted();
const wantedOf = (members: readonly string[]) => clusterPairs(members).map(({ from, to }) => [from, to].toSorted().join(' ')).toSorted();

describe('clusters', () => {
  test('add connects every pair of up to five members, and a ring above', async () => {
    await write(() => at.store.clusters.add({ name: 'Five', servers: IDS.slice(0, 5) }, START_MS));
    expect(at.store.connections.list({ limit: 100, filters: { cluster: 'five', type: 'cluster_internal' } }).items).toHaveLength(10);
    await write(() => at.store.clusters.add({ name: 'Six', servers: IDS.slice(0, 6) }, START_MS));
    expect(pairsOf('six')).toEqual(['s0 s1', 's0 s5', 's1 s2', 's2 s3', 's3 s4', 's4 s5']);
  });

  test('add answers 409 where the id made from the name is taken, and 422 for a member that is not there', async () => {
    await write(() => at.store.clusters.add({ name: 'Production' }, START_MS));
    await expect(write(() => at.store.clusters.add({ name: 'production' }, START_MS))).rejects.toMatchObject({ code: 'id_taken' });
    await expect(write(() => at.store.clusters.add({ name: 'x', servers: ['s1', 'ghost'] }, START_MS))).rejects.toMatchObject({ code: 'invalid', faults: [{ pointer: '/servers/1' }] });
  });

  test('add without auto_connect connects nobody; switching it on and off does', async () => {
    await write(() => at.store.clusters.add({ id: 'c', servers: ['s1', 's2'], auto_connect: false }, START_MS));
    expect(pairsOf('c')).toEqual([]);
    await write(() => at.store.clusters.patch('c', { auto_connect: true }, START_MS));
    expect(pairsOf('c')).toEqual(['s1 s2']);
    await write(() => at.store.clusters.patch('c', { auto_connect: false }, START_MS));
    expect(pairsOf('c')).toEqual([]);
  });

  test('patch of the members changes as few connections as it can', async () => {
    await write(() => at.store.clusters.add({ id: 'c', servers: ['s0', 's1', 's2'] }, START_MS));
    await write(() => at.store.clusters.patch('c', { servers: ['s2', 's1', 's3'] }, START_MS));
    const change = at.store.feed.since(at.store.feed.number - 1)?.[0];
    expect(change?.rows?.map(({ op, noun, id }) => `${op} ${noun} ${id}`).toSorted()).toEqual([
      'put clusters c', 'put connections s1--s3--cluster_internal', 'put connections s2--s3--cluster_internal',
      'remove connections s0--s1--cluster_internal', 'remove connections s0--s2--cluster_internal',
    ]);
  });

  test('remove takes the connections it made and no others', async () => {
    await write(() => at.store.clusters.add({ id: 'c', servers: ['s0', 's1'] }, START_MS));
    await write(() => at.store.connections.add({ id: 'mine', from: 's0', to: 's1', type: 'cluster_internal' }, START_MS));
    await write(() => at.store.clusters.remove('c'));
    expect([...at.store.connections.each()].map(({ id }) => id)).toEqual(['mine']);
  });

  test('two clusters with the same members each keep their own connections', async () => {
    await write(() => at.store.clusters.add({ id: 'c', servers: ['s0', 's1'] }, START_MS));
    await write(() => at.store.clusters.add({ id: 'd', servers: ['s0', 's1'] }, START_MS));
    expect(at.store.connections.count()).toBe(2);
    await write(() => at.store.clusters.remove('c'));
    expect(pairsOf('d')).toEqual(['s0 s1']);
  });

  test('whatever is done to members and servers, a cluster has the connections its members need', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('members' as const), members: fc.subarray(IDS) }),
      fc.record({ kind: fc.constant('remove' as const), id: fc.constantFrom(...IDS) }),
      fc.record({ kind: fc.constant('add' as const), id: fc.constantFrom(...IDS) }),
    );
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const fresh = await openStore();
      const { store } = fresh;
      await store.write(ME, () => { for (const id of IDS) store.servers.add({ id }, START_MS); store.clusters.add({ id: 'c' }, START_MS); });
      for (const one of steps) {
        await store.write(ME, () => {
          if (one.kind === 'members') store.clusters.patch('c', { servers: one.members.filter((id) => store.servers.get(id) !== undefined) }, START_MS);
          else if (one.kind === 'remove' && store.servers.get(one.id) !== undefined) store.servers.remove(one.id);
          else if (one.kind === 'add' && store.servers.get(one.id) === undefined) store.servers.add({ id: one.id }, START_MS);
        });
        const { servers } = store.clusters.require('c');
        const pairs = store.connections.list({ limit: 1_000 }).items.map(({ from, to }) => [from, to].toSorted().join(' ')).toSorted();
        expect(pairs).toEqual(wantedOf(servers));
      }
      await fresh.end();
    }), { numRuns: 25, seed: 7 });
  });
});
