import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ChangedRow } from '../../backend/contract/change.ts';
import { isOn } from '../../frontend/scene/areas.ts';
import { Memberships } from '../../frontend/scene/memberships.ts';
import { contains } from '../../frontend/scene/space.ts';
import { World } from '../../frontend/scene/world.ts';
import type { Zone } from '../../frontend/scene/zone.ts';
import { smallTopology, storedNetwork, storedServer, type SmallSite } from '../support/small-topology.ts';

const worldOf = (site: SmallSite): World => World.from(smallTopology(site));
const put = (noun: 'servers' | 'networks', value: Record<string, unknown>): ChangedRow => ({ op: 'put', noun, id: String(value['id']), value });
const membersOf = (world: World, id: string): string[] => world.networks.membersOf(world.networks.indexOf(id)).map((server) => world.idOf(server)).sort();
const zoneOf = (world: World, id: string): Zone => {
  const zone = world.networks.zone(world.networks.indexOf(id));
  if (!zone) throw new Error(`${id} lies nowhere.`);
  return zone;
};
const servers = [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 3, y: 0 }, { id: 'c', x: 0, y: 3 }, { id: 'far', x: 60, y: 60 }];

describe('membership of networks', () => {
  test('comes with the snapshot and follows the rows of the servers', () => {
    const world = worldOf({ servers, networks: { lan: ['a', 'b'], dmz: ['b'] } });
    expect([membersOf(world, 'lan'), membersOf(world, 'dmz')]).toEqual([['a', 'b'], ['b']]);
    world.apply([put('servers', storedServer('b', 3, 0, { networks: ['dmz'] })), put('servers', storedServer('c', 0, 3, { networks: ['lan', 'dmz'] }))]);
    expect([membersOf(world, 'lan'), membersOf(world, 'dmz')]).toEqual([['a', 'c'], ['b', 'c']]);
    world.apply([{ op: 'remove', noun: 'servers', id: 'c' }]);
    expect([membersOf(world, 'lan'), membersOf(world, 'dmz')]).toEqual([['a'], ['b']]);
  });

  test('a server that names a network which comes later in the same change belongs to it', () => {
    const world = worldOf({ servers });
    world.apply([put('servers', storedServer('a', 0, 0, { networks: ['new'] })), put('networks', storedNetwork('new', { cidr: '10.9.0.0/16', vlan: 7 }))]);
    expect(membersOf(world, 'new')).toEqual(['a']);
    expect(world.networks.alive).toMatchObject([{ id: 'new', cidr: '10.9.0.0/16', vlan: 7 }]);
  });

  test('a removed network has no members, lies nowhere, and can come back', () => {
    const world = worldOf({ servers, networks: { lan: ['a', 'b'] } });
    const place = world.networks.indexOf('lan');
    world.apply([put('servers', storedServer('a', 0, 0)), put('servers', storedServer('b', 3, 0)), { op: 'remove', noun: 'networks', id: 'lan' }]);
    expect([world.networks.indexOf('lan'), world.networks.zone(place), world.networks.alive]).toEqual([-1, null, []]);
    world.apply([put('networks', storedNetwork('lan')), put('servers', storedServer('a', 0, 0, { networks: ['lan'] }))]);
    expect(membersOf(world, 'lan')).toEqual(['a']);
  });

  test('counts by network follow: the first network counts, and a removed one no longer', () => {
    const world = worldOf({ servers, networks: { one: ['a', 'b'], two: ['b', 'c'] } });
    world.groupBy('network', () => '');
    const sizes = (): number[] => world.networks.rows.map((_, network) => [...world.grouping.members(network)].length);
    expect(sizes()).toEqual([2, 1]);
    world.apply([{ op: 'remove', noun: 'networks', id: 'one' }]);
    expect(sizes()).toEqual([0, 2]);
  });

  test('any joins and leaves say the same as sets do', () => {
    const step = fc.record({ joins: fc.boolean(), server: fc.nat(30), group: fc.nat(8) });
    const start = fc.array(fc.uniqueArray(fc.nat(30)), { minLength: 9, maxLength: 9 });
    fc.assert(fc.property(start, fc.array(step, { maxLength: 200 }), (groups, steps) => {
      const starts = Uint32Array.from([0, ...groups.map((_, group) => groups.slice(0, group + 1).flat().length)]);
      const memberships = new Memberships({ members: Uint32Array.from(groups.flat()), starts }, 31);
      const sets = groups.map((group) => new Set(group));
      for (const { joins, server, group } of steps) {
        const set = sets[group] ?? new Set();
        if (joins) expect(memberships.join(server, group)).toBe(!set.has(server) && set.add(server).has(server));
        else expect(memberships.leave(server, group)).toBe(set.delete(server));
      }
      sets.forEach((set, group) => {
        const members: number[] = [];
        memberships.eachMember(group, (server) => members.push(server));
        expect(members.sort((a, b) => a - b)).toEqual([...set].sort((a, b) => a - b));
        expect(memberships.sizeOf(group)).toBe(set.size);
        const neighbours = new Set<number>();
        memberships.someNeighbour(group, (other) => neighbours.add(other).size > 99);
        expect([...neighbours].sort((a, b) => a - b)).toEqual(sets.flatMap((other, place) => (place !== group && [...other].some((server) => set.has(server)) ? [place] : [])));
        expect(memberships.someNeighbour(group, () => true)).toBe(neighbours.size > 0);
      });
      for (let server = 0; server <= 30; server++) {
        const groups: number[] = [];
        memberships.eachGroup(server, (group) => groups.push(group));
        expect(groups.sort((a, b) => a - b)).toEqual(sets.flatMap((set, group) => (set.has(server) ? [group] : [])));
      }
    }), { seed: 3, numRuns: 60 });
  });
});

describe('where networks lie', () => {
  test('members beside each other stand on one floor, beyond the floors of their clusters', () => {
    const world = worldOf({ servers, networks: { lan: ['a', 'b', 'c'] }, clusters: { pair: ['a', 'b'] } });
    const { islands, floor } = zoneOf(world, 'lan');
    const cluster = world.clusterArea(world.clusterIndexOf('pair'))?.floor;
    expect(islands).toHaveLength(1);
    for (const corner of [[cluster?.minX, cluster?.minY], [cluster?.maxX, cluster?.maxY]] as [number, number][]) expect(isOn(floor, ...corner)).toBe(true);
  });

  test('scattered members are islands that cover nobody else', () => {
    const world = worldOf({ servers: [...servers, { id: 's1', x: 30, y: 30 }, { id: 's2', x: 57, y: 60 }, { id: 's3', x: 61, y: 60 }], networks: { lan: ['a', 'b', 'far'] } });
    const { islands, names } = zoneOf(world, 'lan');
    expect([islands.length, names.length]).toEqual([2, 2]);
    for (const id of ['c', 's1', 's2', 's3']) {
      const server = world.indexOf(id);
      for (const island of islands) expect([id, isOn(island, world.servers.x[server] ?? 0, world.servers.y[server] ?? 0)]).toEqual([id, false]);
    }
  });

  test('a member on whose tile somebody else stands still has its own ground', () => {
    const world = worldOf({ servers: [...servers, { id: 'same', x: 60, y: 60 }], networks: { lan: ['a', 'far'] } });
    expect(zoneOf(world, 'lan').islands).toHaveLength(2);
  });

  test('a stranger that comes to stand between two members parts their ground, and leaving joins it again', () => {
    const world = worldOf({ servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 6, y: 0 }, { id: 's', x: 3, y: 9 }], networks: { lan: ['a', 'b'] } });
    expect(zoneOf(world, 'lan').islands).toHaveLength(1);
    world.apply([put('servers', storedServer('s', 3, 0))]);
    expect(zoneOf(world, 'lan').islands).toHaveLength(2);
    world.apply([put('servers', storedServer('s', 3, 9))]);
    expect(zoneOf(world, 'lan').islands).toHaveLength(1);
  });

  test('of networks with the same members each has a border of its own, and the larger lies around the smaller', () => {
    const world = worldOf({ servers, networks: { one: ['a', 'b'], two: ['a', 'b'], all: ['a', 'b', 'c'] } });
    const [one, two, all] = ['one', 'two', 'all'].map((id) => zoneOf(world, id)) as [Zone, Zone, Zone];
    expect([one.floor.maxX < two.floor.maxX, two.floor.maxX < all.floor.maxX]).toEqual([true, true]);
    expect([one.size < two.size, two.size < all.size]).toEqual([true, true]);
    world.apply([put('servers', storedServer('a', 0, 0, { networks: ['two'] })), put('servers', storedServer('b', 3, 0, { networks: ['two'] }))]);
    expect(zoneOf(world, 'two').floor).toEqual(one.floor);
  });

  test('a hole among members is outside, and its inner border is no place for the name', () => {
    const ring = [[0, 0], [3, 0], [6, 0], [0, 3], [6, 3], [0, 6], [3, 6], [6, 6]].map(([x = 0, y = 0]) => ({ id: `r${x}${y}`, x, y }));
    const world = worldOf({ servers: [...ring, { id: 'in', x: 3, y: 3 }], networks: { lan: ring.map(({ id }) => id) } });
    const { islands, names } = zoneOf(world, 'lan');
    expect([islands.length, names.length]).toEqual([2, 1]);
    expect(names[0]?.x).toBeGreaterThan(6);
  });

  test('follows a preview, and comes back with its end', () => {
    const world = worldOf({ servers, networks: { lan: ['a', 'b'] } });
    const { floor } = zoneOf(world, 'lan');
    const preview = world.beginPreview();
    preview.show([world.indexOf('a'), world.indexOf('b')], [100, 100, 103, 100]);
    expect(zoneOf(world, 'lan').floor.minX).toBeCloseTo(floor.minX + 100, 3);
    preview.end();
    expect(zoneOf(world, 'lan').floor).toEqual(floor);
  });

  test('is found by a rectangle of the world, scattered ones by their members', () => {
    const world = worldOf({ servers, networks: { lan: ['a', 'b'], wide: ['a', 'far'] } });
    const found = (x: number, y: number, withScattered = true): string[] => {
      const ids: string[] = [];
      world.networks.each({ minX: x, minY: y, maxX: x, maxY: y }, (network) => ids.push(world.networks.rows[network]?.id ?? ''), withScattered);
      return ids.sort();
    };
    expect([found(0, 0), found(0, 60 * 82), found(0, 30 * 82), found(0, 0, false)]).toEqual([['lan', 'wide'], ['wide'], [], ['lan']]);
  });
});

describe('damage of networks', () => {
  const damaged = (world: World, x: number, y: number): boolean => {
    const damage = world.damage.take();
    return damage === 'all' || damage.some((bounds) => contains(bounds, x, y));
  };

  test('joining, leaving, moving and renaming repaint the ground before and after', () => {
    const world = worldOf({ servers, networks: { lan: ['a', 'b'] } });
    // A corner of the ground where no server's own picture lies.
    const corner = (): [number, number] => { const { floor } = zoneOf(world, 'lan'); return [(floor.maxX - floor.minY) * 71, (floor.maxX + floor.minY) * 41]; };
    const before = corner();
    world.damage.take();
    world.apply([put('servers', storedServer('b', 3, 0))]);
    expect([damaged(world, ...before), corner()]).toEqual([true, expect.not.arrayContaining(before)]);
    world.apply([put('servers', storedServer('b', 3, 0, { networks: ['lan'] }))]);
    expect([corner(), damaged(world, ...before)]).toEqual([before, true]);
    world.apply([put('networks', storedNetwork('lan', { name: 'Office' }))]);
    expect(damaged(world, ...before)).toBe(true);
  });

  test('a move inside a network repaints where the server stood and stands, not all of its ground', () => {
    const row = Array.from({ length: 12 }, (_, at) => ({ id: `s${at}`, x: at * 3, y: 0 }));
    const world = worldOf({ servers: row, networks: { lan: row.map(({ id }) => id) } });
    const { floor } = zoneOf(world, 'lan');
    world.networks.each(world.bounds(), () => undefined);
    world.damage.take();
    world.apply([put('servers', storedServer('s1', 4, 0, { networks: ['lan'] }))]);
    expect(damaged(world, (floor.maxX - floor.minY) * 71, (floor.maxX + floor.minY) * 41)).toBe(false);
    expect(zoneOf(world, 'lan').floor).toEqual(floor);
  });

  test('islands that stay as they are stay painted when another one changes', () => {
    const world = worldOf({ servers, networks: { lan: ['a', 'far'] } });
    const places = (): [number, number][] => zoneOf(world, 'lan').islands.map(({ minY, maxX }) => [(maxX - minY) * 71, (maxX + minY) * 41]);
    world.networks.each(world.bounds(), () => undefined);
    const [near, far] = places() as [[number, number], [number, number]];
    world.damage.take();
    world.apply([put('servers', storedServer('far', 60, 62, { networks: ['lan'] }))]);
    const damage = world.damage.take();
    const isDamaged = ([x, y]: [number, number]): boolean => damage === 'all' || damage.some((bounds) => contains(bounds, x, y));
    expect([isDamaged(near), isDamaged(far), isDamaged(places()[1] ?? near)]).toEqual([false, true, true]);
  });
});
