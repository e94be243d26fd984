import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCollecting, told, until, type TestCollecting } from '../support/collecting.ts';
import { nodeExporterMissing, startNodeExporter, type NodeExporter } from '../support/node-exporter.ts';

const suite = nodeExporterMissing === '' ? describe : describe.skip;
if (nodeExporterMissing !== '') console.warn(nodeExporterMissing);

suite('a server read by node_exporter', () => {
  let exporter: NodeExporter;
  let it: TestCollecting;
  const live = () => told(it.at.store.live.getServer('a'));

  beforeAll(async () => {
    exporter = await startNodeExporter({ host: '127.0.21.1' });
    it = await openCollecting();
    await it.addServer({ id: 'a', ip: exporter.host, source: { kind: 'node_exporter', port: exporter.port } });
    await it.addServer({ id: 'b', ip: '127.0.21.2' });
    await it.addConnection({ id: 'b-a', from: 'b', to: 'a', type: 'monitoring' });
  });
  afterAll(async () => {
    await it.end();
    await exporter.stop();
  });

  test('is active at once, and has its rates with the second reading', async () => {
    await until(() => it.statusOf('a') === 'active', 2_000, live);
    await until(() => live().metrics?.cpu_percent !== undefined, 4_000, live);
    const { metrics } = live();
    expect(metrics).toMatchObject({
      cpu_percent: expect.any(Number), memory_percent: expect.any(Number), disk_percent: expect.any(Number), disk_free_bytes: expect.any(Number),
      load1: expect.any(Number), uptime_seconds: expect.any(Number), connections: expect.any(Number), network_rx_bytes_per_second: expect.any(Number),
    });
    expect(metrics?.memory_percent).toBeGreaterThan(0);
    expect(metrics?.memory_percent).toBeLessThan(100);
    expect([...it.collecting.status().sources]).toEqual([{ server: 'a', source: 'node_exporter', success: true, duration_seconds: expect.any(Number) }]);
  });

  test('its connection is connected, with the time to connect', async () => {
    await until(() => it.at.store.live.getConnection('b-a').status === 'connected', 3_000, () => it.at.store.live.getConnection('b-a'));
    expect(it.at.store.live.getConnection('b-a')).toMatchObject({ latency_ms: expect.any(Number), probed_from: 'daemon' });
  });

  test('is inactive and disconnected within 5 s after it stopped, with a sentence why', async () => {
    await exporter.stop();
    expect(await until(() => it.statusOf('a') === 'inactive', 5_000, live)).toBeLessThan(5_000);
    await until(() => it.at.store.live.getConnection('b-a').status === 'disconnected', 3_000);
    expect(live()).toMatchObject({ problem: `Nothing listens on ${exporter.host}:${exporter.port} (connection refused).` });
    expect(it.at.store.live.recent('a').columns.memory_percent?.at(-1)).toBeNull();
  });

  test('is active again at the next look after it came back', async () => {
    await exporter.start();
    await until(() => it.statusOf('a') === 'active', 16_000, live);
    await until(() => it.at.store.live.getConnection('b-a').status === 'connected', 3_000);
    expect(live()).toMatchObject({ problem: null });
  });

  test('poll reads it now and says how it went; an unknown server is 404', async () => {
    expect(told(await it.collecting.poll('a'))).toMatchObject({ server: 'a', source: 'node_exporter', success: true, problem: null });
    await expect(it.collecting.poll('nobody')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('maintenance wins at once and ends at once', async () => {
    const patch = (maintenance: boolean) => it.at.store.write({ user: 'test' }, () => it.at.store.servers.patch('a', { maintenance }, Date.now()));
    await patch(true);
    await until(() => it.statusOf('a') === 'maintenance', 1_000);
    await patch(false);
    await until(() => it.statusOf('a') === 'active', 1_000);
  });

  test('one that hangs is inactive after two deadlines', async () => {
    exporter.freeze();
    void it.collecting.poll('a');
    await until(() => it.statusOf('a') === 'inactive', 20_000, live);
    exporter.thaw();
    await until(() => it.statusOf('a') === 'active', 20_000, live);
  }, 45_000);
});
