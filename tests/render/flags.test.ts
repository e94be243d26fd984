import { describe, expect, test } from '@jest/globals';
import { flagPlace, flagSize } from '../../frontend/render/marks/servers.ts';
import { RIM } from '../../frontend/render/marks/traces.ts';
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
