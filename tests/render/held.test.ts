import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heldAt, UNSTRETCHED } from '../../frontend/render/held.ts';

const SIZE = { width: 1600, height: 900 };

const cases = fc.record({
  x: fc.double({ min: -1e5, max: 1e5, noNaN: true }), y: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
  k: fc.double({ min: 0.01, max: 4, noNaN: true }), tiles: fc.double({ min: 0.3, max: 3, noNaN: true }), ratio: fc.constantFrom(1, 1.5, 2),
});

describe('the picture held while the scale changes', () => {
  test('shows every point of the world where the camera says', () => {
    fc.assert(fc.property(cases, ({ x, y, k, tiles, ratio }) => {
      const held = heldAt(SIZE, { x, y, k }, k, k * tiles, ratio);
      const { factor } = held.stretch;
      const shown = (held.originX + (x + 30) * held.k) * factor + held.stretch.x * ratio;
      expect(shown).toBeCloseTo(SIZE.width / 2 + 30 * k, 3);
      expect((held.originY + (y - 7) * held.k) * factor + held.stretch.y * ratio).toBeCloseTo(SIZE.height / 2 - 7 * k, 3);
    }));
  });

  test('begins on a whole pixel, at or before the corner of the screen, and is never wider than the canvas', () => {
    fc.assert(fc.property(cases, ({ x, y, k, tiles, ratio }) => {
      const { originX, originY, stretch } = heldAt(SIZE, { x, y, k }, k, k * tiles, ratio);
      expect(Number.isInteger(originX) && Number.isInteger(originY)).toBe(true);
      expect(stretch.x).toBeLessThanOrEqual(1e-6);
      expect(stretch.y).toBeLessThanOrEqual(1e-6);
      expect(stretch.factor).toBeGreaterThanOrEqual(1);
    }));
  });

  test('copies tiles pixel by pixel while the scale grows, and is smaller than the screen while it sinks', () => {
    expect(heldAt(SIZE, { x: 0, y: 0, k: 1 }, 1, 0.5, 1)).toMatchObject({ k: 0.5, stretch: { factor: 2 } });
    expect(heldAt(SIZE, { x: 0, y: 0, k: 1 }, 1, 2, 1).k).toBeLessThan(1);
    expect(heldAt(SIZE, { x: 0.3, y: 0, k: 1 }, 1, 1, 1)).toMatchObject({ k: 1, stretch: UNSTRETCHED });
  });
});
