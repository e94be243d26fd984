import { describe, expect, test } from '@jest/globals';
import { bundlesOf } from '../../frontend/scene/bundles.ts';
import { labelReach, placeLabels, type LabelBox } from '../../frontend/scene/labels.ts';
import { nextLevel, type Level } from '../../frontend/scene/level.ts';
import { overlaps } from '../../frontend/scene/space.ts';
import { World } from '../../frontend/scene/world.ts';
import { patchesOf } from '../../frontend/scene/outline.ts';
import { seeded } from '../bench/page/synthetic-topology.ts';
import { smallTopology } from '../support/small-topology.ts';

const WIDTH = 120;
const HEIGHT = 18;
const random = seeded(5);
const crowd: LabelBox[] = Array.from({ length: 1_500 }, () => {
  const minX = random() * 4_000;
  const minY = random() * 2_000;
  return { minX, minY, maxX: minX + 40 + random() * (WIDTH - 40), maxY: minY + HEIGHT, priority: Math.floor(random() * 20) };
});
const touch = (a: LabelBox, b: LabelBox): boolean => a.minX < b.maxX && a.maxX > b.minX && a.minY < b.maxY && a.maxY > b.minY;

describe('placeLabels', () => {
  const placed = placeLabels(crowd);

  test('no two that stay touch each other', () => {
    expect(placed.flatMap((a, at) => placed.slice(at + 1).filter((b) => touch(a, b)))).toEqual([]);
  });

  test('the most important of all stays', () => {
    const best = crowd.reduce((a, b) => (b.priority > a.priority || (b.priority === a.priority && (b.minY < a.minY)) ? b : a));
    expect(placed).toContain(best);
  });

  test('a text whose place is taken stands in the first of its other places that is free, and in one alone', () => {
    const at = (minX: number, priority: number, others?: () => LabelBox[]): LabelBox => ({ minX, maxX: minX + 50, minY: 0, maxY: 10, priority, ...(others && { others }) });
    const first = at(0, 9);
    const [taken, free, further] = [at(40, 4.9), at(100, 4.8), at(200, 4.7)];
    expect(placeLabels([first, at(10, 5, () => [taken, free, further])])).toEqual([first, free]);
    // One that stands free is not even asked.
    const alone = at(500, 5, () => { throw new Error('It is not in the way.'); });
    expect(placeLabels([first, alone])).toEqual([first, alone]);
  });

  test('two overlapping windows decide alike about what both see', () => {
    const seenIn = (minX: number, maxX: number): Set<LabelBox> => {
      const reach = { minX: minX - labelReach(WIDTH), maxX: maxX + labelReach(WIDTH), minY: -1e9, maxY: 1e9 };
      const near = placeLabels(crowd.filter((label) => overlaps(label, reach)));
      return new Set(near.filter((label) => label.minX < maxX && label.maxX > minX));
    };
    const left = seenIn(0, 2_000);
    const right = seenIn(2_000, 4_000);
    const across = crowd.filter((label) => label.minX < 2_000 && label.maxX > 2_000);
    expect(across.length).toBeGreaterThan(10);
    expect(across.filter((label) => left.has(label) !== right.has(label))).toEqual([]);
  });
});

describe('nextLevel', () => {
  test.each([[200, Infinity, 0], [44, Infinity, 1], [20, Infinity, 1], [8, Infinity, 2], [2, 500, 3], [2, 50, 4], [2, Infinity, 3]] as const)('a tile of %p px and regions of %p px is level %p', (tilePx, regionPx, level) => {
    expect(nextLevel(null, tilePx, regionPx)).toBe(level);
  });

  test('leaving a level takes more than entering it did, so it does not flicker', () => {
    let level: Level = nextLevel(null, 48, Infinity);
    const changes = [45, 43, 45, 43, 45, 43].map((tilePx) => (level = nextLevel(level, tilePx, Infinity)));
    expect(new Set(changes)).toEqual(new Set([0]));
    expect(nextLevel(0, 41, Infinity)).toBe(1);
    expect(nextLevel(1, 45, Infinity)).toBe(1);
    expect(nextLevel(1, 47, Infinity)).toBe(0);
  });
});

describe('bundlesOf', () => {
  test('gathers connections between groups, keeps the strongest of each, and leaves those within out', () => {
    const servers = ['a', 'b', 'c'].flatMap((cluster, at) => [0, 1].map((nth) => ({ id: `${cluster}${nth}`, x: at * 20 + nth * 3, y: 0 })));
    const world = World.from(smallTopology({
      servers,
      connections: [['a0', 'a1'], ['a0', 'b0'], ['b1', 'a1'], ['a0', 'c0']],
      clusters: { a: ['a0', 'a1'], b: ['b0', 'b1'], c: ['c0', 'c1'] },
    }));
    const bundles = bundlesOf(world, world.servers.cluster, (cluster) => world.clusterArea(cluster), 3, 1);
    expect(bundles.all.map(({ a, b, count }) => [a, b, count])).toEqual([[0, 1, 2], [0, 2, 1]]);
    const found: number[] = [];
    bundles.each({ minX: -1e6, minY: -1e6, maxX: 1e6, maxY: 1e6 }, ({ count }) => found.push(count));
    expect(found.sort()).toEqual([1, 2]);
  });
});

describe('patchesOf', () => {
  test('members side by side are bridged, a stranger between them parts them', () => {
    const world = World.from(smallTopology({
      servers: [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 3, y: 0 }, { id: 'stranger', x: 0, y: 2 }, { id: 'c', x: 0, y: 3 }],
      clusters: { scattered: ['a', 'b', 'c'] },
    }));
    const found = patchesOf(world, 0);
    expect(found?.patches).toContainEqual({ minX: 0, minY: 0, maxX: 3, maxY: 0 });
    expect(found?.patches).toHaveLength(4);
    expect(found?.front).toEqual({ x: 3, y: 0 });
  });
});
