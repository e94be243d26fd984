import { describe, expect, test } from '@jest/globals';
import type { Socket } from '../../backend/contract/traffic.ts';
import { isOtherTraffic, trafficOf } from '../../backend/domain/traffic.ts';

const socket = (local: string, sent: number, received: number): Socket => ({ local, peer: '10.0.0.5:5432', sent, received });
const at = (atMs: number, ...sockets: Socket[]) => ({ atMs, sockets });
const rates = (sent: number, received: number) => ({ sent_bytes_per_second: sent, received_bytes_per_second: received });

describe('traffic', () => {
  test('is what all sockets carried between two readings, per second, each way by itself', () => {
    expect(trafficOf(at(0, socket('a:1', 1_000, 50), socket('a:2', 0, 0)), at(2_000, socket('a:1', 5_000, 50), socket('a:2', 400, 90)))).toEqual(rates(2_200, 45));
  });

  test('counts a new socket from its beginning, one that closed not at all', () => {
    expect(trafficOf(at(0, socket('a:1', 9_000, 9_000)), at(1_000, socket('a:2', 300, 20)))).toEqual(rates(300, 20));
  });

  test('counts ends that were used again from the beginning, as their counters went down', () => {
    expect(trafficOf(at(0, socket('a:1', 9_000, 10)), at(1_000, socket('a:1', 100, 40)))).toEqual(rates(100, 40));
  });

  test('is none without sockets, and not known from one reading, from two at once, or over a long silence', () => {
    expect(trafficOf(at(0), at(1_000))).toEqual(rates(0, 0));
    expect(trafficOf(null, at(1_000))).toBeNull();
    expect(trafficOf(at(0), at(50))).toBeNull();
    expect(trafficOf(at(0), at(400_000))).toBeNull();
  });

  test.each([
    [null, null, false], [null, rates(0, 0), true], [rates(0, 0), null, true], [rates(0, 0), rates(1, 0), true], [rates(5, 0), rates(0, 0), true],
    [rates(1_000, 0), rates(1_150, 0), false], [rates(1_000, 0), rates(1_300, 0), true], [rates(50, 10), rates(90, 60), false], [rates(7, 1_000), rates(7, 1_500), true],
  ])('from %j to %j is another one: %s', (before, after, expected) => {
    expect(isOtherTraffic(before, after)).toBe(expected);
  });
});
