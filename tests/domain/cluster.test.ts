import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clusterDiff, clusterPairs } from '../../backend/domain/cluster-connections.ts';
import { clusterHealthOf } from '../../backend/domain/cluster-health.ts';

const members = (count: number): string[] => Array.from({ length: count }, (_, index) => `s${index}`);

describe('clusterPairs', () => {
  test.each([[0, 0], [1, 0], [2, 1], [3, 3], [4, 6], [5, 10], [6, 6], [100, 100]])('of %d members are %d', (count, pairs) => {
    expect(clusterPairs(members(count))).toHaveLength(pairs);
  });

  test('of six are a ring in member order', () => {
    expect(clusterPairs(members(6)).map(({ from, to }) => `${from}${to}`)).toEqual(['s0s1', 's1s2', 's2s3', 's3s4', 's4s5', 's5s0']);
  });
});

describe('clusterDiff', () => {
  test('leads from any connections to those that are wanted, and keeps what serves', () => {
    const pair = fc.tuple(fc.constantFrom(...members(6)), fc.constantFrom(...members(6))).filter(([from, to]) => from !== to).map(([from, to]) => ({ from, to }));
    const keyOf = ({ from, to }: { from: string; to: string }) => [from, to].toSorted().join();
    fc.assert(fc.property(fc.array(pair), fc.subarray(members(6)), (existing, wantedMembers) => {
      const wanted = clusterPairs(wantedMembers);
      const { add, remove } = clusterDiff(existing, wanted);
      const left = existing.filter((one) => !remove.includes(one));
      expect([...left, ...add].map(keyOf).toSorted()).toEqual(wanted.map(keyOf).toSorted());
      expect(add.filter((one) => existing.some((other) => keyOf(one) === keyOf(other)))).toEqual([]);
    }), { seed: 2 });
  });
});

describe('clusterHealthOf', () => {
  test.each([
    ['no members', [0, 0, 0, 0, 0], 'unknown'], ['nobody answered yet', [3, 0, 0, 0, 0], 'unknown'], ['all well', [0, 3, 0, 0, 0], 'healthy'], ['well but for those not known yet', [2, 1, 0, 0, 0], 'healthy'],
    ['one over a threshold', [0, 2, 1, 0, 0], 'degraded'], ['one gone', [0, 2, 0, 1, 0], 'degraded'], ['all gone', [0, 0, 0, 3, 0], 'down'], ['the rest in maintenance', [0, 0, 0, 1, 2], 'down'],
    ['all in maintenance', [0, 0, 0, 0, 2], 'unknown'], ['all over a threshold', [0, 0, 3, 0, 0], 'degraded'],
  ] as const)('%s', (_what, counts, health) => expect(clusterHealthOf(counts)).toBe(health));
});
