import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const clusterctlFile = `${repository}backend/dist/clusterctl.js`;

/** Builds daemon and clusterctl where that has not been done; `npm test` has, before any test. */
export function build(): void {
  if (existsSync(clusterctlFile) && existsSync(`${repository}backend/dist/main.js`)) return;
  const { status, stderr } = spawnSync(process.execPath, ['backend/tools/build.mjs', '--daemon'], { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed: ${stderr}`);
}

export type Finished = { readonly status: number | null; readonly out: string; readonly said: string };

/** A configuration with which a daemon asks no other machine anything: the addresses in these tests are nobody's. */
const quietConfig = fileURLToPath(new URL('quiet-config.json', import.meta.url));

/** The environment of this process without what points at another daemon. */
export function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('UNLIMITED_CLUSTER_'));
  return { ...Object.fromEntries(inherited), UNLIMITED_CLUSTER_CONFIG: quietConfig, ...extra };
}

/** Runs the built clusterctl as a process of its own. */
export function clusterctl(args: readonly string[], options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [clusterctlFile, ...args], { cwd: repository, env: environment(options.env) });
    const out: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, out: Buffer.concat(out).toString('utf8'), said: Buffer.concat(said).toString('utf8') }));
    child.stdin.end(options.input ?? '');
  });
}
