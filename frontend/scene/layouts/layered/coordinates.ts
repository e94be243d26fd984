import type { Neighbours } from '../graph.ts';
import type { Ranks } from './ranks.ts';

/** Where each node lies across the layers and along them, in tiles; those of stand-ins are of no use. */
export type Coordinates = { readonly across: Float64Array; readonly along: Float64Array };

const SWEEPS = 8;
/** A layer with more servers than this for each √server of the graph is folded into several rows. */
const WIDEST = 1.6;
const ALWAYS_FIT = 12;

/** Tiles between two layers: a lane more than between neighbours, for the lines. */
const laneAlong = (pitch: number): number => pitch + 1;

/**
 * Compact coordinates in the given order: each node as near to the middle of its neighbours as the order allows. A layer that is
 * far too wide is folded, in order, so that the whole stays about square.
 */
export function coordinatesOf(ranks: Ranks, pitch: number): Coordinates {
  const { rows, layers, real, above, below } = ranks;
  const across = new Float64Array(layers.length);
  const along = new Float64Array(layers.length);
  const most = Math.max(ALWAYS_FIT, Math.ceil(Math.sqrt(real) * WIDEST));
  const folds = rows.map((row) => Math.ceil(row.filter((node) => node < real).length / most));
  rows.forEach((row, layer) => spread(row, folds[layer] as number));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isDown = sweep % 2 === 0;
    for (let step = 1; step < rows.length; step++) straighten(isDown ? step : rows.length - 1 - step, isDown ? above : below);
  }
  let begun = 0;
  rows.forEach((row, layer) => {
    const fold = Math.max(1, folds[layer] as number);
    let place = 0;
    for (const node of row) along[node] = begun + (fold > 1 && node < real ? place++ % fold : 0) * pitch;
    begun += (fold - 1) * pitch + laneAlong(pitch);
  });
  return { across, along };

  /** The first guess, and the last word on a folded layer's shape. */
  function spread(row: Uint32Array, fold: number): void {
    let at = 0;
    let place = 0;
    row.forEach((node, index) => {
      if (fold > 1) at = Math.floor((node < real ? place++ : Math.max(0, place - 1)) / fold) * pitch;
      else if (index > 0) at += roomBetween(row[index - 1] as number, node);
      across[node] = at;
    });
    for (const node of row) across[node] = (across[node] as number) - at / 2;
  }

  function straighten(layer: number, neighbours: Neighbours): void {
    const row = rows[layer] as Uint32Array;
    const wished = Float64Array.from(row, (node) => middleOf(neighbours, across, node));
    if ((folds[layer] as number) > 1) {
      const off = mean(Float64Array.from(row, (node, at) => (wished[at] as number) - (across[node] as number)));
      for (const node of row) across[node] = Math.round((across[node] as number) + off);
      return;
    }
    // Less the room before it, order asks of every node only not to lie before the last one.
    const room = new Float64Array(row.length);
    for (let at = 1; at < row.length; at++) room[at] = (room[at - 1] as number) + roomBetween(row[at - 1] as number, row[at] as number);
    const fitted = nearestAscending(wished.map((place, at) => place - (room[at] as number)));
    row.forEach((node, at) => { across[node] = Math.round(fitted[at] as number) + (room[at] as number); });
  }

  function roomBetween(a: number, b: number): number {
    return a < real && b < real ? pitch : Math.ceil(pitch / 2);
  }
}

/** The middle one of its neighbours, or between the two middle ones; where it is without any. */
function middleOf({ start, others }: Neighbours, across: Float64Array, node: number): number {
  const places = Float64Array.from(others.subarray(start[node], start[node + 1]), (other) => across[other] as number).sort();
  if (places.length === 0) return across[node] as number;
  return ((places[(places.length - 1) >> 1] as number) + (places[places.length >> 1] as number)) / 2;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The ascending values nearest to these in the sum of squares: neighbours out of order are pooled at their mean. */
function nearestAscending(values: Float64Array): Float64Array {
  const pools: { sum: number; count: number }[] = [];
  for (const value of values) {
    let pool = { sum: value, count: 1 };
    for (let last = pools.at(-1); last !== undefined && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  return Float64Array.from(pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count)));
}
