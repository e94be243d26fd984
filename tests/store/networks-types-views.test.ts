import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BUILT_IN_TYPES } from '../../backend/contract/built-in-types.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());
const write = <T>(work: () => T) => at.store.write(ME, work);

describe('server types', () => {
  test('are shipped, every one', () => {
    expect([...at.store.serverTypes.each()].map(({ id }) => id)).toEqual(BUILT_IN_TYPES.map(({ id }) => id).toSorted());
    expect(at.store.serverTypes.require('web')).toMatchObject({ color: '#4CAF50', ports: [80, 443, 8080], built_in: true });
  });

  test('shipped ones can be changed, null brings the shipped value back, and they cannot be removed', async () => {
    expect(await write(() => at.store.serverTypes.patch('web', { color: '#000000', ports: [1] }, START_MS))).toMatchObject({ color: '#000000', ports: [1] });
    expect(await write(() => at.store.serverTypes.patch('web', { color: null, ports: null }, START_MS))).toMatchObject({ color: '#4CAF50', ports: [80, 443, 8080] });
    await expect(write(() => at.store.serverTypes.remove('web'))).rejects.toMatchObject({ code: 'built_in' });
  });

  test('own ones can be removed once no server is of them', async () => {
    await write(() => at.store.serverTypes.add({ name: 'Printer' }, START_MS));
    await write(() => at.store.servers.add({ id: 'p', type: 'printer' }, START_MS));
    await expect(write(() => at.store.serverTypes.remove('printer'))).rejects.toMatchObject({ code: 'in_use', message: expect.stringContaining('"p"') });
    await write(() => at.store.servers.remove('p'));
    await write(() => at.store.serverTypes.remove('printer'));
    expect(at.store.serverTypes.get('printer')).toBeUndefined();
  });
});

describe('networks', () => {
  test('have defaults, and stay while servers belong to them', async () => {
    expect(await write(() => at.store.networks.add({ name: 'LAN' }, START_MS))).toMatchObject({ id: 'lan', cidr: '', mode: 'bridge', vlan: null, gateway: '', dhcp_range: '' });
    await write(() => at.store.servers.add({ id: 'a', networks: ['lan'] }, START_MS));
    await expect(write(() => at.store.networks.remove('lan'))).rejects.toMatchObject({ code: 'in_use' });
    await write(() => at.store.servers.patch('a', { networks: [] }, START_MS));
    await write(() => at.store.networks.remove('lan'));
    expect(at.store.networks.count()).toBe(0);
  });
});

describe('views', () => {
  test('keep a camera and a filter', async () => {
    expect(await write(() => at.store.views.add({ name: 'Night', camera: { x: 1.5, y: -2, k: 0.25 }, filter: 'type:web' }, START_MS))).toMatchObject({ id: 'night', camera: { x: 1.5, y: -2, k: 0.25 } });
    expect(await write(() => at.store.views.patch('night', { filter: null }, START_MS))).toMatchObject({ filter: '', camera: { x: 1.5, y: -2, k: 0.25 } });
  });
});
