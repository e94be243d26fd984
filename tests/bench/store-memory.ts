import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsedMs, nowMs } from '../../backend/clock.ts';
import { TOPOLOGY_MEDIA_TYPE } from '../../backend/contract/topology.ts';
import { openLog } from '../../backend/log.ts';
import { Store } from '../../backend/store/store.ts';
import { bundled } from '../support/store-worker.ts';
import { largeSite } from '../support/large-site.ts';

/** The built daemon started again with a large site: time to its first answer, and its memory 30 s later, one topology served. */
const SERVERS = 100_000;
const REST_MS = 30_000;

const say = (name: string, value: number, unit: string, reach: string, ok: boolean): void =>
  console.log(JSON.stringify({ name, value: Math.round(value), unit, reach, ok }));

execFileSync(process.execPath, ['backend/tools/build.mjs', '--daemon'], { stdio: ['ignore', 'ignore', 'inherit'] });
const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-bench-'));
try {
  const store = await Store.open({ folder, nowMs, log: openLog('silent'), workerFile: await bundled('backend/store/store-worker.ts') });
  await store.import({ bytes: Buffer.from(JSON.stringify(largeSite({ servers: SERVERS, connections: SERVERS * 1.2, seed: 2 }))) }, { dryRun: false, mode: 'merge', by: { user: 'bench' } });
  await store.close();

  // The addresses of the site are nobody's: nothing is to be probed.
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ collection: { probes_per_second: 0 } }));
  const started = elapsedMs();
  const daemon = spawn(process.execPath, ['backend/dist/main.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, UNLIMITED_CLUSTER_DATA: folder, UNLIMITED_CLUSTER_CONFIG: config, UNLIMITED_CLUSTER_LISTEN: '127.0.0.1:0' },
  });
  try {
    const address = await addressOf(daemon.stdout);
    const token = readFileSync(join(folder, 'token'), 'utf8').trim();
    await answered(`${address}/api/servers?limit=1`, token, 'application/json');
    const firstMs = elapsedMs() - started;
    say('start to first answer with 220,000 rows', firstMs, 'ms', '<= 2000', firstMs <= 2_000);
    await answered(`${address}/api/topology`, token, TOPOLOGY_MEDIA_TYPE);
    await new Promise((resolve) => { setTimeout(resolve, REST_MS); });
    const rss = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(daemon.pid)}/status`, 'utf8'))?.[1]) / 1_024;
    say('memory of the daemon 30 s after a restart, one topology served', rss, 'MiB RSS', '<= 400', rss <= 400);
  } finally {
    daemon.kill();
    await new Promise((resolve) => { daemon.on('exit', resolve); });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The address the daemon prints once it listens. */
async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /Open (http:\/\/[^/\s]+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The daemon ended before it listened.');
}

async function answered(url: string, token: string, accept: string): Promise<void> {
  const response = await fetch(url, { headers: { Authorization: `Bearer ${token}`, Accept: accept } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  await response.arrayBuffer();
}
