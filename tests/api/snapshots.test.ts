import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { decodeTopology, TOPOLOGY_MEDIA_TYPE } from '../../backend/contract/topology.ts';
import { openApi, raw, TOKEN, type TestApi } from './open-api.ts';

let at: TestApi;
let clock = Date.UTC(2026, 0, 1, 12);
beforeAll(async () => {
  at = await openApi({ clock: () => clock, collecting: {
    poll: () => Promise.reject(new Error('not here')), verify: () => Promise.reject(new Error('not here')),
    status: () => ({ sources: [{ server: 'web1', source: 'ssh', success: true, duration_seconds: 0.25 }] }),
  } });
  for (const id of ['web1', 'web2', 'db1']) {
    await at.ask('POST', '/api/servers', { json: { id, name: id.toUpperCase(), type: 'web', ip: '10.0.0.1', source: id === 'db1' ? { kind: 'node_exporter', port: 9200, tls: true } : { kind: 'none' }, tags: { tier: 'a"b' } } });
  }
  await at.ask('POST', '/api/connections', { json: { from: 'web1', to: 'db1', type: 'database' } });
});
afterAll(async () => at.end());

describe('topology', () => {
  const get = (headers: Record<string, string>) => raw({ port: at.port, path: '/api/topology', headers: { Host: 'localhost', Authorization: `Bearer ${TOKEN}`, ...headers } });
  const fetched = async (accept: string, encoding: string): Promise<{ etag: string; type: string; encoding: string | null; bytes: Buffer }> => {
    const response = await fetch(`${at.base}/api/topology`, { headers: { Authorization: `Bearer ${TOKEN}`, Accept: accept, 'Accept-Encoding': encoding } });
    return { etag: response.headers.get('etag') ?? '', type: response.headers.get('content-type') ?? '', encoding: response.headers.get('content-encoding'), bytes: Buffer.from(await response.arrayBuffer()) };
  };

  test('is columns as JSON, or typed where Accept names it, and both say the same', async () => {
    const json = await fetched('application/json', 'identity');
    const binary = await fetched(TOPOLOGY_MEDIA_TYPE, 'identity');
    expect([json.type, binary.type]).toEqual(['application/json', TOPOLOGY_MEDIA_TYPE]);
    const value = JSON.parse(json.bytes.toString()) as { servers: number; number: number; columns: Record<string, unknown[]> };
    const { header, columns } = decodeTopology(new Uint8Array(binary.bytes).buffer);
    expect(value).toMatchObject({ version: 1, epoch: at.store.epoch, number: at.store.feed.number, servers: 3, connections: 1 });
    expect(value.columns['server_id']).toEqual(String(columns.server_id).split('\n'));
    expect(value.columns['server_x']).toEqual(Array.from(columns.server_x as Float32Array));
    expect(value.columns['connection_latency_ms']).toEqual([null]);
    expect(header.number).toBe(value.number);
  });

  test('is compressed as the client takes it; each form has its own strong ETag', async () => {
    const forms = await Promise.all(['br, gzip', 'gzip', 'identity', 'br;q=0, gzip'].map((encoding) => fetched(TOPOLOGY_MEDIA_TYPE, encoding)));
    expect(forms.map(({ encoding }) => encoding)).toEqual(['br', 'gzip', null, 'gzip']);
    expect(new Set(forms.map(({ etag }) => etag)).size).toBe(3);
    const plain = forms[2]?.bytes ?? Buffer.alloc(0);
    const read = async (encoding: string) => {
      const { request } = await import('node:http');
      return new Promise<Buffer>((resolve) => {
        request({ port: at.port, host: '127.0.0.1', path: '/api/topology', headers: { Authorization: `Bearer ${TOKEN}`, Accept: TOPOLOGY_MEDIA_TYPE, 'Accept-Encoding': encoding } }, (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
        }).end();
      });
    };
    expect(brotliDecompressSync(await read('br')).equals(plain)).toBe(true);
    expect(gunzipSync(await read('gzip')).equals(plain)).toBe(true);
  });

  test('is 304 until something changed; states alone make a new one at most every 2 s', async () => {
    const etag = async () => (await get({})).headers.etag ?? '';
    const first = await etag();
    expect((await get({ 'If-None-Match': first })).status).toBe(304);
    at.store.live.setServer('web1', { status: 'active' }, clock);
    expect(await etag()).toBe(first);
    clock += 2_001;
    const second = await etag();
    expect(second).not.toBe(first);
    await at.ask('PATCH', '/api/servers/web1', { json: { notes: 'seen at once' } });
    expect(await etag()).not.toBe(second);
    expect((await get({ 'If-None-Match': first })).status).toBe(200);
  });

  test('is made once for however many ask', async () => {
    await at.ask('PATCH', '/api/servers/web1', { json: { notes: 'again' } });
    const etags = await Promise.all(Array.from({ length: 20 }, async () => (await get({})).headers.etag));
    expect(new Set(etags).size).toBe(1);
  });
});

describe('export and import', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');

  test('an unchanged export imports as nothing', async () => {
    const exported = await at.ask('GET', '/api/export');
    expect(exported.headers.get('content-disposition')).toContain('unlimited-cluster.json');
    expect(exported.text).not.toMatch(/"(status|metrics|created_at|updated_at|last_seen_at)"/);
    const report = await at.ask('POST', '/api/import', { body: exported.text, headers: { 'Content-Type': 'application/json' } });
    expect(report.json()).toMatchObject({ dry_run: false, added: 0, changed: 0, removed: 0 });
    expect(hash((await at.ask('GET', '/api/export')).text)).toBe(hash(exported.text));
  });

  test('dry_run changes nothing and says what would happen; replace removes', async () => {
    const file = JSON.stringify({ format: 'unlimited-cluster', version: 1, servers: [{ id: 'new1' }] });
    const load = (query: string) => at.ask('POST', `/api/import${query}`, { body: file, headers: { 'Content-Type': 'application/json' } });
    const before = (await at.ask('GET', '/api/export')).text;
    expect((await load('?dry_run=true')).json()).toMatchObject({ dry_run: true, added: 1, removed: 0 });
    expect((await load('?dry_run=true&mode=replace')).json()).toMatchObject({ dry_run: true, added: 1, removed: 4 });
    expect((await at.ask('GET', '/api/export')).text).toBe(before);
    expect((await load('')).json()).toMatchObject({ added: 1 });
    expect((await at.ask('POST', '/api/undo')).status).toBe(200);
    expect((await at.ask('GET', '/api/export')).text).toBe(before);
  });

  test('a broken file is refused whole with every fault, and nothing stays of it', async () => {
    const before = (await at.ask('GET', '/api/export')).text;
    const broken = { format: 'unlimited-cluster', version: 1, servers: [{ id: 'ok' }, { id: 'bad id' }, { id: 'x', ip: '999.1.1.1' }], connections: [{ id: 'c', from: 'ok', to: 'nobody' }] };
    const answer = await at.ask('POST', '/api/import', { json: broken });
    expect(answer.status).toBe(422);
    expect(answer.json<{ errors: { pointer: string }[] }>().errors.length).toBeGreaterThanOrEqual(3);
    for (const body of ['', '{', '[]', 'null', '{"format":"other","version":1}', '\u0000', Buffer.from([0xff, 0xfe, 0x7b])]) {
      const refused = await at.ask('POST', '/api/import', { body, headers: { 'Content-Type': 'application/json' } });
      expect([400, 422]).toContain(refused.status);
    }
    expect((await at.ask('POST', '/api/import', { body: 'a,b', headers: { 'Content-Type': 'text/plain' } })).status).toBe(415);
    expect((await at.ask('POST', '/api/import?mode=all', { json: {} })).status).toBe(400);
    expect((await at.ask('GET', '/api/export')).text).toBe(before);
    expect(await readdir(path.join(at.folder, 'uploads'))).toEqual([]);
  });

  test('the older manager\'s file is recognised, and its states are not believed', async () => {
    const file = await readFile(new URL('../fixtures/older-manager.json', import.meta.url)).catch(() => null);
    if (file === null) return;
    const answer = await at.ask('POST', '/api/import?dry_run=true', { body: file, headers: { 'Content-Type': 'application/json' } });
    expect(answer.status).toBe(200);
  });

  test('more than 512 MiB is 413 before a byte is read', async () => {
    const answer = await raw({
      port: at.port, method: 'POST', path: '/api/import', headers: { Host: 'localhost', Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', 'Content-Length': '536870913' },
    });
    expect(answer.status).toBe(413);
  });
});

describe('numbers', () => {
  test('/api/metrics has every server, what was measured, and each source', async () => {
    at.store.live.setServer('web2', { status: 'warning', metrics: { cpu_percent: 91.5 } }, clock);
    at.store.live.setConnection('web1--db1--database', { status: 'connected', latency_ms: 12.5, probed_from: 'web1', traffic: { sent_bytes_per_second: 1_500, received_bytes_per_second: 2e6 } });
    const answer = await at.ask('GET', '/api/metrics');
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const line of [
      'unlimited_cluster_server_status{server="web1"} 1', 'unlimited_cluster_server_status{server="web2"} 2', 'unlimited_cluster_server_status{server="db1"} 0',
      'unlimited_cluster_server_cpu_percent{server="web2"} 91.5', 'unlimited_cluster_connection_status{connection="web1--db1--database"} 1', 'unlimited_cluster_connection_latency_seconds{connection="web1--db1--database"} 0.0125',
      'unlimited_cluster_connection_sent_bytes_per_second{connection="web1--db1--database"} 1500', 'unlimited_cluster_connection_received_bytes_per_second{connection="web1--db1--database"} 2000000',
      'unlimited_cluster_collector_success{collector="ssh",server="web1"} 1', 'unlimited_cluster_collector_duration_seconds{collector="ssh",server="web1"} 0.25',
    ]) expect(answer.text.split('\n')).toContain(line);
    expect(answer.text).toMatch(/^process_resident_memory_bytes \d+$/m);
    const names = [...answer.text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1]);
    expect(new Set(names).size).toBe(names.length);
    for (const line of answer.text.trimEnd().split('\n').filter((text) => !text.startsWith('#'))) expect(line).toMatch(/^[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? -?[\d.e+-]+$/);
  });

  test('sd/prometheus names what an exporter serves', async () => {
    expect((await at.ask('GET', '/api/sd/prometheus')).json()).toEqual([{
      targets: ['10.0.0.1:9200'],
      labels: {
        server: 'db1', __metrics_path__: '/metrics', __scheme__: 'https', __meta_unlimited_cluster_name: 'DB1', __meta_unlimited_cluster_type: 'web',
        __meta_unlimited_cluster_region: '', __meta_unlimited_cluster_tag_tier: 'a"b',
      },
    }]);
  });

  test('servers/{id}/metrics are columns; a gap is null, and so is a step without samples', async () => {
    const start = Math.floor(clock / 60_000) * 60_000;
    at.store.live.setServer('db1', { status: 'active', metrics: { cpu_percent: 10 } }, start);
    at.store.live.setServer('db1', { status: 'active', metrics: null }, start + 15_000);
    at.store.live.setServer('db1', { status: 'active', metrics: { cpu_percent: 30 } }, start + 30_000);
    clock = start + 120_000;
    expect((await at.ask('GET', '/api/servers/db1/metrics')).json()).toMatchObject({ server: 'db1', step_seconds: null, metrics: { cpu_percent: [10, null, 30] } });
    const stepped = await at.ask('GET', `/api/servers/db1/metrics?from=${new Date(start).toISOString()}&to=${(start + 119_000) / 1_000}&step=1m`);
    expect(stepped.json()).toMatchObject({ step_seconds: 60, times: [new Date(start).toISOString(), new Date(start + 60_000).toISOString()], metrics: { cpu_percent: [20, null] } });
    for (const query of ['from=yesterday', 'step=0', 'step=x', 'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'from=0&step=1s', 'from=2026-13-01T00:00:00Z']) {
      expect((await at.ask('GET', `/api/servers/db1/metrics?${query}`)).status).toBe(400);
    }
  });
});

describe('openapi.json', () => {
  type Document = { openapi: string; paths: Record<string, Record<string, { responses: Record<string, unknown>; summary: string; operationId: string }>>; components: { schemas: Record<string, object> } };

  test('describes every mounted route, and nothing else is mounted', async () => {
    const document = (await at.ask('GET', '/api/openapi.json')).json<Document>();
    expect(document.openapi).toBe('3.1.0');
    for (const [address, operations] of Object.entries(document.paths)) {
      const allowed = (await at.ask('OPTIONS', address.replace('{id}', 'x'))).headers.get('allow') ?? '';
      expect([address, Object.keys(operations).map((method) => method.toUpperCase()).sort()]).toEqual([address, allowed.split(', ').filter((method) => method !== 'HEAD').sort()]);
    }
    const ids = Object.values(document.paths).flatMap((operations) => Object.values(operations).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has all routes of the contract that are built', async () => {
    const { paths } = (await at.ask('GET', '/api/openapi.json')).json<Document>();
    for (const noun of ['servers', 'connections', 'clusters', 'networks', 'server-types', 'icons', 'areas', 'texts', 'lines', 'views', 'credentials', 'tokens']) {
      expect(Object.keys(paths)).toEqual(expect.arrayContaining([`/api/${noun}`, `/api/${noun}/{id}`]));
    }
    expect(Object.keys(paths)).toEqual(expect.arrayContaining([
      '/api/stats', '/api/export', '/api/import', '/api/undo', '/api/redo', '/api/topology', '/api/connections/{id}/reverse', '/api/connections/{id}/reconnect', '/api/metrics', '/api/servers/{id}/metrics', '/api/servers/{id}/poll',
      '/api/sd/prometheus', '/api/ws-ticket', '/api/health', '/api/openapi.json', '/api/events',
    ]));
  });

  test('has schemas that compile and references that lead somewhere', async () => {
    const document = (await at.ask('GET', '/api/openapi.json')).json<Document>();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const schema of Object.values(document.components.schemas)) expect(() => ajv.compile(schema)).not.toThrow();
  });

  test('describes what is really answered', async () => {
    const document = (await at.ask('GET', '/api/openapi.json')).json<Document>();
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const [name, address] of [['Server', '/api/servers/web1'], ['Connection', '/api/connections/web1--db1--database'], ['ServerType', '/api/server-types/web'], ['Stats', '/api/stats'], ['Export', '/api/export'], ['MetricSeries', '/api/servers/db1/metrics'], ['Topology', '/api/topology']] as const) {
      const validate = ajv.compile(document.components.schemas[name] ?? {});
      const valid = validate((await at.ask('GET', address)).json());
      expect([name, validate.errors ?? [], valid]).toEqual([name, [], true]);
    }
    const problem = ajv.compile(document.components.schemas['Problem'] ?? {});
    expect(problem((await at.ask('GET', '/api/servers/nobody')).json())).toBe(true);
  });
});

test('a topology asked for while another is made shows the changes in between', async () => {
  const { TopologyCache } = await import('../../backend/api/topology-cache.ts');
  const { store } = at;
  let made = 0;
  const slow = { feed: store.feed, live: store.live, async topology(access: Parameters<typeof store.topology>[0]) {
    made += 1;
    const bytes = await store.topology(access);
    await new Promise((resolve) => setTimeout(resolve, 30));
    return bytes;
  } };
  const cache = new TopologyCache(slow, () => clock);
  const access = { rights: ['view' as const], clusters: '*' as const };
  const early = cache.get(access);
  await store.write({ user: 'ann' }, () => store.servers.patch('web1', { notes: 'in between' }, 1));
  const { number } = store.feed;
  const late = await Promise.all([cache.get(access), cache.get(access), cache.get(access)]);
  expect(late.map(({ stamp }) => stamp.number)).toEqual([number, number, number]);
  expect((await early).stamp.number).toBeLessThanOrEqual(number);
  expect(made).toBe(2);
});
