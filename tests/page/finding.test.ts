import { describe, expect, test } from '@jest/globals';
import { World } from '../../frontend/scene/world.ts';
import { listProblems } from '../../frontend/state/problems.ts';
import { findServers, isEmpty, parseQuery, rank } from '../../frontend/state/search.ts';
import { hintsFor, tagBeingTyped } from '../../frontend/state/search-hints.ts';
import { linkTo, viewInAddress } from '../../frontend/state/views/address.ts';
import { smallTopology, storedServer } from '../support/small-topology.ts';

const worldOf = (): World => {
  const world = World.from(smallTopology({
    servers: [
      { id: 'web-1', x: 0, y: 0, type: 'web', region: 'eu west', status: 'active' }, { id: 'web-2', x: 3, y: 0, type: 'web', region: 'us', status: 'inactive' },
      { id: 'db-1', x: 6, y: 0, type: 'database', region: 'us', status: 'warning' }, { id: 'db-2', x: 9, y: 0, type: 'database', region: 'us', status: 'inactive' },
    ],
    clusters: { front: ['web-1', 'web-2'] },
  }));
  world.tags.begin('env').fill(['prod', 'preprod'], (at) => [['web-1', 'db-1'], ['web-2']][at]?.map((id) => world.indexOf(id)) ?? []);
  return world;
};

describe('findServers', () => {
  const find = (text: string, world = worldOf()): string[] => findServers(world, parseQuery(text), { stateNames: [] }).map((server) => world.idOf(server)).sort();

  test.each([
    ['web', ['web-1', 'web-2']], ['WEB-1', ['web-1']], ['type:web', ['web-1', 'web-2']], ['type:web state:inactive', ['web-2']], ['region:"eu west"', ['web-1']],
    ['cluster:front', ['web-1', 'web-2']], ['cluster:front 2', ['web-2']], ['ip:10.0.0.2', ['db-1']], ['ip:0.0.2', []], ['id:db', ['db-1', 'db-2']], ['name:2', ['db-2', 'web-2']],
    ['tag:env', ['db-1', 'web-1', 'web-2']], ['tag:env=pre', ['web-2']], ['tag:unknown=x', []], ['nothing', []], ['', []],
  ])('%s finds %j', (text, ids) => { expect(find(text)).toEqual(ids); });

  test('a value that some server has exactly counts alone, so that prod is not preprod', () => {
    expect(find('tag:env=prod')).toEqual(['db-1', 'web-1']);
    expect(find('tag:env=pro')).toEqual(['db-1', 'web-1', 'web-2']);
  });

  test('finds a server by the name and address it has now', () => {
    const world = worldOf();
    world.apply([{ op: 'put', noun: 'servers', id: 'web-1', value: storedServer('web-1', 0, 0, { name: 'Front door', ip: '192.0.2.7', tags: { env: 'lab' } }) }]);
    expect(find('front door', world)).toEqual(['web-1']);
    expect(find('ip:192.0.', world)).toEqual(['web-1']);
    expect(find('ip:10.0.0.0', world)).toEqual([]);
    expect(find('tag:env=lab', world)).toEqual(['web-1']);
  });

  test('the exact name comes first, then what begins with the text', () => {
    const world = worldOf();
    expect(rank(world, findServers(world, parseQuery('b-'), { stateNames: [] }), 'db-2', 3).map((server) => world.idOf(server))[0]).toBe('db-2');
  });
});

describe('parseQuery', () => {
  test.each(['type:', 'tag:', 'state: ', ' '])('%j asks nothing yet, so that nobody is dimmed while a value is chosen', (text) => { expect(isEmpty(parseQuery(text))).toBe(true); });

  test('a field without a value leaves the rest of the search as it is', () => {
    expect(parseQuery('web region: type:')).toEqual(parseQuery('web'));
  });

  test('a quoted value of a tag keeps its spaces', () => {
    expect(parseQuery('tag:site="Madrid 2" web').tags).toEqual([{ key: 'site', value: 'madrid 2' }]);
    expect(parseQuery('tag:site="Madrid 2" web').words).toEqual(['web']);
    expect(parseQuery('TYPE:Web ip:10.0. network:lan')).toMatchObject({ types: ['web'], ips: ['10.0.'], networks: ['lan'] });
  });
});

describe('hintsFor', () => {
  const KEYS = [{ key: 'env', servers: 3, values: 2 }, { key: 'role', servers: 1, values: 1 }];
  const hints = (text: string): (readonly [text: string, detail: string | number])[] => hintsFor(worldOf(), text, KEYS).map(({ text: next, detail }) => [next, detail]);

  test('keys that begin so, and all of them where nothing is typed', () => {
    expect(hints('re').map(([text]) => text)).toEqual(['region:']);
    expect(hints('')).toHaveLength(9);
    expect(hints('web st').map(([text]) => text)).toEqual(['web state:']);
  });

  test('values with how many servers have them, the commonest first, quoted where they have spaces', () => {
    expect(hints('region:')).toEqual([['region:us ', 3], ['region:"eu west" ', 1]]);
    expect(hints('type:web region:eu')).toEqual([['type:web region:"eu west" ', 1]]);
    expect(hints('state:ina').map(([text]) => text)).toEqual(['state:inactive ']);
    expect(hints('cluster:f')).toEqual([['cluster:front ', 2]]);
  });

  test('what is complete, and what nobody has, is not offered', () => {
    expect(hints('region:us')).toEqual([]);
    expect(hints('state:maint')).toEqual([]);
  });

  test('keys of tags, and then their values', () => {
    expect(hints('tag:')).toEqual([['tag:env=', 3], ['tag:role=', 1]]);
    expect(hints('tag:env=')).toEqual([['tag:env=prod ', 2], ['tag:env=preprod ', 1]]);
    expect(hints('tag:env=pre')).toEqual([['tag:env=preprod ', 1]]);
    expect([tagBeingTyped('web tag:env=p'), tagBeingTyped('tag:env'), tagBeingTyped('tag:env=p web')]).toEqual(['env', null, null]);
  });
});

describe('listProblems', () => {
  const list = (by: 'cluster' | 'region' | 'none', since: Readonly<Record<string, number>> = {}): [string, string[]][] => {
    const world = worldOf();
    return listProblems(world, by, (server) => since[world.idOf(server)] ?? NaN).map(({ name, servers }) => [name, servers.map((server) => world.idOf(server))]);
  };

  test('groups by region and cluster, the group with more inactive servers first, in it the inactive first', () => {
    expect(list('region')).toEqual([['us', ['web-2', 'db-2', 'db-1']]]);
    expect(list('cluster')).toEqual([['', ['db-2', 'db-1']], ['front', ['web-2']]]);
  });

  test('of equals the one of longest standing is first, and one whose beginning nobody saw is older', () => {
    expect(list('none', { 'web-2': 2_000, 'db-2': 1_000 })).toEqual([['', ['db-2', 'web-2', 'db-1']]]);
    expect(list('none', { 'web-2': 2_000 })).toEqual([['', ['db-2', 'web-2', 'db-1']]]);
    expect(list('none', { 'db-2': 2_000 })).toEqual([['', ['web-2', 'db-2', 'db-1']]]);
  });
});

describe('the address of a view', () => {
  test('is read behind # before ?; an empty one is none', () => {
    expect(viewInAddress({ hash: '#view=a', search: '?view=b' })).toBe('a');
    expect(viewInAddress({ hash: '', search: '?xnavigation=1&view=b' })).toBe('b');
    expect(viewInAddress({ hash: '#view=', search: '?view=b' })).toBeNull();
    expect(viewInAddress({ hash: '#elsewhere', search: '' })).toBeNull();
  });

  test('leads to where the page is open now, and carries no token', () => {
    const webmin = { mode: 'webmin', base: '/unlimited-cluster/' } as const;
    const at = { href: 'https://host:10000/unlimited-cluster/app.cgi?view=old#view=x' };
    expect(linkTo('web tier', webmin, at, true)).toBe('https://host:10000/unlimited-cluster/index.cgi?view=web%20tier');
    expect(linkTo('w', webmin, at, false)).toBe('https://host:10000/unlimited-cluster/app.cgi?view=w');
    expect(linkTo('w', { mode: 'standalone', base: '/' }, { href: 'http://127.0.0.1:8080/?token=secret' }, false)).toBe('http://127.0.0.1:8080/#view=w');
  });
});
