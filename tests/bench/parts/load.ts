import { fork, spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One line of a benchmark. */
export function report(name: string, value: number, unit: string, reach: string, ok: boolean): void {
  process.stdout.write(`${JSON.stringify({ name, value: Math.round(value * 1_000) / 1_000, unit, reach, ok })}\n`);
}

export type Rival = { readonly port: number; readonly extra: Record<string, string>; end(): void };

/** This same file in a process of its own, playing one part; it sends its port when it listens. */
export async function rival(part: string): Promise<Rival> {
  const child: ChildProcess = fork(process.argv[1] ?? '', [part], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  const { port, ...extra } = await new Promise<{ port: number } & Record<string, string | number>>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number }));
    child.once('exit', (code) => reject(new Error(`${part} ended with ${String(code)}.`)));
  });
  return { port, extra: extra as Record<string, string>, end: () => child.kill() };
}

export type Shot = { readonly perSecond: number; readonly p99Ms: number; readonly failures: number };

/** Requests per second over 16 kept connections, from a process of its own. */
export async function cannon(url: string, options: { method?: string; body?: string; headers?: Record<string, string>; seconds: number }): Promise<Shot> {
  const program = fileURLToPath(new URL('../../node_modules/autocannon/autocannon.js', import.meta.url));
  const { method = 'GET', body, headers = {}, seconds } = options;
  const args = [program, '-j', '-c', '16', '-d', String(seconds), '-m', method, ...(body === undefined ? [] : ['-b', body]),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]), url];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  await new Promise((resolve) => child.once('close', resolve));
  const result = JSON.parse(text) as { requests: { average: number }; latency: { p99: number }; non2xx: number; errors: number };
  return { perSecond: result.requests.average, p99Ms: result.latency.p99, failures: result.non2xx + result.errors };
}

/** The middle one of several ratios, each taken in one breath. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
