import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nowMs } from '../../backend/clock.ts';
import { openLog } from '../../backend/log.ts';
import { Store } from '../../backend/store/store.ts';
import { bundled } from '../support/store-worker.ts';
import { largeSite } from '../support/large-site.ts';

/** Memory of a process that has only the store open, 30 s after its start, one topology served: the store's share of the daemon's. */
const SERVERS = Number(process.env['BENCH_SERVERS'] ?? 100_000);

const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-bench-'));
try {
  const workerFile = await bundled('backend/store/store-worker.ts');
  const store = await Store.open({ folder, nowMs, log: openLog('silent'), workerFile });
  const site = largeSite({ servers: SERVERS, connections: SERVERS * 1.2, seed: 2 });
  await store.import({ bytes: Buffer.from(JSON.stringify(site)) }, { dryRun: false, mode: 'merge', by: { user: 'bench' } });
  await store.close();

  const child = spawn(process.execPath, [await bundled('tests/support/store-holder.ts'), folder, workerFile], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  await new Promise((resolve) => { setTimeout(resolve, 30_000); });
  const rss = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(child.pid)}/status`, 'utf8'))?.[1]) / 1_024;
  console.log(JSON.stringify({ name: 'memory of the store alone, 30 s after the start', value: Math.round(rss), unit: 'MiB RSS', reach: '<= 300 of the daemon\'s 400', ok: rss <= 300 }));
  child.stdin.end();
  await new Promise((resolve) => { child.on('exit', resolve); });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
