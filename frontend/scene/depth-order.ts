import type { ServerColumns } from './server-columns.ts';

const STEPS_PER_TILE = 4;

/** Rows from back to front: by x + y, to a quarter tile, then by row. */
export function depthOrder(x: ArrayLike<number>, y: ArrayLike<number>, count: number): Uint32Array {
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < count; row++) {
    const depth = (x[row] as number) + (y[row] as number);
    if (depth < least) least = depth;
    if (depth > most) most = depth;
  }
  const span = count === 0 ? 0 : Math.round((most - least) * STEPS_PER_TILE) + 1;
  return span <= count * 4 + 65_536 ? byCounting(x, y, count, least, span) : bySorting(x, y, count, least);
}

function byCounting(x: ArrayLike<number>, y: ArrayLike<number>, count: number, least: number, span: number): Uint32Array {
  const starts = new Uint32Array(span + 1);
  const bucket = (row: number): number => Math.round(((x[row] as number) + (y[row] as number) - least) * STEPS_PER_TILE);
  for (let row = 0; row < count; row++) starts[bucket(row) + 1] = (starts[bucket(row) + 1] as number) + 1;
  for (let at = 0; at < span; at++) starts[at + 1] = (starts[at + 1] as number) + (starts[at] as number);
  const order = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const at = bucket(row);
    order[starts[at] as number] = row;
    starts[at] = (starts[at] as number) + 1;
  }
  return order;
}

function bySorting(x: ArrayLike<number>, y: ArrayLike<number>, count: number, least: number): Uint32Array {
  const keys = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    keys[row] = Math.round(((x[row] as number) + (y[row] as number) - least) * STEPS_PER_TILE) * 2 ** 24 + row;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % 2 ** 24);
}

const NO_ORDERS: ReadonlyMap<number, number> = new Map();

/**
 * Sorts some servers from back to front, in place. The key is taken from their present place, so the order holds after
 * any number of moves and additions, which leave the order of the columns behind. Those with an order of their own are painted
 * before all others, or after them.
 */
export function sortByDepth(servers: ServerColumns, some: number[], orders: ReadonlyMap<number, number> = NO_ORDERS): number[] {
  const keys = new Float64Array(some.length);
  for (let at = 0; at < some.length; at++) {
    const server = some[at] as number;
    // Positions lie within ±1,000,000 tiles, so the key stays exact below 2^53.
    keys[at] = Math.round(((servers.x[server] as number) + (servers.y[server] as number) + 2_000_000) * STEPS_PER_TILE) * 2 ** 24 + server;
  }
  keys.sort();
  for (let at = 0; at < some.length; at++) some[at] = (keys[at] as number) % 2 ** 24;
  // Only here and there somebody has one; the sort is stable, so that depth decides among equals.
  if (orders.size > 0 && some.some((server) => orders.has(server))) some.sort((a, b) => (orders.get(a) ?? 0) - (orders.get(b) ?? 0));
  return some;
}
