import type { Route } from './route.ts';

/** Nodes stand half a tile apart: on tiles, and on the streets between them. */
const STEP = 0.5;
/** A search over more nodes than this is not begun. */
const MOST_NODES = 40_000;
/** What a corner costs, in steps: a few long legs read better than a staircase. */
const CORNER_COST = 5;
const DIRECTIONS = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const;

/**
 * The cheapest way at right angles between two tiles around everything blocked, or null where there is none near by.
 * A* over half tiles and directions of arrival; corners cost extra. `isBlocked` is asked for nodes, in tiles; no node lies more than
 * `margin` whole tiles beside the ends.
 */
export function findPath(ax: number, ay: number, bx: number, by: number, margin: number, isBlocked: (x: number, y: number) => boolean): Route | null {
  const lattice = latticeAround(ax, ay, bx, by, margin);
  if (lattice === null) return null;
  const { columns, rows, minX, minY } = lattice;
  const start = indexOf(ax, ay, lattice);
  const goal = indexOf(bx, by, lattice);
  const blocked = new Uint8Array(columns * rows); // 0 not asked, 1 free, 2 blocked
  const cost = new Float64Array(columns * rows * 4).fill(Infinity);
  const cameFrom = new Int32Array(columns * rows * 4).fill(-1);
  const heap = new Heap();
  const goalColumn = goal % columns;
  const goalRow = (goal - goalColumn) / columns;
  const isFree = (node: number): boolean => {
    if (node === start || node === goal) return true;
    let known = blocked[node];
    if (known === 0) {
      const column = node % columns;
      known = isBlocked(minX + column * STEP, minY + ((node - column) / columns) * STEP) ? 2 : 1;
      blocked[node] = known;
    }
    return known === 1;
  };
  for (let direction = 0; direction < 4; direction++) {
    cost[start * 4 + direction] = 0;
    heap.push(start * 4 + direction, 0);
  }
  while (heap.size > 0) {
    const state = heap.pop();
    const node = state >> 2;
    const direction = state & 3;
    const soFar = cost[state] as number;
    if (node === goal) return tilesOf(state, cameFrom, lattice, [ax, ay], [bx, by]);
    const column = node % columns;
    const row = (node - column) / columns;
    for (let next = 0; next < 4; next++) {
      if ((next ^ 2) === direction && node !== start) continue;
      const [dx, dy] = DIRECTIONS[next] as readonly [number, number];
      const toColumn = column + dx;
      const toRow = row + dy;
      if (toColumn < 0 || toRow < 0 || toColumn >= columns || toRow >= rows) continue;
      const to = toRow * columns + toColumn;
      if (!isFree(to)) continue;
      const price = soFar + 1 + (next === direction || node === start ? 0 : CORNER_COST);
      const target = to * 4 + next;
      if (price >= (cost[target] as number)) continue;
      cost[target] = price;
      cameFrom[target] = state;
      heap.push(target, price + Math.abs(goalColumn - toColumn) + Math.abs(goalRow - toRow));
    }
  }
  return null;
}

type Lattice = { readonly minX: number; readonly minY: number; readonly columns: number; readonly rows: number };

function latticeAround(ax: number, ay: number, bx: number, by: number, margin: number): Lattice | null {
  const minX = Math.floor(Math.min(ax, bx)) - margin;
  const minY = Math.floor(Math.min(ay, by)) - margin;
  const columns = Math.round((Math.ceil(Math.max(ax, bx)) + margin - minX) / STEP) + 1;
  const rows = Math.round((Math.ceil(Math.max(ay, by)) + margin - minY) / STEP) + 1;
  return columns * rows > MOST_NODES ? null : { minX, minY, columns, rows };
}

const indexOf = (x: number, y: number, { minX, minY, columns }: Lattice): number => Math.round((y - minY) / STEP) * columns + Math.round((x - minX) / STEP);

/** The corners of a found way; its ends are moved onto the very places asked for. */
function tilesOf(last: number, cameFrom: Int32Array, { minX, minY, columns }: Lattice, from: readonly [number, number], to: readonly [number, number]): Route {
  const nodes: [number, number][] = [];
  for (let state = last; state >= 0; state = cameFrom[state] as number) {
    const column = (state >> 2) % columns;
    nodes.push([minX + column * STEP, minY + (((state >> 2) - column) / columns) * STEP]);
  }
  nodes.reverse();
  const corners = nodes.filter((node, at) => at === 0 || at === nodes.length - 1 || !isStraight(nodes[at - 1], node, nodes[at + 1]));
  if (corners.length === 2 && from[0] !== to[0] && from[1] !== to[1]) return [...from, to[0], from[1], ...to];
  return meetEnds(corners, from, to).flat();
}

const isStraight = (a: readonly number[] | undefined, b: readonly number[], c: readonly number[] | undefined): boolean =>
  (a?.[0] === b[0] && b[0] === c?.[0]) || (a?.[1] === b[1] && b[1] === c?.[1]);

/** Ends between two nodes: the leg beside each is moved so that it still runs along its axis. */
function meetEnds(corners: [number, number][], from: readonly [number, number], to: readonly [number, number]): [number, number][] {
  const moved = corners.map(([x, y]): [number, number] => [x, y]);
  for (const [end, beside, place] of [[0, 1, from], [moved.length - 1, moved.length - 2, to]] as const) {
    const node = moved[end];
    const next = moved[beside];
    if (node === undefined || next === undefined) continue;
    if (node[0] === next[0]) next[0] = place[0];
    else next[1] = place[1];
    [node[0], node[1]] = place;
  }
  return moved;
}

/** A binary heap of states by price. */
class Heap {
  readonly #states: number[] = [];
  readonly #prices: number[] = [];

  get size(): number { return this.#states.length; }

  push(state: number, price: number): void {
    let at = this.#states.push(state) - 1;
    this.#prices.push(price);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#prices[parent] as number) <= price) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): number {
    const [first = -1] = this.#states;
    const last = this.#states.pop() as number;
    const price = this.#prices.pop() as number;
    if (this.#states.length === 0) return first;
    this.#states[0] = last;
    this.#prices[0] = price;
    for (let at = 0; ;) {
      const left = at * 2 + 1;
      if (left >= this.#states.length) break;
      const right = left + 1;
      const least = right < this.#states.length && (this.#prices[right] as number) < (this.#prices[left] as number) ? right : left;
      if ((this.#prices[least] as number) >= (this.#prices[at] as number)) break;
      this.#swap(at, least);
      at = least;
    }
    return first;
  }

  #swap(a: number, b: number): void {
    const state = this.#states[a] as number;
    const price = this.#prices[a] as number;
    this.#states[a] = this.#states[b] as number;
    this.#prices[a] = this.#prices[b] as number;
    this.#states[b] = state;
    this.#prices[b] = price;
  }
}
