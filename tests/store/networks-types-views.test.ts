import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FULL_ACCESS } from '../../backend/contract/access.ts';
import { BUILT_IN_TYPES } from '../../backend/contract/built-in-types.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());
const write = <T>(work: () => T, by = ME) => at.store.write(by, work);

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
  test('have defaults', async () => {
    expect(await write(() => at.store.networks.add({ name: 'LAN' }, START_MS))).toMatchObject({ id: 'lan', cidr: '', mode: 'bridge', vlan: null, gateway: '', dhcp_range: '' });
  });

  test('one that goes is taken from its servers in the same change, and comes back with its members', async () => {
    await write(() => {
      for (const id of ['lan_1', 'lan-1', 'dmz']) at.store.networks.add({ id }, START_MS);
      at.store.servers.add({ id: 'a', networks: ['lan_1', 'dmz'] }, START_MS);
      at.store.servers.add({ id: 'b', networks: ['lan-1'] }, START_MS);
    });
    const { number } = at.store.feed;
    await write(() => at.store.networks.remove('lan_1'));
    expect([at.store.networks.get('lan_1'), at.store.servers.require('a').networks, at.store.servers.require('b').networks]).toEqual([undefined, ['dmz'], ['lan-1']]);
    expect(at.store.feed.number).toBe(number + 1);
    await at.store.undo(ME);
    expect([at.store.networks.get('lan_1')?.id, at.store.servers.require('a').networks]).toEqual(['lan_1', ['lan_1', 'dmz']]);
    await at.store.redo(ME);
    expect(at.store.servers.require('a').networks).toEqual(['dmz']);
  });

  test('a network whose id looks like another one\'s is still undone', async () => {
    await write(() => at.store.networks.add({ id: 'lan-1' }, START_MS));
    await write(() => at.store.servers.add({ id: 'b', networks: ['lan-1'] }, START_MS), { user: 'bob' });
    await write(() => at.store.networks.add({ id: 'lan_1' }, START_MS));
    await at.store.undo(ME);
    expect([...at.store.networks.each()].map(({ id }) => id)).toEqual(['lan-1']);
  });

  test('clashes are told per network, for the servers in sight alone', async () => {
    await write(() => {
      at.store.networks.add({ id: 'lan', cidr: '10.0.0.0/24' }, START_MS);
      at.store.networks.add({ id: 'nat', cidr: '192.168.0.0/16' }, START_MS);
      at.store.servers.add({ id: 'a', ip: '10.0.0.1', networks: ['lan'] }, START_MS);
      at.store.servers.add({ id: 'b', ip: '10.0.0.1', networks: ['lan'] }, START_MS);
      at.store.servers.add({ id: 'c', ip: '10.0.9.1', networks: ['nat', 'lan'], addresses: [{ interface: 'eth1', ip: '192.168.3.4' }] }, START_MS);
      at.store.clusters.add({ id: 'mine', servers: ['a', 'c'] }, START_MS);
    });
    const shared = { network: 'lan', kind: 'shared', ip: '10.0.0.1', servers: ['a', 'b'] };
    const outside = { network: 'lan', kind: 'outside', ip: '10.0.9.1', servers: ['c'] };
    expect(at.store.networks.clashes(FULL_ACCESS)).toEqual([shared, outside]);
    expect(at.store.networks.clashes(FULL_ACCESS, 'nat')).toEqual([]);
    expect(at.store.networks.clashes({ rights: ['view'], clusters: ['mine'] })).toEqual([outside]);
  });
});

describe('views', () => {
  test('keep a camera and a filter', async () => {
    expect(await write(() => at.store.views.add({ name: 'Night', camera: { x: 1.5, y: -2, k: 0.25 }, filter: 'type:web' }, START_MS))).toMatchObject({ id: 'night', camera: { x: 1.5, y: -2, k: 0.25 } });
    expect(await write(() => at.store.views.patch('night', { filter: null }, START_MS))).toMatchObject({ filter: '', camera: { x: 1.5, y: -2, k: 0.25 } });
  });
});
