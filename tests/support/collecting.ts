import { setTimeout as sleep } from 'node:timers/promises';
import { startCollecting, type Collecting, type CollectingOptions } from '../../backend/collectors/loop.ts';
import type { NewConnection } from '../../backend/contract/connection.ts';
import { textOf, type Sentence } from '../../backend/contract/sentence.ts';
import type { NewServer } from '../../backend/contract/server.ts';
import { openLog } from '../../backend/log.ts';
import { openStore, type TestStore } from './open-store.ts';

export type TestCollecting = {
  readonly at: TestStore;
  readonly collecting: Collecting;
  addServer(draft: NewServer): Promise<void>;
  addConnection(draft: NewConnection): Promise<string>;
  statusOf(id: string): string;
  end(): Promise<void>;
};

/** A store and everything that reads its servers, on the real clock; intervals are short. `prepare` writes before the start. */
export async function openCollecting(settings: Partial<CollectingOptions['settings']> = {}, prepare?: (at: TestStore) => Promise<void>): Promise<TestCollecting> {
  const at = await openStore();
  await prepare?.(at);
  const { store } = at;
  const collecting = startCollecting({
    store, log: openLog('silent'), nowMs: Date.now, random: Math.random,
    settings: { intervalSeconds: 15, concurrency: 256, probesPerSecond: 100, thresholds: { cpu: 101, memory: 101, disk: 101 }, ...settings },
  });
  return {
    at, collecting,
    async addServer(draft) { await store.write({ user: 'test' }, () => store.servers.add(draft, Date.now())); },
    addConnection: async (draft) => (await store.write({ user: 'test' }, () => store.connections.add(draft, Date.now()))).id,
    statusOf: (id) => store.live.getServer(id).status,
    async end() {
      await collecting.stop();
      await at.end();
    },
  };
}

/** What was learnt of a server, its problem in English. */
export const told = <Learnt extends { readonly problem: Sentence | null }>(learnt: Learnt): Omit<Learnt, 'problem'> & { readonly problem: string | null } =>
  ({ ...learnt, problem: learnt.problem === null ? null : textOf(learnt.problem) });

/** Waits until something holds; answers after how many milliseconds, or throws with what `describe` says. */
export async function until(holds: () => boolean, deadlineMs: number, describe: () => unknown = () => ''): Promise<number> {
  const startedMs = Date.now();
  while (!holds()) {
    if (Date.now() - startedMs > deadlineMs) throw new Error(`Not so within ${deadlineMs} ms: ${holds.toString()} ${JSON.stringify(describe())}`);
    await sleep(20);
  }
  return Date.now() - startedMs;
}
