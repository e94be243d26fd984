import { describe, expect, test } from '@jest/globals';
import { arrange } from '../../frontend/scene/layouts/arrange.ts';
import { graphOf, neighboursOf, type Graph } from '../../frontend/scene/layouts/graph.ts';
import { coordinatesOf } from '../../frontend/scene/layouts/layered/coordinates.ts';
import { crossingsOf, orderRows } from '../../frontend/scene/layouts/layered/crossings.ts';
import { backEdges } from '../../frontend/scene/layouts/layered/cycles.ts';
import { layersOf } from '../../frontend/scene/layouts/layered/layers.ts';
import { ranksOf } from '../../frontend/scene/layouts/layered/ranks.ts';
import type { Direction, Site } from '../../frontend/scene/layouts/layout.ts';
import { LAYOUTS } from '../../frontend/scene/layouts/registry.ts';
import { seeded } from '../support/large-site.ts';
import { siteFrom, type SiteLink } from '../support/small-site.ts';

const graph = (count: number, ...edges: readonly (readonly [number, number])[]): Graph => ({ count, from: Uint32Array.from(edges, ([from]) => from), to: Uint32Array.from(edges, ([, to]) => to) });
const noTies = (count: number) => neighboursOf(count, [], []);
const place = (site: Site, direction: Direction = 'right'): Float32Array => arrange(LAYOUTS.layered, site, { pitch: 2, direction });

/** Connections from lower to higher numbers only, so that there is no circle. */
function randomGraph(count: number, edges: number, seed: number): Graph {
  const random = seeded(seed);
  const keys = new Set<number>();
  while (keys.size < edges) {
    const [a, b] = [Math.floor(random() * count), Math.floor(random() * count)];
    if (a !== b) keys.add(Math.min(a, b) * count + Math.max(a, b));
  }
  return graph(count, ...[...keys].sort((a, b) => a - b).map((key) => [Math.floor(key / count), key % count] as const));
}

describe('backEdges', () => {
  test('turns nothing round where there is no circle', () => {
    expect([...backEdges(randomGraph(80, 200, 5))].filter(Boolean)).toEqual([]);
  });

  test('turns one connection round in a ring', () => {
    expect([...backEdges(graph(4, [0, 1], [1, 2], [2, 3], [3, 0]))].filter(Boolean)).toHaveLength(1);
  });

  test('turns round the one that leads back into a chain, not the chain', () => {
    expect([...backEdges(graph(5, [0, 1], [1, 2], [2, 3], [3, 4], [3, 1]))]).toEqual([0, 0, 0, 0, 1]);
  });
});

describe('layersOf', () => {
  test('every connection leads to a later layer', () => {
    const { count, from, to } = randomGraph(60, 140, 2);
    const layers = layersOf({ count, from, to }, noTies(count));
    from.forEach((start, edge) => expect(layers[start]).toBeLessThan(layers[to[edge] ?? 0] ?? -1));
  });

  test('who only sends stands just before whom it reaches first, not at the beginning', () => {
    expect([...layersOf(graph(5, [0, 1], [1, 2], [2, 3], [4, 3]), noTies(5))]).toEqual([0, 1, 2, 3, 2]);
  });

  test('who has no direction joins the layer of those it is tied to', () => {
    expect([...layersOf(graph(5, [0, 1], [1, 2]), neighboursOf(5, [2, 3, 3, 4], [3, 2, 4, 3]))]).toEqual([0, 1, 2, 2, 2]);
  });
});

describe('crossings', () => {
  test('are counted: two that cross, and a full mesh of three and three', () => {
    const count = (edges: readonly (readonly [number, number])[], nodes: number): number => {
      const one = graph(nodes, ...edges);
      return crossingsOf(ranksOf(one, layersOf(one, noTies(nodes))));
    };
    expect(count([[0, 3], [1, 2]], 4)).toBe(1);
    expect(count([0, 1, 2].flatMap((a) => [3, 4, 5].map((b) => [a, b] as const)), 6)).toBe(9);
  });

  test('become far fewer than in the order of names, and none where none is needed', () => {
    const mixed = randomGraph(60, 70, 3);
    const naive = ranksOf(mixed, layersOf(mixed, noTies(60)));
    expect(crossingsOf(orderRows(naive, new Int32Array(60).fill(-1)))).toBeLessThan(crossingsOf(naive) / 4);
    const tree = graph(7, [0, 2], [1, 3], [2, 5], [3, 4], [3, 6]);
    const ranks = ranksOf(tree, layersOf(tree, noTies(7)));
    expect(crossingsOf(ranks)).toBeGreaterThan(0);
    expect(crossingsOf(orderRows(ranks, new Int32Array(7).fill(-1)))).toBe(0);
  });

  test('members of a cluster stay side by side within their layer', () => {
    const fan = graph(9, ...[1, 2, 3, 4, 5, 6, 7, 8].map((to) => [0, to] as const));
    const group = Int32Array.from([-1, 7, -1, 7, -1, 9, 7, 9, -1]);
    const [, row = new Uint32Array()] = orderRows(ranksOf(fan, layersOf(fan, noTies(9))), group).rows;
    for (const cluster of [7, 9]) {
      const at = [...row].flatMap((node, index) => (group[node] === cluster ? [index] : []));
      expect(Math.max(...at) - Math.min(...at)).toBe(at.length - 1);
    }
  });
});

describe('coordinates', () => {
  test('a chain runs straight, and one who sends to many stands in their middle', () => {
    const chain = graph(4, [0, 1], [1, 2], [2, 3]);
    const across = (one: Graph): number[] => [...coordinatesOf(orderRows(ranksOf(one, layersOf(one, noTies(one.count))), new Int32Array(one.count).fill(-1)), 2).across];
    expect(new Set(across(chain)).size).toBe(1);
    const [hub = NaN, ...leaves] = across(graph(4, [0, 1], [0, 2], [0, 3]));
    expect(hub).toBe((Math.min(...leaves) + Math.max(...leaves)) / 2);
  });

  test('a layer that is far too wide is folded', () => {
    const fan = graph(101, ...Array.from({ length: 100 }, (_, at) => [0, at + 1] as const));
    const { across, along } = coordinatesOf(ranksOf(fan, layersOf(fan, noTies(101))), 2);
    const wide = Math.max(...across) - Math.min(...across);
    const long = Math.max(...along) - Math.min(...along);
    expect(wide).toBeLessThan(50);
    expect(long).toBeGreaterThan(6);
  });
});

describe('the layout', () => {
  const names = Array.from({ length: 40 }, (_, at) => ({ name: `s${at}` }));
  const dag = randomGraph(40, 70, 3);
  const links = [...dag.from].map((from, edge): SiteLink => [`s${from}`, `s${dag.to[edge] ?? 0}`]);

  test.each([['right', 0], ['down', 1]] as const)('connections run %s', (direction, offset) => {
    const places = place(siteFrom(names, links), direction);
    for (const [at, from] of dag.from.entries()) expect(places[from * 2 + offset]).toBeLessThan(places[(dag.to[at] ?? 0) * 2 + offset] ?? NaN);
  });

  test('with circles, only those that are turned round run back', () => {
    const site = siteFrom(names, [...links, ['s30', 's2'], ['s39', 's0']]);
    const places = place(site);
    const order = Uint32Array.from(names, (_, at) => at);
    const whole = graphOf(site, order, () => true);
    const back = [...whole.from].filter((from, edge) => (places[from * 2] ?? 0) >= (places[(whole.to[edge] ?? 0) * 2] ?? 0)).length;
    expect(back).toBeGreaterThan(0);
    expect(back).toBeLessThanOrEqual([...backEdges(whole)].filter(Boolean).length);
  });

  test('connections within a cluster give no direction: the members stand in one layer', () => {
    const site = siteFrom([{ name: 'web' }, ...['g1', 'g2', 'g3'].map((name) => ({ name, cluster: 'galera' }))], [['web', 'g1'], ['g1', 'g2', 'tie'], ['g2', 'g3', 'tie'], ['g1', 'g3', 'tie']]);
    const places = place(site);
    expect(new Set([places[2], places[4], places[6]]).size).toBe(1);
    expect(places[0]).toBeLessThan(places[2] ?? NaN);
  });

  test('servers without connections stand apart from those with some', () => {
    const places = place(siteFrom([...names, { name: 'lonely' }], links));
    const linked = [...new Set([...dag.from, ...dag.to])];
    const near = linked.filter((server) => Math.max(Math.abs((places[80] ?? 0) - (places[server * 2] ?? 0)), Math.abs((places[81] ?? 0) - (places[server * 2 + 1] ?? 0))) < 4);
    expect([linked.length, near]).toEqual([37, []]);
  });
});
