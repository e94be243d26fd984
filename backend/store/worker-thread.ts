import { Worker } from 'node:worker_threads';
import { say } from '../contract/sentence.ts';
import { messageOf, ProblemError, type ProblemCode } from '../errors.ts';
import { codeOf } from './database.ts';
import type { WorkerAnswer, WorkerRequest, WorkerResults } from './worker-messages.ts';

/** A worker with nothing to do gives its memory back after this long. */
const IDLE_MS = 15_000;

type Pending = { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void };

/** The store's worker thread, with its own connection: started when needed, ended when idle. Requests are answered in order. */
export class StoreWorker {
  readonly #file: string | URL;
  readonly #data: { readonly database: string; readonly nativeBinding: string | undefined };
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #next = 1;

  constructor(file: string | URL, data: { readonly database: string; readonly nativeBinding: string | undefined }) {
    this.#file = file;
    this.#data = data;
  }

  /** Asks the worker one thing. Rejects with the ProblemError it threw, or with why it ended. */
  ask<Kind extends keyof WorkerResults>(request: Extract<WorkerRequest, { kind: Kind }>, transfer: readonly ArrayBuffer[] = []): Promise<WorkerResults[Kind]> {
    return new Promise((resolve, reject) => {
      const id = this.#next;
      this.#next += 1;
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      clearTimeout(this.#idle);
      this.#running().postMessage({ id, request }, [...transfer]);
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
    this.#failAll(new ProblemError('storage', say('stopping')));
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#file, { workerData: this.#data });
    worker.unref();
    worker.on('message', (answer: WorkerAnswer) => this.#settle(answer));
    worker.on('error', (error) => this.#lost(worker, endOf(error)));
    worker.on('exit', () => this.#lost(worker, new ProblemError('storage', say('worker_ended'))));
    this.#worker = worker;
    return worker;
  }

  /** Refuses what a worker has not answered. One that was ended for being idle has left nothing open: what waits now is its successor's. */
  #lost(worker: Worker, why: ProblemError): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#failAll(why);
  }

  #settle(answer: WorkerAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (this.#pending.size === 0) this.#endWhenIdle();
    if ('value' in answer) pending?.resolve(answer.value);
    else pending?.reject(new ProblemError(answer.problem.code as ProblemCode, answer.problem.detail, { faults: answer.problem.faults, extra: answer.problem.extra }));
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#end(), IDLE_MS);
    this.#idle.unref();
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #failAll(error: ProblemError): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }
}

/** Why a worker ended: a file that needs more memory than a thread may have is the caller's, anything else is ours. */
function endOf(error: unknown): ProblemError {
  if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new ProblemError('too_large', say('worker_memory'), { cause: error });
  }
  return new ProblemError('storage', say('worker_ended_why', { why: messageOf(error) }), { cause: error });
}
