import type { Fault } from '../contract/problem.ts';
import { invalid, ProblemError } from '../errors.ts';

const LISTED_MAX = 1_000;

/** Faults of a file: all are counted, the first thousand listed. */
export class FaultList {
  readonly #faults: Fault[] = [];
  #count = 0;

  add(pointer: string, message: string): void {
    this.#count += 1;
    if (this.#faults.length < LISTED_MAX) this.#faults.push({ pointer, message });
  }

  get count(): number {
    return this.#count;
  }

  /** Throws `invalid` where there is any fault, naming how many. */
  refuse(): void {
    if (this.#count === 0) return;
    const { message } = invalid(this.#faults);
    const listed = this.#count > LISTED_MAX ? ` ${this.#count} faults in all; the first ${LISTED_MAX} are listed.` : '';
    throw new ProblemError('invalid', `Nothing was imported. ${message}${listed}`, { faults: this.#faults, extra: { fault_count: this.#count } });
  }
}
