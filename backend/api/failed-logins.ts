import { say, type Sentence } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';

const WINDOW_MS = 60_000;
const FAILURES_MAX = 10;
const ADDRESSES_MAX = 10_000;

/**
 * Counts failed logins by address: after ten within a minute, further failures are 429 until the minute is over. Nothing else is
 * limited: who has the right token gets in, also from an address where somebody else is guessing. When it knows 10,000 addresses, the
 * oldest is forgotten.
 */
export class FailedLogins {
  readonly #nowMs: () => number;
  readonly #byAddress = new Map<string, { sinceMs: number; count: number }>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The refusal of one more failed login from this address. */
  refusal(address: string, detail: Sentence): ProblemError {
    const now = this.#nowMs();
    const known = this.#byAddress.get(address);
    const entry = known !== undefined && now - known.sinceMs < WINDOW_MS ? known : { sinceMs: now, count: 0 };
    entry.count += 1;
    this.#byAddress.delete(address);
    this.#byAddress.set(address, entry);
    if (this.#byAddress.size > ADDRESSES_MAX) {
      const [oldest] = this.#byAddress.keys();
      if (oldest !== undefined) this.#byAddress.delete(oldest);
    }
    if (entry.count <= FAILURES_MAX) return new ProblemError('unauthorized', detail);
    const seconds = Math.ceil((entry.sinceMs + WINDOW_MS - now) / 1_000);
    return new ProblemError('too_many_requests', say('failed_logins', { seconds }), { extra: { retry_after_seconds: seconds } });
  }
}
