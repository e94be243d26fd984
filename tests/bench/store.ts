import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { FULL_ACCESS } from '../../backend/contract/access.ts';
import { nowMs } from '../../backend/clock.ts';
import { openLog } from '../../backend/log.ts';
import { connect, openDatabase, DATABASE_FILE } from '../../backend/store/database.ts';
import { Journal } from '../../backend/store/journal.ts';
import { Store } from '../../backend/store/store.ts';
import { openTables } from '../../backend/store/tables/tables.ts';
import { CONNECTION_SHAPE, SERVER_SHAPE } from '../../backend/store/tables/shapes.ts';
import { bundled } from '../support/store-worker.ts';
import { largeSite } from '../support/large-site.ts';

/** Import, topology and memory of a site of 100,000 servers and 120,000 connections. One JSON line per figure. */
const SERVERS = Number(process.env['BENCH_SERVERS'] ?? 100_000);
const CONNECTIONS = SERVERS * 1.2;

const say = (name: string, value: number, unit: string, reach: string, ok: boolean): void =>
  console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit, reach, ok }));

const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-bench-'));
try {
  const site = largeSite({ servers: SERVERS, connections: CONNECTIONS, seed: 2 });
  const file = join(folder, 'site.json');
  writeFileSync(file, JSON.stringify(site));
  const workerFile = await bundled('backend/store/store-worker.ts');
  const options = { folder: join(folder, 'store'), nowMs, log: openLog('silent'), workerFile };

  let store = await Store.open(options);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const importStarted = performance.now();
  await store.import({ path: file }, { dryRun: false, mode: 'merge', by: { user: 'bench' } });
  const importMs = performance.now() - importStarted;
  delay.disable();
  const stalledMs = delay.max / 1e6;

  // Twice, the quicker counts: the ratio is told at its worst.
  const bareMs = Math.min(bareInserts(join(folder, 'bare'), store), bareInserts(join(folder, 'bare-again'), store));
  say('import against bare INSERTs', importMs / bareMs, `times (${Math.round(importMs)} ms against ${Math.round(bareMs)} ms)`, '<= 5', importMs / bareMs <= 5);
  say('main thread stalled during the import', stalledMs, 'ms', '<= 250', stalledMs <= 250);

  const again = await store.import({ path: file }, { dryRun: false, mode: 'merge', by: { user: 'bench' } });
  say('rows that an unchanged import changes', again.added + again.changed + again.removed, 'rows', '0', again.added + again.changed + again.removed === 0);
  say('size of the database', statSync(join(options.folder, DATABASE_FILE)).size / 2 ** 20, 'MiB', '-', true);
  await store.close();

  const openStarted = performance.now();
  store = await Store.open(options);
  say('open', performance.now() - openStarted, 'ms', '<= 1000', performance.now() - openStarted <= 1_000);
  const topologyStarted = performance.now();
  const topology = await store.topology(FULL_ACCESS);
  say('first topology', performance.now() - topologyStarted, 'ms', '-', true);
  const secondStarted = performance.now();
  await store.topology(FULL_ACCESS);
  say('second topology', performance.now() - secondStarted, 'ms', '-', true);
  const gzip = gzipSync(topology, { level: 6 }).byteLength / 1e6;
  const brotli = brotliCompressSync(topology, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).byteLength / 1e6;
  say('topology, gzip', gzip, 'MB', '<= 1.6', gzip <= 1.6);
  say('topology, brotli', brotli, 'MB', '<= 1.6', brotli <= 1.6);
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The same rows by prepared INSERTs in one transaction of the same mode. */
function bareInserts(into: string, from: Store): number {
  const source = connect(from.file, undefined);
  const tables = openTables(source, new Journal());
  const servers = [...tables.servers.each()].map((row) => SERVER_SHAPE.encode(row));
  const connections = [...tables.connections.each()].map((row) => CONNECTION_SHAPE.encode(row));
  const clusters = [...tables.clusters.each()];
  source.close();
  const database = openDatabase(into, { nowMs: nowMs() });
  const insert = (table: string, columns: readonly string[]) => database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  const [server, connection, member] = [insert('servers', SERVER_SHAPE.columns), insert('connections', CONNECTION_SHAPE.columns), insert('cluster_members', ['server_id', 'cluster_id'])];
  const started = performance.now();
  database.transaction(() => {
    for (const row of servers) server.run(row);
    for (const row of connections) connection.run(row);
    for (const { id, servers: members } of clusters) for (const one of members) member.run(one, id);
  }).immediate();
  const took = performance.now() - started;
  database.close();
  return took;
}
