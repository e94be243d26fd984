import type { LayoutAnswer, LayoutQuestion } from './layout.worker.ts';

declare global {
  /** File names of the page's workers, which lie beside its scripts; set at build. */
  const __WORKERS__: Readonly<Record<string, string>>;
}

/** Has layouts computed in a worker of its own, one at a time: a new question ends the one under way. */
export class LayoutDesk {
  #worker: Worker | null = null;
  #giveUp: (() => void) | null = null;

  /** Null where another question came in between, or the desk was closed. Throws what the worker throws. */
  async ask(question: LayoutQuestion): Promise<Float32Array | null> {
    if (this.#giveUp !== null) this.close();
    const worker = this.#worker ??= new Worker(new URL(__WORKERS__['layout.worker'] ?? '', import.meta.url));
    let giveUp: (() => void) | null = null;
    try {
      return await new Promise<Float32Array | null>((resolve, reject) => {
        this.#giveUp = giveUp = () => resolve(null);
        worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => ('places' in data ? resolve(data.places) : reject(new Error(data.fault)));
        worker.onerror = ({ message }) => {
          reject(new Error(message));
          this.close();
        };
        worker.postMessage(question);
      });
    } finally {
      if (this.#giveUp === giveUp) this.#giveUp = null;
    }
  }

  /** Ends what is under way; the next question begins a new worker. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    const giveUp = this.#giveUp;
    this.#giveUp = null;
    giveUp?.();
  }
}
