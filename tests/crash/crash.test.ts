import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, DATABASE_FILE } from '../../backend/store/database.ts';
import { openStore } from '../support/open-store.ts';
import { bundled } from '../support/store-worker.ts';
import { seeded } from '../support/large-site.ts';

const RUNS = 50;

type Acknowledged = { readonly servers: string[]; readonly changes: number[] };

/** Lets writers work in a process of their own, kills it with SIGKILL after a while, answers what it had acknowledged. */
function killedWriter(program: string, folder: string, run: number, afterMs: number): Promise<Acknowledged> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      if (!text.startsWith('ready') && (text + chunk).startsWith('ready')) setTimeout(() => child.kill('SIGKILL'), afterMs);
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== null) reject(new Error(`The writer ended by itself with ${code}.`));
      // The last line can be cut: it was not yet said.
      const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
      const of = (word: string): string[] => lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
      resolve({ servers: of('server'), changes: of('change').map(Number) });
    });
  });
}

test(`after ${RUNS} kills with writers at work every acknowledged write is there and the feed's numbers go on`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-crash-'));
  const program = await bundled('tests/crash/writer.ts');
  const random = seeded(50);
  const servers: string[] = [];
  const heard: number[] = [];
  let last = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const acknowledged = await killedWriter(program, folder, run, 20 + random() * 250);
    servers.push(...acknowledged.servers);
    // A number heard is never given again, and none is left out.
    expect(acknowledged.changes).toEqual(acknowledged.changes.map((_, index) => (acknowledged.changes[0] ?? 0) + index));
    if (acknowledged.changes.length > 0) expect(acknowledged.changes[0]).toBeGreaterThan(heard.at(-1) ?? 0);
    heard.push(...acknowledged.changes);
    const database = connect(join(folder, DATABASE_FILE), undefined);
    const [count, first, highest] = database.prepare('SELECT count(*), min(number), max(number) FROM changes').raw().get() as [number, number | null, number | null];
    database.close();
    expect(highest ?? 0).toBeGreaterThanOrEqual(Math.max(last, heard.at(-1) ?? 0));
    expect(count).toBe((highest ?? 0) - (first ?? 1) + 1);
    last = highest ?? 0;
  }
  const at = await openStore({ folder });
  const { store } = at;
  expect(store.feed.number).toBe(last);
  expect(servers.filter((id) => store.servers.get(id) === undefined)).toEqual([]);
  expect(new Set(servers).size).toBe(servers.length);
  expect(servers.length).toBeGreaterThan(RUNS);
  const check = connect(join(folder, DATABASE_FILE), undefined);
  expect(check.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(check.pragma('foreign_key_check')).toEqual([]);
  check.close();
  await at.end();
}, 120_000);
