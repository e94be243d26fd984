import { describe, expect, test } from '@jest/globals';
import { CLUSTER_MARGIN, REGION_MARGIN } from '../../frontend/scene/areas.ts';
import { arrange } from '../../frontend/scene/layouts/arrange.ts';
import { LAYOUT_NAMES, type Direction, type LayoutName, type Site } from '../../frontend/scene/layouts/layout.ts';
import { byTypeAndName } from '../../frontend/scene/layouts/order.ts';
import { LAYOUTS } from '../../frontend/scene/layouts/registry.ts';
import { randomSite, siteFrom, tilesOf } from '../support/small-site.ts';

const place = (layout: LayoutName, site: Site, pitch = 2, direction: Direction = 'right'): Float32Array => arrange(LAYOUTS[layout], site, { pitch, direction });

/** The same site with its servers numbered the other way round. */
function turnedRound(site: Site): Site {
  const last = site.count - 1;
  const turned = <T extends Float32Array | Int32Array | Uint16Array | Uint8Array>(column: T): T => column.slice().reverse() as T;
  return {
    ...site, x: turned(site.x), y: turned(site.y), type: turned(site.type), region: turned(site.region), cluster: turned(site.cluster), network: turned(site.network), pinned: turned(site.pinned),
    names: site.names.split('\n').reverse().join('\n'), from: site.from.map((server) => last - server), to: site.to.map((server) => last - server),
  };
}

describe.each([...LAYOUT_NAMES])('%s', (layout) => {
  const site = randomSite(240, { pinnedEvery: 9 });

  test.each([1, 2, 3])('puts nobody on a tile that another has, at %i tiles between neighbours', (pitch) => {
    const tiles = tilesOf(place(layout, site, pitch));
    expect(new Set(tiles).size).toBe(tiles.length);
    for (const tile of tiles) expect(tile).toMatch(/^-?\d+ -?\d+$/);
  });

  test('leaves pinned servers where they are', () => {
    const places = place(layout, site);
    for (let server = 0; server < site.count; server += 9) expect([places[server * 2], places[server * 2 + 1]]).toEqual([site.x[server], site.y[server]]);
    expect(tilesOf(places)).not.toEqual(tilesOf(Float32Array.from({ length: site.count * 2 }, (_, at) => (at % 2 === 0 ? site.x : site.y)[at >> 1] ?? 0)));
  });

  test('lands on nobody who was not asked about', () => {
    const alone = randomSite(60);
    const free = tilesOf(place(layout, alone));
    const taken = free.slice(0, 30).map((tile) => tile.split(' ').map(Number) as [number, number]);
    const tiles = tilesOf(place(layout, { ...alone, takenX: Float32Array.from(taken, ([x]) => x), takenY: Float32Array.from(taken, ([, y]) => y) }));
    expect(new Set([...tiles, ...free.slice(0, 30)]).size).toBe(90);
  });

  test('gives the same places each time, however the servers are numbered', () => {
    const open = randomSite(150, { seed: 7 });
    expect(place(layout, open)).toEqual(place(layout, open));
    const names = open.names.split('\n');
    const byName = (tiles: string[], order: readonly string[]): Record<string, string> => Object.fromEntries(order.map((name, server) => [name, tiles[server] ?? '']));
    expect(byName(tilesOf(place(layout, turnedRound(open))), names.toReversed())).toEqual(byName(tilesOf(place(layout, open)), names));
  });

  test('stays around the middle of where the servers stood, and does not wander when it is asked again', () => {
    const open = randomSite(80, { seed: 3 });
    const first = place(layout, open);
    const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
    const axis = (places: Float32Array, offset: number): number[] => Array.from({ length: open.count }, (_, server) => places[server * 2 + offset] ?? NaN);
    expect(Math.abs(middle(axis(first, 0)) - middle([...open.x]))).toBeLessThanOrEqual(0.5);
    expect(Math.abs(middle(axis(first, 1)) - middle([...open.y]))).toBeLessThanOrEqual(0.5);
    expect(place(layout, { ...open, x: Float32Array.from(axis(first, 0)), y: Float32Array.from(axis(first, 1)) })).toEqual(first);
  });

  test('copes with one server, with none, and with all of them pinned', () => {
    expect(tilesOf(place(layout, siteFrom([{ name: 'a', x: 4, y: -7 }])))).toEqual(['4 -7']);
    expect(place(layout, siteFrom([]))).toHaveLength(0);
    expect(tilesOf(place(layout, siteFrom([{ name: 'a', x: 1, y: 2, isPinned: true }, { name: 'b', x: 3, y: 4, isPinned: true }])))).toEqual(['1 2', '3 4']);
  });
});

describe('the order of servers', () => {
  test('is by type, then by name with numbers as numbers', () => {
    const names = ['web10', 'web2', 'db', 'web-2-b', 'web-2-a', 'web-10-a', 'alone'];
    const site = siteFrom(names.map((name) => ({ name, type: name === 'db' ? 1 : 2 })));
    expect([...byTypeAndName(site)].map((server) => names[server])).toEqual(['db', 'alone', 'web2', 'web10', 'web-2-a', 'web-10-a', 'web-2-b']);
  });
});

describe('grid', () => {
  test('is a square with so many tiles between neighbours', () => {
    const site = siteFrom(Array.from({ length: 9 }, (_, at) => ({ name: `s${at}` })));
    expect(tilesOf(place('grid', site, 3))).toEqual(['-3 -3', '0 -3', '3 -3', '-3 0', '0 0', '3 0', '-3 3', '0 3', '3 3']);
  });
});

describe('circular', () => {
  test('puts a few on one circle, members of a cluster side by side', () => {
    const site = siteFrom(Array.from({ length: 24 }, (_, at) => ({ name: `s${at}`, ...(at % 4 === 0 ? { cluster: 'c' } : {}) })));
    const places = place('circular', site);
    const far = Array.from({ length: 24 }, (_, server) => Math.hypot((places[server * 2] ?? 0), (places[server * 2 + 1] ?? 0)));
    expect(Math.max(...far) - Math.min(...far)).toBeLessThan(1.5);
    const angles = Array.from({ length: 24 }, (_, server) => Math.atan2(places[server * 2 + 1] ?? 0, places[server * 2] ?? 0));
    const round = angles.map((angle, server) => ({ angle, server })).sort((a, b) => a.angle - b.angle).map(({ server }) => server % 4 === 0);
    const changes = round.filter((isMember, at) => isMember !== round[(at + 1) % 24]).length;
    expect(changes).toBe(2);
  });
});

type Box = { minX: number; minY: number; maxX: number; maxY: number; count: number };

/** Floors of the groups of one kind: their members with the margin that is drawn around them. */
function floorsOf(site: Site, places: Float32Array, kind: 'region' | 'network' | 'cluster', margin: number): Box[] {
  const boxes = new Map<number, Box>();
  for (let server = 0; server < site.count; server++) {
    const group = site[kind][server] ?? -1;
    if (group < 0) continue;
    const [x = 0, y = 0] = places.subarray(server * 2, server * 2 + 2);
    const box = boxes.get(group) ?? { minX: x, minY: y, maxX: x, maxY: y, count: 0 };
    boxes.set(group, { minX: Math.min(box.minX, x), minY: Math.min(box.minY, y), maxX: Math.max(box.maxX, x), maxY: Math.max(box.maxY, y), count: box.count + 1 });
  }
  return [...boxes.values()].map(({ minX, minY, maxX, maxY, count }) => ({ minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin, count }));
}

const touching = (boxes: readonly Box[]): number =>
  boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) => a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY)).length;

describe.each([['region', REGION_MARGIN], ['network', CLUSTER_MARGIN], ['cluster', CLUSTER_MARGIN]] as const)('by %s', (kind, margin) => {
  const site = randomSite(1_200);

  test.each([1, 2, 3])('floors of areas do not touch, nor do those of clusters in them, at %i tiles', (pitch) => {
    const places = place(kind, site, pitch);
    expect(floorsOf(site, places, kind, margin).length).toBeGreaterThan(4);
    expect(touching(floorsOf(site, places, kind, margin))).toBe(0);
    expect(touching(floorsOf(site, places, 'cluster', CLUSTER_MARGIN))).toBe(0);
  });

  test('each area is a compact rectangle, and so is the whole', () => {
    const places = place(kind, site);
    for (const { minX, minY, maxX, maxY, count } of floorsOf(site, places, kind, 0)) {
      const [width, height] = [maxX - minX + 2, maxY - minY + 2];
      expect(Math.max(width, height) / Math.min(width, height)).toBeLessThan(2.6);
      expect(width * height).toBeLessThan(count * 4 * 5);
    }
    const [all] = floorsOf({ ...site, region: site.region.map(() => 0) }, places, 'region', 0);
    expect(all === undefined ? 0 : (all.maxX - all.minX) / (all.maxY - all.minY)).toBeGreaterThan(0.5);
    expect(all === undefined ? 9 : (all.maxX - all.minX) / (all.maxY - all.minY)).toBeLessThan(2);
  });

  test('members stand in rows by type and name', () => {
    const few = siteFrom(['b2', 'b10', 'a1', 'c1'].map((name) => ({ name, [kind]: 'one', type: name === 'c1' ? 0 : 1 })));
    expect(tilesOf(place(kind, few))).toEqual(['-1 1', '1 1', '1 -1', '-1 -1']);
  });
});

describe('force', () => {
  const chain = siteFrom(Array.from({ length: 30 }, (_, at) => ({ name: `s${at}` })), Array.from({ length: 29 }, (_, at) => [`s${at}`, `s${at + 1}`] as const));
  const far = (places: Float32Array, a: number, b: number): number => Math.hypot((places[a * 2] ?? 0) - (places[b * 2] ?? 0), (places[a * 2 + 1] ?? 0) - (places[b * 2 + 1] ?? 0));

  test('draws the connected near and keeps others away', () => {
    const places = place('force', chain);
    const pairs = Array.from({ length: 30 }, (_, a) => Array.from({ length: 30 }, (_unused, b) => ({ isLinked: Math.abs(a - b) === 1, far: far(places, a, b) })).filter((_pair, b) => a !== b)).flat();
    const mean = (some: typeof pairs): number => some.reduce((sum, pair) => sum + pair.far, 0) / some.length;
    expect(mean(pairs.filter(({ isLinked }) => isLinked))).toBeLessThan(mean(pairs.filter(({ isLinked }) => !isLinked)) / 3);
  });

  test('lays the others around a pinned server it is connected with', () => {
    const pinned = { ...chain, x: Float32Array.from({ length: 30 }, (_, at) => 100 + at), y: new Float32Array(30).fill(50), pinned: Uint8Array.from({ length: 30 }, (_, at) => Number(at === 15)) };
    const places = place('force', pinned);
    expect([places[30], places[31]]).toEqual([115, 50]);
    expect(far(places, 14, 15)).toBeLessThan(8);
    expect(far(places, 16, 15)).toBeLessThan(8);
  });

  test('above 5,000 servers moves whole clusters, whose floors do not touch, and ends', () => {
    const site = randomSite(6_000);
    const places = place('force', site);
    expect(new Set(tilesOf(places)).size).toBe(6_000);
    expect(touching(floorsOf(site, places, 'cluster', CLUSTER_MARGIN))).toBe(0);
  });
});
