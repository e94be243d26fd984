import { floorBounds, type Area } from './areas.ts';
import { LooseGrid } from './loose-grid.ts';
import type { Bounds } from './space.ts';
import type { World } from './world.ts';

const DISCONNECTED = 2;

/** All connections between two groups as one line. */
export type Bundle = { readonly a: number; readonly b: number; readonly count: number; readonly broken: number };

/** The strongest bundles of every group, found by rectangle. */
export type Bundles = { readonly all: readonly Bundle[]; each(bounds: Bounds, visit: (bundle: Bundle) => void): void };

/** Gathers connections between groups and keeps the `strongest` few of each group: all of them would be a carpet. */
export function bundlesOf(world: World, groupOf: Int32Array | Uint32Array, areaOf: (group: number) => Area | null, groups: number, strongest: number): Bundles {
  const all = strongestOf(world, groupOf, groups, strongest);
  const index = new LooseGrid(Math.max(16, all.length));
  all.forEach((bundle, place) => {
    const box = boundsBetween(areaOf(bundle.a), areaOf(bundle.b));
    if (box) index.put(place, box.minX, box.minY, box.maxX, box.maxY);
  });
  return { all, each: (bounds, visit) => index.each(bounds, (place) => visit(all[place] as Bundle)) };
}

/** The counters of all bundles are given up again: those of a million servers take megabytes. */
function strongestOf(world: World, groupOf: Int32Array | Uint32Array, groups: number, strongest: number): Bundle[] {
  const { from, to, alive, status, count } = world.connections;
  const counts = new Map<number, number>();
  const broken = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    if (alive[row] !== 1) continue;
    const a = groupOf[from[row] as number] as number;
    const b = groupOf[to[row] as number] as number;
    if (a === b || a < 0 || b < 0 || a >= groups || b >= groups) continue;
    const key = a < b ? a * groups + b : b * groups + a;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (status[row] === DISCONNECTED) broken.set(key, (broken.get(key) ?? 0) + 1);
  }
  return [...keepStrongest(counts, groups, strongest)].map((key): Bundle => (
    { a: Math.floor(key / groups), b: key % groups, count: counts.get(key) ?? 0, broken: broken.get(key) ?? 0 }
  ));
}

function keepStrongest(counts: ReadonlyMap<number, number>, groups: number, strongest: number): Set<number> {
  const perGroup = new Map<number, number[]>();
  const byStrength = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);
  const kept = new Set<number>();
  for (const key of byStrength) {
    for (const group of [Math.floor(key / groups), key % groups]) {
      const own = perGroup.get(group) ?? [];
      if (own.length >= strongest) continue;
      own.push(key);
      perGroup.set(group, own);
      kept.add(key);
    }
  }
  return kept;
}

/** The line has one corner, so it stays within the rectangle of both ends. */
function boundsBetween(a: Area | null, b: Area | null): Bounds | null {
  if (!a || !b) return null;
  const [ax, ay] = middle(a);
  const [bx, by] = middle(b);
  return floorBounds({ minX: Math.min(ax, bx), minY: Math.min(ay, by), maxX: Math.max(ax, bx), maxY: Math.max(ay, by) });
}

/** Middle of an area, in tiles. */
export const middle = ({ floor }: Area): readonly [number, number] => [(floor.minX + floor.maxX) / 2, (floor.minY + floor.maxY) / 2];
