import { describe, expect, test } from '@jest/globals';
import { siteOf } from '../../frontend/scene/layouts/read-site.ts';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology, storedServer, type SmallSite } from '../support/small-topology.ts';

const SITE: SmallSite = {
  servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 3, y: 0 }, { id: 'c', x: 0, y: 3 }, { id: 'd', x: 3, y: 3 }],
  connections: [['a', 'b'], ['c', 'd']], clusters: { pair: ['a', 'b'] },
};
const worldOf = (): World => World.from(smallTopology(SITE));
const at = (world: World, id: string): number[] => [world.servers.x[world.indexOf(id)] ?? NaN, world.servers.y[world.indexOf(id)] ?? NaN];
const everything = { has: () => true, isKept: () => false };

describe('Preview', () => {
  test('shows servers elsewhere: grid, floors, lines, bounds and damage follow', () => {
    const world = worldOf();
    const before = { bounds: world.bounds(), version: world.version };
    world.clusterArea(0);
    world.damage.take();
    world.beginPreview().show([world.indexOf('a'), world.indexOf('b')], [40, 40, 44, 40]);
    expect(world.grid.at(40, 40)).toBe(world.indexOf('a'));
    expect(world.grid.at(0, 0)).toBe(-1);
    expect(world.clusterArea(0)?.floor).toMatchObject({ minX: 40 - 0.82, maxX: 44 + 0.82 });
    expect(world.links.routeOf(world.connectionIndexOf('a--b--standard'))).toEqual([40, 40, 44, 40]);
    expect(world.bounds().maxY).toBeGreaterThan(before.bounds.maxY);
    expect(world.version).toBeGreaterThan(before.version);
    expect(world.damage.take()).toBe('all');
  });

  test('at its end everybody is shown where he stands', () => {
    const world = worldOf();
    const bounds = world.bounds();
    const preview = world.beginPreview();
    preview.show([0, 1, 2, 3], [9, 9, 11, 9, 13, 9, 15, 9]);
    preview.show([0], [20, 20]);
    expect(at(world, 'd')).toEqual([3, 3]);
    preview.end();
    expect(['a', 'b', 'c', 'd'].map((id) => at(world, id))).toEqual([[0, 0], [3, 0], [0, 3], [3, 3]]);
    expect(world.grid.at(0, 0)).toBe(world.indexOf('a'));
    expect(world.bounds()).toEqual(bounds);
  });

  test('a server that somebody moves is shown where he put it, now and at the end', () => {
    const world = worldOf();
    const preview = world.beginPreview();
    preview.show([world.indexOf('a'), world.indexOf('b')], [40, 40, 44, 40]);
    world.apply([{ op: 'put', noun: 'servers', id: 'a', value: storedServer('a', 7, 7) }]);
    expect(at(world, 'a')).toEqual([7, 7]);
    expect([...preview.overruled]).toEqual([world.indexOf('a')]);
    preview.show([world.indexOf('a')], [50, 50]);
    expect(at(world, 'a')).toEqual([7, 7]);
    preview.end();
    expect([at(world, 'a'), at(world, 'b')]).toEqual([[7, 7], [3, 0]]);
  });

  test('any other change of a server leaves it where it is shown', () => {
    const world = worldOf();
    const preview = world.beginPreview();
    preview.show([world.indexOf('b')], [44, 40]);
    world.apply([{ op: 'put', noun: 'servers', id: 'b', value: storedServer('b', 3, 0, { name: 'Bee' }) }]);
    expect([at(world, 'b'), preview.overruled.size]).toEqual([[44, 40], 0]);
    preview.end();
    expect(at(world, 'b')).toEqual([3, 0]);
  });

  test('servers that are removed or added meanwhile stay out of it', () => {
    const world = worldOf();
    const preview = world.beginPreview();
    preview.show([world.indexOf('b'), world.indexOf('c')], [44, 40, 46, 40]);
    world.apply([{ op: 'remove', noun: 'servers', id: 'c' }, { op: 'put', noun: 'servers', id: 'new', value: storedServer('new', 5, 5) }]);
    const { site, servers } = siteOf(world, everything, preview);
    expect([...servers].map((server) => world.idOf(server)).sort()).toEqual(['a', 'b', 'd', 'new']);
    expect(site.count).toBe(4);
    preview.end();
    expect([world.indexOf('c'), at(world, 'new'), world.grid.at(44, 40)]).toEqual([-1, [5, 5], -1]);
  });

  test('thousands at once leave the same picture behind as few', () => {
    const many: SmallSite = { servers: Array.from({ length: 2_500 }, (_, server) => ({ id: `s${server}`, x: server % 50, y: Math.floor(server / 50) })), clusters: { c: ['s0', 's1'] }, connections: [['s0', 's1']] };
    const world = World.from(smallTopology(many));
    world.clusterArea(0);
    const all = Array.from({ length: 2_500 }, (_, server) => server);
    const preview = world.beginPreview();
    preview.show(all, all.flatMap((server) => [(world.servers.x[server] ?? 0) + 500, world.servers.y[server] ?? 0]));
    expect(world.clusterArea(0)?.floor.minX).toBeCloseTo(500 - 0.82);
    const seen: number[] = [];
    world.links.eachIn({ minX: 500 * 71 - 200, maxX: 500 * 71 + 200, minY: 500 * 41 - 200, maxY: 500 * 41 + 200 }, (row) => seen.push(row));
    expect(seen).toEqual([0]);
    preview.end();
    expect(world.clusterArea(0)?.floor.minX).toBeCloseTo(-0.82);
  });
});

describe('siteOf', () => {
  test('tells where servers stand, whatever a preview shows, and which are in scope or kept', () => {
    const world = worldOf();
    const preview = world.beginPreview();
    preview.show([world.indexOf('a')], [40, 40]);
    const { site, servers } = siteOf(world, { has: (server) => world.idOf(server) !== 'd', isKept: (server) => world.idOf(server) === 'b' }, preview);
    const ids = [...servers].map((server) => world.idOf(server));
    expect([ids.length, site.x[ids.indexOf('a')], site.pinned[ids.indexOf('b')], site.pinned[ids.indexOf('a')]]).toEqual([3, 0, 1, 0]);
    expect([[...site.takenX], [...site.takenY]]).toEqual([[3], [3]]);
    expect([site.from.length, ids[site.from[0] ?? 9], ids[site.to[0] ?? 9]]).toEqual([1, 'a', 'b']);
  });

  test('a locked server is pinned', () => {
    const world = worldOf();
    world.servers.flags[world.indexOf('c')] = 4;
    const { site, servers } = siteOf(world, everything, world.beginPreview());
    expect([...site.pinned].map((is, server) => (is === 1 ? world.idOf(servers[server] ?? 0) : '')).filter(Boolean)).toEqual(['c']);
  });

  test('the network of a server follows the feed', () => {
    const world = worldOf();
    world.apply([
      { op: 'put', noun: 'networks', id: 'lan', value: { id: 'lan', name: 'LAN', cidr: '10.0.0.0/8', mode: 'nat' } },
      { op: 'put', noun: 'servers', id: 'a', value: storedServer('a', 0, 0, { networks: ['lan'] }) },
    ]);
    const networkOf = (): string => {
      const { site, servers } = siteOf(world, everything, world.beginPreview());
      return site.networks[site.network[servers.indexOf(world.indexOf('a'))] ?? -1] ?? '';
    };
    expect(networkOf()).toBe('LAN');
    world.apply([{ op: 'remove', noun: 'networks', id: 'lan' }]);
    expect(networkOf()).toBe('');
  });
});
