import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseExporterPage } from '../../backend/collectors/exporter-page.ts';
import { numberAt } from '../../backend/collectors/series-cursor.ts';
import { ratesOf } from '../../backend/domain/rates.ts';

const page = (name: string): Buffer => readFileSync(new URL(`../fixtures/node_exporter-1.5.0-${name}.txt`, import.meta.url));
const [A, B] = [page('a'), page('b')];

/** What the page says, taken apart the plain way: every line, every label. */
function plainly(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

describe('parseExporterPage', () => {
  test('reads the real page', () => {
    const { gauges, counters, speeds } = parseExporterPage(A);
    expect(gauges).toEqual({
      load1: 1.5, memory_percent: (1 - 24557510656 / 25276502016) * 100, connections: 2, uptime_seconds: 1.7952232956495078e9 - 1.79522242e9,
      disk_percent: expect.closeTo(29.49, 1), disk_free_bytes: 76816302080,
    });
    expect(counters.cpu).toEqual({ busy: expect.closeTo(433.39, 6), total: expect.closeTo(1737.47, 6) });
    expect(counters.disks).toEqual({ names: ['vda'], values: [197655, expect.closeTo(208676, 6)] });
    expect(counters.network).toMatchObject({ names: ['eth0'] });
    expect(speeds).toEqual({});
  });

  test('agrees with a plain reading of every line', () => {
    for (const bytes of [A, B]) {
      const all = plainly(bytes.toString());
      const { counters } = parseExporterPage(bytes);
      const total = [...all].filter(([key]) => key.startsWith('node_cpu_seconds_total{')).reduce((sum, [, value]) => sum + value, 0);
      expect(counters.cpu?.total).toBeCloseTo(total, 6);
      const of = (family: string): number => all.get(`${family}{device="eth0"}`) ?? NaN;
      expect(counters.network?.values).toEqual([
        of('node_network_receive_bytes_total'), of('node_network_transmit_bytes_total'),
        of('node_network_receive_drop_total') + of('node_network_receive_errs_total') + of('node_network_transmit_drop_total') + of('node_network_transmit_errs_total'),
      ]);
    }
  });

  test('two pages 12 s apart give rates', () => {
    const rates = ratesOf({ atMs: 0, counters: parseExporterPage(A).counters }, { atMs: 12_000, counters: parseExporterPage(B).counters });
    expect(rates).toEqual({
      cpu_percent: expect.closeTo(1.815, 2), disk_iops: expect.closeTo(38.17, 1), disk_latency_ms: expect.closeTo(0.45, 1),
      network_rx_bytes_per_second: 0, network_tx_bytes_per_second: 0, network_errors_per_second: 0,
    });
  });

  test('a page in another order, without comments or a last newline, says the same', () => {
    const lines = A.toString().split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const { gauges, counters } = parseExporterPage(Buffer.from(lines.reverse().join('\n')));
    const straight = parseExporterPage(A);
    expect(gauges).toEqual(straight.gauges);
    expect(counters.cpu?.busy).toBeCloseTo(straight.counters.cpu?.busy ?? 0, 6);
    expect(counters.network?.values).toEqual(straight.counters.network?.values);
  });

  test.each<[string, string, object]>([
    ['a clock that is not synchronised has no offset', 'node_timex_offset_seconds 0.25\nnode_timex_sync_status 0\n', { clock_offset_ms: undefined }],
    ['a synchronised clock has one', 'node_timex_offset_seconds -0.25\nnode_timex_sync_status 1\n', { clock_offset_ms: -250 }],
    ['swap in use', 'node_memory_SwapFree_bytes 25\nnode_memory_SwapTotal_bytes 100\n', { swap_percent: 75 }],
    ['no swap', 'node_memory_SwapFree_bytes 0\nnode_memory_SwapTotal_bytes 0\n', { swap_percent: undefined }],
    ['NaN is not a number', 'node_load1 NaN\n', { load1: undefined }],
    ['a name that begins like another', 'node_load15 9\nnode_load1 1\n', { load1: 1 }],
    ['a time stamp after the number', 'node_load1 1.25 1700000000000\n', { load1: 1.25 }],
    ['the fullest real file system', [
      'node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 60', 'node_filesystem_avail_bytes{device="/dev/sdb1",fstype="xfs",mountpoint="/with \\"quotes\\" } and brace"} 10',
      'node_filesystem_avail_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 0', 'node_filesystem_free_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 70',
      'node_filesystem_free_bytes{device="/dev/sdb1",fstype="xfs",mountpoint="/with \\"quotes\\" } and brace"} 10', 'node_filesystem_free_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 0',
      'node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 100', 'node_filesystem_size_bytes{device="/dev/sdb1",fstype="xfs",mountpoint="/with \\"quotes\\" } and brace"} 100',
      'node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 100', ''].join('\n'), { disk_percent: 90, disk_free_bytes: 10 }],
  ])('%s', (_what, lines, gauges) => {
    const read = parseExporterPage(Buffer.from(`# HELP x\nnode_memory_MemAvailable_bytes 1\nnode_memory_MemTotal_bytes 2\n${lines}`)).gauges;
    expect({ ...Object.fromEntries(Object.keys(gauges).map((key) => [key, undefined])), ...read }).toMatchObject(gauges);
  });

  test('speeds and stacked interfaces', () => {
    const lines = ['node_memory_MemTotal_bytes 2', 'node_memory_MemAvailable_bytes 1',
      ...['receive_bytes_total', 'receive_drop_total', 'receive_errs_total', 'transmit_bytes_total', 'transmit_drop_total', 'transmit_errs_total'].flatMap((family) =>
        ['bond0', 'docker0', 'eth0', 'eth0.100', 'lo', 'veth12ab', 'wlan0'].map((device, index) => `node_network_${family}{device="${device}"} ${index + 1}`)),
      'node_network_speed_bytes{device="eth0"} 1.25e+08', 'node_network_speed_bytes{device="wlan0"} -125000', ''];
    const { counters, speeds } = parseExporterPage(Buffer.from(lines.join('\n')));
    expect(counters.network).toMatchObject({ names: ['eth0', 'wlan0'], values: [3, 3, 12, 7, 7, 28] });
    expect(speeds).toEqual({ eth0: 125_000_000 });
  });

  test('a page of something else is refused in words', () => {
    expect(() => parseExporterPage(Buffer.from('<html>Welcome</html>\n'))).toThrow('not as a node_exporter');
    expect(() => parseExporterPage(Buffer.from(''))).toThrow('not as a node_exporter');
    expect(() => parseExporterPage(Buffer.from('go_goroutines 8\n'))).toThrow('not as a node_exporter');
  });

  test('a broken line ends its family and nothing else', () => {
    expect(parseExporterPage(Buffer.from('node_cpu_seconds_total{cpu="0",mode="idle" 1\nnode_memory_MemAvailable_bytes 1\nnode_memory_MemTotal_bytes 2\n')).gauges).toMatchObject({ memory_percent: 50 });
  });
});

test.each([
  ['0', 0], ['654.77', 654.77], ['1.605632e+06', 1605632], ['2.5276502016e+10', 25276502016], ['1.7952232956495078e+09', 1.7952232956495078e9], ['-0.25', -0.25], ['9.620000000000001', 9.620000000000001],
  ['4e-05', 4e-5], ['1e-320', 1e-320], ['1e400', Infinity], ['+Inf', Infinity], ['-Inf', -Infinity], ['NaN', NaN], ['', NaN], ['abc', NaN], ['1.5 1700000000', 1.5], ['0.000001', 0.000001], ['123456789012345678', 123456789012345680],
])('the number %s', (text, value) => {
  const bytes = Buffer.from(` ${text}`);
  expect(numberAt(bytes, 0, bytes.length)).toBe(value);
});
