import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage, type Look } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;

suite(`for everyone${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  const on = async (look: Look, work: (map: MapPage) => Promise<void>): Promise<void> => {
    const map = await MapPage.open(browser, product.url, look);
    try {
      await work(map);
      expect(map.complaints).toEqual([]);
    } finally {
      await map.close();
    }
  };

  beforeAll(async () => {
    browser = await launch();
    product = await startProduct();
    for (const [id, type, x, y] of [['web1', 'web', 3, 0], ['db1', 'database', 0, 3]] as const) await product.client.servers.add({ id, name: id, type, ip: '127.0.0.1', position: { x, y } });
    await product.client.connections.add({ from: 'web1', to: 'db1', type: 'database' });
  });
  afterAll(async () => {
    await product.end();
    await browser.close();
  });

  test('Spanish: no word of English, and no key without a word', () => on({ language: 'es-ES' }, async (map) => {
    await map.click('web1');
    await map.page.waitForSelector('[data-panel="server"]');
    await map.page.keyboard.press('e');
    await map.waitForDialog('edit-server');
    const words = await map.page.innerText('body');
    for (const word of ['Añadir servidor', 'Servidor web', 'Conexiones', 'Guardar', 'Origen de los datos']) expect(words).toContain(word);
    expect(words).not.toMatch(/\b(Add|Edit|Save|Cancel|Name|Connections|Details|Web server|Address)\b/);
    expect(words).not.toMatch(/\b[a-z]+(_[a-z]+)+\b(?<!node_exporter)/);
    expect(await map.page.getAttribute('html', 'lang')).toBe('es');
  }));

  test('a phone: a sheet from below, large targets, nothing to scroll sideways', () => on({ isPhone: true, width: 390, height: 844 }, async (map) => {
    const { x, y } = await map.locate('web1');
    await map.page.touchscreen.tap(x, y);
    await map.waitFor('selection', 'web1');
    const sheet = await map.page.locator('[data-panel="server"]').boundingBox();
    expect(sheet).toMatchObject({ x: 0, width: 390 });
    expect(sheet?.y).toBeGreaterThan(844 * 0.4);
    expect(await map.page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(390);
    const small = await map.page.$$eval('button:visible, .panel button', (buttons) => buttons
      .map((button) => ({ name: button.getAttribute('aria-label') ?? button.textContent, box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0 && box.height < 28).map(({ name }) => name));
    expect(small).toEqual([]);
    await map.page.click('.panel__grip');
    const tall = await map.page.locator('[data-panel="server"]').boundingBox();
    expect(tall?.y).toBeLessThan(120);
    await map.page.click('[data-panel="server"] [data-name="edit"]');
    await map.waitForDialog('edit-server');
    const dialog = await map.page.locator('dialog').boundingBox();
    expect(dialog).toMatchObject({ x: 0, width: 390 });
  }));

  test('a phone: a tapped server is seen above its sheet, and what a bar unfolds lies over it', () => on({ isPhone: true, width: 390, height: 844 }, async (map) => {
    const { x, y } = await map.locate('db1');
    await map.page.evaluate((dy) => {
      const now = window.unlimitedCluster?.camera();
      if (now !== undefined) window.unlimitedCluster?.camera({ ...now, y: now.y - dy / now.k });
    }, 640 - y);
    await map.page.touchscreen.tap(x, 640);
    await map.waitFor('selection', 'db1');
    const sheet = await map.page.locator('[data-panel="server"]').boundingBox();
    expect((await map.locate('db1')).y).toBeLessThan(sheet?.y ?? 0);
    for (const [key, name] of [['Shift+V', 'views'], ['y', 'look']] as const) {
      await map.page.focus('#map');
      await map.page.keyboard.press(key);
      const menu = await map.page.locator(`[data-popover="${name}"]`).boundingBox();
      const over = await map.page.evaluate((at) => document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-popover]')?.dataset['popover'], { x: 195, y: (menu?.y ?? 0) + (menu?.height ?? 0) - 20 });
      expect(over).toBe(name);
      await map.page.keyboard.press('Escape');
    }
  }));

  test('a phone: what an empty map says next lies under nothing', async () => {
    const empty = await startProduct();
    const map = await MapPage.open(browser, empty.url, { isPhone: true, width: 390, height: 844 });
    try {
      const covered = async (): Promise<string[]> => {
        await map.page.waitForSelector('.empty button');
        return map.page.$$eval('.empty button, .empty p', (parts) => parts.filter((part) => {
          const { left, right, top, bottom } = part.getBoundingClientRect();
          return [left + 2, right - 2].some((x) => document.elementFromPoint(x, (top + bottom) / 2)?.closest('.empty') === null);
        }).map(({ outerHTML }) => outerHTML));
      };
      expect(await covered()).toEqual([]);
      for (const { id } of (await empty.client.servers.list()).items) await empty.client.servers.remove(id);
      await map.page.waitForSelector('[data-empty="map"]');
      expect(await covered()).toEqual([]);
    } finally {
      await map.close();
      await empty.end();
    }
  });

  test('a long press opens the menu', () => on({ isPhone: true, width: 390, height: 844 }, async (map) => {
    const { x, y } = await map.locate('db1');
    const session = await map.context.newCDPSession(map.page);
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await map.page.waitForSelector('[role="menu"]');
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    expect(await map.attribute('selection')).toBe('db1');
    expect(await map.page.locator('[role="menu"]').count()).toBe(1);
  }));

  test('dark follows the browser, a choice of one\'s own is kept', () => on({ isDark: true }, async (map) => {
    expect(await map.page.getAttribute('html', 'data-theme')).toBe('dark');
    await map.page.click('.bar--actions [data-name="theme"]');
    expect(await map.page.getAttribute('html', 'data-theme')).toBe('light');
    await map.page.reload();
    await map.page.waitForSelector('#unlimited-cluster[data-ready="true"]');
    expect(await map.page.getAttribute('html', 'data-theme')).toBe('light');
  }));

  test('state is never told by colour alone', () => on({}, async (map) => {
    await map.click('web1');
    const badge = map.page.locator('[data-panel="server"] .state--badge').first();
    await badge.waitFor();
    expect(await badge.locator('svg').count()).toBe(1);
    expect(await badge.innerText()).toMatch(/\w+/);
  }));

  for (const [width, height] of [[1280, 800], [2560, 1440], [820, 1180], [390, 844]] as const) {
    test(`islands do not cover each other at ${width} × ${height}`, () => on({ width, height, isPhone: width < 900 }, async (map) => {
      const boxes = await map.page.$$eval('.bar', (bars) => bars.map((bar) => {
        const { left, right, top, bottom } = bar.getBoundingClientRect();
        return { name: bar.getAttribute('class'), left, right, top, bottom };
      }).filter(({ left, right }) => right > left));
      expect(boxes.length).toBeGreaterThan(2);
      for (const a of boxes) {
        expect({ name: a.name, isInside: a.left >= 0 && a.right <= width && a.bottom <= height }).toEqual({ name: a.name, isInside: true });
        for (const b of boxes) {
          const isApart = a === b || a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          expect({ a: a.name, b: b.name, isApart }).toEqual({ a: a.name, b: b.name, isApart: true });
        }
      }
    }));
  }
});
