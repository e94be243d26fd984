import { describe, expect, test } from '@jest/globals';
import { distanceToRoute, routeBetween, type Route } from '../../frontend/scene/route.ts';
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

describe('distanceToRoute', () => {
  test.each([[[0, 0, 4, 0], 2, 1, 1], [[0, 0, 4, 0], 6, 0, 4], [[0, 0, 4, 0, 4, 4], 5, 3, 1], [[1, 1, 1, 1], 1, 3, 4]])('%p from %p, %p is %p squared', (route, x, y, squared) => {
    expect(distanceToRoute(route, x, y)).toBeCloseTo(squared);
  });
});
