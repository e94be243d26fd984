import { describe, expect, test } from '@jest/globals';
import { attemptOfPorts, connectionStatusOf, isStrained, nextDelayMs, nextHealth, serverStatusOf, UNASKED, type Attempt, type Health } from '../../backend/domain/health.ts';

/** The state after several attempts, one second apart. */
const after = (...attempts: Attempt[]): Health => attempts.reduce((health, attempt, index) => nextHealth(health, attempt, index * 1_000), UNASKED);

describe('nextHealth and serverStatusOf', () => {
  test.each<[string, Attempt[], string]>([
    ['was never asked', [], 'unknown'],
    ['answered', ['well'], 'active'],
    ['answered over a threshold', ['strained'], 'warning'],
    ['came back below the threshold', ['strained', 'well'], 'active'],
    ['never answered, once', ['failed'], 'unknown'],
    ['never answered, twice', ['failed', 'failed'], 'inactive'],
    ['answered, then failed once', ['well', 'failed'], 'active'],
    ['was in warning, then failed once', ['strained', 'failed'], 'warning'],
    ['answered, then failed twice', ['well', 'failed', 'failed'], 'inactive'],
    ['failed for long', ['well', 'failed', 'failed', 'failed', 'failed'], 'inactive'],
    ['failed now and then, never twice', ['well', 'failed', 'well', 'failed', 'well', 'failed'], 'active'],
    ['came back', ['failed', 'failed', 'well'], 'active'],
  ])('a server that %s', (_what, attempts, status) => {
    expect(serverStatusOf(after(...attempts), false)).toBe(status);
  });

  test('silence counts from the first failure', () => {
    expect(after('well', 'failed', 'failed', 'failed')).toEqual({ kind: 'silent', sinceMs: 1_000 });
  });

  test.each([[[]], [['well']], [['strained']], [['failed', 'failed']]] as Attempt[][][])('maintenance wins over %j', (attempts) => {
    expect(serverStatusOf(after(...attempts), true)).toBe('maintenance');
  });
});

test.each<[Attempt[], string]>([
  [[], 'unknown'], [['failed'], 'unknown'], [['well'], 'connected'], [['well', 'failed'], 'connected'], [['well', 'failed', 'failed'], 'disconnected'], [['failed', 'failed'], 'disconnected'],
])('a connection after %j is %s', (attempts, status) => {
  expect(connectionStatusOf(after(...attempts))).toBe(status);
});

describe('nextDelayMs', () => {
  const timing = { intervalMs: 15_000, retryMs: 2_000, silentMs: 10_000 };
  test('a doubt is settled after the retry time, an answer is asked for again after the interval', () => {
    expect(nextDelayMs(after('well', 'failed'), timing, 0.5)).toBe(2_000);
    expect(nextDelayMs(after('failed'), timing, 0.5)).toBe(2_000);
    expect(nextDelayMs(after('well'), timing, 0.5)).toBe(15_000);
  });
  test('a silent server is looked for more often than the interval, spread by chance', () => {
    const silent = after('failed', 'failed');
    expect([0, 0.5, 1].map((chance) => nextDelayMs(silent, timing, chance))).toEqual([7_500, 10_000, 12_500]);
    expect(nextDelayMs(silent, { ...timing, intervalMs: 4_000 }, 0.5)).toBe(4_000);
  });
});

test.each([
  [{ cpu_percent: 80, memory_percent: 85, disk_percent: 90 }, false],
  [{ cpu_percent: 80.1 }, true], [{ memory_percent: 85.1 }, true], [{ disk_percent: 90.1 }, true], [{}, false],
])('%j is strained: %s', (metrics, strained) => {
  expect(isStrained(metrics, { cpu: 80, memory: 85, disk: 90 })).toBe(strained);
});

test.each<[Parameters<typeof attemptOfPorts>[0], Attempt]>([
  [['silent', 'accepted'], 'well'], [['refused', 'accepted'], 'well'], [['refused', 'refused'], 'strained'], [['silent', 'refused'], 'strained'], [['silent'], 'failed'], [[], 'failed'],
])('ports that are %j: %s', (outcomes, attempt) => {
  expect(attemptOfPorts(outcomes)).toBe(attempt);
});
