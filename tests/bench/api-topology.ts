/** The topology of 100,000 servers and 120,000 connections over HTTP, and how the daemon answers meanwhile. */
import { rmSync } from 'node:fs';
import { Chance } from '../fuzz/chance.ts';
import { openDaemon, TOKEN } from './parts/daemon.ts';
import { report, rival } from './parts/load.ts';
import { TOPOLOGY_MEDIA_TYPE } from '../../backend/contract/topology.ts';

const [SERVERS, CONNECTIONS] = [100_000, 120_000];
const authorized = { Authorization: `Bearer ${TOKEN}` };
const binary = { ...authorized, Accept: TOPOLOGY_MEDIA_TYPE };

if (process.argv[2] === 'ours') await ours();
else await main();

async function ours(): Promise<void> {
  const { port, folder } = await openDaemon();
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('SIGTERM', () => process.exit(0));
  process.on('disconnect', () => process.exit(0));
  process.on('message', () => process.send?.({ rss: process.memoryUsage().rss }));
  process.send?.({ port });
}

/** A file such as a large site would export. */
function file(): string {
  const chance = new Chance(1);
  const types = ['web', 'database', 'cache', 'load_balancer', 'generic', 'kubernetes_worker'];
  const servers = Array.from({ length: SERVERS }, (_, index) => ({
    id: `server-${index}`, name: `Server ${index}`, type: chance.of(types), region: `region-${chance.below(20)}`,
    ip: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`, position: { x: index % 320, y: Math.floor(index / 320) },
  }));
  const ends = new Set<string>();
  while (ends.size < CONNECTIONS) {
    const from = chance.below(SERVERS);
    const to = Math.max(0, from - 1 - chance.below(50));
    if (from !== to) ends.add(`${from} ${to}`);
  }
  const connections = [...ends].map((pair) => {
    const [from, to] = pair.split(' ');
    return { id: `server-${from ?? ''}--server-${to ?? ''}--http`, from: `server-${from ?? ''}`, to: `server-${to ?? ''}`, type: 'http' };
  });
  return JSON.stringify({ format: 'unlimited-cluster', version: 1, servers, connections });
}

async function main(): Promise<void> {
  const daemon = await rival('ours');
  const base = `http://127.0.0.1:${daemon.port}/api/`;
  try {
    const body = file();
    const healthMs = watchHealth(base);
    const answer = await fetch(`${base}import`, { method: 'POST', headers: { ...authorized, 'Content-Type': 'application/json' }, body });
    if (answer.status !== 200) throw new Error(await answer.text());
    const slowest = await healthMs.stop();
    report('slowest /api/health while 220,000 rows are imported', slowest, 'ms', '<= 250', slowest <= 250);

    const duringFirst = watchHealth(base);
    const first = await timed(`${base}topology`, binary);
    const slowestFirst = await duringFirst.stop();
    report('topology of 220,000 rows, first request', first.ms, 'ms', '-', true);
    report('slowest /api/health while the first topology is made', slowestFirst, 'ms', '<= 250', slowestFirst <= 250);
    const second = await timed(`${base}topology`, binary);
    report('topology, second request', second.ms, 'ms', 'from cache', second.ms < first.ms / 4);
    const fresh = await timed(`${base}topology`, { ...binary, 'If-None-Match': second.etag });
    report('topology with its ETag', fresh.status, 'status', '304', fresh.status === 304);
    for (const encoding of ['br', 'gzip']) {
      const { bytes } = await timed(`${base}topology`, { ...binary, 'Accept-Encoding': encoding });
      report(`topology, compressed: ${encoding}`, bytes / 1e6, 'MB', '<= 1.6', bytes <= 1.6e6);
    }
    const json = await timed(`${base}topology`, authorized);
    report('topology as columnar JSON, first request', json.ms, 'ms', '-', true);
    await benchReads(base);
    await benchMetrics(base);
  } finally {
    daemon.end();
  }
  process.exit(0);
}

async function benchMetrics(base: string): Promise<void> {
  const during = watchHealth(base);
  const { ms } = await timed(`${base}metrics`, authorized);
  const slowest = await during.stop();
  report('/api/metrics with 100,000 servers', ms, 'ms', '-', true);
  report('slowest /api/health meanwhile', slowest, 'ms', '<= 250', slowest <= 250);
}

/** Local reads at 100,000 servers: 95 % within 100 ms. */
async function benchReads(base: string): Promise<void> {
  for (const address of ['servers/server-4711', 'servers?limit=100', 'servers?type=web&limit=1000', 'servers?q=99999', 'servers?status=inactive', 'servers?tag=nothing', 'connections?server=server-5000', 'stats']) {
    const times: number[] = [];
    for (let count = 0; count < 20; count += 1) times.push((await timed(base + address, authorized)).ms);
    const p95 = times.sort((a, b) => a - b)[18] ?? NaN;
    report(`GET ${address} at 100,000 servers, p95`, p95, 'ms', '<= 100', p95 <= 100);
  }
}

async function timed(address: string, headers: Record<string, string>): Promise<{ ms: number; status: number; etag: string; bytes: number }> {
  const started = performance.now();
  const response = await fetch(address, { headers });
  await response.arrayBuffer();
  return {
    ms: performance.now() - started, status: response.status, etag: response.headers.get('etag') ?? '', bytes: Number(response.headers.get('content-length') ?? 0),
  };
}

/** Asks /api/health every 20 ms; the slowest answer in the end. */
function watchHealth(base: string): { stop: () => Promise<number> } {
  let isOver = false;
  let slowest = 0;
  const asking = (async () => {
    while (!isOver) {
      slowest = Math.max(slowest, (await timed(`${base}health`, {})).ms);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await asking;
      return slowest;
    },
  };
}
