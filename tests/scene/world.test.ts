import { describe, expect, test } from '@jest/globals';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import { sortByDepth } from '../../frontend/scene/depth-order.ts';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology, storedCluster, storedConnection, storedServer, type SmallSite } from '../support/small-topology.ts';

const SITE: SmallSite = {
  servers: [
    { id: 'front', x: 6, y: 6, region: 'eu' }, { id: 'back', x: 0, y: 0, region: 'eu', status: 'inactive' },
    { id: 'left', x: 0, y: 3, region: 'us' }, { id: 'right', x: 3, y: 0, region: 'us', status: 'warning' },
  ],
  connections: [['front', 'back'], ['left', 'right'], ['back', 'left']],
  clusters: { pair: ['left', 'right'] },
};
const worldOf = (site: SmallSite = SITE): World => World.from(smallTopology(site));
const code = (status: (typeof SERVER_STATUSES)[number]): number => SERVER_STATUSES.indexOf(status);

describe('World.from', () => {
  test('numbers servers from back to front, whatever the order of the snapshot', () => {
    const world = worldOf();
    expect([0, 1, 2, 3].map((server) => world.idOf(server))).toEqual(['back', 'left', 'right', 'front']);
  });

  test('finds a server by its id, and -1 where there is none', () => {
    const world = worldOf();
    for (const id of ['front', 'back', 'left', 'right']) expect(world.idOf(world.indexOf(id))).toBe(id);
    expect(world.indexOf('nobody')).toBe(-1);
  });

  test('a name that equals the id is read from it; the ip follows its server', () => {
    const world = worldOf();
    expect(world.nameOf(world.indexOf('front'))).toBe('front');
    expect(world.ipOf(world.indexOf('back'))).toBe('10.0.0.1');
  });

  test('connections lead to the renumbered servers and are found from both ends', () => {
    const world = worldOf();
    const ids = world.connectionsOf(world.indexOf('back')).map((row) => world.connectionId(row));
    expect(ids).toEqual(['back--left--standard', 'front--back--standard']);
    expect(world.connectionIndexOf('left--right--standard')).toBeGreaterThanOrEqual(0);
  });

  test('counts states per cluster, per region and in all', () => {
    const world = worldOf();
    expect(world.clusterCounts.of(world.clusterIndexOf('pair'), code('warning'))).toBe(1);
    expect(world.grouping.counts.of(world.regions.indexOf('eu'), code('inactive'))).toBe(1);
    expect(world.totals.total(0)).toBe(4);
  });

  test('an empty map has bounds around the origin', () => {
    const { minX, maxX } = worldOf({ servers: [] }).bounds();
    expect(minX).toBeLessThan(0);
    expect(maxX).toBeGreaterThan(0);
  });
});

describe('World.setStatus', () => {
  test('moves the server from one counter to the other, once', () => {
    const world = worldOf();
    const server = world.indexOf('left');
    expect(world.setStatus(server, code('inactive'))).toBe(true);
    expect(world.setStatus(server, code('inactive'))).toBe(false);
    expect(world.clusterCounts.of(0, code('inactive'))).toBe(1);
    expect(world.clusterCounts.total(0)).toBe(2);
    expect(world.totals.of(0, code('active'))).toBe(1);
  });
});

describe('World.apply', () => {
  test('adds a server: it is found by id and by place, and painted where it stands', () => {
    const world = worldOf();
    const { servers } = world.apply([{ op: 'put', noun: 'servers', id: 'new', value: storedServer('new', 3, 3) }]);
    const added = world.indexOf('new');
    expect(servers).toEqual([added]);
    expect(world.size).toBe(5);
    expect(world.grid.at(3, 3)).toBe(added);
    const painted = sortByDepth(world.servers, [added, ...[0, 1, 2, 3]]).map((server) => world.idOf(server));
    expect(painted).toEqual(['back', 'left', 'right', 'new', 'front']);
  });

  test('moves a server: its old place is empty and its depth is the new one', () => {
    const world = worldOf();
    const server = world.indexOf('front');
    world.apply([{ op: 'put', noun: 'servers', id: 'front', value: storedServer('front', -9, 0, { region: 'eu' }) }]);
    expect(world.indexOf('front')).toBe(server);
    expect(world.grid.at(6, 6)).toBe(-1);
    expect(sortByDepth(world.servers, [0, 1, 2, 3])[0]).toBe(server);
  });

  test('a server beyond the bounds at build is found by rectangle', () => {
    const world = worldOf();
    world.apply([{ op: 'put', noun: 'servers', id: 'far', value: storedServer('far', 900, -700) }]);
    expect(world.grid.at(900, -700)).toBe(world.indexOf('far'));
  });

  test('removes a server with its connections and memberships', () => {
    const world = worldOf();
    const { removed } = world.apply([{ op: 'remove', noun: 'servers', id: 'left' }]);
    expect(removed).toHaveLength(1);
    expect(world.indexOf('left')).toBe(-1);
    expect(world.grid.at(0, 3)).toBe(-1);
    expect(world.connectionCount).toBe(1);
    expect([...(world.clusters[0]?.members ?? [])]).toEqual([world.indexOf('right')]);
    expect(world.clusterCounts.total(0)).toBe(1);
  });

  test('a connection that comes before its server is kept until the server is there', () => {
    const world = worldOf();
    world.apply([
      { op: 'put', noun: 'connections', id: 'front--late--standard', value: storedConnection('front', 'late') },
      { op: 'put', noun: 'servers', id: 'late', value: storedServer('late', 9, 9) },
    ]);
    expect(world.connectionsOf(world.indexOf('late')).map((row) => world.connectionId(row))).toEqual(['front--late--standard']);
  });

  test('a server put again after its removal is a new one without the old connections', () => {
    const world = worldOf();
    const before = world.indexOf('back');
    world.apply([{ op: 'remove', noun: 'servers', id: 'back' }]);
    world.apply([{ op: 'put', noun: 'servers', id: 'back', value: storedServer('back', 0, 0) }]);
    expect(world.indexOf('back')).not.toBe(before);
    expect(world.connectionsOf(world.indexOf('back'))).toEqual([]);
  });

  test('a server may be in two clusters, and both count it', () => {
    const world = worldOf();
    world.apply([{ op: 'put', noun: 'clusters', id: 'other', value: storedCluster('other', ['left', 'front']) }]);
    const server = world.indexOf('left');
    expect(world.clustersOf(server).map((cluster) => world.clusters[cluster]?.id)).toEqual(['pair', 'other']);
    world.setStatus(server, code('inactive'));
    expect([0, 1].map((cluster) => world.clusterCounts.of(cluster, code('inactive')))).toEqual([1, 1]);
    world.apply([{ op: 'remove', noun: 'clusters', id: 'pair' }]);
    expect(world.clustersOf(server)).toEqual([1]);
    expect(world.clusterIndexOf('pair')).toBe(-1);
  });

  test('maintenance shows at once; its end waits for the next look', () => {
    const world = worldOf();
    const server = world.indexOf('left');
    world.apply([{ op: 'put', noun: 'servers', id: 'left', value: storedServer('left', 0, 3, { maintenance: true, region: 'us' }) }]);
    expect(world.servers.status[server]).toBe(code('maintenance'));
    world.apply([{ op: 'put', noun: 'servers', id: 'left', value: storedServer('left', 0, 3, { region: 'us' }) }]);
    expect(world.servers.status[server]).toBe(code('unknown'));
    expect(world.totals.total(0)).toBe(4);
  });

  test('notes what must be drawn again: where the server stood and where it stands', () => {
    const world = worldOf();
    world.damage.take();
    const before = world.reachOf(world.indexOf('front'));
    world.apply([{ op: 'put', noun: 'servers', id: 'front', value: storedServer('front', 60, 60, { region: 'eu' }) }]);
    const parts = world.damage.take();
    expect(parts).toContainEqual(before);
    expect(parts).toContainEqual(world.reachOf(world.indexOf('front')));
    expect(world.damage.take()).toEqual([]);
  });
});

describe('areas', () => {
  test('members that fill a rectangle by themselves share one floor', () => {
    const world = worldOf({ servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 3, y: 0 }], clusters: { both: ['a', 'b'] } });
    expect(world.clusterArea(0)).toMatchObject({ solid: true, floor: { maxX: expect.closeTo(3.82) } });
  });

  test('members with strangers between them do not', () => {
    const world = worldOf({ servers: [{ id: 'a', x: 0, y: 0 }, { id: 'stranger', x: 3, y: 0 }, { id: 'b', x: 6, y: 0 }], clusters: { both: ['a', 'b'] } });
    expect(world.clusterArea(0)?.solid).toBe(false);
  });

  test('a floor follows its members', () => {
    const world = worldOf({ servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 3, y: 0 }], clusters: { both: ['a', 'b'] } });
    world.apply([{ op: 'put', noun: 'servers', id: 'b', value: storedServer('b', 0, 3) }]);
    expect(world.clusterArea(0)?.floor.maxX).toBeCloseTo(0.82);
  });
});

describe('a change of a thousand rows', () => {
  test('moves a whole cluster: floor, index, grid and counters are those of a world built anew', () => {
    const members = Array.from({ length: 1_000 }, (_, at) => `m${at}`);
    const site: SmallSite = { servers: members.map((id, at) => ({ id, x: (at % 40) * 3, y: Math.floor(at / 40) * 3 })), clusters: { all: members } };
    const world = worldOf(site);
    world.groups.eachCluster(world.bounds(), () => undefined);
    world.apply(members.map((id, at) => ({ op: 'put' as const, noun: 'servers' as const, id, value: storedServer(id, 500 + (at % 40) * 3, Math.floor(at / 40) * 3) })));
    const anew = worldOf({ ...site, servers: site.servers.map((server) => ({ ...server, x: server.x + 500 })) });
    expect(world.clusterArea(0)).toEqual(anew.clusterArea(0));
    expect(world.bounds()).toEqual(anew.bounds());
    expect(world.clusterCounts.total(0)).toBe(1_000);
    const found: number[] = [];
    const { floor } = world.clusterArea(0) ?? { floor: { minX: 0, minY: 0 } };
    const corner = { minX: (floor.minX - floor.minY) * 71, maxX: (floor.minX - floor.minY) * 71, minY: (floor.minX + floor.minY) * 41, maxY: (floor.minX + floor.minY) * 41 };
    world.groups.eachCluster(corner, (cluster) => found.push(cluster));
    expect(found).toEqual([0]);
    expect(world.grid.at(0, 0)).toBe(-1);
  });
});
