import { describe, expect, test } from '@jest/globals';
import { align, distribute } from '../../frontend/scene/align.ts';
import { sortByDepth } from '../../frontend/scene/depth-order.ts';
import { isInside } from '../../frontend/scene/inside.ts';
import type { ServerColumns } from '../../frontend/scene/server-columns.ts';

const NOBODY = (): boolean => false;
const PLACES = [{ x: 4, y: 0 }, { x: 1, y: 3 }, { x: 2, y: 7 }];

describe('align', () => {
  test.each([
    ['x', 'least', [[1, 0], [1, 3], [1, 7]]], ['x', 'most', [[4, 0], [4, 3], [4, 7]]], ['x', 'middle', [[3, 0], [3, 3], [3, 7]]],
    ['y', 'least', [[4, 0], [1, 0], [2, 0]]], ['y', 'most', [[4, 7], [1, 7], [2, 7]]], ['y', 'middle', [[4, 4], [1, 4], [2, 4]]],
  ] as const)('across %s, %s', (axis, edge, expected) => {
    expect(align(PLACES, axis, edge, NOBODY, true).map(({ x, y }) => [x, y])).toEqual(expected);
  });

  test('who would stand on another steps along the line, in the order they had', () => {
    expect(align([{ x: 0, y: 5 }, { x: 3, y: 5 }, { x: 7, y: 5 }], 'x', 'least', NOBODY, true)).toEqual([{ x: 0, y: 5 }, { x: 0, y: 6 }, { x: 0, y: 7 }]);
  });

  test('tiles of others are passed over', () => {
    expect(align([{ x: 0, y: 0 }, { x: 3, y: 1 }], 'x', 'least', (x, y) => x === 0 && y === 1, true)).toEqual([{ x: 0, y: 0 }, { x: 0, y: 2 }]);
  });

  test('without snapping fractions stay', () => {
    expect(align([{ x: 0, y: 0.25 }, { x: 1.5, y: 3.5 }], 'x', 'middle', NOBODY, false)).toEqual([{ x: 0.75, y: 0.25 }, { x: 0.75, y: 3.5 }]);
  });
});

describe('distribute', () => {
  test('gives equal gaps and leaves the outermost and the other axis alone', () => {
    expect(distribute([{ x: 0, y: 9 }, { x: 1, y: 8 }, { x: 8, y: 7 }], 'x', true)).toEqual([{ x: 0, y: 9 }, { x: 4, y: 8 }, { x: 8, y: 7 }]);
    expect(distribute([{ x: 0, y: 0 }, { x: 9, y: 1 }, { x: 9, y: 5 }], 'y', false)).toEqual([{ x: 0, y: 0 }, { x: 9, y: 2.5 }, { x: 9, y: 5 }]);
  });

  test('two stay as they are', () => {
    expect(distribute([{ x: 0, y: 0 }, { x: 5, y: 1 }], 'x', true)).toEqual([{ x: 0, y: 0 }, { x: 5, y: 1 }]);
  });
});

test('a point is inside a line that closes by itself, dents included', () => {
  const dented = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 5, y: 3 }, { x: 0, y: 10 }];
  expect([[5, 1], [1, 8], [9, 8], [5, 8], [-1, 5], [11, 1]].map(([x = 0, y = 0]) => isInside(dented, { x, y }))).toEqual([true, true, true, false, false, false]);
});

test('sortByDepth paints who has an order before or after all others, and by depth among equals', () => {
  const servers = { x: Float32Array.of(0, 1, 2, 3, 4), y: Float32Array.of(0, 0, 0, 0, 0) } as unknown as ServerColumns;
  expect(sortByDepth(servers, [4, 3, 2, 1, 0])).toEqual([0, 1, 2, 3, 4]);
  expect(sortByDepth(servers, [4, 3, 2, 1, 0], new Map([[0, 2], [1, 2], [4, -1]]))).toEqual([4, 2, 3, 0, 1]);
});
