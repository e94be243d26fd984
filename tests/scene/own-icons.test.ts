import { describe, expect, test } from '@jest/globals';
import { isOnOwn, lyingBox, ownReach, ownTop, standingBox } from '../../frontend/scene/own-icons.ts';
import { freeTileNear } from '../../frontend/scene/free-tiles.ts';
import { HALF_HEIGHT, TILE_WIDTH } from '../../frontend/scene/space.ts';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology, storedServer } from '../support/small-topology.ts';

const ICON = { id: 'own', name: 'Own', collection: '', is_isometric: true, scale: 1, image_hash: 'a'.repeat(64) };
const worldOf = (): World => World.from(smallTopology({ servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 5, y: 5 }], icons: [ICON] }));

describe('pictures of icons', () => {
  test.each([
    ['as wide as high', { width: 100, height: 100 }, 1, 0.8, 0.8], ['wide', { width: 200, height: 100 }, 1, 0.8, 0.4], ['twice as large', { width: 100, height: 100 }, 2, 1.6, 1.6],
    ['too high', { width: 100, height: 400 }, 1, 0.26, 1.04],
  ])('one that is %s stands with its foot at the front of its tile', (_, image, scale, width, height) => {
    const box = standingBox(image, scale);
    expect(box.width / TILE_WIDTH).toBeCloseTo(width);
    expect(box.height / TILE_WIDTH).toBeCloseTo(height);
    expect(box.x + box.width / 2).toBeCloseTo(0);
    expect(box.y + box.height).toBeCloseTo(0.8 * HALF_HEIGHT * scale);
    const reach = ownReach(scale);
    expect([-box.x <= reach.x + 1e-6, -box.y <= reach.up + 1e-6, box.y + box.height <= reach.down + 1e-6]).toEqual([true, true, true]);
  });

  test('a flat one lies in the middle of its tile, its longer side as the scale says', () => {
    expect(lyingBox({ width: 50, height: 100 }, 1)).toEqual({ x: -0.175, y: -0.35, width: 0.35, height: 0.7 });
  });

  test.each([['stands', true], ['lies', false]])('one that %s is hit all over, up to its top and no higher', (_, stands) => {
    const icon = { is_isometric: stands, scale: 2 };
    const image = { width: 100, height: 100 };
    const top = ownTop(icon, image);
    expect(top).toBeGreaterThan(stands ? TILE_WIDTH * 1.1 : HALF_HEIGHT * 1.3);
    expect([isOnOwn(icon, image, { x: 0, y: -top + 1 }, 0), isOnOwn(icon, image, { x: 0, y: -top - 3 }, 0)]).toEqual([true, false]);
    // Beside the middle a square fills its whole width, and a square that lies is a rhombus.
    expect(isOnOwn(icon, image, { x: TILE_WIDTH * 0.5, y: -HALF_HEIGHT * 0.8 }, 0)).toBe(stands);
  });
});

describe('icons in the World', () => {
  test('one that is put, or whose image has come, damages where it is shown and nothing else', () => {
    const world = worldOf();
    world.apply([{ op: 'put', noun: 'servers', id: 'b', value: storedServer('b', 5, 5, { look: { icon: 'own' } }) }]);
    world.damage.take();
    world.imageCame(ICON.image_hash);
    expect(world.damage.take()).toEqual([world.reachOf(world.indexOf('b'))]);
    world.imageCame('b'.repeat(64));
    expect(world.damage.take()).toEqual([]);
    world.apply([{ op: 'put', noun: 'icons', id: 'own', value: { ...ICON, name: 'Other' } }]);
    expect([world.damage.take(), world.icons.get('own')?.name]).toEqual([[world.reachOf(world.indexOf('b'))], 'Other']);
    world.apply([{ op: 'remove', noun: 'icons', id: 'own' }]);
    expect([world.damage.take(), world.icons.get('own')]).toEqual([[world.reachOf(world.indexOf('b'))], undefined]);
  });

  test('a larger one makes every picture reach farther, and all is painted anew', () => {
    const world = worldOf();
    const before = world.reach;
    world.damage.take();
    world.apply([{ op: 'put', noun: 'icons', id: 'huge', value: { ...ICON, id: 'huge', scale: 3 } }]);
    expect(world.damage.take()).toBe('all');
    expect([world.reach.x > before.x, world.reach.up > before.up]).toEqual([true, true]);
  });

  test('tells who uses one', () => {
    const world = worldOf();
    world.apply([
      { op: 'put', noun: 'servers', id: 'b', value: storedServer('b', 5, 5, { look: { icon: 'own' } }) },
      { op: 'put', noun: 'server-types', id: 'mine', value: { id: 'mine', name: 'Mine', color: '#123456', icon: 'own', sign: '', ports: [] } },
    ]);
    const { servers, types } = world.usersOf('own');
    expect([servers.map((server) => world.idOf(server)), types.map(({ id }) => id)]).toEqual([['b'], ['mine']]);
  });
});

describe('freeTileNear', () => {
  test('is the tile itself where nobody stands, else the nearest that is free', () => {
    const world = worldOf();
    expect(freeTileNear(world, { x: 1, y: 0 })).toEqual({ x: 1, y: 0 });
    const beside = freeTileNear(world, { x: 5, y: 5 });
    expect(Math.abs(beside.x - 5) + Math.abs(beside.y - 5)).toBe(1);
  });
});
