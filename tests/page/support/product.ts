import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../../backend/sdk/client.ts';

const DAEMON = fileURLToPath(new URL('../../../backend/dist/main.js', import.meta.url));
const PAGE = fileURLToPath(new URL('../../../frontend/dist/manifest.json', import.meta.url));

/** Why the product cannot be tried here, or "". */
export const productMissing = existsSync(DAEMON) && existsSync(PAGE) ? '' : 'it is not built; type: npm run build';

/** The built daemon with data of its own, as `npm start` runs it. */
export type Product = {
  /** Where a browser opens the page, logged in. */
  readonly url: string;
  readonly client: Client;
  /** Ends the process as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and data. */
  restart(): Promise<void>;
  end(): Promise<void>;
};

export async function startProduct(config: object = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-page-'));
  // The machine that tests is busy; that is no news here.
  writeFileSync(join(folder, 'config.json'), JSON.stringify({
    collection: { interval_seconds: 1 }, monitoring: { alert_thresholds: { cpu: 100, memory: 100, disk: 100 } }, ...config,
  }));
  let running = await run(folder, 0);
  const { address } = running;
  const token = readFileSync(join(folder, 'token'), 'utf8').trim();
  return {
    url: `${address}/?token=${token}`,
    client: new Client({ api: `${address}/api/`, token }),
    kill: () => stop(running.child, 'SIGKILL'),
    async restart() { running = await run(folder, Number(new URL(address).port)); },
    async end() {
      await stop(running.child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function run(folder: string, port: number): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [DAEMON], {
    env: { ...process.env, UNLIMITED_CLUSTER_DATA: folder, UNLIMITED_CLUSTER_CONFIG: join(folder, 'config.json'), UNLIMITED_CLUSTER_LISTEN: `127.0.0.1:${port}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (part: Buffer) => { said += part.toString(); });
  child.stderr.on('data', (part: Buffer) => { said += part.toString(); });
  for (let waitedMs = 0; waitedMs < 20_000; waitedMs += 25) {
    const found = /Open (http:\/\/[^/\s]+)/.exec(said)?.[1];
    if (found !== undefined) return { child, address: found };
    if (child.exitCode !== null) break;
    await sleep(25);
  }
  child.kill('SIGKILL');
  throw new Error(`The daemon did not start: ${said}`);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  child.kill(signal);
  await ended;
}
