import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { dragFor, measure, openStage, wheelFor, type Measured, type Stage } from './page/browser.ts';
import { engineScript, servePage } from './page/serve.ts';

/**
 * The map engine in Chromium without a GPU, 1600 × 900, real mouse input, on servers with clusters and networks. One JSON line per figure.
 * `BENCH_SIZES=1000,10000` picks sizes.
 */
const SIZES = (process.env['BENCH_SIZES'] ?? '1000,10000,100000').split(',').map(Number);
const PHASE_MS = 2_000;
/** Pages opened for the first frame: what a browser does beside it differs from one to the next. */
const OPENINGS = 3;
/** Until a browser gives back by itself what it no longer needs. */
const REST_MS = 12_000;
const say = (name: string, value: number, unit: string, reach: string, ok: boolean): void =>
  console.log(JSON.stringify({ name, value: Math.round(value * 10) / 10, unit, reach, ok }));

type Goals = { readonly pan: number; readonly wheel: number; readonly mainMs: number; readonly firstMs: number; readonly sharpMs: number; readonly rssMb: number };
const goalsOf = (servers: number): Goals =>
  servers >= 1_000_000 ? { pan: 45, wheel: 40, mainMs: 10, firstMs: 1_200, sharpMs: 600, rssMb: 500 }
    : servers >= 100_000 ? { pan: 55, wheel: 50, mainMs: 7, firstMs: 350, sharpMs: 400, rssMb: 320 }
      : servers >= 10_000 ? { pan: 55, wheel: 50, mainMs: 6, firstMs: 200, sharpMs: 300, rssMb: 260 }
        : { pan: 55, wheel: 50, mainMs: 6, firstMs: 150, sharpMs: 250, rssMb: 260 };

const site = await servePage(process.cwd());
const stage = await openStage();
try {
  const kilobytes = async (withD3: boolean): Promise<number> => gzipSync(await engineScript(process.cwd(), withD3)).byteLength / 1000;
  const alone = await kilobytes(false);
  say('map engine, script, gzip', alone, 'kB', '<= 45', alone <= 45);
  say('map engine with d3-zoom and what it needs, gzip', await kilobytes(true), 'kB', '-', true);
  const { start, all } = pageScripts();
  say('map page, script at start with the words of one language, gzip', start, 'kB', '<= 120', start <= 120);
  say('all scripts of the page, those loaded when used and both languages too, gzip', all, 'kB', '-', true);
  await warm(stage);
  for (const servers of SIZES) await run(stage, servers);
} finally {
  await stage.close();
  site.close();
}

/** Scripts of the built page as they travel: what it starts with and all it imports statically, and everything there is. In thousands of bytes. */
function pageScripts(): { readonly start: number; readonly all: number } {
  execFileSync(process.execPath, ['backend/tools/build.mjs', '--page']);
  const { script, words } = JSON.parse(readFileSync('frontend/dist/manifest.json', 'utf8')) as { script: string; words: Record<string, string> };
  const size = (name: string): number => statSync(`frontend/dist/${name}.gz`).size / 1000;
  const started = new Set<string>();
  const visit = (name: string): void => {
    if (started.has(name)) return;
    started.add(name);
    for (const [, imported = ''] of readFileSync(`frontend/dist/${name}`, 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) visit(imported);
  };
  visit(script);
  const scripts = readdirSync('frontend/dist').filter((name) => name.endsWith('.js'));
  return {
    start: [...started].reduce((sum, name) => sum + size(name), 0) + Math.max(...Object.values(words).map(size)),
    all: scripts.reduce((sum, name) => sum + size(name), 0),
  };
}

async function run(on: Stage, servers: number): Promise<void> {
  const goals = goalsOf(servers);
  const label = servers.toLocaleString('en');
  const firsts: number[] = [];
  const open = async (): Promise<Page> => {
    const page = await on.browser.newPage({ viewport: { width: 1600, height: 900 } });
    await page.goto(`${site.url}?servers=${servers}&networks=true`);
    await page.waitForFunction(() => 'bench' in window && window.bench.ready, undefined, { timeout: 60_000 });
    firsts.push(await page.evaluate(() => window.bench.firstFrameMs));
    return page;
  };
  for (let opened = 1; opened < OPENINGS; opened++) await (await open()).close();
  const page = await open();
  const first = firsts.toSorted((a, b) => a - b)[OPENINGS >> 1] ?? NaN;
  say(`first frame from data ready, median of ${OPENINGS}, ${label}`, first, 'ms', `<= ${goals.firstMs}`, first <= goals.firstMs);
  const cdp = await page.context().newCDPSession(page);
  await quiet(page);
  for (const [where, about] of [['out', 0], ['mid', 2_000], ['in', 100]] as const) {
    if (about >= servers) continue;
    await page.evaluate((count) => void window.bench.camera(count === 0 ? window.bench.fit() : window.bench.about(count)), about);
    await quiet(page);
    tell(`pan, ${where}, ${label}`, await measure(on, page, () => dragFor(cdp, PHASE_MS)), goals.pan, goals.mainMs);
    await quiet(page);
  }
  await wheelAndRest(on, page, cdp, label, goals);
  await dragOne(on, page, label);
  const storm = await measure(on, page, async () => {
    await Promise.all([page.evaluate((ms) => window.bench.storm(10_000, ms), PHASE_MS), dragFor(cdp, PHASE_MS)]);
  });
  const stormGoal = servers >= 1_000_000 ? 40 : servers >= 100_000 ? 50 : 45;
  say(`pan with 10,000 state changes a second, ${label}`, storm.redraws / storm.seconds, 'redraws/s', `>= ${stormGoal}`, storm.redraws / storm.seconds >= stormGoal);
  await quiet(page);
  await page.waitForTimeout(500);
  const idle = await measure(on, page, () => page.waitForTimeout(3_000));
  const idlePart = idle.mainMs / idle.seconds / 10;
  say(`idle, main thread, ${label}`, idlePart, '% CPU', '<= 1', idlePart <= 1);
  say(`memory of the renderer, ${label}`, idle.rssMb, 'MB', `<= ${goals.rssMb}`, idle.rssMb <= goals.rssMb);
  await page.waitForTimeout(REST_MS);
  const rested = await measure(on, page, () => page.waitForTimeout(100));
  say(`memory of the renderer after ${REST_MS / 1_000} more seconds at rest, ${label}`, rested.rssMb, 'MB', `<= ${goals.rssMb}`, rested.rssMb <= goals.rssMb);
  await page.close();
}

async function wheelAndRest(on: Stage, page: Page, cdp: CDPSession, label: string, goals: Goals): Promise<void> {
  await page.evaluate(() => void window.bench.camera(window.bench.fit()));
  await quiet(page);
  tell(`wheel, ${label}`, await measure(on, page, () => wheelFor(cdp, PHASE_MS)), goals.wheel, 16);
  const sharp: number[] = [];
  for (const about of [20_000, 2_000, 300]) {
    await quiet(page);
    sharp.push(await page.evaluate(async (count) => {
      const begun = performance.now();
      window.bench.camera({ ...window.bench.about(count), k: window.bench.about(count).k * 1.01 });
      do await new Promise((resolve) => requestAnimationFrame(resolve)); while (window.bench.busy);
      return performance.now() - begun;
    }, about));
  }
  const worst = Math.max(...sharp);
  say(`sharp after a zoom step, worst of three, ${label}`, worst, 'ms', `<= ${goals.sharpMs}`, worst <= goals.sharpMs);
}

/** One server dragged over the others, close by. */
async function dragOne(on: Stage, page: Page, label: string): Promise<void> {
  await page.evaluate(() => {
    window.bench.camera(window.bench.about(100));
    window.bench.select([window.bench.world.idOf(window.bench.world.servers.count >> 1)]);
  });
  await quiet(page);
  let frames = 0;
  const { mainMs } = await measure(on, page, async () => {
    frames = await page.evaluate((ms) => window.bench.drag(window.bench.world.servers.count >> 1, ms), PHASE_MS);
  });
  say(`dragging one server, ${label}: main thread per frame`, mainMs / frames, `ms (${Math.round(frames / PHASE_MS * 1_000)} frames/s)`, '<= 8', mainMs / frames <= 8);
  await page.evaluate(() => window.bench.select([]));
  await quiet(page);
}

function tell(name: string, { redraws, seconds, mainMs, treeMs }: Measured, least: number, mostMs: number): void {
  const rate = redraws / seconds;
  const perFrame = mainMs / Math.max(1, redraws);
  say(name, rate, 'redraws/s', `>= ${least}`, rate >= least);
  say(`${name}: main thread per redraw`, perFrame, `ms (all processes ${(treeMs / Math.max(1, redraws)).toFixed(1)})`, `<= ${mostMs}`, perFrame <= mostMs);
}

/** A browser that just started looks for its fonts; that is not the map's doing. */
async function warm(on: Stage): Promise<void> {
  const page = await on.browser.newPage();
  await page.goto(`${site.url}?servers=3`);
  await page.waitForFunction(() => 'bench' in window && window.bench.ready);
  await page.close();
}

/** Until the picture is sharp, and what is painted ahead is painted. */
async function quiet(page: Page): Promise<void> {
  await page.waitForTimeout(350);
  await page.waitForFunction(() => !window.bench.busy, undefined, { timeout: 30_000 });
  await page.waitForTimeout(400);
}
