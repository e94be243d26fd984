import { beforeEach, describe, expect, test } from '@jest/globals';
import { appendFileSync, chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, typed } from './command-line.ts';

type Line = { check: string; state: string; says: string; mend?: string };

let folder: string;
beforeEach(() => { folder = freshFolder(); });

async function found(check: string, setting: Parameters<typeof typed>[1] = {}): Promise<Line[]> {
  const { out } = await typed(['diagnose', '--data', folder, '--json'], setting);
  return (JSON.parse(out) as { checks: Line[] }).checks.filter((line) => line.check === check);
}

describe('diagnose', () => {
  test('says what is wrong and how to mend it, with status 1', async () => {
    const { status, out } = await typed(['diagnose', '--data', folder]);
    expect(status).toBe(1);
    expect(out).toMatch(/^fail {3}service +no daemon runs on .*\n {7}→ Start it with: clusterctl start$/m);
    expect(out).toMatch(/\d well, \d to look at, \d to mend\.\n$/);
  });

  test('finds a daemon that ended without a farewell', async () => {
    writeFileSync(join(folder, 'daemon.pid'), '999999\n');
    expect(await found('service')).toMatchObject([{ state: 'fail', says: expect.stringContaining('process 999999') }]);
  });

  test('does not take another program for the daemon', async () => {
    writeFileSync(join(folder, 'daemon.pid'), `${process.ppid}\n`);
    expect(await found('service')).toMatchObject([{ state: 'fail' }]);
  });

  test('finds secrets that others may read', async () => {
    writeFileSync(join(folder, 'token'), 'secret-secret-secret\n');
    chmodSync(join(folder, 'token'), 0o644);
    chmodSync(folder, 0o755);
    expect(await found('permissions')).toEqual([
      { check: 'permissions', state: 'fail', says: `${folder} may be read by others (mode 755)`, mend: `chmod 700 ${folder}` },
      { check: 'permissions', state: 'fail', says: `${folder}/token may be read by others (mode 644)`, mend: `chmod 600 ${folder}/token` },
    ]);
  });

  test('lists every fault of the configuration file', async () => {
    expect(await found('configuration', { configFaults: ['/listen/port must be a number', '/alerts/x needs a metric'] })).toMatchObject([{ state: 'fail' }, { state: 'fail' }]);
  });

  test.each([
    ['no database', Buffer.from('hello'), /is no SQLite database/],
    ['half a database', Buffer.concat([headerOf(10), Buffer.alloc(4_096 - 100)]), /is cut short: 4096 bytes of 40960/],
  ])('finds %s', async (_, bytes, sentence) => {
    writeFileSync(join(folder, 'unlimited-cluster.db'), bytes);
    const [line] = await found('database');
    expect(line).toMatchObject({ state: 'fail', mend: expect.stringContaining('put this file aside') });
    expect(line?.says).toMatch(sentence);
  });

  test('shows the last error of the log', async () => {
    appendFileSync(join(folder, 'daemon.log'), '{"level":50,"time":"2026-01-02T03:04:05Z","msg":"disk full"}\n{"level":30,"time":"","msg":"on"}\n');
    expect(await found('errors')).toMatchObject([{ state: 'warn', says: expect.stringContaining('1 error in the last 500 lines; the last: 2026-01-02T03:04:05Z ERROR disk full') }]);
  });

  test('--report writes a dated file that only its owner can read', async () => {
    const { out } = await typed(['diagnose', '--data', folder, '--report', join(folder, 'reports')]);
    const [name] = readdirSync(join(folder, 'reports'));
    expect(name).toBe('unlimited-cluster-diagnose-2026-01-02T030405Z.txt');
    const file = join(folder, 'reports', name ?? '');
    expect(out).toContain(`Written to ${file}`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^Unlimited Cluster 0\.0\.0, diagnosed 2026-01-02T03:04:05\.000Z\n[^]*no daemon runs/);
  });
});

/** A database header that counts so many pages of 4096 bytes. Source: sqlite.org/fileformat2.html, 1.3. */
function headerOf(pages: number): Buffer {
  const header = Buffer.alloc(100);
  header.write('SQLite format 3\0', 'latin1');
  header.writeUInt16BE(4_096, 16);
  header.writeUInt32BE(1, 24);
  header.writeUInt32BE(pages, 28);
  header.writeUInt32BE(1, 92);
  return header;
}
