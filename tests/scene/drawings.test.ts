import { describe, expect, test } from '@jest/globals';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology, storedConnection, storedServer } from '../support/small-topology.ts';

const AREA = { id: 'big', name: '', color: '#7f9cf5', from: { x: 0, y: 0 }, to: { x: 9, y: 9 }, border: 'solid', order: 0, locked: false, view: null } as const;
const LINE = { id: 'l', name: 'l', points: [{ server: 'a' }, { x: 4, y: 0 }], style: {}, locked: false, view: null };

const worldOf = () => World.from(smallTopology({
  servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 2, y: 2 }], connections: [['a', 'b']],
  areas: [{ ...AREA, id: 'small', to: { x: 1, y: 1 } }, AREA, { ...AREA, id: 'elsewhere', view: 'v' }], lines: [LINE], views: [{ id: 'v', name: 'V', has_places: false }],
}));

describe('drawings of a World', () => {
  test('areas are painted large to small, so that a nested one lies on top; order goes first', () => {
    const world = worldOf();
    expect(world.drawings.areas.map(({ id }) => id)).toEqual(['big', 'small']);
    world.apply([{ op: 'put', noun: 'areas', id: 'small', value: { ...AREA, id: 'small', to: { x: 1, y: 1 }, order: -1 } }]);
    expect(world.drawings.areas.map(({ id }) => id)).toEqual(['small', 'big']);
  });

  test('corners may come in any order', () => {
    const world = worldOf();
    world.apply([{ op: 'put', noun: 'areas', id: 'big', value: { ...AREA, from: { x: 9, y: 0 }, to: { x: 0, y: 9 } } }]);
    expect(world.drawings.get('areas', 'big')).toMatchObject({ from: { x: 0, y: 0 }, to: { x: 9, y: 9 } });
  });

  test('what belongs to one view is shown in that view only', () => {
    const world = worldOf();
    world.drawings.view = 'v';
    expect(world.drawings.areas.map(({ id }) => id)).toContain('elsewhere');
  });

  test('a line follows its server, and is left out while the server is not in sight', () => {
    const world = worldOf();
    world.apply([{ op: 'put', noun: 'servers', id: 'a', value: storedServer('a', 5, 6) }]);
    expect(world.drawings.pointsOf(LINE)).toEqual([5, 6, 4, 0]);
    world.apply([{ op: 'remove', noun: 'servers', id: 'a' }]);
    expect(world.drawings.pointsOf(LINE)).toBeNull();
  });

  test('everything drawn is within the bounds, servers or not', () => {
    const world = worldOf();
    const before = world.bounds().maxY;
    world.apply([{ op: 'put', noun: 'areas', id: 'far', value: { ...AREA, id: 'far', from: { x: 90, y: 90 }, to: { x: 99, y: 99 } } }]);
    expect(world.bounds().maxY).toBeGreaterThan(before + 1_000);
  });

  test('looks, locks and styles follow the feed', () => {
    const world = worldOf();
    world.apply([
      { op: 'put', noun: 'servers', id: 'a', value: storedServer('a', 0, 0, { look: { icon: 'nginx', locked: true } }) },
      { op: 'put', noun: 'connections', id: 'a--b--standard', value: { ...storedConnection('a', 'b'), label: 'reads', style: { dash: 'dotted' } } },
    ]);
    expect([world.dressOf(world.indexOf('a')), world.isLocked(world.indexOf('a'))]).toEqual([{ icon: 'nginx' }, true]);
    const row = world.connectionIndexOf('a--b--standard');
    expect([world.connectionLabel(row), world.links.dressOf(row)?.style]).toEqual(['reads', { dash: 'dotted' }]);
    world.apply([{ op: 'put', noun: 'servers', id: 'a', value: storedServer('a', 0, 0) }, { op: 'put', noun: 'connections', id: 'a--b--standard', value: storedConnection('a', 'b') }]);
    expect([world.dressOf(world.indexOf('a')), world.isLocked(world.indexOf('a')), world.links.dressOf(row)]).toEqual([undefined, false, undefined]);
  });
});
