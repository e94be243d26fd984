import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { parseYaml } from '../../backend/domain/site/parse.ts';
import { siteSchemaText } from '../../backend/tools/site-schema.mjs';

const read = (file: string): string => readFileSync(file, 'utf8');
const check = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(JSON.parse(read('help/site.schema.json')) as object);

/** Where an editor would draw a line under a file; "" for nowhere. */
function marks(text: string): string {
  if (check(parseYaml(text))) return '';
  return (check.errors ?? []).map(({ instancePath, params }) => `${instancePath || '/'} ${(params as { additionalProperty?: string }).additionalProperty ?? ''}`.trim()).join('\n');
}

const site = (rest: string): string => `site: 1\n${rest}`;

describe('help/site.schema.json', () => {
  test('is what the contract says now', async () => {
    expect(await siteSchemaText()).toBe(read('help/site.schema.json'));
  });

  test('takes the example, which names it for editors', () => {
    const example = read('help/examples/flatcarmicrocloud.yaml');
    expect(example).toMatch(/^# yaml-language-server: \$schema=\.\.\/site\.schema\.json\n/);
    expect(marks(example)).toBe('');
  });

  test('takes every way in which a site file says a thing', () => {
    expect(marks(site(`
servers: {a: , b: {at: [1, 2]}, c: {position: {x: 1, y: 2}, type: web, ip: 10.0.0.1, tags: {a: b}}}
connections: [a -> b, b -> c: database, c -> a: {type: http, label: x}, {from: a, to: c}, c -> b: ]
areas: {r: {name: R, from: [0, 0], to: {x: 2, y: 2}}}
texts: {t: {name: T, at: [0, 0]}}
lines: {l: {points: [a, [1, 1], {server: b}, {x: 1, y: 2}]}}
views: {v: {places: {a: [1, 1], b: {x: 2, y: 2}}}}
networks: [{name: LAN, cidr: 10.0.0.0/8}]
`))).toBe('');
    expect(marks(site('server_types: {robot: {name: Robot}}\nservers: {a: {type: robot}}'))).toBe('');
  });

  test.each([
    ['a misspelt key of a server', 'servers: {a: {nmae: A}}', '/servers/a nmae'],
    ['a misspelt list', 'severs: {}', 'severs'],
    ['a type that nobody made', 'servers: {a: {type: databse}}', '/servers/a/type'],
    ['a type of a connection that does not exist', 'servers: {a: , b: }\nconnections: [a -> b: datbase]', '/connections/0/a -> b'],
    ['a misspelt key of a connection', 'connections: [a -> b: {lable: x}]', 'lable'],
    ['a place of one number', 'servers: {a: {at: [1]}}', '/servers/a/at'],
    ['an id that cannot be one', 'servers: {"a b": {}}', '/servers'],
    ['a layout that does not exist', 'layout: spiral', '/layout'],
    ['an arrow that is none', 'connections: [a > b]', '/connections/0'],
    ['an address that is a number', 'servers: {a: {ip: 10}}', '/servers/a/ip'],
  ])('marks %s', (_, text, where) => { expect(marks(site(text))).toContain(where); });

  test('marks a file that does not say of which version it is', () => { expect(marks('servers: {}')).not.toBe(''); });
});
