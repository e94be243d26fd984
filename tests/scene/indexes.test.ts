import { describe, expect, test } from '@jest/globals';
import { decodeTopology } from '../../backend/contract/topology.ts';
import { depthOrder } from '../../frontend/scene/depth-order.ts';
import { IdIndex } from '../../frontend/scene/id-index.ts';
import { LooseGrid } from '../../frontend/scene/loose-grid.ts';
import { HALF_HEIGHT, HALF_WIDTH, overlaps, type Bounds } from '../../frontend/scene/space.ts';
import { TextColumn } from '../../frontend/scene/text-column.ts';
import { World } from '../../frontend/scene/world.ts';
import { seeded, syntheticTopology } from '../bench/page/synthetic-topology.ts';

const random = seeded(11);
const randomBounds = (reach: number, most: number): Bounds => {
  const minX = (random() - 0.5) * reach;
  const minY = (random() - 0.5) * reach;
  return { minX, minY, maxX: minX + random() ** 4 * most, maxY: minY + random() ** 4 * most };
};

describe('Grid', () => {
  const world = World.from(decodeTopology(syntheticTopology(3_000).buffer as ArrayBuffer));

  test('answers every rectangle like a walk over all servers', () => {
    const { x, y } = world.servers;
    const all = world.bounds();
    for (let round = 0; round < 60; round++) {
      const bounds = randomBounds(all.maxX - all.minX, 6_000);
      const slow = Array.from({ length: world.servers.count }, (_, server) => server).filter((server) => {
        const worldX = ((x[server] as number) - (y[server] as number)) * HALF_WIDTH;
        const worldY = ((x[server] as number) + (y[server] as number)) * HALF_HEIGHT;
        return worldX >= bounds.minX && worldX <= bounds.maxX && worldY >= bounds.minY && worldY <= bounds.maxY;
      });
      expect(world.grid.query(bounds).sort((a, b) => a - b)).toEqual(slow);
    }
  });

  test('counts who stands on a floor like a walk over all servers, and stops beyond the most that is asked for', () => {
    const { x, y } = world.servers;
    for (let round = 0; round < 200; round++) {
      const [minX, minY] = [Math.floor(random() * 120) - 20, Math.floor(random() * 120) - 20];
      const floor = { minX: minX - 0.8, minY: minY - 0.8, maxX: minX + random() ** 2 * 90, maxY: minY + random() ** 2 * 90 };
      let slow = 0;
      for (let server = 0; server < world.servers.count; server++) {
        const [atX, atY] = [x[server] as number, y[server] as number];
        if (atX >= floor.minX && atX <= floor.maxX && atY >= floor.minY && atY <= floor.maxY) slow++;
      }
      expect(world.grid.countOn(floor, Infinity)).toBe(slow);
      if (slow > 10) expect(world.grid.countOn(floor, 10)).toBeGreaterThan(10);
    }
  });

  test('counts after servers came, went and moved far beyond what it was built for', () => {
    const moved = World.from(decodeTopology(syntheticTopology(400).buffer as ArrayBuffer));
    const everywhere = { minX: -1e6, minY: -1e6, maxX: 1e6, maxY: 1e6 };
    moved.grid.remove(7);
    expect(moved.grid.countOn(everywhere, Infinity)).toBe(399);
    moved.servers.x[7] = 90_000;
    moved.grid.insert(7);
    expect(moved.grid.countOn(everywhere, Infinity)).toBe(400);
    expect(moved.grid.countOn({ minX: 89_999, minY: -1e6, maxX: 90_001, maxY: 1e6 }, Infinity)).toBe(1);
  });

  test('every server is found on its own tile', () => {
    for (let server = 0; server < world.servers.count; server += 17) {
      expect(world.grid.at(world.servers.x[server] as number, world.servers.y[server] as number)).toBe(server);
    }
  });
});

describe('LooseGrid', () => {
  test('answers every rectangle like a walk over all items, after removals and moves too', () => {
    const boxes = Array.from({ length: 2_000 }, () => randomBounds(60_000, 40_000));
    const grid = new LooseGrid(16);
    boxes.forEach(({ minX, minY, maxX, maxY }, item) => grid.put(item, minX, minY, maxX, maxY));
    for (let item = 0; item < boxes.length; item += 5) grid.remove(item);
    for (let item = 1; item < boxes.length; item += 5) {
      const { minX, minY, maxX, maxY } = boxes[item] = randomBounds(60_000, 2_000);
      grid.put(item, minX, minY, maxX, maxY);
    }
    for (let round = 0; round < 40; round++) {
      const asked = randomBounds(60_000, 20_000);
      const found: number[] = [];
      grid.each(asked, (item) => found.push(item));
      // Boxes are kept as 32-bit floats, so rims may differ by a hair.
      const grown = { minX: asked.minX - 0.01, minY: asked.minY - 0.01, maxX: asked.maxX + 0.01, maxY: asked.maxY + 0.01 };
      const slow = boxes.flatMap((box, item) => (item % 5 !== 0 && overlaps(box, asked) ? [item] : []));
      expect(new Set(found).size).toBe(found.length);
      expect(slow.filter((item) => !found.includes(item))).toEqual([]);
      expect(found.every((item) => overlaps(boxes[item] as Bounds, grown))).toBe(true);
    }
  });
});

describe('depthOrder', () => {
  test.each([['crowded, counted', 40], ['sparse, sorted', 900_000]])('%s: depth never falls, equals keep their order', (_, reach) => {
    const x = Float32Array.from({ length: 500 }, () => Math.floor(random() * reach));
    const y = Float32Array.from({ length: 500 }, () => Math.floor(random() * reach));
    const order = [...depthOrder(x, y, 500)];
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (__, at) => at));
    const depth = (row: number): number => (x[row] as number) + (y[row] as number);
    for (let at = 1; at < 500; at++) {
      const [before, now] = [order[at - 1] as number, order[at] as number];
      expect(depth(before) < depth(now) || (depth(before) === depth(now) && before < now)).toBe(true);
    }
  });
});

describe('TextColumn', () => {
  test.each([['', 0, []], ['', 1, ['']], ['a', 1, ['a']], ['a\n\nc', 3, ['a', '', 'c']], ['\n\n', 3, ['', '', '']], ['only', 3, ['only', '', '']]])('%j holds its rows', (text, rows, expected) => {
    const column = new TextColumn(text, rows);
    expect(Array.from({ length: rows }, (_, row) => column.get(row))).toEqual(expected);
  });

  test('rows are replaced and added', () => {
    const column = new TextColumn('a\nb', 2);
    column.set(0, 'changed');
    expect(column.push('c')).toBe(2);
    expect([0, 1, 2].map((row) => column.get(row))).toEqual(['changed', 'b', 'c']);
  });
});

describe('IdIndex', () => {
  test('finds every id while it grows, and none that was removed', () => {
    const ids: string[] = [];
    const gone = new Set<number>();
    const index = new IdIndex((place) => ids[place] ?? '', (place) => !gone.has(place));
    for (let at = 0; at < 500; at++) {
      ids.push(`server-${at}`);
      expect(index.find(`server-${at}`, ids.length)).toBe(at);
    }
    gone.add(7);
    expect(index.find('server-7', ids.length)).toBe(-1);
    ids.push('server-7');
    expect(index.find('server-7', ids.length)).toBe(500);
    expect(index.find('__proto__', ids.length)).toBe(-1);
  });
});
