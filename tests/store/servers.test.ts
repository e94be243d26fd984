import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

describe('servers', () => {
  test('add fills in every default and answers what is stored', async () => {
    const server = await at.store.write(ME, () => at.store.servers.add({ name: 'Web 1' }, START_MS));
    expect(server).toEqual({
      id: 'web-1', name: 'Web 1', type: 'generic', ip: '', region: '', tags: {}, networks: [], hostname: '', os: '', parent: null, addresses: [], notes: '',
      position: { x: 0, y: 0 }, source: { kind: 'none' }, maintenance: false, created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z',
    });
    expect(at.store.servers.get('web-1')).toEqual(server);
  });
});
