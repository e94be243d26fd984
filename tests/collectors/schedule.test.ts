import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { remove, Schedule, type Due } from '../../backend/collectors/schedule.ts';

const item = (): Due => ({ dueMs: 0, place: 0, schedule: null });

/** Everything in a schedule, first due first. */
function drain(schedule: Schedule<Due>): Due[] {
  const items: Due[] = [];
  for (let first = schedule.first; first !== undefined; first = schedule.first) {
    schedule.take(first);
    items.push(first);
  }
  return items;
}

describe('a schedule', () => {
  test('gives what is due first, whatever was put, moved and taken out before', () => {
    fc.assert(fc.property(fc.array(fc.record({ index: fc.nat(20), dueMs: fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null }) }), { maxLength: 200 }), (steps) => {
      const schedule = new Schedule<Due>();
      const items = Array.from({ length: 21 }, item);
      for (const { index, dueMs } of steps) {
        const one = items[index] as Due;
        if (dueMs === null) remove(one);
        else schedule.put(one, dueMs);
      }
      const inside = items.filter((one) => one.schedule !== null);
      expect(schedule.size).toBe(inside.length);
      const drained = drain(schedule);
      expect(drained.map(({ dueMs }) => dueMs)).toEqual(inside.map(({ dueMs }) => dueMs).sort((a, b) => a - b));
      expect(new Set(drained)).toEqual(new Set(inside));
    }));
  });

  test('an item stands in one schedule only', () => {
    const [one, other, thing] = [new Schedule<Due>(), new Schedule<Due>(), item()];
    one.put(thing, 1);
    other.put(thing, 2);
    expect([one.size, other.size, thing.schedule]).toEqual([0, 1, other]);
  });
});
