import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FULL_ACCESS } from '../../backend/contract/access.ts';
import { openStore, type TestStore } from '../support/open-store.ts';

const ME = { user: 'ann' };
const FILE = Buffer.from('{"format":"unlimited-cluster","version":1,"servers":[{"id":"a"}]}');
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => {
  jest.useRealTimers();
  await at.end();
});

const load = (store = at.store) => store.import({ bytes: FILE }, { dryRun: true, mode: 'merge', by: ME });

describe('the store\'s worker', () => {
  test('that is ended for being idle takes no later request with it', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    await load();
    jest.advanceTimersByTime(15_000);
    // The next request starts another worker while the first is still ending.
    expect(await Promise.all([load(), load()])).toHaveLength(2);
  });

  test('that breaks refuses what it had not answered, and the next request starts another', async () => {
    const worker = join(at.folder, 'broken.mjs');
    writeFileSync(worker, 'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { throw new Error("broken"); });');
    const broken = await openStore({ workerFile: worker });
    for (let tries = 0; tries < 2; tries += 1) {
      await expect(broken.store.import({ bytes: FILE }, { dryRun: false, mode: 'merge', by: ME })).rejects.toMatchObject({ code: 'storage', message: expect.stringContaining('broken') });
    }
    // Writes are not held for ever, and small topologies need no worker.
    await broken.store.write(ME, () => broken.store.servers.add({ id: 'b' }, 0));
    expect((await broken.store.topology(FULL_ACCESS)).byteLength).toBeGreaterThan(100);
    await broken.end();
  });

  test('that cannot be found refuses likewise', async () => {
    const lost = await openStore({ workerFile: join(at.folder, 'nowhere.mjs') });
    await expect(load(lost.store)).rejects.toMatchObject({ code: 'storage' });
    await lost.end();
  });
});
