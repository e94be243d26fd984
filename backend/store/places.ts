import type { Position, StoredServer } from '../contract/server.ts';
import { Occupancy } from '../domain/placement.ts';
import type { Database } from './database.ts';
import type { Journal } from './journal.ts';

/** Finds free places on the map. Learns what is taken at the first question, then follows every write and its way back. */
export class Places {
  readonly #database: Database;
  #occupancy: Occupancy | null = null;

  constructor(database: Database, journal: Journal) {
    this.#database = database;
    journal.watch(({ noun, before, after }) => {
      if (noun !== 'servers' || this.#occupancy === null) return;
      if (before !== null) this.#occupancy.remove(before as StoredServer);
      if (after !== null) this.#occupancy.add(after as StoredServer);
    });
  }

  /** The nearest free place to `near`, else to the region. */
  place(region: string, near: Position | undefined): Position {
    this.#occupancy ??= this.#learn();
    return this.#occupancy.place(region, near);
  }

  /** Forgets what is taken: another connection wrote. */
  reset(): void {
    this.#occupancy = null;
  }

  #learn(): Occupancy {
    const occupancy = new Occupancy();
    const rows = this.#database.prepare('SELECT x, y, region FROM servers').raw().all() as [number, number, string][];
    for (const [x, y, region] of rows) occupancy.add({ position: { x, y }, region });
    return occupancy;
  }
}
