import { describe, expect, test } from '@jest/globals';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import { isOn } from '../../frontend/scene/areas.ts';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology, storedCluster, storedServer, type SmallSite } from '../support/small-topology.ts';

/** Two kinds of servers, mixed like a chessboard, in two regions. */
const CHESS: SmallSite = {
  servers: Array.from({ length: 64 }, (_, at) => ({
    id: `s${at}`, x: (at % 8) * 3, y: Math.floor(at / 8) * 3, type: (at + Math.floor(at / 8)) % 2 === 0 ? 'web' : 'database', region: at < 32 ? 'eu' : 'us',
    status: at === 0 ? 'inactive' as const : 'active' as const,
  })),
  clusters: { first: ['s0', 's1'], second: ['s62', 's63'] },
};
const worldOf = (): World => World.from(smallTopology(CHESS));
const code = (status: (typeof SERVER_STATUSES)[number]): number => SERVER_STATUSES.indexOf(status);
const groupBy = (world: World, by: string): void => world.groupBy(by, (type) => world.types[type]?.name ?? '');
const groupNamed = (world: World, name: string): number => Array.from({ length: world.grouping.size }, (_, group) => world.grouping.nameOf(group)).indexOf(name);

/** Counters as they would be if everything were counted now. */
function countedAnew(world: World): Record<string, number[]> {
  const { by } = world.grouping;
  const found: Record<string, number[]> = {};
  for (let server = 0; server < world.servers.count; server++) {
    if (!world.has(server)) continue;
    const name = by === 'type' ? world.typeOf(server)?.name : by === 'region' ? world.regionOf(server) : by === 'cluster' ? world.clusters[world.servers.cluster[server] ?? -1]?.name : undefined;
    if (name === undefined || name === '') continue;
    const counts = (found[name] ??= SERVER_STATUSES.map(() => 0));
    counts[world.servers.status[server] as number] = (counts[world.servers.status[server] as number] ?? 0) + 1;
  }
  return found;
}

function counted(world: World): Record<string, number[]> {
  const { grouping } = world;
  const rows = Array.from({ length: grouping.size }, (_, group) => [grouping.nameOf(group), SERVER_STATUSES.map((_, status) => grouping.counts.of(group, status))] as const);
  return Object.fromEntries(rows.filter(([, counts]) => counts.some((count) => count > 0)));
}

describe('Grouping', () => {
  test('counts by region until something else is chosen', () => {
    const world = worldOf();
    expect(world.grouping.by).toBe('region');
    expect(world.grouping.counts.total(groupNamed(world, 'eu'))).toBe(32);
    expect(world.grouping.counts.of(groupNamed(world, 'eu'), code('inactive'))).toBe(1);
  });

  test.each(['region', 'type', 'cluster'])('by %s the counters stay exact through states, moves between groups, additions and removals', (by) => {
    const world = worldOf();
    groupBy(world, by);
    expect(counted(world)).toEqual(countedAnew(world));
    world.setStatus(world.indexOf('s1'), code('warning'));
    world.apply([{ op: 'put', noun: 'servers', id: 's1', value: storedServer('s1', 3, 0, { type: 'cache', region: 'asia' }) }]);
    world.apply([{ op: 'put', noun: 'servers', id: 'late', value: storedServer('late', 90, 0, { type: 'web', region: 'us' }) }]);
    world.apply([{ op: 'put', noun: 'clusters', id: 'first', value: storedCluster('first', ['s1', 'late']) }, { op: 'remove', noun: 'clusters', id: 'second' }]);
    world.apply([{ op: 'remove', noun: 'servers', id: 's2' }]);
    world.setStatus(world.indexOf('late'), code('inactive'));
    expect(counted(world)).toEqual(countedAnew(world));
  });

  test('an unknown grouping is by region, and a server without region is in none', () => {
    const world = World.from(smallTopology({ servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 3, y: 0, region: 'eu' }] }));
    groupBy(world, 'moon');
    expect(world.grouping.by).toBe('region');
    expect(counted(world)).toEqual({ eu: [0, 1, 0, 0, 0] });
  });

  test('a group that is one floor lies there; scattered ones get plates of their size that keep clear of each other', () => {
    const world = worldOf();
    expect(world.grouping.plate(groupNamed(world, 'eu'))).toEqual(world.grouping.area(groupNamed(world, 'eu')));
    expect(world.grouping.isScattered).toBe(false);
    groupBy(world, 'type');
    expect(world.grouping.isScattered).toBe(true);
    const [web, database] = ['Web server', 'Database'].map((name) => world.grouping.plate(groupNamed(world, name)));
    if (!web || !database) throw new Error('They have no plates.');
    expect(web.floor.maxX - web.floor.minX).toBeCloseTo(Math.sqrt(32 * 9));
    const corners = [[database.floor.minX, database.floor.minY], [database.floor.maxX, database.floor.minY], [database.floor.minX, database.floor.maxY], [database.floor.maxX, database.floor.maxY]];
    for (const [x = 0, y = 0] of corners) expect(isOn(web.floor, x, y)).toBe(false);
  });

  test('a plate follows its servers', () => {
    const world = worldOf();
    groupBy(world, 'type');
    const before = world.grouping.plate(groupNamed(world, 'Cache'));
    world.apply([{ op: 'put', noun: 'servers', id: 'c', value: storedServer('c', 40, 40, { type: 'cache' }) }]);
    expect(before).toBeNull();
    expect(world.grouping.plate(groupNamed(world, 'Cache'))).not.toBeNull();
  });
});

describe('by tag', () => {
  const tagged = (values: Readonly<Record<string, readonly string[]>>): World => {
    const world = worldOf();
    world.tags.begin('env').fill(Object.keys(values), (at) => (Object.values(values)[at] ?? []).map((id) => world.indexOf(id)));
    groupBy(world, 'tag:env');
    return world;
  };

  test('groups are the values that were fetched; who has none is in no group', () => {
    const world = tagged({ prod: ['s0', 's1'], test: ['s9'] });
    expect(counted(world)).toEqual({ prod: [0, 1, 0, 1, 0], test: [0, 1, 0, 0, 0] });
  });

  test('follows the feed: another value, a new one, none any more', () => {
    const world = tagged({ prod: ['s0', 's1'], test: ['s9'] });
    world.apply([
      { op: 'put', noun: 'servers', id: 's1', value: storedServer('s1', 3, 0, { tags: { env: 'lab' } }) },
      { op: 'put', noun: 'servers', id: 's9', value: storedServer('s9', 3, 3, { tags: { role: 'db' } }) },
    ]);
    expect(counted(world)).toEqual({ prod: [0, 0, 0, 1, 0], lab: [0, 1, 0, 0, 0] });
  });

  test('what the feed said while the values were under way is newer than they are', () => {
    const world = worldOf();
    const column = world.tags.begin('env');
    world.apply([{ op: 'put', noun: 'servers', id: 's1', value: storedServer('s1', 3, 0, { tags: { env: 'lab' } }) }]);
    column.fill(['prod'], () => [world.indexOf('s0'), world.indexOf('s1')]);
    groupBy(world, 'tag:env');
    expect(counted(world)).toEqual({ prod: [0, 0, 0, 1, 0], lab: [0, 1, 0, 0, 0] });
  });
});
