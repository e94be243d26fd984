import { say } from '../contract/sentence.ts';
import { randomSecret } from '../ids.ts';
import { ProblemError } from '../errors.ts';
import type { Caller } from './caller.ts';

const LIFETIME_MS = 30_000;
const TICKETS_MAX = 10_000;

export const TICKET_SECONDS = LIFETIME_MS / 1_000;

/** Tickets that carry a caller's identity to one upgrade, within 30 s, once. When 10,000 are out, no more are given (503). */
export class Tickets {
  readonly #nowMs: () => number;
  readonly #out = new Map<string, { caller: Caller; untilMs: number }>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  issue(caller: Caller): string {
    this.#forgetExpired();
    if (this.#out.size >= TICKETS_MAX) throw new ProblemError('busy', say('tickets_out'));
    const ticket = randomSecret();
    this.#out.set(ticket, { caller, untilMs: this.#nowMs() + LIFETIME_MS });
    return ticket;
  }

  /** The caller whose ticket this is, once; null for a used, expired or invented one. */
  take(ticket: string): Caller | null {
    const found = this.#out.get(ticket);
    this.#out.delete(ticket);
    return found !== undefined && found.untilMs > this.#nowMs() ? found.caller : null;
  }

  // Tickets expire in the order they were issued.
  #forgetExpired(): void {
    const now = this.#nowMs();
    for (const [ticket, { untilMs }] of this.#out) {
      if (untilMs > now) return;
      this.#out.delete(ticket);
    }
  }
}
