import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { freshFolder } from './command-line.ts';
import { build, clusterctl, environment, repository } from './product.ts';

type Line = Record<string, unknown>;

let folder: string;
let logs: string;
let daemon: ChildProcess;
let address: string;
let token: string;

async function start(extra: Record<string, string> = {}): Promise<string> {
  daemon = spawn(process.execPath, [`${repository}backend/dist/main.js`, '--socket', '--logs', logs], {
    env: environment({ UNLIMITED_CLUSTER_DATA: folder, UNLIMITED_CLUSTER_LISTEN: '127.0.0.1:0', ...extra }), stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [daemon.stdout, daemon.stderr]) stream?.on('data', (part: Buffer) => { said += part.toString(); });
  for (let tries = 0; tries < 400 && daemon.exitCode === null; tries += 1) {
    const found = /Open (http:\/\/[^/\s]+)/.exec(said)?.[1];
    if (found !== undefined) return found;
    await sleep(25);
  }
  return said;
}

async function stop(): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = once(daemon, 'exit');
  daemon.kill();
  await ended;
}

const text = (name: string): string => readFileSync(join(logs, name), 'utf8');
const lines = (name: string): Line[] => text(name).split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line);

/** Lines of web.log about a path, once there are so many. */
async function requests(path: string, count = 1): Promise<Line[]> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = lines('web.log').filter((line) => line['path'] === path);
    if (found.length >= count) return found;
    await sleep(20);
  }
  return [];
}

beforeAll(async () => {
  build();
  folder = freshFolder();
  logs = join(folder, 'logs');
  mkdirSync(logs);
  address = await start();
  token = readFileSync(join(folder, 'token'), 'utf8').trim();
});
afterAll(stop);

const get = (path: string, headers: Record<string, string> = {}) => fetch(address + path, { headers, redirect: 'manual' });

describe('web.log', () => {
  test('has a line for each request: from whom, what, how it ended, how long it took', async () => {
    await get('/api/servers', { authorization: `Bearer ${token}` });
    await get('/api/servers');
    expect(await requests('/api/servers', 2)).toEqual([
      { level: 30, time: expect.stringMatching(/^\d{4}-.*Z$/), from: '127.0.0.1', method: 'GET', path: '/api/servers', status: 200, ms: expect.any(Number) },
      expect.objectContaining({ status: 401 }),
    ]);
  });

  test('names whom a web server on this machine asks for', async () => {
    await get('/assets/for', { 'x-real-ip': '192.0.2.7' });
    await get('/assets/for', { 'x-real-ip': 'no address\n'.trim() });
    const [real, invented] = await requests('/assets/for', 2);
    expect([real?.['for'], invented && 'for' in invented]).toEqual(['192.0.2.7', false]);
  });

  test('has upgrades with how they were answered, and what came through the socket file', async () => {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`, { headers: { authorization: `Bearer ${token}` } });
    await once(socket, 'open');
    socket.terminate();
    const refused = new WebSocket(`${address.replace('http', 'ws')}/ws?token=${token}`);
    await once(refused, 'error');
    expect((await requests('/ws', 2)).map(({ status }) => status)).toEqual([101, 401]);
    await clusterctl(['servers', 'list', '--data', folder]);
    expect((await requests('/api/servers', 3)).at(-1)).toMatchObject({ from: 'socket', status: 200 });
  });
});

describe('the logs', () => {
  test('belong to the daemon\'s user alone', () => {
    expect(readdirSync(logs).map((name) => [name, statSync(join(logs, name)).mode & 0o777])).toEqual([['cluster.log', 0o600], ['error.log', 0o600], ['web.log', 0o600]]);
  });

  test('hold no token, whichever way it came', async () => {
    const login = await get(`/?token=${token}`);
    expect(login.status).toBe(303);
    const cookie = login.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    await get('/', { cookie });
    await get(`/?token=wrong-${token}`);
    await requests('/', 3);
    const all = readdirSync(logs).map(text).join();
    expect([token, cookie.split('=')[1] ?? '-'].filter((secret) => all.includes(secret))).toEqual([]);
  });

  test('cluster.log says that it runs, error.log keeps warnings and errors alone', async () => {
    expect(lines('cluster.log')).toContainEqual(expect.objectContaining({ level: 30, msg: 'the daemon runs', address }));
    await stop();
    expect(lines('cluster.log').at(-1)).toMatchObject({ msg: 'the daemon has ended as asked' });
    const config = join(folder, 'config.json');
    writeFileSync(config, '{"collection":{"probes_per_second":0},"gcp":{"credentials_file":"nowhere.json"}}');
    address = await start({ UNLIMITED_CLUSTER_CONFIG: config });
    expect(lines('error.log').at(-1)).toMatchObject({ level: 40, msg: expect.stringContaining('nowhere.json') });
    expect(lines('error.log').filter(({ level }) => Number(level) < 40)).toEqual([]);
    expect(lines('cluster.log')).toEqual(expect.arrayContaining(lines('error.log')));
  });

  test('are shown by clusterctl, each by its name', async () => {
    const shown = async (which: string) => (await clusterctl(['logs', ...(which === '' ? [] : [which]), '--data', folder])).out;
    // An installed daemon's folder and that of its logs are one in a second Webmin.
    for (const name of ['cluster.log', 'web.log', 'error.log']) writeFileSync(join(folder, name), text(name));
    expect(await shown('')).toMatch(/ INFO {2}the daemon runs /);
    expect(await shown('')).not.toContain('path=');
    expect(await shown('web')).toMatch(/ INFO {2}from=127\.0\.0\.1 method=GET path=\/api\/servers status=200/);
    expect(await shown('error')).toMatch(/^\S+ WARN .*nowhere\.json/m);
    expect(await clusterctl(['logs', 'other', '--data', folder])).toMatchObject({ status: 2 });
  });

  (existsSync('/usr/sbin/logrotate') && process.getuid?.() === 0 ? test : test.skip)('are rotated under a running daemon: the old lines kept, the new ones from the start (skipped without logrotate, or unless root)', async () => {
    const rotation = readFileSync(`${repository}backend/tools/unlimited-cluster.logrotate`, 'utf8').replaceAll('@LOGS@', logs).replace(/su unlimited-cluster unlimited-cluster/, 'su root root');
    expect(rotation).toMatch(/\trotate 30\n/);
    writeFileSync(join(folder, 'rotation'), rotation);
    const before = text('web.log');
    const { status, stderr } = spawnSync('/usr/sbin/logrotate', ['--force', '--state', join(folder, 'state'), join(folder, 'rotation')], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(text('web.log.1')).toBe(before);
    await get('/after-rotation');
    expect(await requests('/after-rotation')).toHaveLength(1);
    expect(lines('web.log')).toHaveLength(1);
  });
});

test('a full disk under the logs ends nothing', async () => {
  await stop();
  const kept = logs;
  logs = join(folder, 'full');
  mkdirSync(logs);
  for (const name of ['cluster.log', 'web.log', 'error.log']) symlinkSync('/dev/full', join(logs, name));
  address = await start();
  for (let count = 0; count < 20; count += 1) expect((await get('/api/health')).status).toBe(200);
  await sleep(200);
  expect([(await get('/api/health')).status, daemon.exitCode]).toEqual([200, null]);
  logs = kept;
});

describe('a start that cannot succeed', () => {
  test('leaves its reason in cluster.log and error.log', async () => {
    await stop();
    const config = join(folder, 'faulty.json');
    writeFileSync(config, '{"listen":{"port":"x"}}');
    const said = await start({ UNLIMITED_CLUSTER_CONFIG: config });
    expect(said).toContain('/listen/port');
    for (const name of ['cluster.log', 'error.log']) expect(lines(name).at(-1)).toMatchObject({ level: 60, msg: expect.stringContaining('/listen/port') });
  });

  test('without a folder for its logs says so', async () => {
    const kept = logs;
    logs = join(folder, 'nowhere');
    const said = await start();
    logs = kept;
    expect(said).toMatch(/The log \S+nowhere\/cluster\.log cannot be opened: ENOENT.* Make its folder, owned by the daemon's user\./);
  });
});
