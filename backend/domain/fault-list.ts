import { say, type Flaw, type Sentence } from '../contract/sentence.ts';
import { faultsSentence, ProblemError } from '../errors.ts';

const LISTED_MAX = 1_000;

/** Faults of a file: all are counted, the first thousand listed. */
export class FaultList {
  readonly #faults: Flaw[] = [];
  #count = 0;

  add(pointer: string, message: Sentence): void {
    this.#count += 1;
    if (this.#faults.length < LISTED_MAX) this.#faults.push({ pointer, message });
  }

  get count(): number {
    return this.#count;
  }

  /** Throws `invalid` where there is any fault, naming how many. */
  refuse(): void {
    if (this.#count === 0) return;
    const why = faultsSentence(this.#faults);
    const count = this.#count;
    const detail = count > LISTED_MAX ? say('import_refused_many', { why, count, listed: LISTED_MAX }) : say('import_refused', { why });
    throw new ProblemError('invalid', detail, { faults: this.#faults, extra: { fault_count: count } });
  }
}
