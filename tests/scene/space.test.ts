import { describe, expect, test } from '@jest/globals';
import { clamp, fit, minScale, panBy, toScreen, toWorld, viewBounds, zoomAt, type Camera } from '../../frontend/scene/camera.ts';
import { snapToTile, tileToWorld, TILE_HEIGHT, TILE_WIDTH, worldToTile } from '../../frontend/scene/space.ts';

const SIZE = { width: 1600, height: 900 };
const BOUNDS = { minX: -3000, minY: -1000, maxX: 3000, maxY: 2000 };

describe('space', () => {
  test.each([[0, 0], [1, 0], [0, 1], [-7, 12], [1_000_000, -1_000_000]])('tile %p, %p survives the way to the world and back', (x, y) => {
    const tile = worldToTile(tileToWorld({ x, y }));
    expect(tile.x).toBeCloseTo(x, 6);
    expect(tile.y).toBeCloseTo(y, 6);
  });

  test('+x runs right and down, +y left and down', () => {
    expect(tileToWorld({ x: 1, y: 0 })).toEqual({ x: TILE_WIDTH / 2, y: TILE_HEIGHT / 2 });
    expect(tileToWorld({ x: 0, y: 1 })).toEqual({ x: -TILE_WIDTH / 2, y: TILE_HEIGHT / 2 });
  });

  test('a point anywhere on a tile snaps to it, and never to minus zero', () => {
    const { x, y } = tileToWorld({ x: 4, y: -2 });
    for (const [dx, dy] of [[0, 0], [60, 0], [-60, 0], [0, 36], [0, -36]] as const) expect(snapToTile({ x: x + dx, y: y + dy })).toEqual({ x: 4, y: -2 });
    expect(Object.is(snapToTile({ x: -1, y: -1 }).x, 0)).toBe(true);
  });
});

describe('camera', () => {
  const camera: Camera = { x: 120, y: -40, k: 0.7 };

  test('the world point in the middle is in the middle of the picture', () => {
    expect(toScreen(camera, SIZE, { x: 120, y: -40 })).toEqual({ x: 800, y: 450 });
  });

  test('screen to world is the way back', () => {
    const world = toWorld(camera, SIZE, { x: 17, y: 803 });
    const back = toScreen(camera, SIZE, world);
    expect(back.x).toBeCloseTo(17);
    expect(back.y).toBeCloseTo(803);
  });

  test('fit shows all of the bounds within the padding, and blows nothing up', () => {
    const seen = viewBounds(fit(BOUNDS, SIZE), SIZE);
    expect(seen.minX).toBeLessThan(BOUNDS.minX);
    expect(seen.maxX).toBeGreaterThan(BOUNDS.maxX);
    expect(seen.minY).toBeLessThan(BOUNDS.minY);
    expect(seen.maxY).toBeGreaterThan(BOUNDS.maxY);
    expect(fit({ minX: 0, minY: 0, maxX: 10, maxY: 10 }, SIZE).k).toBe(1);
  });

  test('a panel at the right moves the content to the left', () => {
    const plain = fit(BOUNDS, SIZE);
    const beside = fit(BOUNDS, SIZE, { top: 56, right: 456, bottom: 56, left: 56 });
    expect(toScreen(beside, SIZE, { x: 0, y: 0 }).x).toBeLessThan(toScreen(plain, SIZE, { x: 0, y: 0 }).x);
  });

  test('zooming keeps the point under the pointer', () => {
    const at = { x: 200, y: 700 };
    const before = toWorld(camera, SIZE, at);
    const after = toWorld(zoomAt(camera, SIZE, at, 1.7, BOUNDS), SIZE, at);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  test('panning moves the content by screen pixels', () => {
    const moved = panBy(camera, 30, -12);
    const point = toScreen(camera, SIZE, { x: 5, y: 5 });
    expect(toScreen(moved, SIZE, { x: 5, y: 5 })).toEqual({ x: expect.closeTo(point.x + 30), y: expect.closeTo(point.y - 12) });
  });

  test('the middle may go half a picture beyond the content and no further', () => {
    const half = SIZE.width / 2 / 0.7;
    expect(clamp({ x: BOUNDS.maxX + half - 1, y: 0, k: 0.7 }, BOUNDS, SIZE).x).toBe(BOUNDS.maxX + half - 1);
    expect(clamp({ x: 1e9, y: 0, k: 0.7 }, BOUNDS, SIZE).x).toBeCloseTo(BOUNDS.maxX + half);
  });

  test('the smallest scale still shows more than everything', () => {
    expect(minScale(BOUNDS, SIZE)).toBeLessThan(fit(BOUNDS, SIZE).k);
    expect(clamp({ x: 0, y: 0, k: 1e-9 }, BOUNDS, SIZE).k).toBe(minScale(BOUNDS, SIZE));
  });
});
