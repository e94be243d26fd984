import { describe, expect, test } from '@jest/globals';
import { findPath } from '../../frontend/scene/path-finder.ts';
import { distanceToRoute, routeBetween, routeThrough, type Route } from '../../frontend/scene/route.ts';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology } from '../support/small-topology.ts';
import { seeded } from '../bench/page/synthetic-topology.ts';

const worldOf = (tiles: readonly (readonly [number, number])[]): World => World.from(smallTopology({ servers: tiles.map(([x, y], at) => ({ id: `s${at}`, x, y })) }));

/** Tiles at whose middle a route runs, ends left out. */
function passes(route: Route, world: World): number[] {
  const [ax, ay, bx, by] = [route[0], route[1], route.at(-2), route.at(-1)];
  return Array.from({ length: world.servers.count }, (_, server) => server).filter((server) => {
    const x = world.servers.x[server] as number;
    const y = world.servers.y[server] as number;
    if ((x === ax && y === ay) || (x === bx && y === by)) return false;
    return distanceToRoute(route, x, y) < 0.3 ** 2;
  });
}

describe('routeBetween', () => {
  test('neighbours in a row are joined straight', () => {
    const world = worldOf([[0, 0], [3, 0]]);
    expect(routeBetween(0, 0, 3, 0, 0, world.grid)).toEqual([0, 0, 3, 0]);
  });

  test('a server in the way is passed by the street', () => {
    const world = worldOf([[0, 0], [3, 0], [6, 0]]);
    const route = routeBetween(0, 0, 6, 0, 0, world.grid);
    expect(passes(route, world)).toEqual([]);
    expect(route.length).toBe(8);
  });

  test('a free corner is taken', () => {
    const world = worldOf([[0, 0], [6, 6]]);
    expect(routeBetween(0, 0, 6, 6, 0, world.grid)).toHaveLength(6);
  });

  test.each([1, 2, 3])('in a full grid of pitch %p no route crosses a server, and every leg follows an axis', (pitch) => {
    const tiles = Array.from({ length: 100 }, (_, at): [number, number] => [(at % 10) * pitch, Math.floor(at / 10) * pitch]);
    const world = worldOf(tiles);
    const random = seeded(3);
    for (let round = 0; round < 300; round++) {
      const [ax, ay] = tiles[Math.floor(random() * 100)] as [number, number];
      const [bx, by] = tiles[Math.floor(random() * 100)] as [number, number];
      if (ax === bx && ay === by) continue;
      const route = routeBetween(ax, ay, bx, by, round, world.grid);
      expect([route.slice(0, 2), route.slice(-2)]).toEqual([[ax, ay], [bx, by]]);
      for (let at = 0; at + 3 < route.length; at += 2) {
        const isAlongX = Math.abs((route[at + 1] as number) - (route[at + 3] as number)) < 1e-9;
        const isAlongY = Math.abs((route[at] as number) - (route[at + 2] as number)) < 1e-9;
        expect(isAlongX || isAlongY).toBe(true);
      }
      expect(passes(route, world)).toEqual([]);
    }
  });
});

describe('routes among servers that stand anyhow', () => {
  test.each([[1, 1], [2, 0.5]])('cross no server (seed %p, places to %p tile)', (seed, place) => {
    const random = seeded(seed);
    const taken = new Set<string>();
    const tiles: [number, number][] = [];
    while (tiles.length < 60) {
      const x = Math.round((random() * 16) / place) * place;
      const y = Math.round((random() * 16) / place) * place;
      const key = `${Math.round(x)} ${Math.round(y)}`;
      if (taken.has(key) || tiles.some(([ox, oy]) => Math.max(Math.abs(ox - x), Math.abs(oy - y)) < 1)) continue;
      taken.add(key);
      tiles.push([x, y]);
    }
    const world = worldOf(tiles);
    let crossed = 0;
    for (let round = 0; round < 400; round++) {
      const [ax, ay] = tiles[Math.floor(random() * 60)] as [number, number];
      const [bx, by] = tiles[Math.floor(random() * 60)] as [number, number];
      if (ax === bx && ay === by) continue;
      const route = routeBetween(ax, ay, bx, by, round, world.grid);
      expect([route.slice(0, 2), route.slice(-2)]).toEqual([[ax, ay], [bx, by]]);
      if (passes(route, world).length > 0) crossed++;
    }
    expect(crossed).toBe(0);
  });
});

describe('findPath', () => {
  test('goes around a wall, with few corners', () => {
    const route = findPath(0, 0, 6, 0, 4, (x, y) => Math.abs(x - 3) < 0.4 && Math.abs(y) <= 2);
    expect(route).toHaveLength(8);
    expect(route?.slice(-2)).toEqual([6, 0]);
  });

  test('is null where everything around is closed', () => {
    expect(findPath(0, 0, 6, 0, 4, (x, y) => Math.max(Math.abs(x), Math.abs(y)) === 1)).toBeNull();
  });

  test('meets ends that stand between tiles, every leg along an axis', () => {
    const route = findPath(0.2, 0.3, 5.1, 3.4, 4, () => false) ?? [];
    expect([route.slice(0, 2), route.slice(-2)]).toEqual([[0.2, 0.3], [5.1, 3.4]]);
    for (let at = 0; at + 3 < route.length; at += 2) expect(route[at] === route[at + 2] || route[at + 1] === route[at + 3]).toBe(true);
  });
});

describe('routeThrough', () => {
  test('visits every given tile in turn', () => {
    const world = worldOf([[0, 0], [8, 8]]);
    const route = routeThrough([0, 0, 4, 0, 4, 8, 8, 8], 0, world.grid);
    expect(route).toEqual([0, 0, 4, 0, 4, 8, 8, 8]);
  });
});

describe('distanceToRoute', () => {
  test.each([[[0, 0, 4, 0], 2, 1, 1], [[0, 0, 4, 0], 6, 0, 4], [[0, 0, 4, 0, 4, 4], 5, 3, 1], [[1, 1, 1, 1], 1, 3, 4]])('%p from %p, %p is %p squared', (route, x, y, squared) => {
    expect(distanceToRoute(route, x, y)).toBeCloseTo(squared);
  });
});
