import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { yamlText } from '../../backend/domain/export-text.ts';
import { flow } from '../../backend/domain/site/flow.ts';
import { parseYaml } from '../../backend/domain/site/parse.ts';
import type { Store } from '../../backend/store/store.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ANN = { user: 'ann' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

const load = (text: string, mode: 'merge' | 'replace' = 'merge') => at.store.import({ bytes: new TextEncoder().encode(text), type: 'yaml' }, { dryRun: false, mode, by: ANN });
async function textOf(store: Store, text?: Parameters<Store['export']>[0]): Promise<string> {
  let whole = '';
  for await (const chunk of store.export(text)) whole += chunk;
  return whole;
}

const SITE = `
site: 1
title: Two racks
layout: layered
networks:
  lan: {name: LAN, cidr: 10.0.0.0/8}
servers:
  web1:
    name: Web 1
    type: web
    networks: [lan]
    at: [2, -1]
  db1: {type: database, ip: 10.0.0.2}
  plain:
clusters:
  app: {name: Application, servers: [web1, db1], auto_connect: false}
connections:
  - web1 -> db1: database
  - plain -> web1
  - db1 -> plain: {type: replication, label: "nightly: full", style: {dash: dashed}}
  - {from: web1, to: plain, type: ssh}
areas:
  rack: {name: Rack, from: [0, 0], to: [5, 5]}
lines:
  uplink: {points: [web1, [7, 7]]}
texts:
  europe: {name: Europe, at: [1, 9]}
`;

describe('a site file', () => {
  test('may not name a key twice in one map, at any depth; the first is told with its line', () => {
    const told = (text: string): string => { try { parseYaml(text); return ''; } catch (error) { return (error as Error).message; } };
    expect(told('site: 1\nservers:\n  a: {}\n  b: {ip: 10.0.0.1, name: B, ip: 10.0.0.2}\n  a: {}\nsite: 1\n')).toMatch(/line 4, column 30.*unique/i);
    expect(told('a: 1\nb: 2\na: 3\nc: [\n')).toMatch(/line 3, column 1.*unique/i);
    expect(told('a: [\nb: 1\nb: 2\n')).not.toBe('');
    expect(told('a: {x: 1}\nb: {x: 1}\n')).toBe('');
  });

  test('describes servers, clusters, networks, connections and drawings', async () => {
    expect(await load(SITE)).toMatchObject({ added: 12, changed: 0, warnings: [] });
    expect(at.store.servers.require('web1')).toMatchObject({ name: 'Web 1', type: 'web', networks: ['lan'], position: { x: 2, y: -1 } });
    expect(at.store.servers.require('plain').name).toBe('plain');
    expect(at.store.connections.require('db1--plain--replication')).toMatchObject({ label: 'nightly: full', style: { dash: 'dashed' } });
    expect(at.store.connections.require('plain--web1--standard')).toBeDefined();
    expect(at.store.lines.require('uplink').points).toEqual([{ server: 'web1' }, { x: 7, y: 7 }]);
    expect(at.store.areas.require('rack').to).toEqual({ x: 5, y: 5 });
    expect(at.store.texts.require('europe').position).toEqual({ x: 1, y: 9 });
  });

  test('loaded twice changes nothing the second time', async () => {
    await load(SITE);
    expect(await load(SITE)).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  test('written and read again is the same topology', async () => {
    await load(SITE);
    await at.store.write(ANN, () => at.store.views.add({ name: 'Night', places: { web1: { x: 0.5, y: 1 } }, hidden: ['texts'] }, START_MS));
    await at.store.write(ANN, () => at.store.servers.patch('web1', { tags: { on: 'yes', '1': '07', a: 'x: y # z' }, notes: 'two\nlines', name: 'null' }, START_MS));
    const before = await textOf(at.store);
    const yaml = await textOf(at.store, yamlText('Two racks'));
    expect(await load(yaml, 'replace')).toMatchObject({ added: 0, changed: 0, removed: 0 });
    const other = await openStore();
    try {
      await other.store.import({ bytes: new TextEncoder().encode(yaml), type: 'yaml' }, { dryRun: false, mode: 'replace', by: ANN });
      expect(await textOf(other.store)).toBe(before);
    } finally {
      await other.end();
    }
  });

  test('of an empty topology is read too', async () => {
    expect(await load(await textOf(at.store, yamlText('Nothing')), 'replace')).toMatchObject({ added: 0, removed: 0 });
  });

  test('with faults is refused whole, each named where it stands in the file', async () => {
    const broken = 'site: 1\ncolour: red\nlayout: spiral\nservers:\n  web1: {type: nope, at: [1]}\n  "bad id": {}\nconnections:\n  - web1 => db1\n  - web1 -> gone\n';
    const refusal = await load(broken).catch((error: unknown) => error) as { faults: { pointer: string }[] };
    expect(refusal.faults.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/colour', '/layout', '/servers/web1/position', '/servers/bad id/id', '/connections/0']));
    const torn = await load('site: 1\nservers: {web1: {type: nope}}\nconnections: [web1 -> gone]\n').catch((error: unknown) => error) as { faults: { pointer: string }[] };
    expect(torn.faults.map(({ pointer }) => pointer)).toEqual(['/servers/web1/type', '/connections/0/to']);
    expect(at.store.servers.count()).toBe(0);
  });

  test('of a newer version says so', async () => {
    await expect(load('site: 2\n')).rejects.toMatchObject({ faults: [{ pointer: '/site', message: { key: 'import_newer' } }] });
  });
});

describe('parseYaml', () => {
  test.each([
    ['a: [1, 2', /line 1/], ['a: 1\na: 2', /line 2/], ['a: !!binary x\nb: *nope', /nope/], ["[".repeat(50_000), /not YAML/],
  ])('refuses %p with its place', (text, message) => {
    expect(() => parseYaml(text)).toThrow(message);
  });

  test('refuses a file whose aliases would grow without end', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...'bcdefg'.split('').map((name, index) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefg'[index] ?? 'a'}`).join(', ')}]`)].join('\n');
    expect(() => parseYaml(bomb)).toThrow(/aliases/);
  });

  test('a key __proto__ is a key like others', () => {
    expect(Object.keys(parseYaml('__proto__: {x: 1}') as object)).toEqual(['__proto__']);
  });
});

describe('flow', () => {
  test.each([
    'plain', 'two words', 'a -> b', '', ' padded', 'null', 'yes', '1.5', '0x1f', '- dash', '#no', 'a: b', 'a #b', 'x{y}', '[z]', "it's", 'quo"te', 'tab\there', 'line\nfeed', 'Größe', '💥', '@at', '.', '/path', '~', '=', '<<', 'True', 'a,b', '+1', '.5',
  ])('writes %p so that it comes back', (text) => {
    expect(parse(flow(text))).toBe(text);
    expect(parse(flow({ [text]: [text] }))).toEqual({ [text]: [text] });
  });
});
