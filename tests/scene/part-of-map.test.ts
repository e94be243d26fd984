import { describe, expect, test } from '@jest/globals';
import type { ChangedRow } from '../../backend/contract/change.ts';
import { partOf, rowsOfPart } from '../../frontend/scene/part-of-map.ts';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology, storedCluster, storedConnection, storedServer } from '../support/small-topology.ts';

const AREA = { id: 'own', name: '', color: '#7f9cf5', from: { x: 0, y: 0 }, to: { x: 1, y: 1 }, order: 0, locked: false };
const whole = smallTopology({
  servers: [{ id: 'a', x: 0, y: 0, region: 'eu' }, { id: 'b', x: 4, y: 0, region: 'us', status: 'warning' }, { id: 'c', x: 8, y: 0, region: 'us' }, { id: 'd', x: 12, y: 0 }],
  connections: [['a', 'b'], ['b', 'c'], ['c', 'd'], ['d', 'a']], clusters: { left: ['a', 'b'], right: ['c', 'd'] }, networks: { lan: ['b', 'd'], wan: ['c'] },
  areas: [{ ...AREA, id: 'everywhere', view: null }, { ...AREA, view: 'v' }, { ...AREA, id: 'elsewhere', view: 'w' }] as never,
});
/** Traffic of a connection that is left out, and of one that stays. */
const MEASURED = { measured_connection: Uint32Array.of(0, 1), measured_connection_sent: Float32Array.of(1, 70), measured_connection_received: Float32Array.of(2, 80) };
const dressed = { ...whole, columns: { ...whole.columns, dressed_server: Uint32Array.of(1, 2), dressed_server_json: '{"color":"#111111"}\n{"color":"#222222"}', dressed_connection: Uint32Array.of(1, 3), dressed_connection_json: '{"label":"reads"}\n{"label":"back"}', ...MEASURED } };
/** `ghost` is a server that was deleted since. */
const PLACES = { c: { x: 20, y: 30 }, b: { x: 24, y: 30 }, ghost: { x: 0, y: 0 } };

describe('partOf(topology, places)', () => {
  const world = World.from(partOf(dressed, PLACES, 'v'));
  const at = (id: string): readonly number[] => [world.servers.x[world.indexOf(id)] ?? NaN, world.servers.y[world.indexOf(id)] ?? NaN];

  test('has these servers alone, at these places, as they are otherwise', () => {
    expect(world.size).toBe(2);
    expect(['a', 'd', 'ghost'].map((id) => world.indexOf(id))).toEqual([-1, -1, -1]);
    expect([at('b'), at('c')]).toEqual([[24, 30], [20, 30]]);
    expect(world.ipOf(world.indexOf('b'))).toBe('10.0.0.1');
    expect(world.regionOf(world.indexOf('c'))).toBe('us');
    expect(world.servers.status[world.indexOf('b')]).toBe(whole.columns.server_status[1]);
    expect([world.dressOf(world.indexOf('b')), world.dressOf(world.indexOf('c'))]).toEqual([{ color: '#111111' }, { color: '#222222' }]);
  });

  test('has the connections between them, with what is written on them', () => {
    expect(world.connectionCount).toBe(1);
    expect(world.connectionEnds(0)).toMatchObject({ from: 'b', to: 'c' });
    expect(world.connectionLabel(0)).toBe('reads');
    expect(world.links.trafficOf(0)).toEqual({ sent_bytes_per_second: 70, received_bytes_per_second: 80 });
  });

  test('has of clusters and networks the members that are there', () => {
    const ids = (members: Iterable<number>): string[] => [...members].map((server) => world.idOf(server));
    expect(world.clusters.map(({ id, members }) => [id, ids(members)])).toEqual([['left', ['b']], ['right', ['c']]]);
    expect(['lan', 'wan'].map((id) => ids(world.networks.membersOf(world.networks.indexOf(id))))).toEqual([['b'], ['c']]);
  });

  test('has only what was drawn in this view', () => {
    world.drawings.view = 'v';
    expect(world.drawings.areas.map(({ id }) => id)).toEqual(['own']);
  });

  test('of nothing is an empty map', () => { expect(World.from(partOf(dressed, {}, 'v')).size).toBe(0); });
});

describe('rowsOfPart(rows, places)', () => {
  const put = (noun: ChangedRow['noun'], id: string, value: unknown): ChangedRow => ({ op: 'put', noun, id, value });

  test('leaves servers where the view has them, and those out that it does not have', () => {
    const world = World.from(partOf(dressed, PLACES, 'v'));
    world.apply(rowsOfPart([put('servers', 'b', storedServer('b', 1, 1, { ip: '10.9.9.9' })), put('servers', 'a', storedServer('a', 1, 1)), put('servers', 'new', storedServer('new', 2, 2))], PLACES, 'v'));
    expect(world.size).toBe(2);
    expect([world.servers.x[world.indexOf('b')], world.ipOf(world.indexOf('b'))]).toEqual([24, '10.9.9.9']);
  });

  test('adds connections and members only among them', () => {
    const world = World.from(partOf(dressed, PLACES, 'v'));
    world.apply(rowsOfPart([put('connections', 'c--b--standard', storedConnection('c', 'b')), put('connections', 'a--c--standard', storedConnection('a', 'c')), put('clusters', 'left', storedCluster('left', ['a', 'b', 'c']))], PLACES, 'v'));
    expect(world.connectionCount).toBe(2);
    expect([...world.clusters[0]?.members ?? []].map((server) => world.idOf(server)).toSorted()).toEqual(['b', 'c']);
  });

  test('shows what is drawn in this view, and no longer what went to another', () => {
    const world = World.from(partOf(dressed, PLACES, 'v'));
    world.drawings.view = 'v';
    world.apply(rowsOfPart([put('areas', 'own', { ...AREA, view: null }), put('areas', 'second', { ...AREA, id: 'second', view: 'v' })], PLACES, 'v'));
    expect(world.drawings.areas.map(({ id }) => id)).toEqual(['second']);
  });

  test('lets servers be removed', () => {
    const world = World.from(partOf(dressed, PLACES, 'v'));
    world.apply(rowsOfPart([{ op: 'remove', noun: 'servers', id: 'b' }], PLACES, 'v'));
    expect([world.size, world.connectionCount]).toEqual([1, 0]);
  });
});

describe('World.move', () => {
  test('shows servers elsewhere, with their lines, and is overruled by nobody later', () => {
    const world = World.from(whole);
    const before = world.links.routeOf(0).join();
    world.move([{ server: world.indexOf('a'), position: { x: -6, y: 3 } }]);
    expect(world.links.routeOf(0).join()).not.toBe(before);
    expect(world.grid.at(-6, 3)).toBe(world.indexOf('a'));
    expect(world.grid.at(0, 0)).toBe(-1);
    expect(world.bounds().minX).toBeLessThan(World.from(whole).bounds().minX);
  });
});
