import { describe, expect, test } from '@jest/globals';
import type { Counters } from '../../backend/contract/readings.ts';
import { isApart, ratesOf, rounded } from '../../backend/domain/rates.ts';

const at = (atMs: number, counters: Counters) => ({ atMs, counters });
const network = (...rows: [name: string, received: number, sent: number, errors: number][]): Counters => ({
  network: { names: rows.map(([name]) => name), values: rows.flatMap(([, ...numbers]) => numbers) },
});
const disks = (...rows: [name: string, operations: number, spentMs: number][]): Counters => ({
  disks: { names: rows.map(([name]) => name), values: rows.flatMap(([, ...numbers]) => numbers) },
});

describe('ratesOf', () => {
  test('the first reading has no rates', () => {
    expect(ratesOf(null, at(0, { cpu: { busy: 1, total: 2 } }))).toEqual({});
  });

  test('CPU is the share of the time that passed', () => {
    expect(ratesOf(at(0, { cpu: { busy: 10, total: 100 } }), at(15_000, { cpu: { busy: 25, total: 130 } }))).toEqual({ cpu_percent: 50 });
  });

  test('a CPU counter that went down gives nothing, the next interval counts again', () => {
    const [before, restarted, later] = [{ busy: 500, total: 900 }, { busy: 1, total: 4 }, { busy: 3, total: 14 }].map((cpu, index) => at(index * 10_000, { cpu }));
    expect(ratesOf(before as never, restarted as never)).toEqual({});
    expect(ratesOf(restarted as never, later as never)).toEqual({ cpu_percent: 20 });
  });

  test('disks add up; a disk at rest has no latency', () => {
    expect(ratesOf(at(0, disks(['sda', 100, 1_000], ['sdb', 5, 5])), at(10_000, disks(['sda', 140, 1_100], ['sdb', 15, 5])))).toEqual({ disk_iops: 5, disk_latency_ms: 2 });
    expect(ratesOf(at(0, disks(['sda', 100, 1_000])), at(10_000, disks(['sda', 100, 1_000])))).toEqual({ disk_iops: 0 });
  });

  test('interfaces add up; the share is that of the busiest direction of the busiest link', () => {
    const rates = ratesOf(at(0, network(['eth0', 0, 0, 0], ['eth1', 0, 0, 0])), at(10_000, network(['eth0', 5_000, 1_000, 1], ['eth1', 100, 9_000, 4])), { eth0: 1_000, eth1: 10_000 });
    expect(rates).toEqual({ network_rx_bytes_per_second: 510, network_tx_bytes_per_second: 1_000, network_errors_per_second: 0.5, network_percent: 50 });
  });

  test('without a known speed there is no share', () => {
    expect(ratesOf(at(0, network(['eth0', 0, 0, 0])), at(1_000, network(['eth0', 1, 1, 0])))).not.toHaveProperty('network_percent');
  });

  test('one device that was reset gives no rate for the interval, not even for the others', () => {
    expect(ratesOf(at(0, network(['eth0', 1_000, 0, 0], ['eth1', 50, 0, 0])), at(10_000, network(['eth0', 10, 0, 0], ['eth1', 5_000, 0, 0])))).toEqual({});
  });

  test('a device that appears counts from the next interval; one that left is forgotten; the order may change', () => {
    const rates = ratesOf(at(0, network(['eth0', 0, 0, 0], ['eth9', 7, 7, 7])), at(10_000, network(['usb0', 1e9, 1e9, 0], ['eth0', 100, 200, 0])));
    expect(rates).toEqual({ network_rx_bytes_per_second: 10, network_tx_bytes_per_second: 20, network_errors_per_second: 0 });
    expect(ratesOf(at(0, network(['eth9', 7, 7, 7])), at(10_000, network(['usb0', 1, 1, 1])))).toEqual({});
  });

  test('an interval too short or too long says nothing', () => {
    const counters = { cpu: { busy: 1, total: 2 } };
    expect(ratesOf(at(0, counters), at(100, { cpu: { busy: 2, total: 4 } }))).toEqual({});
    expect(ratesOf(at(0, counters), at(3_600_000, { cpu: { busy: 2, total: 4 } }))).toEqual({});
  });
});

test('a reading right after another keeps the older base', () => {
  expect(isApart(null, 0)).toBe(true);
  expect(isApart(at(1_000, {}), 1_050)).toBe(false);
  expect(isApart(at(1_000, {}), 1_500)).toBe(true);
});

test('rounded keeps three decimals, and none above a thousand', () => {
  expect(rounded({ cpu_percent: 12.345678, disk_free_bytes: 83445063680.4, clock_offset_ms: -0.00049, load1: 0 })).toEqual({ cpu_percent: 12.346, disk_free_bytes: 83445063680, clock_offset_ms: -0, load1: 0 });
});
