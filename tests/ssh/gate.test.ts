import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gate } from '../../backend/ssh/gate.ts';

test('so many a second go through, in their order', async () => {
  const gate = new Gate({ perSecond: 20, atOnce: 100 });
  const startedMs = Date.now();
  const order: number[] = [];
  await Promise.all([0, 1, 2, 3, 4, 5].map((number) => gate.pass(() => Promise.resolve(order.push(number)))));
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(240);
});

test('so many at once, and one that fails makes room too', async () => {
  const gate = new Gate({ perSecond: 10_000, atOnce: 2 });
  let [inside, most] = [0, 0];
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(15);
    inside -= 1;
    throw new Error('failed');
  };
  const results = await Promise.allSettled(Array.from({ length: 7 }, () => gate.pass(work)));
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(most).toBe(2);
});
