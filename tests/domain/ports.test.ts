import { expect, test } from '@jest/globals';
import type { Source } from '../../backend/contract/source.ts';
import type { ConnectionType } from '../../backend/contract/statuses.ts';
import { attemptOfConnection, connectionPortsOf, reachPortsOf } from '../../backend/domain/ports.ts';

test.each<[ConnectionType, Source, number[], number[]]>([
  ['http', { kind: 'none' }, [22], [80, 443, 8080]],
  ['database', { kind: 'ssh', port: 2222 }, [22], [3306, 5432, 27017]],
  ['cache', { kind: 'none' }, [], [6379, 11211]],
  ['ssh', { kind: 'none' }, [80], [22]],
  ['ssh', { kind: 'ssh', port: 2222 }, [80], [2222]],
  ['ssh', { kind: 'ssh' }, [80], [22]],
  ['monitoring', { kind: 'node_exporter', port: 9200 }, [80], [9200]],
  ['monitoring', { kind: 'none' }, [80], [9100, 9090, 3000]],
  ['standard', { kind: 'none' }, [80, 443], [80, 443]],
  ['standard', { kind: 'node_exporter' }, [80, 443], [80, 443, 9100]],
  ['cluster_internal', { kind: 'ssh' }, [22, 80], [22, 80]],
  ['vpn', { kind: 'webmin' }, [], [10000]],
  ['replication', { kind: 'none' }, [], []],
])('a %s connection to a server of %j on %j tries %j', (type, source, typePorts, ports) => {
  expect(connectionPortsOf(type, { source, typePorts })).toEqual(ports);
});

test('a server without a collector is tried on its type’s ports, and on that of a source nobody reads yet', () => {
  expect(reachPortsOf([80], { kind: 'none' })).toEqual([80]);
  expect(reachPortsOf([80, 10000], { kind: 'webmin' })).toEqual([10000, 80]);
});

test.each<[ConnectionType, Source['kind'], Parameters<typeof attemptOfConnection>[2], string]>([
  ['http', 'none', ['refused', 'accepted'], 'well'],
  ['http', 'none', ['refused'], 'failed'],
  ['standard', 'node_exporter', ['refused'], 'failed'],
  ['standard', 'local', ['refused'], 'well'],
  ['standard', 'local', ['silent'], 'failed'],
  ['database', 'local', ['refused'], 'failed'],
])('a %s connection to a server of kind %s whose ports are %j: %s', (type, kind, outcomes, attempt) => {
  expect(attemptOfConnection(type, { kind }, outcomes)).toBe(attempt);
});
