import { createHash } from 'node:crypto';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';

/** An answer that was given, to be given again. */
export type KeptAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string | number>>; readonly body: string };

type Entry = { readonly asked: string; readonly untilMs: number; answer: KeptAnswer | null; readonly done: Promise<void>; readonly finish: () => void };

/** The first request under a key: it says how it ended. */
export type Claim = { readonly keep: (answer: KeptAnswer) => void; readonly end: () => void };

const KEEP_MS = 3_600_000;
const ENTRIES_MAX = 10_000;
const BYTES_MAX = 64 * 2 ** 20;

/**
 * Answers to POSTs that carried an Idempotency-Key, for an hour: a repetition gets the same answer and changes nothing. They are kept
 * in memory, so a restart forgets them; beyond 10,000 or 64 MiB the oldest go. Refusals are not kept: who was refused may try again.
 */
export class Idempotency {
  readonly #nowMs: () => number;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The answer to give again, waiting for it if it is under way; or a claim, where this is the first time. Another request under the same key is 422. */
  async claim(user: string, key: string, request: { readonly path: string; readonly body: unknown }): Promise<KeptAnswer | Claim> {
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new ProblemError('malformed', say('key_form'));
    const name = `${user}\n${key}`;
    const asked = createHash('sha256').update(`${request.path}\n${JSON.stringify(request.body ?? null)}`).digest('base64url');
    for (;;) {
      this.#forgetOld();
      const entry = this.#entries.get(name);
      if (entry === undefined) return this.#begin(name, asked);
      if (entry.asked !== asked) throw new ProblemError('invalid', say('key_used'));
      if (entry.answer !== null) return entry.answer;
      await entry.done;
    }
  }

  #begin(name: string, asked: string): Claim {
    const { promise: done, resolve: finish } = withResolver();
    const entry: Entry = { asked, untilMs: this.#nowMs() + KEEP_MS, answer: null, done, finish };
    this.#entries.set(name, entry);
    return {
      keep: (answer) => {
        entry.answer = answer;
        if (this.#entries.get(name) === entry) this.#bytes += answer.body.length;
      },
      end: () => {
        if (entry.answer === null && this.#entries.get(name) === entry) this.#entries.delete(name);
        entry.finish();
      },
    };
  }

  // Entries are in the order in which they were claimed.
  #forgetOld(): void {
    const now = this.#nowMs();
    for (const [name, { untilMs, answer }] of this.#entries) {
      if (untilMs > now && this.#entries.size <= ENTRIES_MAX && this.#bytes <= BYTES_MAX) return;
      this.#entries.delete(name);
      this.#bytes -= answer?.body.length ?? 0;
    }
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => { resolve = done; });
  return { promise, resolve };
}
