import { createServer, request, type Server } from 'node:http';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answerProblem } from '../../backend/api/problems.ts';
import { Uploads } from '../../backend/api/uploads.ts';
import { openLog } from '../../backend/log.ts';

const LIMIT = 100_000;
let folder: string;
let server: Server;
let seen: { size: number; mode: number }[];
let held: (() => void)[];
let isHeld: boolean;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uc-uploads-'));
  await mkdir(path.join(folder, 'uploads'));
  await writeFile(path.join(folder, 'uploads/left-by-a-crash'), 'x');
  [seen, held, isHeld] = [[], [], false];
  const uploads = new Uploads(folder);
  server = createServer((incoming, response) => {
    uploads.with(incoming, LIMIT, async (file) => {
      seen.push({ size: (await readFile(file)).length, mode: (await stat(file)).mode & 0o777 });
      if (isHeld) await new Promise<void>((resolve) => { held.push(resolve); });
    }).then(() => response.end('done'), (error: unknown) => answerProblem(response, error, openLog('silent')));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function send(chunks: readonly Buffer[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, method: 'POST', agent: false }, (incoming) => {
      incoming.resume();
      incoming.on('end', () => resolve(incoming.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}

const left = (): Promise<string[]> => readdir(path.join(folder, 'uploads'));

test('a body is a file for the daemon alone while it is worked on, and gone after', async () => {
  expect(await send([Buffer.alloc(60_000), Buffer.alloc(40_000)])).toBe(200);
  expect(seen).toEqual([{ size: 100_000, mode: 0o600 }]);
  expect(await left()).toEqual([]);
});

test('one byte too many is 413, also where no length was declared, and nothing stays', async () => {
  expect(await send([Buffer.alloc(60_000), Buffer.alloc(40_001)])).toBe(413);
  expect(seen).toEqual([]);
  expect(await left()).toEqual([]);
});

test('a third at once is told to come back', async () => {
  isHeld = true;
  const both = [send([Buffer.from('a')]), send([Buffer.from('b')])];
  while (held.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await send([Buffer.from('c')])).toBe(503);
  for (const release of held) release();
  expect(await Promise.all(both)).toEqual([200, 200]);
});
