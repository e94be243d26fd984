import { describe, expect, test } from '@jest/globals';
import { flagPlace, flagSize } from '../../frontend/render/marks/servers.ts';
import { RIM, traceArrow } from '../../frontend/render/marks/traces.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_WIDTH } from '../../frontend/scene/space.ts';

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
    const [x = 0, y = 0] = [(tip[0] ?? 0) / HALF_WIDTH, (tip[1] ?? 0) / HALF_HEIGHT];
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
