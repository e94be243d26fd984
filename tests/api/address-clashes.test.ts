import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AddressClashes } from '../../backend/contract/address-clash.ts';
import { openApi, type TestApi } from './open-api.ts';

let at: TestApi;
beforeAll(async () => {
  at = await openApi();
  await at.ask('POST', '/api/networks', { json: { id: 'lan', cidr: '10.0.0.0/24' } });
  await at.ask('POST', '/api/networks', { json: { id: 'dmz', cidr: '192.0.2.0/24' } });
  await at.ask('POST', '/api/servers', { json: { id: 'a', ip: '10.0.0.1', networks: ['lan'] } });
});
afterAll(async () => at.end());

describe('address clashes', () => {
  test('are warned of where a server, or the range, is written', async () => {
    const server = (await at.ask('POST', '/api/servers', { json: { id: 'b', ip: '10.0.9.1', networks: ['lan'] } })).json<{ warnings?: string[] }>();
    expect(server.warnings).toEqual(['"b" has no address in the range of the network lan; it has 10.0.9.1.']);
    const network = (await at.ask('PATCH', '/api/networks/lan', { json: { cidr: '10.0.9.0/24' } })).json<{ warnings?: string[] }>();
    expect(network.warnings).toEqual(['"a" has no address in the range of the network lan; it has 10.0.0.1.']);
    const healed = (await at.ask('PATCH', '/api/networks/lan', { json: { cidr: '10.0.0.0/16' } })).json<{ warnings?: string[] }>();
    expect(healed.warnings).toBeUndefined();
  });

  test('GET /api/address-clashes lists them, of all networks or of one; an unknown network is 404', async () => {
    await at.ask('POST', '/api/servers', { json: { id: 'c', ip: '10.0.0.1', networks: ['lan', 'dmz'] } });
    const all = (await at.ask('GET', '/api/address-clashes')).json<AddressClashes>();
    expect(all).toEqual({ total: 2, items: [
      { network: 'dmz', kind: 'outside', ip: '10.0.0.1', servers: ['c'] }, { network: 'lan', kind: 'shared', ip: '10.0.0.1', servers: ['a', 'c'] },
    ] });
    expect((await at.ask('GET', '/api/address-clashes?network=lan')).json<AddressClashes>().items.map(({ kind }) => kind)).toEqual(['shared']);
    expect((await at.ask('GET', '/api/address-clashes?network=none')).status).toBe(404);
  });

  test('DELETE /api/networks/{id} takes it from its servers, and Undo brings it back to them', async () => {
    expect((await at.ask('DELETE', '/api/networks/lan')).status).toBe(204);
    expect((await at.ask('GET', '/api/servers/c')).json()).toMatchObject({ networks: ['dmz'] });
    expect((await at.ask('POST', '/api/undo')).status).toBe(200);
    expect((await at.ask('GET', '/api/servers/c')).json()).toMatchObject({ networks: ['lan', 'dmz'] });
  });
});
