import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../backend/log.ts';
import { Store, type StoreOptions } from '../../backend/store/store.ts';
import { storeWorkerFile } from './store-worker.ts';

export const START_MS = Date.UTC(2026, 0, 1);

/** A real store in a temporary folder, with a clock the test moves. */
export type TestStore = {
  readonly store: Store;
  readonly folder: string;
  readonly clock: { ms: number };
  /** Closes the store and opens the same folder again. */
  reopen(): Promise<TestStore>;
  /** Closes the store and removes the folder. */
  end(): Promise<void>;
};

export async function openStore(options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const folder = options.folder ?? await mkdtemp(join(tmpdir(), 'unlimited-cluster-'));
  const clock = { ms: START_MS };
  const workerFile = options.workerFile ?? await storeWorkerFile();
  const store = await Store.open({ nowMs: () => clock.ms, log: openLog('silent'), ...options, folder, workerFile });
  return {
    store, folder, clock,
    async reopen() {
      await store.close();
      return openStore({ ...options, folder });
    },
    async end() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
