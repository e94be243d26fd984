import type { Neighbours } from '../graph.ts';
import type { Ranks } from './ranks.ts';

/** Sweeps over all layers; more rarely help. */
const SWEEPS = 24;
const LARGE = 5_000;
const SWEEPS_OF_LARGE = 4;

/**
 * Orders each layer so that few connections cross, by the barycentres of neighbours (Sugiyama, Tagawa and Toda 1981), down and up
 * in turn; the best order met is kept. Nodes of one `group` (-1 = of none) stay side by side within their layer.
 */
export function orderRows(ranks: Ranks, group: Int32Array): Ranks {
  const sweeps = ranks.layers.length > LARGE ? SWEEPS_OF_LARGE : SWEEPS;
  let rows = ranks.rows.map((row) => gathered(row, Float64Array.from(row, (_, at) => at), group));
  let best = rows;
  let fewest = crossingsOf({ ...ranks, rows });
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    rows = sweep % 2 === 0 ? sweepRows(rows, ranks.above, group, ranks.layers.length, 1) : sweepRows(rows, ranks.below, group, ranks.layers.length, -1);
    const crossings = crossingsOf({ ...ranks, rows });
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = rows;
  }
  return { ...ranks, rows: best };
}

function sweepRows(rows: readonly Uint32Array[], neighbours: Neighbours, group: Int32Array, count: number, step: 1 | -1): Uint32Array[] {
  const swept = [...rows];
  const at = placesIn(rows, count);
  for (let layer = step === 1 ? 1 : rows.length - 2; layer >= 0 && layer < rows.length; layer += step) {
    const row = rows[layer] as Uint32Array;
    const ordered = gathered(row, Float64Array.from(row, (node) => barycentre(neighbours, at, node)), group);
    ordered.forEach((node, place) => { at[node] = place; });
    swept[layer] = ordered;
  }
  return swept;
}

/** Place of each node in its row. */
function placesIn(rows: readonly Uint32Array[], count: number): Float64Array {
  const at = new Float64Array(count);
  for (const row of rows) row.forEach((node, place) => { at[node] = place; });
  return at;
}

/** Mean place of its neighbours; its own without any. */
function barycentre({ start, others }: Neighbours, at: Float64Array, node: number): number {
  const [first, last] = [start[node] as number, start[node + 1] as number];
  if (first === last) return at[node] as number;
  let sum = 0;
  for (let edge = first; edge < last; edge++) sum += at[others[edge] as number] as number;
  return sum / (last - first);
}

/** A row by weight, groups together at the mean of their members. */
function gathered(row: Uint32Array, weights: Float64Array, group: Int32Array): Uint32Array {
  const sums = new Map<number, { sum: number; count: number }>();
  row.forEach((node, place) => {
    const own = group[node] ?? -1;
    if (own < 0) return;
    const sum = sums.get(own) ?? { sum: 0, count: 0 };
    sums.set(own, { sum: sum.sum + (weights[place] as number), count: sum.count + 1 });
  });
  const meanOf = (place: number): number => {
    const sum = sums.get(group[row[place] as number] ?? -1);
    return sum === undefined ? weights[place] as number : sum.sum / sum.count;
  };
  const means = Float64Array.from(row, (_, place) => meanOf(place));
  const groupAt = (place: number): number => group[row[place] as number] ?? -1;
  const places = Uint32Array.from(row, (_, place) => place).sort((a, b) =>
    (means[a] as number) - (means[b] as number) || groupAt(a) - groupAt(b) || (weights[a] as number) - (weights[b] as number) || a - b);
  return places.map((place) => row[place] as number);
}

/** How many pairs of connections cross between neighbouring layers, counted with a tree of sums (Barth, Jünger and Mutzel 2002). */
export function crossingsOf({ rows, layers, below }: Ranks): number {
  const at = placesIn(rows, layers.length);
  let crossings = 0;
  for (let layer = 0; layer + 1 < rows.length; layer++) {
    const tree = new Uint32Array((rows[layer + 1] as Uint32Array).length + 1);
    let passed = 0;
    for (const node of rows[layer] as Uint32Array) {
      const ends = Array.from(below.others.subarray(below.start[node], below.start[node + 1]), (other) => at[other] as number).sort((a, b) => a - b);
      for (const end of ends) crossings += passed - countUpTo(tree, end);
      for (const end of ends) add(tree, end);
      passed += ends.length;
    }
  }
  return crossings;
}

function add(tree: Uint32Array, place: number): void {
  for (let at = place + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] as number) + 1;
}

function countUpTo(tree: Uint32Array, place: number): number {
  let sum = 0;
  for (let at = place + 1; at > 0; at -= at & -at) sum += tree[at] as number;
  return sum;
}
