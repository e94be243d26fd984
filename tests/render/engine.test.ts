import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import { servePage } from '../bench/page/serve.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const SIZE = { width: 1000, height: 700 };
const INACTIVE = SERVER_STATUSES.indexOf('inactive');
const browserSuite = existsSync(CHROMIUM) ? describe : describe.skip;
if (!existsSync(CHROMIUM)) console.warn(`Skipped: no Chromium at ${CHROMIUM}. apt-get install chromium`);

browserSuite('the map engine in Chromium', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof servePage>>;

  beforeAll(async () => {
    site = await servePage(process.cwd());
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--disable-gpu', '--no-sandbox'] });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  const open = async (servers: number, query = ''): Promise<Page> => {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(`${site.url}?servers=${servers}${query}`);
    await page.waitForFunction(() => 'bench' in window && window.bench.ready);
    await rest(page);
    return page;
  };

  test('draws everything once, then nothing while nothing changes', async () => {
    const page = await open(300);
    const before = await page.evaluate(() => window.bench.redraws);
    expect(before).toBeGreaterThan(0);
    await page.waitForTimeout(600);
    expect(await page.evaluate(() => window.bench.redraws)).toBe(before);
    await page.close();
  });

  test('a drag moves the picture with the pointer, pixel by pixel', async () => {
    const page = await open(300);
    const before = await picture(page);
    const camera = await page.evaluate(() => window.bench.camera());
    await page.mouse.move(500, 350);
    await page.mouse.down();
    for (let step = 1; step <= 10; step++) await page.mouse.move(500 + step * 12, 350 + step * 5);
    await page.mouse.up();
    await rest(page);
    const moved = await page.evaluate(() => window.bench.camera());
    expect((camera.x - moved.x) * camera.k).toBeCloseTo(120, 0);
    const after = await picture(page);
    expect(partThatDiffers(before, after, 120, 50)).toBeLessThan(0.001);
    await page.close();
  });

  test('a picture reached by panning is the picture drawn there afresh: tiles meet without seams', async () => {
    const page = await open(400);
    const camera = await page.evaluate(() => ({ ...window.bench.about(60), k: 0.35 }));
    await page.evaluate((to) => void window.bench.camera(to), { ...camera, x: camera.x - 700 });
    await rest(page);
    for (let step = 1; step <= 20; step++) await page.evaluate((to) => void window.bench.camera(to), { ...camera, x: camera.x - 700 + step * 35 });
    await rest(page);
    const panned = await picture(page);
    const fresh = await open(400);
    await fresh.evaluate((to) => void window.bench.camera(to), camera);
    await rest(fresh);
    expect(partThatDiffers(panned, await picture(fresh), 0, 0)).toBeLessThan(0.0005);
    await page.close();
    await fresh.close();
  });

  test('networks drawn piece by piece while panning are those drawn afresh, and hiding them takes them away', async () => {
    const page = await open(400, '&networks=true');
    const camera = await page.evaluate(() => ({ ...window.bench.about(30), k: 0.72 }));
    await page.evaluate((to) => void window.bench.camera(to), { ...camera, y: camera.y - 500 });
    await rest(page);
    for (let step = 1; step <= 20; step++) await page.evaluate((to) => void window.bench.camera(to), { ...camera, y: camera.y - 500 + step * 25 });
    await rest(page);
    const panned = await picture(page);
    const fresh = await open(400, '&networks=true');
    await fresh.evaluate((to) => void window.bench.camera(to), camera);
    await rest(fresh);
    expect(partThatDiffers(panned, await picture(fresh), 0, 0)).toBeLessThan(0.0005);
    await page.evaluate(() => window.bench.show({ hidden: new Set(['networks'] as const) }));
    await rest(page);
    expect(partThatDiffers(panned, await picture(page), 0, 0)).toBeGreaterThan(0.02);
    const without = await open(400);
    await without.evaluate((to) => void window.bench.camera(to), camera);
    await rest(without);
    expect(partThatDiffers(await picture(page), await picture(without), 0, 0)).toBeLessThan(0.0005);
    for (const open of [page, fresh, without]) await open.close();
  });

  test('a network is picked on its border and its name, the smallest first; hidden ones are not', async () => {
    const page = await open(300, '&networks=true');
    const picks = await page.evaluate(async () => {
      const { world } = window.bench;
      const network = world.networks.rows.findIndex((_, place) => world.networks.zone(place)?.islands.length === 1);
      const [name] = world.networks.zone(network)?.names ?? [];
      if (!name) throw new Error('No network is one floor.');
      const at = (x: number, y: number): { x: number; y: number } => ({ x: (x - y) * 71, y: (x + y) * 41 });
      const middle = at(name.x, name.minY + 0.5);
      const label = at(name.x + 0.14, name.maxY - 0.4);
      window.bench.camera({ ...middle, k: 1 });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const pick = (place: { x: number; y: number }) => window.bench.pick(innerWidth / 2 + place.x - middle.x, innerHeight / 2 + place.y - middle.y);
      const found = { network, border: pick(middle), label: pick(label), inside: pick(at(name.x - 0.2, name.minY + 0.5)) };
      window.bench.show({ hidden: new Set(['networks'] as const) });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { ...found, hidden: pick(middle) };
    });
    expect([picks.border, picks.label]).toEqual([{ kind: 'network', index: picks.network }, { kind: 'network', index: picks.network }]);
    for (const other of [picks.inside, picks.hidden]) expect(other?.kind).not.toBe('network');
    await page.close();
  });

  test('the wheel zooms at the pointer', async () => {
    const page = await open(300);
    const under = () => page.evaluate(() => {
      const { x, y, k } = window.bench.camera();
      return { x: x + (260 - innerWidth / 2) / k, y: y + (180 - innerHeight / 2) / k, k };
    });
    const before = await under();
    await page.mouse.move(260, 180);
    for (let notch = 0; notch < 5; notch++) await page.mouse.wheel(0, -100);
    await rest(page);
    const after = await under();
    expect(after.k).toBeGreaterThan(before.k * 1.3);
    expect(after.x).toBeCloseTo(before.x, 1);
    expect(after.y).toBeCloseTo(before.y, 1);
    await page.close();
  });

  test.each([[6_000, 'fit'], [6_000, 0.06], [6_000, 0.15], [6_000, 0.5]] as const)('with %p servers at scale %p an inactive server is at least three red pixels wide', async (servers, scale) => {
    const page = await open(servers);
    const wide = await page.evaluate(async ([k, inactive]) => {
      const { world } = window.bench;
      const ill = Array.from({ length: world.servers.count }, (_, server) => server).findLast((server) => world.servers.status[server] === inactive) ?? -1;
      const { x, y } = { x: world.servers.x[ill] ?? 0, y: world.servers.y[ill] ?? 0 };
      window.bench.camera({ x: (x - y) * 71, y: (x + y) * 41, k: k === 'fit' ? window.bench.fit().k : k });
      await new Promise((resolve) => setTimeout(resolve, 400));
      while (window.bench.busy) await new Promise((resolve) => requestAnimationFrame(resolve));
      const canvas = document.querySelector('canvas');
      const at = window.bench.locate(ill);
      // The name of a region may lie over the very tile; the flag and the body reach above it.
      const reach = k === 'fit' ? 3 : Math.max(3, Math.round(k * 60));
      const box = canvas?.getContext('2d')?.getImageData(Math.round(at.x) - reach, Math.round(at.y) - reach, reach * 2 + 1, reach * 2 + 1);
      if (!box) return 0;
      let most = 0;
      for (let row = 0; row < box.height; row++) {
        let run = 0;
        for (let column = 0; column < box.width; column++) {
          const from = (row * box.width + column) * 4;
          const [red = 0, green = 0, blue = 0] = box.data.slice(from, from + 3);
          run = red > 170 && green < 140 && blue < 150 && red - green > 70 ? run + 1 : 0;
          most = Math.max(most, run);
        }
      }
      return most;
    }, [scale, INACTIVE] as const);
    expect(wide).toBeGreaterThanOrEqual(3);
    await page.close();
  });

  test('a changed state is on the picture without anything else happening', async () => {
    const page = await open(40);
    const before = await picture(page);
    await page.evaluate((inactive) => {
      const well = window.bench.world.servers.status.indexOf(1);
      window.bench.setStatus(well, inactive);
    }, INACTIVE);
    await page.waitForTimeout(700);
    await rest(page);
    expect(partThatDiffers(before, await picture(page), 0, 0)).toBeGreaterThan(0.0002);
    await page.close();
  });

  test('picks the server under the pointer, the frontmost of two; the floor of its cluster beside it; nothing far away', async () => {
    const page = await open(60);
    const picks = await page.evaluate(async () => {
      window.bench.camera({ ...window.bench.about(20), k: 0.9 });
      await new Promise((resolve) => setTimeout(resolve, 400));
      const { world } = window.bench;
      const seen = Array.from({ length: world.servers.count }, (_, server) => server).filter((server) => {
        const { x, y } = window.bench.locate(server);
        return x > 100 && y > 120 && x < innerWidth - 100 && y < innerHeight - 60;
      });
      const hits = seen.map((server) => {
        const { x, y } = window.bench.locate(server);
        return { server, onTile: window.bench.pick(x, y + 20), onBody: window.bench.pick(x, y - 20) };
      });
      window.bench.camera({ x: 1e9, y: 1e9, k: 0.9 });
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { hits, nothing: window.bench.pick(innerWidth - 5, innerHeight - 5) };
    });
    expect(picks.hits.length).toBeGreaterThan(2);
    for (const { server, onTile, onBody } of picks.hits) {
      expect(onTile).toEqual({ kind: 'server', index: server });
      expect(onBody).toEqual({ kind: 'server', index: server });
    }
    expect(picks.nothing).toBeNull();
    await page.close();
  });

  test('a connection is picked on its line, and the handle beside the selected server alone', async () => {
    const page = await open(16);
    const found = await page.evaluate(async () => {
      const { world } = window.bench;
      window.bench.camera({ ...window.bench.fit(), k: 0.8 });
      await new Promise((resolve) => setTimeout(resolve, 400));
      const onLines = Array.from({ length: world.connections.count }, (_, row) => row).map((row) => {
        const route = world.links.routeOf(row);
        const from = Math.floor(route.length / 4) * 2 - 2;
        const x = ((route[from] ?? 0) + (route[from + 2] ?? 0)) / 2;
        const y = ((route[from + 1] ?? 0) + (route[from + 3] ?? 0)) / 2;
        const camera = window.bench.camera();
        return window.bench.pick((((x - y) * 71 - camera.x) * camera.k) + innerWidth / 2, (((x + y) * 41 - camera.y) * camera.k) + innerHeight / 2)?.kind;
      });
      const at = window.bench.locate(3);
      const beside = () => window.bench.pick(at.x + 71 * 0.96 * 0.8 + 6, at.y - 3)?.kind;
      window.bench.hover({ kind: 'server', index: 3 });
      const hovered = beside();
      window.bench.show({ selection: new Set([3]) });
      return { onLines, hovered, selected: beside() };
    });
    expect(found.onLines.filter((kind) => kind === 'connection').length).toBeGreaterThan(found.onLines.length / 2);
    expect(found.hovered).not.toBe('handle');
    expect(found.selected).toBe('handle');
    await page.close();
  });

  test('a dimming, a selection and the dark theme change the picture; taking them back restores it', async () => {
    const page = await open(60);
    const plain = await picture(page);
    await page.evaluate(() => window.bench.show({ dimmed: new Uint8Array(window.bench.world.servers.count).fill(1) }));
    await rest(page);
    const dimmed = await picture(page);
    await page.evaluate(() => window.bench.show({ theme: 'dark' }));
    await rest(page);
    const dark = await picture(page);
    await page.evaluate(() => window.bench.show({}));
    await rest(page);
    expect(partThatDiffers(plain, dimmed, 0, 0)).toBeGreaterThan(0.005);
    expect(partThatDiffers(plain, dark, 0, 0)).toBeGreaterThan(0.9);
    expect(partThatDiffers(plain, await picture(page), 0, 0)).toBe(0);
    await page.close();
  });

  test('an edited type is drawn anew, and an icon that comes late replaces the plain server that stood in for it', async () => {
    const page = await open(12);
    const pictureWith = async (icon: string): Promise<Uint32Array> => {
      await page.evaluate((next) => {
        const { world } = window.bench;
        world.apply(world.types.map((type) => ({ noun: 'server-types', op: 'put', id: type.id, value: { ...type, icon: next } } as never)));
        window.bench.setStatus(0, 2);
        window.bench.setStatus(0, 1);
      }, icon);
      await page.waitForTimeout(900);
      await rest(page);
      return picture(page);
    };
    const plain = await pictureWith('generic');
    const web = await pictureWith('web');
    const kafka = await pictureWith('kafka');
    expect(partThatDiffers(plain, web, 0, 0)).toBeGreaterThan(0.002);
    expect(partThatDiffers(plain, kafka, 0, 0)).toBeGreaterThan(0.002);
    expect(partThatDiffers(plain, await pictureWith('no-such-icon'), 0, 0)).toBe(0);
    await page.close();
  });

  test('a large screen gets fewer device pixels, not a slower map', async () => {
    const page = await browser.newPage({ viewport: { width: 2560, height: 1440 }, deviceScaleFactor: 2 });
    await page.goto(`${site.url}?servers=40`);
    await page.waitForFunction(() => 'bench' in window && window.bench.ready);
    const [width, height] = await page.evaluate(() => [document.querySelector('canvas')?.width ?? 0, document.querySelector('canvas')?.height ?? 0]);
    expect(width * height).toBeLessThanOrEqual(4_010_000);
    expect(width).toBeGreaterThan(2_000);
    await page.close();
  });
});

async function rest(page: Page): Promise<void> {
  await page.waitForTimeout(250);
  await page.waitForFunction(() => !window.bench.busy);
}

/** Pixels of the map, without what lies over it. */
async function picture(page: Page): Promise<Uint32Array> {
  const base64 = await page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    let text = '';
    for (let at = 0; at < pixels.length; at += 32_768) text += String.fromCharCode(...pixels.subarray(at, at + 32_768));
    return btoa(text);
  });
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Uint32Array(bytes.buffer);
}

/** Part of the pixels that differ where the second picture shows the first one moved by so much. */
function partThatDiffers(first: Uint32Array, second: Uint32Array, dx: number, dy: number): number {
  let differing = 0;
  let compared = 0;
  for (let y = Math.max(0, dy); y < SIZE.height; y++) {
    for (let x = Math.max(0, dx); x < SIZE.width; x++) {
      compared++;
      if (differs(second[y * SIZE.width + x] ?? 0, first[(y - dy) * SIZE.width + x - dx] ?? 0)) differing++;
    }
  }
  return differing / compared;
}

/** More than the last bits, in which the browser's own smoothing of lines varies from time to time. */
function differs(a: number, b: number): boolean {
  return [0, 8, 16].some((shift) => Math.abs(((a >>> shift) & 255) - ((b >>> shift) & 255)) > 6);
}
