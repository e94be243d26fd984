import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';

const STATES = SERVER_STATUSES.length;

/** How many servers are in each state, for many groups at once: one row of counters per group. */
export class StateCounts {
  #counts = new Uint32Array(STATES * 16);

  add(group: number, status: number, by: 1 | -1): void {
    const at = group * STATES + status;
    if (at >= this.#counts.length) this.#grow(at + STATES);
    this.#counts[at] = (this.#counts[at] as number) + by;
  }

  of(group: number, status: number): number {
    return this.#counts[group * STATES + status] ?? 0;
  }

  total(group: number): number {
    let total = 0;
    for (let status = 0; status < STATES; status++) total += this.of(group, status);
    return total;
  }

  #grow(least: number): void {
    const larger = new Uint32Array(Math.max(least, this.#counts.length * 2));
    larger.set(this.#counts);
    this.#counts = larger;
  }
}
