import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { dataFolderOf, INSTALLED_FOLDER } from '../../backend/cli/data-folder.ts';
import { doorOf } from '../../backend/cli/door.ts';
import { freshFolder } from './command-line.ts';

let folder: string;
let listener: Server | null = null;
beforeEach(() => { folder = freshFolder(); });
afterEach(async () => {
  await new Promise((done) => (listener === null ? done(null) : listener.close(done)));
  listener = null;
});

describe('doorOf', () => {
  test('takes the address and the token that the daemon left in its folder', () => {
    writeFileSync(join(folder, 'address'), 'http://127.0.0.1:8123\n');
    writeFileSync(join(folder, 'token'), 'secret-secret-secret\n');
    expect(doorOf({}, folder)).toEqual({ kind: 'http', url: 'http://127.0.0.1:8123', token: 'secret-secret-secret' });
  });

  test('takes the unix socket where there is one', async () => {
    listener = createServer().listen(join(folder, 'daemon.sock'));
    await new Promise((done) => listener?.once('listening', done));
    expect(doorOf({}, folder)).toEqual({ kind: 'socket', file: join(folder, 'daemon.sock') });
  });

  test('takes an address that was said, with its token, whatever is in the folder', () => {
    writeFileSync(join(folder, 'address'), 'http://127.0.0.1:8123\n');
    expect(doorOf({ url: 'https://map.example/', token: 'theirs' }, folder)).toEqual({ kind: 'http', url: 'https://map.example', token: 'theirs' });
  });

  test("never sends this machine's token elsewhere", () => {
    writeFileSync(join(folder, 'token'), 'secret-secret-secret\n');
    expect(() => doorOf({ url: 'https://map.example' }, folder)).toThrow(/needs its token/);
    expect(() => doorOf({ url: 'http://127.0.0.1.example' }, folder)).toThrow(/needs its token/);
    expect(doorOf({ url: 'http://127.0.0.1:9' }, folder)).toMatchObject({ token: 'secret-secret-secret' });
  });

  test.each(['ftp://127.0.0.1', 'map', 'javascript:0'])('refuses %s as an address', (url) => {
    expect(() => doorOf({ url, token: 'x' }, folder)).toThrow(/is not an address/);
  });

  test('says what to do where no daemon ever ran', () => {
    expect(() => doorOf({}, join(folder, 'nowhere'))).toThrow(/there is no such folder.*clusterctl start/);
  });
});

describe('dataFolderOf', () => {
  test('prefers what was said, then the environment', () => {
    expect(dataFolderOf('/a', { UNLIMITED_CLUSTER_DATA: '/b' }, '/product')).toBe('/a');
    expect(dataFolderOf(undefined, { UNLIMITED_CLUSTER_DATA: '/b' }, '/product')).toBe('/b');
  });

  test('falls back on the installed folder, or on .data of this copy', () => {
    expect([INSTALLED_FOLDER, '/product/.data']).toContain(dataFolderOf(undefined, {}, '/product'));
  });
});
