import { elapsedMs } from '../clock.ts';

/**
 * Lets through so many a second and so many at once; the others wait in line. A handshake costs both ends some 18 ms of CPU
 * (reference: 3.5 here, 14 there), and sshd turns strangers away above MaxStartups.
 */
export class Gate {
  #spacingMs: number;
  readonly #line: (() => void)[] = [];
  #free: number;
  #nextMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(limits: { readonly perSecond: number; readonly atOnce: number }) {
    this.#spacingMs = 1_000 / limits.perSecond;
    this.#free = limits.atOnce;
  }

  /** Runs the work when its turn has come. The line is as long as there are servers to reach, each with one place in it. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      this.#line.push(resolve);
      this.#open();
    });
    try {
      return await work();
    } finally {
      this.#free += 1;
      this.#open();
    }
  }

  /** Lets everybody through at once, from now on: their work has been given up, and only has to be told. */
  giveUp(): void {
    this.#spacingMs = 0;
    this.#nextMs = 0;
    this.#free = Infinity;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#line.length > 0) this.#line.shift()?.();
  }

  #open(): void {
    if (this.#timer !== null || this.#free === 0 || this.#line.length === 0) return;
    const waitMs = this.#nextMs - elapsedMs();
    if (waitMs > 0) {
      this.#timer = setTimeout(() => { this.#timer = null; this.#open(); }, waitMs);
      return;
    }
    this.#nextMs = elapsedMs() + this.#spacingMs;
    this.#free -= 1;
    this.#line.shift()?.();
    this.#open();
  }
}
