import { describe, expect, test } from '@jest/globals';
import { along, cornered, lengthOf } from '../../frontend/scene/along.ts';
import { beside, offsetOf } from '../../frontend/scene/parallels.ts';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology, storedConnection, storedServer } from '../support/small-topology.ts';

describe('beside', () => {
  test.each([
    [[0, 0, 4, 0], 0.5, [0, -0.5, 4, -0.5]],
    [[0, 0, 4, 0, 4, 3], 0.5, [0, -0.5, 4.5, -0.5, 4.5, 3]],
    [[0, 0, 2, 0, 4, 0], 0.5, [0, -0.5, 2, -0.5, 4, -0.5]],
  ])('moves %p by %p to %p', (route, offset, moved) => {
    expect(beside(route, offset)).toEqual(moved);
  });
});

describe('offsetOf', () => {
  test('spreads around the middle and never over more than 0.8 of a tile', () => {
    expect([offsetOf(0, 1), offsetOf(0, 2) + offsetOf(1, 2)]).toEqual([0, 0]);
    expect(offsetOf(19, 20) - offsetOf(0, 20)).toBeCloseTo(0.8);
  });
});

describe('along', () => {
  test.each([[0, 0, 0], [0.5, 4, 0], [1, 4, 4], [2, 4, 4]])('part %p of a route is at %p, %p', (part, x, y) => {
    expect(along([0, 0, 4, 0, 4, 4], part)).toMatchObject({ x, y });
  });
  test('lengths are in tiles', () => { expect(lengthOf([0, 0, 4, 0, 4, 4])).toBe(8); });
});

test('cornered joins what is not on one axis around a corner', () => {
  expect(cornered([0, 0, 3, 2, 3, 5])).toEqual([0, 0, 3, 0, 3, 2, 3, 5]);
});

describe('connections of a World', () => {
  const worldOf = () => World.from(smallTopology({ servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 6, y: 0 }, { id: 'c', x: 9, y: 9 }], connections: [['a', 'b']] }));
  const put = (id: string, from: string, to: string, more: object = {}) => ({ op: 'put' as const, noun: 'connections' as const, id, value: { ...storedConnection(from, to), id, ...more } });

  test('parallel ones lie side by side, whichever way they point, and close up when one goes', () => {
    const world = worldOf();
    const first = world.connectionIndexOf('a--b--standard');
    expect(world.links.routeOf(first)).toEqual([0, 0, 6, 0]);
    world.apply([put('back', 'b', 'a')]);
    const back = world.connectionIndexOf('back');
    const [, firstY] = world.links.routeOf(first);
    const [, backY] = world.links.routeOf(back);
    expect(Math.abs((firstY as number) - (backY as number))).toBeCloseTo(0.16);
    expect(world.links.routeOf(back).slice(0, 1)).toEqual([6]);
    world.apply([{ op: 'remove', noun: 'connections', id: 'back' }]);
    expect(world.links.routeOf(first)).toEqual([0, 0, 6, 0]);
  });

  test('go through their waypoints, and are found where they run', () => {
    const world = worldOf();
    world.apply([put('way', 'a', 'b', { style: { waypoints: [{ x: 0, y: 20 }, { x: 6, y: 20 }] } })]);
    const row = world.connectionIndexOf('way');
    expect(world.links.routeOf(row)).toEqual([0, 0, 0, 20, 6, 20, 6, 0]);
    const found: number[] = [];
    world.links.eachIn({ minX: -20 * 71, maxX: -14 * 71, minY: 20 * 41, maxY: 26 * 41 }, (at) => found.push(at));
    expect(found).toContain(row);
  });

  test('step aside for a server put in their way, and what they leave and enter is damaged', () => {
    const world = worldOf();
    const row = world.connectionIndexOf('a--b--standard');
    world.links.eachIn({ minX: -1e4, maxX: 1e4, minY: -1e4, maxY: 1e4 }, () => undefined);
    world.damage.take();
    world.apply([{ op: 'put', noun: 'servers', id: 'c', value: storedServer('c', 3, 0) }]);
    expect(world.links.routeOf(row)).not.toEqual([0, 0, 6, 0]);
    const damage = world.damage.take();
    expect(damage === 'all' || damage.some(({ minX, maxX, minY, maxY }) => minX <= 0 && maxX >= 426 && minY <= 0 && maxY >= 246)).toBe(true);
  });
});
