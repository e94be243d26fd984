import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshFolder, typed } from './command-line.ts';
import { build, environment, repository } from './product.ts';

type Line = { check: string; state: string; says: string; mend?: string };

let folder: string;
let daemon: ChildProcess;

beforeAll(async () => {
  build();
  folder = freshFolder();
  daemon = spawn(process.execPath, [`${repository}backend/dist/main.js`, '--socket'], {
    env: environment({ UNLIMITED_CLUSTER_DATA: folder, UNLIMITED_CLUSTER_LISTEN: '127.0.0.1:0' }), stdio: 'ignore',
  });
  for (let tries = 0; tries < 200 && !existsSync(join(folder, 'address')); tries += 1) await sleep(50);
});
afterAll(async () => {
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill('SIGTERM');
  await ended;
});

/** The line of the diagnosis about the socket. */
async function socketLine(): Promise<Line | undefined> {
  const { out } = await typed(['diagnose', '--data', folder, '--json']);
  return (JSON.parse(out) as { checks: Line[] }).checks.find(({ check }) => check === 'socket');
}

describe('a daemon with a unix socket, as an installed one', () => {
  test('is asked over the socket, without a token', async () => {
    const { out } = await typed(['status', '--data', folder, '--json']);
    expect(JSON.parse(out)).toMatchObject({ running: true, socket: join(folder, 'daemon.sock'), address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    rmSync(join(folder, 'token'));
    expect(await typed(['servers', 'add', 'a', '--data', folder])).toEqual({ status: 0, out: 'Added a.\n', said: '' });
  });

  test('is told in the language of the terminal; clusterctl itself speaks English', async () => {
    const show = (env: Record<string, string>) => typed(['servers', 'get', 'nobody', '--data', folder], { env });
    expect(await show({ LANG: 'es_ES.UTF-8' })).toEqual({ status: 1, out: '', said: 'No existe el servidor "nobody".\n' });
    for (const env of [{}, { LANG: 'C.UTF-8' }, { LANG: 'es_ES.UTF-8', LC_ALL: 'en_GB.UTF-8' }]) expect((await show(env)).said).toBe('There is no server "nobody".\n');
  });

  test('its socket is part of the diagnosis, with its rights', async () => {
    const file = join(folder, 'daemon.sock');
    expect(await socketLine()).toMatchObject({ state: 'ok', says: `${file} answers` });
    chmodSync(file, 0o666);
    expect(await socketLine()).toMatchObject({ state: 'fail', says: `${file} may be opened by others (mode 666)`, mend: `chmod 600 ${file}` });
    chmodSync(file, 0o600);
  });
});
