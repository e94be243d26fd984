import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCollecting } from '../../backend/collectors/loop.ts';
import { openLog } from '../../backend/log.ts';
import { Store } from '../../backend/store/store.ts';
import { freePort } from '../support/sshd.ts';
import { hostOf } from './collect/exporter-farm.ts';

const SERVERS = 2_000;
const INTERVAL_SECONDS = 15;
const WARM_UP_SECONDS = 20;
const MEASURED_SECONDS = 30;
const REACH_MS = 0.5;

/** Polls of 2,000 node_exporters every 15 s: CPU of this process per poll, with rates, health and the write to the live board. */
async function main(): Promise<void> {
  const port = await freePort('127.10.0.1');
  const fixture = (name: string): string => resolve('tests/fixtures', name);
  const farm = spawn(process.execPath, [
    fileURLToPath(import.meta.url), 'farm', String(SERVERS), String(port), fixture('node_exporter-1.5.0-a.txt'), fixture('node_exporter-1.5.0-b.txt'),
  ], { stdio: ['ignore', 'pipe', 'inherit'] });
  const folder = mkdtempSync(join(tmpdir(), 'uc-collect-'));
  try {
    await once(farm.stdout, 'data');
    await measure(folder, port);
  } finally {
    farm.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, port: number): Promise<void> {
  const log = openLog('error');
  const store = await Store.open({ folder, nowMs: Date.now, log });
  await store.write({ user: 'bench' }, () => {
    for (let index = 0; index < SERVERS; index += 1) {
      store.servers.add({ id: `server-${index}`, ip: hostOf(index), position: { x: index % 50, y: Math.floor(index / 50) }, source: { kind: 'node_exporter', port } }, Date.now());
    }
  });
  let samples = 0;
  store.live.onChange((what) => { if (what === 'samples') samples += 1; });
  const collecting = startCollecting({
    store, log, nowMs: Date.now, random: Math.random,
    settings: { intervalSeconds: INTERVAL_SECONDS, concurrency: 256, probesPerSecond: 0, thresholds: { cpu: 80, memory: 85, disk: 90 } },
  });
  await sleep(WARM_UP_SECONDS * 1_000);
  const before = { polls: collecting.status().polls, cpu: process.cpuUsage(), samples };
  await sleep(MEASURED_SECONDS * 1_000);
  const { user, system } = process.cpuUsage(before.cpu);
  const { polls, failures } = collecting.status();
  const made = polls - before.polls;
  const { metrics } = store.live.getServer('server-7');
  say('collect: CPU per node_exporter poll, 2,000 targets at 15 s', (user + system) / 1_000 / made, 'ms', `<= ${REACH_MS}`, (user + system) / 1_000 / made <= REACH_MS);
  say('collect: polls made per second', made / MEASURED_SECONDS, '1/s', `>= ${SERVERS / INTERVAL_SECONDS * 0.95}`, made / MEASURED_SECONDS >= (SERVERS / INTERVAL_SECONDS) * 0.95);
  say('collect: polls that failed', failures, '', '0', failures === 0);
  say('collect: polls without a sample', made - (samples - before.samples), '', '0', made === samples - before.samples);
  say('collect: servers without rates', countWithoutRates(store), '', '0', countWithoutRates(store) === 0 && metrics?.cpu_percent !== undefined);
  say('collect: memory of the process', process.memoryUsage.rss() / 1_048_576, 'MB', '<= 250', process.memoryUsage.rss() < 250 * 1_048_576);
  await collecting.stop();
  await store.close();
}

function countWithoutRates(store: Store): number {
  let count = 0;
  for (const { id } of store.servers.each()) if (store.live.getServer(id).metrics?.network_rx_bytes_per_second === undefined) count += 1;
  return count;
}

function say(name: string, value: number, unit: string, reach: string, ok: boolean): void {
  process.stdout.write(`${JSON.stringify({ name, value: Math.round(value * 1_000) / 1_000, unit, reach, ok })}\n`);
}

if (process.argv[2] !== 'farm') await main();
