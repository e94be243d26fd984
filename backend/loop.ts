import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

export type Loop = {
  /** Runs the work now, or right after the run under way. */
  wake(): void;
  /** Ends the loop; resolves when the run under way has ended. */
  stop(): Promise<void>;
};

/**
 * Runs `work` every `intervalMs`, never two at once, the first time after a random part of `jitterMs`.
 * A run that throws is logged and the loop goes on: it is the edge at which errors stop.
 */
export function runEvery(
  options: { name: string; intervalMs: number; jitterMs?: number; random?: () => number; log: Log },
  work: (signal: AbortSignal) => Promise<void> | void,
): Loop {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let awake = new AbortController();
  let wakeRequested = false;
  const pause = async (ms: number): Promise<void> => {
    if (wakeRequested) return;
    await sleep(ms, undefined, { signal: AbortSignal.any([stopping.signal, awake.signal]), ref: false }).catch(() => undefined);
  };
  const running = (async () => {
    await pause((options.jitterMs ?? 0) * (options.random ?? Math.random)());
    while (!isStopping()) {
      wakeRequested = false;
      awake = new AbortController();
      try {
        await work(stopping.signal);
      } catch (error) {
        if (!isStopping()) options.log.error({ loop: options.name, error: messageOf(error) }, 'a run failed');
      }
      await pause(options.intervalMs);
    }
  })();
  return {
    wake() {
      wakeRequested = true;
      awake.abort();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
