import { floorBounds, type Floor } from './areas.ts';
import { LooseGrid } from './loose-grid.ts';
import { grow, TILE_WIDTH, type Bounds } from './space.ts';

/** Room around a floor in which its border and its name are drawn, in world pixels. */
const AROUND = TILE_WIDTH / 2;

/** Floors of many groups, several of each, for questions about a rectangle. */
export class IslandIndex {
  readonly #grid: LooseGrid;
  readonly #groupOf: number[] = [];
  readonly #entriesOf = new Map<number, readonly number[]>();
  readonly #free: number[] = [];

  constructor(capacity: number) {
    this.#grid = new LooseGrid(Math.max(16, capacity));
  }

  /** Replaces the floors of a group. */
  put(group: number, floors: readonly Floor[]): void {
    for (const entry of this.#entriesOf.get(group) ?? []) {
      this.#grid.remove(entry);
      this.#free.push(entry);
    }
    if (floors.length === 0) this.#entriesOf.delete(group);
    else this.#entriesOf.set(group, floors.map((floor) => this.#add(group, floor)));
  }

  /** Groups that have a floor in the rectangle, each once. */
  query(bounds: Bounds): Set<number> {
    const found = new Set<number>();
    this.#grid.each(bounds, (entry) => found.add(this.#groupOf[entry] as number));
    return found;
  }

  #add(group: number, floor: Floor): number {
    const entry = this.#free.pop() ?? this.#groupOf.length;
    this.#groupOf[entry] = group;
    const { minX, minY, maxX, maxY } = grow(floorBounds(floor), AROUND);
    this.#grid.put(entry, minX, minY, maxX, maxY);
    return entry;
  }
}
