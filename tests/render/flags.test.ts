import { describe, expect, test } from '@jest/globals';
import { flagPlace, flagSize } from '../../frontend/render/marks/servers.ts';
import { RIM, traceArrow } from '../../frontend/render/marks/traces.ts';
import { drawMetrics } from '../../frontend/render/marks/metrics.ts';
import { Sources } from '../../frontend/render/sources.ts';
import { BITMAPS } from '../../frontend/render/sprites.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_WIDTH } from '../../frontend/scene/space.ts';
import { World } from '../../frontend/scene/world.ts';
import { WORDS } from '../support/map-words.ts';
import { smallTopology } from '../support/small-topology.ts';

/** Where heads of lines end on a tile, and how far behind its tip one reaches, in tiles. */
const EDGES = [[RIM, 0], [-RIM, 0], [0, RIM], [0, -RIM]] as const;
const HEAD = 0.2;

describe('the flag of a state', () => {
  test.each([40, 60, 90, 142, 300])('covers no head of a line that meets the middle of an edge, on a tile of %p px', (tilePx) => {
    const { x, y } = flagPlace(tilePx);
    const scale = tilePx / TILE_WIDTH;
    for (const status of [0, 1, 2, 3, 4]) {
      for (const [tileX, tileY] of EDGES) {
        for (const part of [0, 0.5, 1]) {
          const [headX, headY] = [tileX * (1 + (HEAD / RIM) * part), tileY * (1 + (HEAD / RIM) * part)];
          const away = Math.hypot(x - (headX - headY) * HALF_WIDTH, y - (headX + headY) * HALF_HEIGHT) * scale;
          expect(away).toBeGreaterThan(flagSize(tilePx, status) / 2 + 1);
        }
      }
    }
  });
});

describe('the head of a line', () => {
  /** How far its tip is from where the route ends, in tiles. */
  const stopOf = (route: readonly number[]): number => {
    let tip = [NaN, NaN];
    const context = { beginPath: () => undefined, moveTo: (x: number, y: number) => { tip = [x, y]; }, lineTo: () => undefined, closePath: () => undefined };
    traceArrow(context as unknown as CanvasRenderingContext2D, route, 4);
    const [x, y] = [(tip[0] ?? 0) / HALF_WIDTH, (tip[1] ?? 0) / HALF_HEIGHT];
    return Math.hypot((x + y) / 2 - (route.at(-2) ?? 0), (y - x) / 2 - (route.at(-1) ?? 0));
  };

  test('ends at the rim of a tile, but before the body of a server that it comes to from behind', () => {
    expect(stopOf([9, 4, 4, 4])).toBeCloseTo(RIM);
    expect(stopOf([4, 9, 4, 4])).toBeCloseTo(RIM);
    expect(stopOf([0, 4, 4, 4])).toBeGreaterThan(0.75);
    expect(stopOf([4, 0, 4, 4])).toBeGreaterThan(0.75);
  });

  test('stays on its last leg where two stand side by side', () => {
    expect(stopOf([3, 4, 4, 4])).toBeGreaterThan(RIM);
    expect(stopOf([3, 4, 4, 4])).toBeLessThan(0.7);
  });
});

describe('the bars of a server', () => {
  type Box = readonly [x: number, y: number, width: number, height: number];
  /** The card behind the bars, and the bars that are filled. */
  const barsOf = (numbers: readonly [cpu: number, memory: number, disk: number, traffic?: number], k: number): { card: Box; filled: number } => {
    const world = World.from(smallTopology({ servers: [{ id: 'a', x: 0, y: 0 }] }));
    expect(world.setMetrics(0, ...numbers)).toBe(true);
    expect(world.setMetrics(0, ...numbers)).toBe(false);
    let card: Box = [0, 0, 0, 0];
    let rects = 0;
    const context = { beginPath: () => undefined, fill: () => undefined, stroke: () => undefined, roundRect: (...box: [number, number, number, number]) => { card = box; }, fillRect: () => { rects += 1; } };
    const painting = new Sources(world, BITMAPS).painting(k, 1, 'light', WORDS, { dimmed: null, hidden: new Set() }, null);
    drawMetrics(context as unknown as CanvasRenderingContext2D, painting, { left: 0, top: 0, size: 512, bounds: { minX: 0, minY: 0, maxX: 0, maxY: 0 } }, 0);
    // A trough for each, and what fills it.
    return { card, filled: rects / 2 };
  };

  test('tell CPU, memory and disk, and the network where it is known', () => {
    expect(barsOf([10, 20, 30], 1).filled).toBe(3);
    expect(barsOf([10, 20, 30, 40], 1).filled).toBe(4);
  });

  test.each([0.62, 1, 2])('cover no head of a line that meets the middle of an edge, at %p', (k) => {
    const { card: [x, y, width, height] } = barsOf([10, 20, 30, 40], k);
    for (const [tileX, tileY] of EDGES) {
      const [headX, headY] = [(tileX - tileY) * HALF_WIDTH * k, (tileX + tileY) * HALF_HEIGHT * k];
      expect(headX >= x && headX <= x + width && headY >= y && headY <= y + height).toBe(false);
    }
  });
});
