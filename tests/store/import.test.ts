import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { textOf as said } from '../../backend/contract/sentence.ts';
import type { ImportMode } from '../../backend/store/worker-messages.ts';
import type { Store } from '../../backend/store/store.ts';
import { largeSite } from '../support/large-site.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
const NONE = { added: 0, changed: 0, removed: 0 };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

async function load(file: unknown, mode: ImportMode = 'merge', dryRun = false, store = at.store) {
  const report = await store.import({ bytes: Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)) }, { dryRun, mode, by: ME });
  return { ...report, warnings: report.warnings.map((warning) => said(warning)) };
}
const own = (lists: object) => ({ format: 'unlimited-cluster', version: 1, ...lists });
const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
async function textOf(store: Store): Promise<string> {
  let text = '';
  for await (const chunk of store.export()) text += chunk;
  return text;
}
const pointersOf = (promise: Promise<unknown>) => promise.then(() => [], (error: unknown) => (error as { faults: { pointer: string }[] }).faults.map(({ pointer }) => pointer));

describe('a diff', () => {
  test('lists every row an import touches, and what differs in it; without asking there is none', async () => {
    await load({ format: 'unlimited-cluster', version: 1, servers: [{ id: 'a', ip: '127.0.0.1' }, { id: 'b' }] });
    const file = { format: 'unlimited-cluster', version: 1, servers: [{ id: 'a', ip: '127.0.0.2', position: { x: 0, y: 0 } }, { id: 'c', position: { x: 9, y: 9 } }] };
    const bytes = Buffer.from(JSON.stringify(file));
    const report = await at.store.import({ bytes }, { dryRun: true, diff: true, mode: 'replace', by: ME });
    expect(report).toMatchObject({ dry_run: true, added: 1, changed: 1, removed: 1 });
    expect(report.changes).toEqual([
      { op: 'change', noun: 'servers', id: 'a', fields: { ip: { before: '127.0.0.1', after: '127.0.0.2' } } }, { op: 'add', noun: 'servers', id: 'c' }, { op: 'remove', noun: 'servers', id: 'b' },
    ]);
    expect('changes' in await load(file, 'replace', true)).toBe(false);
  });
});

describe('import of our own format', () => {
  test('needs only format and version', async () => {
    expect(await load(own({}))).toEqual({ dry_run: false, ...NONE, warnings: [] });
    expect(at.store.feed.number).toBe(0);
  });

  test('adds what a real site says, all at once, connecting nobody by itself', async () => {
    const report = await load(fixture('flatcarmicrocloud.json'));
    expect(report).toMatchObject({ dry_run: false, changed: 0, removed: 0 });
    expect(report.added).toBe(at.store.servers.count() + at.store.connections.count() + at.store.clusters.count() + at.store.networks.count());
    expect(at.store.feed.number).toBe(1);
    expect(at.store.connections.list({ limit: 10, filters: { type: 'cluster_internal' } }).items).toEqual([]);
  });

  test('of an unchanged export changes nothing, in any mode', async () => {
    await load(fixture('flatcarmicrocloud.json'));
    await at.store.write(ME, () => {
      at.store.servers.add({ id: 'x', tags: { b: '1', a: '2' }, source: { kind: 'ssh', user: 'u', port: 1 }, addresses: [{ ip: '::1', interface: 'lo' }], position: { y: 1, x: 2 } }, START_MS);
      at.store.clusters.add({ name: 'k', servers: ['x', 'bastion1'] }, START_MS);
      at.store.serverTypes.patch('web', { color: '#123456' }, START_MS);
      at.store.views.add({ name: 'v', camera: { k: 1, y: 2, x: 3 } }, START_MS);
    });
    const text = await textOf(at.store);
    for (const mode of ['merge', 'replace'] as const) expect(await load(text, mode)).toMatchObject(NONE);
    expect(await textOf(at.store)).toBe(text);
  });

  test('of an export into an empty store gives the same export', async () => {
    await load(fixture('flatcarmicrocloud.json'));
    await at.store.write(ME, () => at.store.clusters.add({ name: 'k', servers: ['bastion1', 'vps1'] }, START_MS));
    const text = await textOf(at.store);
    const other = await openStore();
    await load(text, 'merge', false, other.store);
    expect(await textOf(other.store)).toBe(text);
    await other.end();
  });

  test('merges into what is there: absent fields stay, nothing is removed', async () => {
    await at.store.write(ME, () => { at.store.servers.add({ id: 'a', ip: '10.0.0.1', region: 'eu' }, START_MS); at.store.servers.add({ id: 'b' }, START_MS); });
    expect(await load(own({ servers: [{ id: 'a', region: 'us' }, { name: 'C' }] }))).toMatchObject({ added: 1, changed: 1, removed: 0 });
    expect(at.store.servers.require('a')).toMatchObject({ ip: '10.0.0.1', region: 'us' });
    expect(at.store.servers.count()).toBe(3);
  });

  test('replaces what is there: the rest goes, shipped types stay', async () => {
    await at.store.write(ME, () => {
      at.store.networks.add({ id: 'lan' }, START_MS);
      at.store.serverTypes.add({ id: 'own' }, START_MS);
      at.store.servers.add({ id: 'a', ip: '10.0.0.1', position: { x: 50, y: 60 } }, START_MS);
      at.store.servers.add({ id: 'b', networks: ['lan'], type: 'own', parent: 'a' }, START_MS);
      at.store.clusters.add({ id: 'k', servers: ['a', 'b'] }, START_MS);
    });
    expect(await load(own({ servers: [{ id: 'a' }] }), 'replace')).toMatchObject({ added: 0, changed: 1, removed: 5 });
    expect(JSON.parse(await textOf(at.store))).toMatchObject({ servers: [{ id: 'a', ip: '', position: { x: 50, y: 60 } }], connections: [], clusters: [], networks: [] });
    expect(at.store.serverTypes.count()).toBe(26);
    expect(at.store.live.servers.ids()).toEqual(['a']);
  });

  test('a dry run counts the same and changes nothing', async () => {
    const before = await textOf(at.store);
    const wet = { ...await load(fixture('flatcarmicrocloud.json'), 'merge', true), dry_run: false };
    expect(await textOf(at.store)).toBe(before);
    expect(await load(fixture('flatcarmicrocloud.json'))).toEqual(wet);
  });

  test('ignores and counts what is measured', async () => {
    const report = await load(own({ servers: [{ id: 'a', status: 'active', metrics: { cpu: 1 }, created_at: 'x' }, { id: 'b', status: 7 }] }));
    expect(report.warnings).toEqual(expect.arrayContaining([expect.stringMatching(/^status .* 2 values ignored/), expect.stringMatching(/^metrics .* 1 value ignored/)]));
    expect(at.store.live.getServer('a').status).toBe('unknown');
  });

  test('reports an address that several servers have', async () => {
    expect((await load(own({ servers: [{ id: 'a', ip: '10.0.0.1' }, { id: 'b', ip: '10.0.0.1' }] }))).warnings).toEqual(['The address 10.0.0.1 belongs to 2 servers: a, b.']);
  });

  test('finds a connection without an id by its ends, and makes one otherwise', async () => {
    const file = own({ servers: [{ id: 'a' }, { id: 'b' }], connections: [{ from: 'a', to: 'b' }, { id: 'p', from: 'a', to: 'b' }] });
    expect(await load(file)).toMatchObject({ added: 4 });
    expect(await load(file)).toMatchObject(NONE);
  });

  test('is one edit: undone and made again', async () => {
    const before = await textOf(at.store);
    await load(fixture('flatcarmicrocloud.json'));
    const after = await textOf(at.store);
    expect(await at.store.undo(ME)).toEqual({ summary: { key: 'done_import', parameters: { mode: 'merge' } } });
    expect(await textOf(at.store)).toBe(before);
    await at.store.redo(ME);
    expect(await textOf(at.store)).toBe(after);
  });

  test('packs servers without a position by region and cluster, apart from each other and from what is there', async () => {
    await at.store.write(ME, () => at.store.servers.add({ id: 'there' }, START_MS));
    const servers = Array.from({ length: 60 }, (_, index) => ({ id: `s${index}`, region: `r${index % 3}` }));
    await load(own({ servers, clusters: [{ id: 'k', servers: ['s0', 's3', 's6'] }] }));
    const places = [...at.store.servers.each()].map(({ position }) => `${position.x},${position.y}`);
    expect(new Set(places).size).toBe(61);
  });
});

describe('a file that is not sound', () => {
  test('is refused whole with every fault, each with its pointer', async () => {
    const before = await textOf(at.store);
    expect(await pointersOf(load(own({
      servers: [{ id: 'a', ip: '1.2.3.4.5' }, { id: 'b', type: 'nope' }, {}, 7, { id: 'b' }, { id: 'c', parent: 'ghost', networks: ['lan'] }, { id: 'd', tags: JSON.parse('{"__proto__":"x"}') as unknown }],
      connections: [{ from: 'b', to: 'b' }, { from: 'b', to: 'x' }, { from: 'b' }], clusters: [{ name: 'k', servers: ['b', 'y'] }], networks: {}, typo: [],
    })))).toEqual([
      '/typo', '/networks', '/servers/0/ip', '/servers/2', '/servers/3', '/servers/6/tags/__proto__', '/servers/4/id', '/connections/2/to',
      '/servers/1/type', '/servers/5/networks/0', '/servers/5/parent', '/clusters/0/servers/1', '/connections/0/to', '/connections/1/to',
    ]);
    expect(await textOf(at.store)).toBe(before);
    expect(at.store.feed.number).toBe(0);
  });

  test('lists the first thousand faults and says how many there are', async () => {
    const error = await load(own({ servers: Array.from({ length: 1_500 }, () => ({ id: '!' })) })).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid', message: expect.stringContaining('1500 faults in all; the first 1000 are listed.') });
    expect((error as { faults: unknown[] }).faults).toHaveLength(1_000);
  });

  test.each([
    ['not JSON', '{"format":', 'malformed'], ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe]), 'malformed'], ['a list', [], 'invalid'], ['null', 'null', 'invalid'], ['of another format', { format: 'x', version: 1 }, 'invalid'],
    ['of a newer version', { format: 'unlimited-cluster', version: 2 }, 'invalid'], ['empty', '', 'malformed'],
  ])('%s is refused', async (_what, file, code) => {
    const bytes = Buffer.isBuffer(file) ? file : Buffer.from(typeof file === 'string' ? file : JSON.stringify(file));
    await expect(at.store.import({ bytes }, { dryRun: false, mode: 'merge', by: ME })).rejects.toMatchObject({ code });
  });

  test('a file that is not there is refused with its name', async () => {
    await expect(at.store.import({ path: join(at.folder, 'none.json') }, { dryRun: false, mode: 'merge', by: ME })).rejects.toMatchObject({ code: 'malformed', message: expect.stringContaining('none.json') });
  });

  test('a byte order mark is no fault', async () => {
    expect(await load(`\uFEFF${JSON.stringify(own({ servers: [{ id: 'a' }] }))}`)).toMatchObject({ added: 1 });
  });

  test('servers that run on each other in a circle are refused', async () => {
    expect(await pointersOf(load(own({ servers: [{ id: 'a', parent: 'b' }, { id: 'b', parent: 'a' }] })))).toEqual(['/servers/0/parent']);
    expect(await pointersOf(load(own({ servers: [{ id: 'x', parent: 'a' }, { id: 'a', parent: 'b' }, { id: 'b', parent: 'a' }, { id: 's', parent: 's' }] })))).toEqual(['/servers/3/parent', '/servers/1/parent']);
    await load(own({ servers: [{ id: 'a' }, { id: 'b', parent: 'a' }] }));
    expect(await pointersOf(load(own({ servers: [{ id: 'a', parent: 'b' }] })))).toEqual(['/servers/0/parent']);
  });

  test('more servers than allowed are refused', async () => {
    const limited = await openStore({ maxServers: 2 });
    await expect(load(own({ servers: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }), 'merge', false, limited.store)).rejects.toMatchObject({ code: 'limit_reached' });
    expect(limited.store.servers.count()).toBe(0);
    await limited.end();
  });

  test('however a sound file is broken, it is taken or refused whole, and never ends the store', async () => {
    const sound = JSON.parse(fixture('flatcarmicrocloud.json')) as Record<string, unknown>;
    const path = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 });
    await fc.assert(fc.asyncProperty(path, fc.jsonValue(), async (steps, value) => {
      const before = await textOf(at.store);
      const result = await load(broken(sound, steps, value), 'replace', true).then(() => 'taken', (error: unknown) => (error as { code: string }).code);
      expect(['taken', 'invalid', 'malformed']).toContain(result);
      expect(await textOf(at.store)).toBe(before);
    }), { numRuns: 150, seed: 3 });
  });
});

describe('import of the older manager\'s file', () => {
  test('reads servers and clusters as maps, times as UTC, and shows none of its states', async () => {
    const report = await load(fixture('older-manager.json'));
    expect(report).toMatchObject({ added: 4, changed: 0, removed: 0 });
    expect(at.store.servers.require('web-a')).toMatchObject({ name: 'Tienda, frente A', type: 'web', ip: '192.0.2.10', region: 'eu-west', created_at: '2025-10-08T10:02:04.296Z' });
    expect(at.store.connections.require('web-a_db-a_1759917724')).toMatchObject({ from: 'web-a', to: 'db-a', type: 'database' });
    expect(at.store.clusters.require('tienda').servers).toEqual(['web-a', 'db-a']);
    expect(at.store.live.getServer('web-a')).toMatchObject({ status: 'unknown', metrics: null, last_seen_at: null });
    expect(report.warnings).toEqual([expect.stringContaining('load_balancer')]);
    expect(await load(fixture('older-manager.json'))).toMatchObject(NONE);
  });

  test('loses nothing it allowed and we do not: ids, types, kinds of connection', async () => {
    const report = await load({
      servers: { 'Web 1': { name: 'Web 1', type: 'Print Server' }, b: { id: 'b', type: 'web' } },
      connections: [{ from: 'Web 1', to: 'b', type: 'carrier pigeon' }], clusters: { k: { id: 'k', name: 'K', servers: ['Web 1', 'b'] } },
    });
    expect(at.store.servers.require('web-1')).toMatchObject({ name: 'Web 1', type: 'print_server' });
    expect([...at.store.connections.each()]).toMatchObject([{ from: 'web-1', to: 'b', type: 'standard', label: 'carrier pigeon' }]);
    expect(report.warnings.join('\n')).toMatch(/"Web 1" of a server becomes "web-1"[^]*"Print Server"/);
  });

  test('is refused whole where it is broken', async () => {
    expect(await pointersOf(load({ servers: { a: 7, b: { ip: '1.2.3.400' } }, connections: [{ from: 'b', to: 'ghost' }] }))).toEqual(['/servers/a', '/servers/b/ip', '/connections/0/to']);
  });
});

describe('a large import', () => {
  test('is a reset on the feed; writes meanwhile wait and are not lost, reads go on', async () => {
    const file = join(at.folder, 'site.json');
    writeFileSync(file, JSON.stringify(largeSite({ servers: 3_000, connections: 3_000, seed: 1 })));
    await at.store.write(ME, () => at.store.servers.add({ id: 'before' }, START_MS));
    const importing = at.store.import({ path: file }, { dryRun: false, mode: 'merge', by: ME });
    const during = at.store.write(ME, () => at.store.servers.add({ id: 'during' }, START_MS));
    expect(at.store.servers.get('before')).toBeDefined();
    const [report] = await Promise.all([importing, during]);
    expect(report.added).toBe(6_150);
    expect(at.store.feed.since(1)?.map(({ number, rows }) => [number, rows?.length ?? null])).toEqual([[2, null], [3, 1]]);
    expect(at.store.live.servers.size).toBe(3_002);
    expect(at.store.live.connections.size).toBe(3_000);
    expect(at.store.live.memberships.membersOf('cluster-0')).toHaveLength(20);
  });

  test('dropped by a stop changes nothing', async () => {
    const file = join(at.folder, 'site.json');
    writeFileSync(file, JSON.stringify(largeSite({ servers: 20_000, connections: 20_000, seed: 1 })));
    const importing = at.store.import({ path: file }, { dryRun: false, mode: 'merge', by: ME }).catch((error: unknown) => error);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    at = await at.reopen();
    expect(await importing).toMatchObject({ code: 'storage' });
    expect(at.store.servers.count()).toBe(0);
  });
});

/** A copy of a file with one value in it replaced; where the steps lead nowhere, somewhere near. */
function broken(file: unknown, steps: readonly number[], value: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (typeof file !== 'object' || file === null || Object.keys(file).length === 0) return value;
  const keys = Object.keys(file);
  const key = keys[step % keys.length] ?? '';
  const changed = rest.length === 0 ? value : broken((file as Record<string, unknown>)[key], rest, value);
  return Array.isArray(file) ? file.with(Number(key), changed) : { ...file, [key]: changed };
}
