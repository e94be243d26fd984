import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangeFeed, type FeedLimits } from '../../backend/store/change-feed.ts';
import { openDatabase, type Database } from '../../backend/store/database.ts';

const HOUR = 3_600_000;
const LIMITS: FeedLimits = { keepMs: HOUR, rows: 100, bytes: 1_000_000, rowsMax: 2_000, bytesMax: 2_000_000 };
let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-'));
  database = openDatabase(folder, { nowMs: 0 });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Commits so many changes at a time; a text of so many characters in each. */
function fill(feed: ChangeFeed, count: number, atMs: number, characters = 10): void {
  for (let index = 0; index < count; index += 1) {
    const row = { id: 'v', name: 'x'.repeat(characters) };
    feed.publish(feed.append({ user: 'ann' }, [{ noun: 'views', id: 'v', before: null, after: row }], atMs));
  }
}

describe('ChangeFeed', () => {
  test('since answers what came after, nothing at the end, null for the unknown', () => {
    const feed = new ChangeFeed(database, LIMITS);
    expect(feed.since(0)).toEqual([]);
    fill(feed, 5, 0);
    expect(feed.since(3)?.map(({ number }) => number)).toEqual([4, 5]);
    expect(feed.since(1, 2)?.map(({ number }) => number)).toEqual([2, 3]);
    expect(feed.since(5)).toEqual([]);
    for (const wrong of [6, -1, 1.5, Number.NaN, Infinity]) expect(feed.since(wrong)).toBeNull();
  });

  test('prune keeps an hour whatever its number, and beyond it the last rows', () => {
    const feed = new ChangeFeed(database, LIMITS);
    fill(feed, 600, 0);
    feed.prune(HOUR / 2);
    expect(feed.since(0)).toHaveLength(600);
    feed.prune(2 * HOUR);
    expect(feed.since(499)).toBeNull();
    expect(feed.since(500)).toHaveLength(100);
    expect(feed.number).toBe(600);
  });

  test('prune keeps an old feed that is small', () => {
    const feed = new ChangeFeed(database, LIMITS);
    fill(feed, 100, 0);
    feed.prune(1_000 * HOUR);
    expect(feed.since(0)).toHaveLength(100);
  });

  test('prune holds the hard bounds even against the hour', () => {
    const feed = new ChangeFeed(database, LIMITS);
    fill(feed, 2_100, 0);
    feed.prune(1);
    expect(feed.since(100)).toHaveLength(2_000);
    expect(feed.since(99)).toBeNull();
    fill(feed, 100, 1, 100_000);
    feed.prune(2);
    feed.prune(2);
    expect(feed.since(feed.number - 10)).toHaveLength(10);
    expect(feed.since(feed.number - 25)).toBeNull();
  });

  test('numbers go on after pruning everything and opening again', () => {
    const feed = new ChangeFeed(database, { ...LIMITS, rows: 0, rowsMax: 0 });
    fill(feed, 10, 0);
    feed.prune(HOUR * 2);
    expect(new ChangeFeed(database, LIMITS).number).toBe(10);
  });

  test('a listener that throws stops nobody else, and one that left hears nothing', () => {
    const feed = new ChangeFeed(database, LIMITS);
    const heard: number[] = [];
    const leave = feed.subscribe(({ number }) => heard.push(number));
    fill(feed, 1, 0);
    leave();
    fill(feed, 1, 0);
    expect(heard).toEqual([1]);
  });
});
