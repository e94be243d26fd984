import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { LiveFrame } from '../../backend/contract/live-frame.ts';
import { FULL_ACCESS } from '../../backend/contract/access.ts';
import { frameOf } from '../../backend/realtime/frame.ts';
import { Seat, type Wire } from '../../backend/realtime/seat.ts';
import { openStore, type TestStore } from '../support/open-store.ts';

let at: TestStore;
let frames: LiveFrame[];
let waiting: number;
let closed: string[];
let seat: Seat;
beforeEach(async () => {
  at = await openStore();
  [frames, waiting, closed] = [[], 0, []];
  const wire: Wire = { send: ({ value }) => { frames.push(value); }, buffered: () => waiting, ping: () => true, close: (reason) => { closed.push(reason); } };
  seat = new Seat(at.store, wire, { access: FULL_ACCESS, isStillValid: () => true }, null, 'run');
  at.store.feed.subscribe((change) => seat.takeChange(frameOf(change), change.number, 0));
});
afterEach(async () => at.end());

const add = (id: string) => at.store.write({ user: 'ann' }, () => at.store.servers.add({ id }, 1));
const numbers = (): number[] => frames.flatMap((frame) => (frame.type === 'change' ? [frame.number] : []));

test('a client with more than 1 MiB waiting gets nothing, then everything from the feed, in order', async () => {
  await add('a');
  waiting = 2 ** 21;
  for (const id of ['b', 'c', 'd']) await add(id);
  expect(numbers()).toEqual([1]);
  expect(seat.isBehind).toBe(true);
  seat.catchUp(1_000);
  expect(numbers()).toEqual([1]);
  waiting = 0;
  seat.catchUp(2_000);
  expect(numbers()).toEqual([1, 2, 3, 4]);
  await add('e');
  expect(numbers()).toEqual([1, 2, 3, 4, 5]);
  expect(seat.isBehind).toBe(false);
});

test('states that changed while it was behind come at once when it has read', async () => {
  await add('a');
  waiting = 2 ** 21;
  await add('b');
  at.store.live.setServer('a', { status: 'active' }, 1);
  waiting = 0;
  seat.catchUp(1_000);
  expect(frames.at(-1)).toMatchObject({ type: 'status', servers: { a: 'active' }, revision: at.store.live.revision });
});

test('a client that reads nothing for 30 s is dropped; one that reads slowly is not', async () => {
  waiting = 2 ** 21;
  await add('a');
  for (let second = 0; second < 120; second += 10) {
    waiting -= 1_000;
    seat.catchUp(second * 1_000);
  }
  expect(closed).toEqual([]);
  seat.catchUp(140_000);
  seat.catchUp(141_000);
  expect(closed).toHaveLength(1);
});

test('resume sends again what came after a number, and reset where that is gone or never was', async () => {
  for (const id of ['a', 'b', 'c']) await add(id);
  frames = [];
  seat.resume(1, at.store.epoch, 0);
  expect(numbers()).toEqual([2, 3]);
  seat.resume(7, undefined, 0);
  seat.resume(1, 'another', 0);
  expect(frames.slice(2)).toEqual([{ type: 'reset', number: 3 }, { type: 'reset', number: 3 }]);
});
