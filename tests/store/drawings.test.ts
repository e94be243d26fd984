import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FULL_ACCESS, type Access } from '../../backend/contract/access.ts';
import { decodeTopology } from '../../backend/contract/topology.ts';
import type { Store } from '../../backend/store/store.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ANN = { user: 'ann' };
const BOB = { user: 'bob' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

const write = <T>(work: () => T, by = ANN) => at.store.write(by, work);
async function textOf(store: Store): Promise<string> {
  let text = '';
  for await (const chunk of store.export()) text += chunk;
  return text;
}
const topologyOf = async (access: Access = FULL_ACCESS) => decodeTopology((await at.store.topology(access)).slice().buffer);

async function drawEverything(): Promise<void> {
  await write(() => {
    at.store.servers.add({ id: 'a', position: { x: 3, y: 4 }, look: { icon: 'nginx', label_height: 2, locked: true } }, START_MS);
    at.store.servers.add({ id: 'b' }, START_MS);
    at.store.connections.add({ from: 'a', to: 'b', label: 'reads', style: { dash: 'dashed', arrow: 'both', waypoints: [{ x: 1, y: 2 }], labels: [{ text: 'TLS', position_percent: 30 }] } }, START_MS);
    at.store.views.add({ id: 'night', places: { b: { x: 9, y: 9 }, a: { x: 1, y: 1 } }, hidden: ['texts', 'networks'] }, START_MS);
    at.store.areas.add({ name: 'Rack 1', from: { x: 5, y: 5 }, to: { x: 0, y: 2 }, view: 'night' }, START_MS);
    at.store.texts.add({ name: 'Europe', orientation: 'y', is_bold: true }, START_MS);
    at.store.lines.add({ name: 'uplink', points: [{ server: 'a' }, { x: 7, y: 7 }], style: { pattern: 'double', arrow: 'end' }, extras: { other: '{"k":1}' } }, START_MS);
  });
}

describe('drawings', () => {
  test('have defaults; a look and a style keep what was said, and null takes it away', async () => {
    await drawEverything();
    expect(at.store.areas.require('rack-1')).toMatchObject({ from: { x: 5, y: 5 }, to: { x: 0, y: 2 }, border: 'solid', order: 0, locked: false, view: 'night' });
    expect(at.store.texts.require('europe')).toMatchObject({ size: 0.6, orientation: 'y', color: null, is_bold: true, position: { x: 0, y: 0 } });
    expect(at.store.lines.require('uplink')).toMatchObject({ style: { pattern: 'double', arrow: 'end' }, extras: { other: '{"k":1}' } });
    const patched = await write(() => at.store.servers.patch('a', { look: { label_height: null, locked: null, order: 3 } }, START_MS));
    expect(patched.look).toEqual({ icon: 'nginx', order: 3 });
  });

  test('travel in an export and come back the same', async () => {
    await drawEverything();
    const text = await textOf(at.store);
    const other = await openStore();
    try {
      await other.store.import({ bytes: new TextEncoder().encode(text) }, { dryRun: false, mode: 'replace', by: ANN });
      expect(await textOf(other.store)).toBe(text);
      const again = await other.store.import({ bytes: new TextEncoder().encode(text) }, { dryRun: false, mode: 'merge', by: ANN });
      expect(again).toMatchObject({ added: 0, changed: 0, removed: 0 });
    } finally {
      await other.end();
    }
  });

  test('refuse what they refer to and is not there', async () => {
    await expect(write(() => at.store.areas.add({ id: 'x', view: 'none' }, START_MS))).rejects.toMatchObject({ faults: [{ pointer: '/view', message: { key: 'ref_no_view', parameters: { id: '"none"' } } }] });
    await expect(write(() => at.store.lines.add({ id: 'x', points: [{ server: 'gone' }, { x: 0, y: 0 }] }, START_MS))).rejects.toMatchObject({ faults: [{ pointer: '/points/0/server' }] });
    await expect(write(() => at.store.lines.add({ id: 'x' }, START_MS))).rejects.toMatchObject({ faults: [{ pointer: '/points' }] });
    const file = { format: 'unlimited-cluster', version: 1, areas: [{ id: 'x', view: 'none' }], lines: [{ id: 'l', points: [{ server: 'gone' }, { x: 0, y: 0 }] }, { id: 'm' }] };
    await expect(at.store.import({ bytes: new TextEncoder().encode(JSON.stringify(file)) }, { dryRun: false, mode: 'merge', by: ANN })).rejects.toMatchObject({
      faults: [{ pointer: '/areas/0/view' }, { pointer: '/lines/0/points/0/server' }, { pointer: '/lines/1/points' }],
    });
    expect(at.store.areas.count() + at.store.lines.count()).toBe(0);
  });

  test('a line to a removed server ends where it stood, and one undo brings both back', async () => {
    await drawEverything();
    const before = await textOf(at.store);
    await write(() => at.store.servers.remove('a'));
    expect(at.store.lines.require('uplink').points).toEqual([{ x: 3, y: 4 }, { x: 7, y: 7 }]);
    await at.store.undo(ANN);
    expect(await textOf(at.store)).toBe(before);
  });

  test('a view takes along what only it shows, and one undo brings all back', async () => {
    await drawEverything();
    const before = await textOf(at.store);
    await write(() => at.store.views.remove('night'));
    expect(at.store.areas.count()).toBe(0);
    expect(at.store.texts.count()).toBe(1);
    await at.store.undo(ANN);
    expect(await textOf(at.store)).toBe(before);
  });

  test('an undo that would tear a line from its server is refused and changes nothing', async () => {
    await write(() => at.store.servers.add({ id: 'a' }, START_MS), BOB);
    await write(() => at.store.lines.add({ id: 'l', points: [{ server: 'a' }, { x: 0, y: 0 }] }, START_MS));
    await expect(at.store.undo(BOB)).rejects.toMatchObject({ code: 'undo_conflict' });
    expect(at.store.servers.get('a')).toBeDefined();
  });
});

describe('topology', () => {
  test('carries drawings, locks, looks and styles', async () => {
    await drawEverything();
    const { header, columns } = await topologyOf();
    expect(header.areas).toMatchObject([{ id: 'rack-1', name: 'Rack 1' }]);
    expect(header.texts).toMatchObject([{ id: 'europe' }]);
    expect(header.lines).toEqual([{ id: 'uplink', name: 'uplink', points: [{ server: 'a' }, { x: 7, y: 7 }], style: { pattern: 'double', arrow: 'end' }, locked: false, view: null }]);
    expect(header.views).toEqual([{ id: 'night', name: 'night', has_places: true }]);
    expect([...columns.server_flags as Uint8Array]).toEqual([4, 0]);
    expect([...columns.dressed_server as Uint32Array]).toEqual([0]);
    expect(JSON.parse(columns.dressed_server_json as string)).toEqual({ icon: 'nginx', label_height: 2 });
    expect([...columns.dressed_connection as Uint32Array]).toEqual([0]);
    expect(JSON.parse(columns.dressed_connection_json as string)).toMatchObject({ label: 'reads', style: { dash: 'dashed', arrow: 'both' } });
  });

  test('shows a line only to who sees all its servers', async () => {
    await drawEverything();
    await write(() => at.store.clusters.add({ id: 'k', servers: ['b'] }, START_MS));
    const access: Access = { rights: ['view'], clusters: ['k'] };
    expect((await topologyOf(access)).header.lines).toEqual([]);
    expect(at.store.lines.list({ limit: 10, access }).items).toEqual([]);
    await write(() => at.store.clusters.patch('k', { servers: ['a', 'b'] }, START_MS));
    expect((await topologyOf(access)).header.lines).toHaveLength(1);
    expect(at.store.lines.list({ limit: 10, access }).items).toHaveLength(1);
  });
});
