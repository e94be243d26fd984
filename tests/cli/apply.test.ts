import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Export, ImportReport } from '../../backend/contract/export.ts';
import type { Server } from '../../backend/contract/server.ts';
import { freshFolder, typed, type Outcome } from './command-line.ts';
import { build, clusterctl } from './product.ts';

const SITE = `site: 1
title: Two
servers:
  web1: {name: Web 1, type: web, at: [2, -1]}
  db1: {type: database}
connections:
  - web1 -> db1: database
`;

let folder: string;
let file: string;
const apply = (line = '', answer?: boolean): Promise<Outcome> => typed(['apply', file, ...line.split(' ').filter(Boolean), '--data', folder], answer === undefined ? {} : { answer });
const read = async <Value>(line: string): Promise<Value> => JSON.parse((await typed([...line.split(' '), '--json', '--data', folder])).out) as Value;

beforeAll(async () => {
  build();
  folder = freshFolder();
  file = join(folder, 'site.yaml');
  const started = await clusterctl(['start', '--listen', '127.0.0.1:0', '--data', folder]);
  if (started.status !== 0) throw new Error(started.said + started.out);
});
afterAll(async () => { await clusterctl(['stop', '--force', '--data', folder]); });

describe('clusterctl apply', () => {
  test('shows what would change and changes nothing until told', async () => {
    writeFileSync(file, SITE);
    const shown = await apply('--dry-run');
    expect(shown.status).toBe(0);
    expect(shown.out).toMatch(/^\+ servers web1$/m);
    expect(shown.out).toMatch(/^\+ connections web1--db1--database$/m);
    expect(shown.out).toMatch(/It would add 3, change 0 and remove \d+\./);
    expect((await apply('', false)).said).toContain('Nothing was done.');
    expect((await read<{ items: Server[] }>('servers list')).items.map(({ id }) => id)).not.toContain('web1');
  });

  test('is refused where nobody can be asked', async () => {
    expect(await apply()).toMatchObject({ status: 2, said: expect.stringContaining('add --yes') });
  });

  test('makes the topology match, and then has nothing left to do', async () => {
    expect(await apply('', true)).toMatchObject({ status: 0, out: expect.stringMatching(/^Added 3, changed 0, removed \d+\.\n$/) });
    expect((await read<{ items: Server[] }>('servers list')).items.map(({ id }) => id)).toEqual(['db1', 'web1']);
    expect(await apply()).toMatchObject({ status: 0, out: 'Everything is as the file says.\n' });
  });

  test('tells each changed field with what it was and becomes, and keeps the place of a server that names none', async () => {
    const { position } = await read<Server>('servers get db1');
    writeFileSync(file, SITE.replace('Web 1', 'Front').replace('db1: {type: database}', 'db1: {type: database, region: eu}').replace('at: [2, -1]', 'at: [5, 5]'));
    const { out, said } = await apply('--yes');
    expect(said).toMatch(/^~ servers web1\n(?: {4}.*\n)*? {4}name: "Web 1" → "Front"$/m);
    expect(said).toMatch(/^ {4}position: \{"x":2,"y":-1\} → \{"x":5,"y":5\}$/m);
    expect(out).toBe('Added 0, changed 2, removed 0.\n');
    expect(await read<Server>('servers get db1')).toMatchObject({ position, region: 'eu' });
  });

  test('removes what the file does not name, unless it is to be kept', async () => {
    writeFileSync(file, 'site: 1\nservers:\n  web1: {name: Front, type: web}\n');
    expect((await apply('--keep --dry-run')).out).not.toMatch(/^- /m);
    const plan = JSON.parse((await apply('--dry-run --json')).out) as ImportReport;
    expect(plan).toMatchObject({ dry_run: true, removed: 2 });
    expect((await apply('--yes')).said).toMatch(/^- servers db1$/m);
    expect((await read<{ items: Server[] }>('servers list')).items.map(({ id }) => id)).toEqual(['web1']);
  });

  test('names the line of each fault', async () => {
    writeFileSync(file, 'site: 1\nservers:\n  web1:\n    type: nothing\n    ip: a b\nconnections:\n  - web1 -> gone\n');
    const { status, said } = await apply('--yes');
    expect(status).toBe(1);
    expect(said).toContain(`${file}:5: /servers/web1/ip `);
    writeFileSync(file, 'site: 1\nservers:\n  web1:\n    type: nothing\nconnections:\n  - web1 -> gone\n');
    const again = await apply('--yes');
    expect(again.said).toContain(`${file}:4: /servers/web1/type `);
    expect(again.said).toContain(`${file}:6: /connections/0/to `);
    const { errors } = JSON.parse((await apply('--yes --json')).out) as { errors: unknown[] };
    expect(errors).toHaveLength(2);
  });

  test('arranges the servers of the file where a layout is asked for', async () => {
    writeFileSync(file, 'site: 1\nservers:\n  a: {}\n  b: {at: [0, 0]}\n  c:\nconnections:\n  - a -> b\n  - b -> c\n');
    expect((await apply('--yes --layout layered')).status).toBe(0);
    const places = (await read<Export>('export')).servers.map(({ position }) => `${position.x},${position.y}`);
    expect(new Set(places).size).toBe(3);
    expect(readFileSync(file, 'utf8')).toContain('b: {at: [0, 0]}');
  });
});
