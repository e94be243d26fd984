import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';
import type { NewConnection } from '../../backend/contract/connection.ts';

const ME = { user: 'ann' };
let at: TestStore;
beforeEach(async () => {
  at = await openStore();
  await at.store.write(ME, () => { for (const id of ['a', 'b', 'c']) at.store.servers.add({ id }, START_MS); });
});
afterEach(async () => at.end());

const add = (draft: NewConnection) => at.store.write(ME, () => at.store.connections.add(draft, START_MS));

describe('connections', () => {
  test('add fills in the type and makes the id from ends and type', async () => {
    expect(await add({ from: 'a', to: 'b' })).toMatchObject({ id: 'a--b--standard', type: 'standard', label: '', cluster: null });
  });

  test('add refuses the same ends and type without an id, and takes it as parallel with one', async () => {
    await add({ from: 'a', to: 'b', type: 'http' });
    await expect(add({ from: 'a', to: 'b', type: 'http' })).rejects.toMatchObject({ code: 'duplicate_connection', extra: { id: 'a--b--http' } });
    expect((await add({ id: 'second', from: 'a', to: 'b', type: 'http' })).id).toBe('second');
    expect((await add({ from: 'b', to: 'a', type: 'http' })).id).toBe('b--a--http');
    await expect(add({ id: 'second', from: 'a', to: 'c' })).rejects.toMatchObject({ code: 'id_taken' });
  });

  test('add without an id finds another where the made one is taken', async () => {
    await add({ id: 'a--b--ssh', from: 'a', to: 'c' });
    expect((await add({ from: 'a', to: 'b', type: 'ssh' })).id).toBe('a--b--ssh-2');
  });

  test('add refuses ends that are not there, or the same', async () => {
    await expect(add({ from: 'x', to: 'y' })).rejects.toMatchObject({ code: 'invalid', faults: [{ pointer: '/from' }, { pointer: '/to' }] });
    await expect(add({ from: 'a', to: 'a' })).rejects.toMatchObject({ code: 'invalid', faults: [{ pointer: '/to' }] });
  });

  test('patch changes type and label', async () => {
    await add({ from: 'a', to: 'b' });
    const patched = await at.store.write(ME, () => at.store.connections.patch('a--b--standard', { type: 'vpn', label: 'tunnel' }, START_MS));
    expect(patched).toMatchObject({ id: 'a--b--standard', type: 'vpn', label: 'tunnel' });
    expect(await at.store.write(ME, () => at.store.connections.patch('a--b--standard', { type: null, label: null }, START_MS))).toMatchObject({ type: 'standard', label: '' });
  });

  test('removeMatching removes all in this direction, of one type if given; none is 404', async () => {
    await add({ from: 'a', to: 'b' });
    await add({ id: 'p', from: 'a', to: 'b' });
    await add({ from: 'a', to: 'b', type: 'http' });
    await add({ from: 'b', to: 'a' });
    expect(await at.store.write(ME, () => at.store.connections.removeMatching({ from: 'a', to: 'b', type: 'standard' }))).toBe(2);
    expect(await at.store.write(ME, () => at.store.connections.removeMatching({ from: 'a', to: 'b' }))).toBe(1);
    await expect(at.store.write(ME, () => at.store.connections.removeMatching({ from: 'a', to: 'b' }))).rejects.toMatchObject({ code: 'not_found' });
    expect(at.store.connections.count()).toBe(1);
  });

  test('list filters by ends, either end, type, cluster, state and sight', async () => {
    await at.store.write(ME, () => at.store.clusters.add({ id: 'k', servers: ['a', 'b'] }, START_MS));
    await add({ from: 'b', to: 'c', type: 'http' });
    const ids = (filters: Record<string, string>) => at.store.connections.list({ limit: 10, filters }).items.map(({ id }) => id);
    expect(ids({ from: 'b' })).toEqual(['b--c--http']);
    expect(ids({ server: 'b' })).toEqual(['a--b--cluster_internal', 'b--c--http']);
    expect(ids({ cluster: 'k' })).toEqual(['a--b--cluster_internal']);
    at.store.live.setConnection('b--c--http', { status: 'connected', latency_ms: 1, probed_from: 'daemon' });
    expect(ids({ status: 'connected' })).toEqual(['b--c--http']);
    expect(at.store.connections.list({ limit: 10, access: { rights: ['view'], clusters: ['k'] } }).items).toHaveLength(1);
  });
});
