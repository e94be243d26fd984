import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, DATABASE_FILE, openDatabase } from '../../backend/store/database.ts';
import { openStore, START_MS } from '../support/open-store.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, DATABASE_FILE);
const open = () => openDatabase(folder, { nowMs: START_MS });

describe('openDatabase', () => {
  test('makes a database for its owner alone, durable at every commit', () => {
    const database = open();
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
  });

  test('makes its folder, however deep', () => {
    openDatabase(join(folder, 'a/b/c'), { nowMs: START_MS }).close();
    expect(existsSync(join(folder, 'a/b/c', DATABASE_FILE))).toBe(true);
  });

  test('refuses a newer database and leaves it as it is', () => {
    const database = open();
    database.pragma('user_version = 999');
    database.close();
    expect(open).toThrow(/was written by a newer version \(schema 999; this one knows \d+\)\. Install that version again/);
    const again = connect(file(), undefined);
    expect(again.pragma('user_version', { simple: true })).toBe(999);
    again.close();
  });

  test('refuses a file that is no database, and leaves it as it is', () => {
    writeFileSync(file(), 'These are not the bytes you are looking for.'.repeat(100));
    expect(open).toThrow(/is damaged: .* Put a backup in its place, or move it away to start empty\./);
    expect(readFileSync(file(), 'utf8')).toMatch(/^These are not the bytes/);
  });

  test('refuses a damaged database', () => {
    const database = open();
    const insert = database.prepare('INSERT INTO views (id, name, camera, filter, created_ms, updated_ms) VALUES (?, ?, ?, ?, 0, 0)');
    for (let index = 0; index < 2_000; index += 1) insert.run(`v${index}`, 'x'.repeat(100), '{}', '');
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    truncateSync(file(), 4_096 * 3);
    expect(open).toThrow(/is damaged/);
  });

  test('a store whose rows are damaged is refused at its start, with the remedy', async () => {
    const at = await openStore({ folder });
    await at.store.write({ user: 'ann' }, () => { for (let index = 0; index < 500; index += 1) at.store.servers.add({ id: `s${index}`, notes: 'x'.repeat(200) }, START_MS); });
    await at.store.close();
    const bytes = readFileSync(file());
    bytes.fill(0xff, 4_096 * 30, bytes.length);
    writeFileSync(file(), bytes);
    await expect(openStore({ folder })).rejects.toMatchObject({ name: 'StartError', message: expect.stringContaining('is damaged') });
  });

  test('says who to look for when another process holds it', () => {
    open().close();
    const other = connect(file(), undefined);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    expect(open).toThrow(/is locked by another process\. End that process, then start again\./);
    other.close();
  });

  test('says what right is missing', () => {
    if (process.getuid?.() === 0) return;
    open().close();
    chmodSync(folder, 0o500);
    expect(open).toThrow(/cannot be opened for writing/);
    chmodSync(folder, 0o700);
  });

  test('migrates a database step by step and only once', () => {
    open().close();
    const before = readFileSync(file());
    open().close();
    expect(readFileSync(file()).equals(before)).toBe(true);
  });
});

test('a store opened again has the same epoch, rows, numbers and board', async () => {
  const first = await openStore();
  await first.store.write({ user: 'ann' }, () => first.store.servers.add({ id: 'a', maintenance: true }, START_MS));
  await first.store.write({ user: 'ann' }, () => first.store.clusters.add({ id: 'c', servers: ['a'] }, START_MS));
  const { epoch } = first.store;
  const second = await first.reopen();
  expect(second.store.epoch).toBe(epoch);
  expect(second.store.feed.number).toBe(2);
  expect(second.store.live.getServer('a').status).toBe('maintenance');
  expect(second.store.live.memberships.membersOf('c')).toEqual(['a']);
  await second.end();
});
