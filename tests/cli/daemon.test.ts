import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Export, ImportReport } from '../../backend/contract/export.ts';
import type { Server } from '../../backend/contract/server.ts';
import type { MadeToken } from '../../backend/contract/token.ts';
import { freshFolder, typed } from './command-line.ts';
import { build, clusterctl, clusterctlFile, environment, type Finished } from './product.ts';

type Status = { running: boolean; pid: number | null; address: string | null; reason: string | null };

let folder: string;

/** clusterctl for the daemon of this test: the built one where it starts or ends processes, else on a terminal of the test. */
function ask(line: string, input = ''): Promise<Finished> {
  const args = [...line.split(' '), '--data', folder];
  return /^(start|stop|restart|status)\b/.test(line) ? clusterctl(args) : typed(args, { input, nowMs: Date.now });
}
const json = async <Value>(line: string): Promise<Value> => JSON.parse((await ask(`${line} --json`)).out) as Value;
const pidNow = (): number => Number.parseInt(readFileSync(join(folder, 'daemon.pid'), 'utf8'), 10);

beforeAll(async () => {
  build();
  folder = freshFolder();
  const started = await ask('start --listen 127.0.0.1:0');
  if (started.status !== 0) throw new Error(`${started.said}\n${started.out}`);
});
afterAll(async () => {
  await ask('stop --force');
});

describe('the daemon', () => {
  test('is found, with its process and its address', async () => {
    const status = await json<Status>('status');
    expect(status).toMatchObject({ running: true, pid: pidNow(), address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), reason: null });
    expect(await ask('status')).toMatchObject({ status: 0, said: '' });
  });

  test('is not started twice', async () => {
    const pid = pidNow();
    expect(await ask('start')).toMatchObject({ status: 0, out: expect.stringContaining(`The daemon was running already: process ${pid}`) });
    expect(pidNow()).toBe(pid);
  });

  test('leaves its token in no log', async () => {
    const token = (await ask('token')).out.trim();
    expect(token.length).toBeGreaterThan(20);
    expect(readFileSync(join(folder, 'daemon.log'), 'utf8')).not.toContain(token);
  });

  test('is opened in a browser by the link of its token', async () => {
    const link = (await ask('token show --link')).out.trim();
    const { status, headers } = await fetch(link, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([303, '/']);
  });

  test('passes its diagnosis', async () => {
    const { status, out } = await ask('diagnose');
    expect(out).not.toMatch(/^fail/m);
    expect(status).toBe(0);
    expect(out).toMatch(/^ok +database +the daemon reads it: \d+ servers/m);
  });
});

describe('servers, connections and clusters', () => {
  test('a server is added, shown, changed and listed by filter', async () => {
    expect(await ask('servers add web1 --name Web --type web --ip 127.0.0.10 --tag env=prod --position=-4,2')).toEqual({ status: 0, out: 'Added web1.\n', said: '' });
    expect(await ask('servers edit web1 --region eu --maintenance on')).toMatchObject({ status: 0, out: 'Changed web1.\n' });
    expect(await json<Server>('servers get web1')).toMatchObject({ id: 'web1', ip: '127.0.0.10', region: 'eu', tags: { env: 'prod' }, position: { x: -4, y: 2 }, maintenance: true, status: 'maintenance' });
    expect((await ask('servers list --tag env=prod --ids')).out).toBe('web1\n');
    expect((await ask('servers list --region eu --type web')).out).toMatch(/^ID +NAME .*\nweb1 +Web +web +127\.0\.0\.10 +eu +maintenance\n$/);
    expect((await ask('servers list --region nowhere')).out).toBe('No servers.\n');
  });

  test('several come from standard input, one by one', async () => {
    expect(await ask('servers add --from -', '[{"id":"db1","type":"database"},{"name":"Cache 1","type":"cache"}]')).toEqual({ status: 0, out: 'Added db1.\nAdded cache-1.\n', said: '' });
  });

  test('a refusal names the field, with status 1', async () => {
    const { status, said } = await ask('servers add web2 --ip 1.2.3.999 --type nothing');
    expect(status).toBe(1);
    expect(said).toMatch(/^ {2}\/(ip|type) /m);
    expect(await ask('servers get web2')).toMatchObject({ status: 1, out: '', said: expect.stringContaining('"web2"') });
  });

  test('servers are connected and disconnected by both ends', async () => {
    expect(await ask('connections add web1 db1 --type database')).toMatchObject({ status: 0, out: 'Connected web1 to db1: web1--db1--database.\n' });
    expect(await ask('connections add web1 db1 --type database')).toMatchObject({ status: 1 });
    expect((await ask('connections list --from web1 --ids')).out).toBe('web1--db1--database\n');
    expect(await ask('connections remove web1 db1 --yes')).toMatchObject({ status: 0, out: 'Removed web1--db1--database.\n' });
    expect(await ask('connections remove web1 db1 --yes')).toMatchObject({ status: 1, said: 'There is no connection from web1 to db1.\n' });
  });

  test('a cluster connects its members, takes more and lets go', async () => {
    expect(await ask('clusters create Shop web1 db1')).toMatchObject({ status: 0, out: 'Made cluster shop of 2 servers.\n' });
    expect(await ask('clusters edit shop --add cache-1 --drop db1')).toMatchObject({ status: 0, out: 'Changed shop: 2 servers.\n' });
    expect((await ask('connections list --type cluster_internal --ids')).out).toMatch(/^(web1--cache-1|cache-1--web1)--cluster_internal\n$/);
    expect(await ask('clusters remove shop --yes')).toMatchObject({ status: 0 });
    expect((await ask('clusters')).out).toBe('No clusters.\n');
  });

  test('a removal says what goes along, is refused without --yes, and undo brings it back', async () => {
    await ask('connections add web1 db1');
    expect(await ask('servers remove db1')).toMatchObject({ status: 2, out: '', said: expect.stringContaining('with 1 connection;') });
    expect(await ask('servers remove db1 --yes')).toMatchObject({ status: 0, out: 'Removed db1.\n' });
    expect((await ask('connections list --server web1 --ids')).out).toBe('');
    expect(await ask('undo')).toMatchObject({ status: 0, said: '' });
    expect((await ask('connections list --server web1 --ids')).out).toBe('web1--db1--standard\n');
  });

  test('undo --skip leaves the last edit as it is', async () => {
    await ask('servers add skipped --name Skipped');
    expect(await ask('undo --skip')).toMatchObject({ status: 0, out: expect.stringContaining('Left as it is: ') });
    expect((await ask('servers list --ids')).out).toContain('skipped');
    await ask('servers remove skipped --yes');
  });

  test('a closed pipe is no failure', () => {
    const { status, stderr, stdout } = spawnSync('bash', ['-o', 'pipefail', '-c', '"$0" "$1" servers list --data "$2" | head -n 1', process.execPath, clusterctlFile, folder], { encoding: 'utf8', env: environment() });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ID/);
  });
});

describe('export and import', () => {
  test('an export to a file is complete, private, and changes nothing when it is read again', async () => {
    const file = join(folder, 'export.json');
    expect(await ask(`export ${file}`)).toMatchObject({ status: 0, out: '' });
    const { out } = await ask('export');
    expect(readFileSync(file, 'utf8')).toBe(out);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((JSON.parse(out) as Export).servers.map(({ id }) => id)).toEqual(expect.arrayContaining(['web1', 'db1']));
    expect(await json<ImportReport>(`import ${file}`)).toEqual({ dry_run: false, added: 0, changed: 0, removed: 0, warnings: expect.anything() });
  });

  const older = JSON.stringify({
    servers: { a: { id: 'a', name: 'A', type: 'web', ip: '127.0.0.11', status: 'active', created_at: '2025-10-08T10:02:04' }, b: { id: 'b', name: 'B', type: 'database', ip: '127.0.0.12' } },
    connections: [{ id: 'a_b', from: 'a', to: 'b', type: 'database' }], clusters: {}, exported_at: '2025-10-08T10:02:05', version: '1.0',
  });

  test("the older manager's file comes in from standard input; --dry-run only says what it would do", async () => {
    expect((await ask('import - --dry-run', older)).out).toMatch(/It would add 3, change 0 and remove 0\.\n$/);
    expect((await ask('servers list --ids')).out).not.toMatch(/^a$/m);
    expect((await ask('import -', older)).out).toMatch(/Added 3, changed 0, removed 0\.\n$/);
    expect((await ask('servers list --ids')).out).toMatch(/^a\nb\n/);
  });

  test('a broken file is refused whole, with every fault and where it is', async () => {
    const broken = JSON.stringify({ format: 'unlimited-cluster', version: 1, servers: [{ id: 'ok1' }, { id: 'bad id' }, { id: 'c', type: 'nothing' }] });
    const { status, said } = await ask('import -', broken);
    expect(status).toBe(1);
    expect(said).toMatch(/^ {2}\/servers\/1\/id /m);
    expect(said).toMatch(/^ {2}\/servers\/2\/type /m);
    expect(await ask('servers get ok1')).toMatchObject({ status: 1 });
    expect(await ask('import -', 'no json')).toMatchObject({ status: 1 });
  });

  test('replacing without a terminal and without --yes is refused with what it would do', async () => {
    const one = JSON.stringify({ format: 'unlimited-cluster', version: 1, servers: [{ id: 'only' }] });
    expect(await ask('import - --mode replace', one)).toMatchObject({ status: 2, said: expect.stringMatching(/It would add 1, change 0 and remove \d+\. Nothing was done/) });
    expect((await ask('import - --mode replace --yes', one)).out).toMatch(/Added 1, changed 0, removed \d+\.\n$/);
    expect((await ask('servers list --ids')).out).toBe('only\n');
    expect(await ask('undo')).toMatchObject({ status: 0 });
    expect((await ask('servers list --ids')).out).toContain('web1\n');
  });
});

describe('tokens', () => {
  test('a token for looking lets look, from an address, until it is revoked', async () => {
    const { address } = await json<Status>('status');
    const made = await json<MadeToken>('token create Wall --rights view --expires 12h');
    const there = ['--url', address ?? '', '--token', made.token];
    expect(await clusterctl(['servers', 'list', '--ids', ...there])).toMatchObject({ status: 0, out: expect.stringContaining('web1') });
    expect(await typed(['servers', 'add', 'x', ...there])).toMatchObject({ status: 1, said: expect.stringContaining('edit') });
    expect((await ask('token list')).out).toMatch(/^ID .*\n\S+ +Wall +view +all +20/);
    expect((await ask('token list')).out).not.toContain(made.token);
    expect(await ask(`token revoke ${made.id} --yes`)).toMatchObject({ status: 0 });
    expect(await typed(['servers', ...there])).toMatchObject({ status: 1 });
  });
});

test('in a real bash, ids of the running daemon are completed', async () => {
  const script = join(folder, 'completion.bash');
  writeFileSync(script, (await ask('completion bash')).out);
  const line = `clusterctl() { "${process.execPath}" "${clusterctlFile}" "$@"; }; source "$1"; COMP_WORDS=(clusterctl servers get we); COMP_CWORD=3; _clusterctl; echo "\${COMPREPLY[@]}"`;
  expect(spawnSync('bash', ['-c', line, 'bash', script], { encoding: 'utf8', env: environment({ UNLIMITED_CLUSTER_DATA: folder }) })).toMatchObject({ stdout: 'web1\n', stderr: '' });
});

describe('logs', () => {
  test('-f goes on with what is written, and ends with Ctrl-C', async () => {
    const child = spawn(process.execPath, [clusterctlFile, 'logs', '-f', '-n', '0', '--data', folder], { env: environment() });
    const seen: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => seen.push(chunk.toString('utf8')));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await sleep(700);
    const log = join(folder, 'daemon.log');
    writeFileSync(log, '{"level":40,"time":"2026-01-02T03:04:05.000Z","msg":"a line"}\n', { flag: 'a' });
    for (let tries = 0; tries < 50 && seen.length === 0; tries += 1) await sleep(100);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(seen.join('')).toBe('2026-01-02T03:04:05.000Z WARN  a line\n');
  });
});

describe('after kill -9', () => {
  test('status and diagnose say so, and a start brings everything back', async () => {
    const before = (await ask('export')).out;
    const pid = pidNow();
    process.kill(pid, 'SIGKILL');
    for (let tries = 0; tries < 50 && (await json<Status>('status')).running; tries += 1) await sleep(50);
    expect(await ask('status')).toMatchObject({ status: 1, out: expect.stringContaining(`process ${pid} ended without a farewell`) });
    expect(await ask('diagnose')).toMatchObject({ status: 1, out: expect.stringMatching(/^fail +service +process .*\n +→ Start it again with: clusterctl start/m) });
    expect(await ask('servers')).toMatchObject({ status: 1, said: expect.stringContaining('clusterctl start') });
    expect(await ask('start --listen 127.0.0.1:0')).toMatchObject({ status: 0 });
    expect((await ask('export')).out).toBe(before);
  });

  test('restart gives it another process; stop ends it, twice without harm', async () => {
    const pid = pidNow();
    expect(await ask('restart --listen 127.0.0.1:0')).toMatchObject({ status: 0 });
    expect(pidNow()).not.toBe(pid);
    expect(await ask('stop')).toMatchObject({ status: 0, out: 'The daemon has ended.\n' });
    expect(await ask('stop')).toMatchObject({ status: 0, out: 'The daemon was not running.\n' });
    expect(await ask('status')).toMatchObject({ status: 1 });
  });
});

test("a daemon of Webmin's is started as Webmin would: with a socket, and a port for miniserv's route", async () => {
  const webmins = freshFolder();
  writeFileSync(join(webmins, 'miniserv.secret'), 'c'.repeat(48), { mode: 0o600 });
  expect(await clusterctl(['start', '--data', webmins, '--listen', '127.0.0.1:0'])).toMatchObject({ status: 0 });
  expect((await clusterctl(['status', '--data', webmins])).out).toContain(join(webmins, 'daemon.sock'));
  expect(Number(readFileSync(join(webmins, 'ticket-port'), 'utf8'))).toBeGreaterThanOrEqual(10_182);
  expect(await clusterctl(['stop', '--data', webmins])).toMatchObject({ status: 0 });
});

test('a start that cannot succeed says why, with status 1', async () => {
  const config = join(folder, 'config.json');
  writeFileSync(config, '{"listen":{"port":"x"},"alerts":{"odd":{}}}');
  const { status, said } = await clusterctl(['start', '--data', join(folder, 'other')], { env: { UNLIMITED_CLUSTER_CONFIG: config } });
  expect(status).toBe(1);
  expect(said).toMatch(/ended at once .* It said:\n.*has 2 faults/);
  const diagnosed = await clusterctl(['diagnose', '--data', folder], { env: { UNLIMITED_CLUSTER_CONFIG: config } });
  expect(diagnosed.out).toMatch(/^fail +configuration +\/listen\/port /m);
});
