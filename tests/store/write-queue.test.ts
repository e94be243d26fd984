import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { viewOf } from '../../backend/domain/rows.ts';
import { openLog } from '../../backend/log.ts';
import { ChangeFeed } from '../../backend/store/change-feed.ts';
import { madeAt } from '../../backend/store/collection.ts';
import { connect, DATABASE_FILE, openDatabase } from '../../backend/store/database.ts';
import { Journal } from '../../backend/store/journal.ts';
import { openTables } from '../../backend/store/tables/tables.ts';
import { WriteQueue } from '../../backend/store/write-queue.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

const add = (id: string) => at.store.write(ME, () => at.store.servers.add({ id }, START_MS));

describe('store.write', () => {
  test('publishes one numbered change per work, after its commit, before its promise', async () => {
    const heard: number[] = [];
    at.store.feed.subscribe(({ number }) => {
      const other = connect(join(at.folder, DATABASE_FILE), undefined);
      expect(other.prepare('SELECT count(*) FROM changes WHERE number = ?').pluck().get(number)).toBe(1);
      other.close();
      heard.push(number);
    });
    const numbers = await Promise.all(['a', 'b', 'c'].map(async (id) => {
      await add(id);
      return heard.length > 0;
    }));
    expect(numbers).toEqual([true, true, true]);
    expect(heard).toEqual([1, 2, 3]);
  });

  test('shares one transaction between the works of a turn; one that throws is rolled back alone', async () => {
    const results = await Promise.allSettled([
      add('a'),
      at.store.write(ME, () => { at.store.servers.add({ id: 'half' }, START_MS); throw new RangeError('no'); }),
      add('b'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([...at.store.servers.each()].map(({ id }) => id)).toEqual(['a', 'b']);
    expect(at.store.feed.since(0)?.map(({ number, rows }) => [number, rows?.map(({ id }) => id)])).toEqual([[1, ['a']], [2, ['b']]]);
  });

  test('gives a change the rows as stored, the user and the time', async () => {
    const server = await add('a');
    expect(at.store.feed.since(0)).toEqual([{ number: 1, at: '2026-01-01T00:00:00.000Z', by: 'ann', rows: [{ op: 'put', noun: 'servers', id: 'a', value: server }] }]);
    await at.store.write({ user: 'bob' }, () => at.store.servers.remove('a'));
    expect(at.store.feed.since(1)).toEqual([{ number: 2, at: '2026-01-01T00:00:00.000Z', by: 'bob', rows: [{ op: 'remove', noun: 'servers', id: 'a' }] }]);
  });

  test('that changes nothing, or takes back what it did, has no number', async () => {
    await at.store.write(ME, () => 1);
    await at.store.write(ME, () => { at.store.servers.add({ id: 'a' }, START_MS); at.store.servers.remove('a'); });
    expect(at.store.feed.number).toBe(0);
  });

  test('touching a row twice publishes it once, as it ended', async () => {
    await at.store.write(ME, () => { at.store.servers.add({ id: 'a' }, START_MS); at.store.servers.patch('a', { ip: '10.0.0.1' }, START_MS); });
    expect(at.store.feed.since(0)?.[0]?.rows).toMatchObject([{ op: 'put', id: 'a', value: { ip: '10.0.0.1' } }]);
  });

  test('of more than 1,000 rows publishes one reset', async () => {
    await at.store.write(ME, () => { for (let index = 0; index <= 1_000; index += 1) at.store.servers.add({ id: `s${index}` }, START_MS); });
    expect(at.store.feed.since(0)).toEqual([{ number: 1, at: expect.any(String), by: 'ann', rows: null }]);
    expect(at.store.live.servers.size).toBe(1_001);
  });

  test('refuses rows written outside of it, and an asynchronous work', async () => {
    expect(() => at.store.servers.add({ id: 'a' }, START_MS)).toThrow(/inside store\.write/);
    await expect(at.store.write(ME, async () => Promise.resolve())).rejects.toThrow(/must not be asynchronous/);
    expect(at.store.servers.count()).toBe(0);
  });

  test('takes 10,000 waiting works and refuses the next as busy', async () => {
    const works = Array.from({ length: 10_001 }, () => at.store.write(ME, () => 1));
    await expect(works.at(-1)).rejects.toMatchObject({ code: 'busy', status: 503 });
    expect(await Promise.all(works.slice(0, -1))).toHaveLength(10_000);
  });

  test('answers `storage` while another process holds the lock, changes nothing, and goes on after', async () => {
    const other = connect(join(at.folder, DATABASE_FILE), undefined);
    other.exec('BEGIN IMMEDIATE');
    await expect(add('a')).rejects.toMatchObject({ code: 'storage', status: 503, message: expect.stringContaining('locked by another process') });
    other.exec('ROLLBACK');
    other.close();
    await add('b');
    expect(at.store.feed.since(0)?.map(({ number, rows }) => [number, rows?.[0]?.id])).toEqual([[1, 'b']]);
  });

});

describe('WriteQueue on a full disk', () => {
  test('answers `storage` for the whole group, keeps what was there, takes the places back, and goes on when there is room', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-'));
    const database = openDatabase(folder, { nowMs: START_MS });
    const journal = new Journal();
    const seen: string[] = [];
    journal.watch(({ id, after }) => seen.push(after === null ? `-${id}` : `+${id}`));
    const { views } = openTables(database, journal);
    const feed = new ChangeFeed(database);
    const queue = new WriteQueue({ database, journal, feed, nowMs: () => START_MS, log: openLog('silent'), publish: (change) => feed.publish(change), forgotten: () => undefined });
    const put = (id: string, characters = 1) => queue.write(ME, () => views.put(viewOf({ filter: 'x'.repeat(characters) }, id, madeAt(START_MS)), null));

    await put('a');
    // SQLite answers SQLITE_FULL beyond so many pages, as it does where the disk has none left.
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true })) + 20}`);
    const results = await Promise.allSettled([put('b'), put('huge', 1_000_000), put('c')]);
    expect(results.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'done'))).toEqual(['storage', 'storage', 'done']);
    expect(results[1]).toMatchObject({ reason: { message: expect.stringContaining('is full. Free some space') } });
    database.pragma('max_page_count = 1073741823');
    await put('d');
    expect([...views.each()].map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    expect(feed.since(0)?.map(({ number, rows }) => [number, rows?.[0]?.id])).toEqual([[1, 'a'], [2, 'c'], [3, 'd']]);
    expect(seen.filter((one) => /[bh]/.test(one))).toEqual(['+b', '+huge', '-huge', '-b']);
    queue.close();
    database.close();
    rmSync(folder, { recursive: true });
  });
});

describe('store.close', () => {
  test('commits what waits and refuses what comes after', async () => {
    const waiting = add('a');
    const closing = at.store.close();
    await closing;
    await expect(add('late')).rejects.toMatchObject({ code: 'storage' });
    await waiting;
    at = await openStore({ folder: at.folder });
    expect(at.store.servers.get('a')).toBeDefined();
  });
});

test('a folder that is a file is a StartError with the remedy', async () => {
  const file = join(at.folder, 'not-a-folder');
  writeFileSync(file, '');
  await expect(openStore({ folder: file })).rejects.toMatchObject({ name: 'StartError', message: expect.stringContaining('UNLIMITED_CLUSTER_DATA') });
});
