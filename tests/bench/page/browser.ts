import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';

/** Milliseconds per clock tick of /proc: 100 ticks a second on every Linux we run on. Source: proc_pid_stat(5). */
const TICK_MS = 10;

export type Stage = { readonly browser: Browser; readonly rootPid: number; close(): Promise<void> };

/** Debian's Chromium without a GPU, as a process whose children we may count. */
export async function openStage(): Promise<Stage> {
  const server = await chromium.launchServer({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--disable-gpu', '--no-sandbox'] });
  const browser = await chromium.connect(server.wsEndpoint());
  const rootPid = server.process().pid;
  if (rootPid === undefined) throw new Error('The browser has no process id.');
  return { browser, rootPid, close: () => server.close() };
}

type ProcessStat = { readonly pid: number; readonly parent: number; readonly isRenderer: boolean; readonly mainMs: number; readonly allMs: number; readonly rssMb: number };

/** Descendants of a process with the CPU they have used so far: of the first thread, and of all threads. */
export function processesBelow(root: number): ProcessStat[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => statOf(Number(name)));
  const below = new Set([root]);
  for (let grew = true; grew;) {
    grew = false;
    for (const { pid, parent } of all) {
      if (below.has(pid) || !below.has(parent)) continue;
      below.add(pid);
      grew = true;
    }
  }
  return all.filter(({ pid }) => below.has(pid));
}

function statOf(pid: number): ProcessStat[] {
  try {
    const fields = after(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    const main = after(readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8'));
    const isRenderer = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
    return [{ pid, parent: Number(fields[1]), isRenderer, mainMs: ticks(main), allMs: ticks(fields), rssMb: (Number(fields[21]) * 4096) / 2 ** 20 }];
  } catch {
    // A process can vanish between the listing and the reading.
    return [];
  }
}

/** Fields from the state on: the name before it may hold spaces. */
const after = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');
const ticks = (fields: readonly string[]): number => (Number(fields[11]) + Number(fields[12])) * TICK_MS;

export type Measured = { readonly redraws: number; readonly seconds: number; readonly mainMs: number; readonly treeMs: number; readonly rssMb: number };

/** Runs something and tells what it cost: redraws of the map, CPU of the busiest renderer's main thread, and of all processes. */
export async function measure(stage: Stage, page: Page, run: () => Promise<void>): Promise<Measured> {
  const redraws = await page.evaluate(() => window.bench.redraws);
  const before = processesBelow(stage.rootPid);
  const started = performance.now();
  await run();
  const seconds = (performance.now() - started) / 1000;
  const after = processesBelow(stage.rootPid);
  const spent = after.map((process) => {
    const then = before.find(({ pid }) => pid === process.pid);
    return { ...process, main: process.mainMs - (then?.mainMs ?? 0), all: process.allMs - (then?.allMs ?? 0) };
  });
  const renderer = spent.filter(({ isRenderer }) => isRenderer).sort((a, b) => b.all - a.all || b.rssMb - a.rssMb)[0];
  return {
    redraws: (await page.evaluate(() => window.bench.redraws)) - redraws, seconds,
    mainMs: renderer?.main ?? NaN, treeMs: spent.reduce((sum, { all }) => sum + all, 0), rssMb: renderer?.rssMb ?? NaN,
  };
}

/** A primary drag in a circle, an event every 8 ms, nobody waiting for the answer. */
export async function dragFor(cdp: CDPSession, milliseconds: number): Promise<void> {
  const at = (part: number) => ({ x: 800 + Math.sin(part * 7) * 520, y: 450 + Math.sin(part * 4.3) * 260 });
  await cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at(0), button: 'left', buttons: 1, clickCount: 1 });
  await everyFew(milliseconds, 8, (part) => void cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at(part), button: 'left', buttons: 1 }).catch(() => undefined));
  await cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at(1), button: 'left', buttons: 0, clickCount: 1 });
}

/** Wheel in and out around the middle, an event every 16 ms. */
export async function wheelFor(cdp: CDPSession, milliseconds: number): Promise<void> {
  await everyFew(milliseconds, 16, (part) => void cdp.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x: 800, y: 450, deltaX: 0, deltaY: part < 0.5 ? -24 : 24 }).catch(() => undefined));
}

async function everyFew(milliseconds: number, every: number, act: (part: number) => void): Promise<void> {
  const started = performance.now();
  for (let next = started; next - started < milliseconds; next += every) {
    const wait = next - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    act((next - started) / milliseconds);
  }
}
