import { expect, test } from '@jest/globals';
import { BUILT_IN_TYPES } from '../../backend/contract/built-in-types.ts';
import { ICON_NAMES, iconFaces } from '../../frontend/scene/icons/icons.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_HEIGHT } from '../../frontend/scene/space.ts';

test('every shipped type has a solid of its own', () => {
  expect(BUILT_IN_TYPES.map(({ id }) => id).filter((id) => !ICON_NAMES.includes(id))).toEqual([]);
  const drawn = new Set(ICON_NAMES.map((name) => JSON.stringify(iconFaces(name).map(({ rings }) => rings))));
  expect(drawn.size).toBe(ICON_NAMES.length);
});

test.each(ICON_NAMES)('%s stands on its tile and is as tall as its place on the sheet', (name) => {
  const points = iconFaces(name).flatMap(({ rings }) => rings.flat());
  const xs = points.filter((_, at) => at % 2 === 0);
  const ys = points.filter((_, at) => at % 2 === 1);
  expect(Math.max(...xs.map(Math.abs))).toBeLessThan(HALF_WIDTH);
  expect(Math.max(...ys)).toBeLessThan(HALF_HEIGHT);
  expect(Math.min(...ys)).toBeGreaterThan(-TILE_HEIGHT * 1.18);
  expect(points.every(Number.isFinite)).toBe(true);
});

test.each(['nothing-like-this', '__proto__', 'constructor', ''])('%j is drawn as a plain server', (name) => {
  expect(iconFaces(name)).toEqual(iconFaces('generic'));
});
