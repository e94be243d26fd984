import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MapPage } from './support/map-page.ts';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

pageSuite('the keyboard alone', (browser) => {
  let product: Product;
  let map: MapPage;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await map.page.keyboard.press(key);
  };
  const focused = (): Promise<string> => map.page.evaluate(() => document.activeElement?.id ?? '');
  /** The focus comes back once the dialog has gone, not in the same turn. */
  const focusReturns = (): Promise<unknown> => map.page.waitForFunction(() => document.activeElement?.id === 'map', undefined, { timeout: 5_000 });

  beforeEach(async () => {
    product = await startProduct();
    const [own] = (await product.client.servers.list()).items;
    await product.client.servers.remove(own?.id ?? '');
    for (const [id, x, y] of [['left', 0, 4], ['middle', 2, 2], ['right', 4, 0]] as const) await product.client.servers.add({ id, name: id, type: 'web', ip: '127.0.0.1', position: { x, y } });
    map = await MapPage.open(browser(), product.url);
    await map.waitFor('servers', '3');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  test('Tab reaches the map, Enter takes the nearest server, arrows go on, and each is spoken', async () => {
    for (let tabs = 0; tabs < 20 && await focused() !== 'map'; tabs++) await press('Tab');
    expect(await focused()).toBe('map');
    await press('Enter');
    await map.waitFor('selection', 'middle');
    await press('ArrowRight');
    await map.waitFor('selection', 'right');
    expect(await map.spoken()).toMatch(/^right, Web server, \w+, 0 connections/);
    await press('ArrowLeft', 'ArrowLeft');
    await map.waitFor('selection', 'left');
    await press('Shift+ArrowRight');
    await map.waitFor('selection', 'left middle');
    await press('Escape');
    await map.waitFor('selection', '');
    expect(await focused()).toBe('map');
  });

  test('arrows pan while nothing is selected', async () => {
    await map.page.focus('#map');
    const before = await map.locate('middle');
    await press('ArrowRight');
    await map.settle();
    expect((await map.locate('middle')).x).toBeLessThan(before.x - 50);
  });

  test('a server is added, moved, connected, deleted and brought back', async () => {
    await map.page.focus('#map');
    await press('n');
    await map.waitForDialog('add-server');
    await map.page.keyboard.type('extra');
    await press('Tab', 'Tab');
    await map.page.keyboard.type('127.0.0.3');
    await press('Enter');
    await map.waitFor('selection', 'extra');
    await map.page.waitForFunction(() => document.activeElement?.id === 'map');
    const before = (await product.client.servers.get('extra')).position;
    await press('Alt+ArrowRight');
    await map.waitForNotice('Moved');
    const after = (await product.client.servers.get('extra')).position;
    expect(after.x + after.y).toBeGreaterThan(before.x + before.y);
    await press('c');
    await map.waitForDialog('connect');
    await map.page.keyboard.type('middle');
    await press('Enter');
    await map.waitForNotice('Connected');
    expect((await product.client.connections.list()).items).toMatchObject([{ from: 'extra', to: 'middle' }]);
    await press('Delete');
    await map.waitFor('servers', '3');
    await press('Control+z');
    await map.waitFor('servers', '4');
    expect((await product.client.connections.list()).items).toHaveLength(1);
  });

  test('the menu key opens what can be done; arrows choose, Escape closes and gives the focus back', async () => {
    await map.page.focus('#map');
    await press('Enter', 'Shift+F10');
    await map.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem');
    await press('End');
    expect(await map.page.evaluate(() => document.activeElement?.getAttribute('data-name'))).toBe('delete');
    await press('Escape');
    await map.page.waitForSelector('[role="menu"]', { state: 'detached' });
    await focusReturns();
    expect(await map.attribute('selection')).toBe('middle');
  });

  test('Enter goes into the panel of the selected server, Escape comes back to the map', async () => {
    await map.page.focus('#map');
    await press('Enter', 'Enter');
    await map.page.waitForFunction(() => document.activeElement?.closest('[data-panel="server"]') !== null);
    expect(await map.page.evaluate(() => document.activeElement?.getAttribute('data-name'))).toBe('edit');
    await press('Escape');
    await focusReturns();
    expect(await map.attribute('selection')).toBe('middle');
  });

  test('the palette finds commands and servers', async () => {
    await press('Control+k');
    await map.waitForDialog('palette');
    await map.page.keyboard.type('right');
    await map.page.waitForSelector('[data-name="server-right"]');
    await press('Enter');
    await map.waitFor('selection', 'right');
    await press('Control+k');
    await map.waitForDialog('palette');
    await map.page.keyboard.type('dark');
    await press('Enter');
    await map.page.waitForSelector('html[data-theme="dark"]');
  });

  test('a dialog keeps the focus inside and returns it', async () => {
    await map.page.focus('#map');
    await press('n');
    await map.waitForDialog('add-server');
    for (let tabs = 0; tabs < 30; tabs++) {
      await press('Tab');
      const inside = await map.page.evaluate(() => document.activeElement === document.body || document.querySelector('dialog')?.contains(document.activeElement) === true);
      expect(inside).toBe(true);
    }
    await press('Escape');
    await map.waitUntilClosed();
    await focusReturns();
  });

  test('the sheet of keys names every shortcut', async () => {
    await press('?');
    await map.waitForDialog('shortcuts');
    const sheet = await map.page.innerText('[data-dialog="shortcuts"]');
    for (const words of ['Add server', 'Undo', 'Search', 'Fly to the selection', 'Move the selected servers by a tile']) expect(sheet).toContain(words);
  });

  test('keys without Ctrl or Alt can be switched off; the sheet still opens, with ? and with F1', async () => {
    await map.page.focus('#map');
    await map.page.keyboard.press('F1');
    await map.waitForDialog('shortcuts');
    await map.page.uncheck('dialog [name="single-keys"]');
    await map.page.keyboard.press('Escape');
    await map.waitUntilClosed();
    await map.page.keyboard.press('n');
    await map.page.keyboard.press('Shift+G');
    await map.settle();
    expect(await map.page.locator('dialog').count()).toBe(0);
    await map.page.keyboard.press('Control+k');
    await map.waitForDialog('palette');
    await map.page.keyboard.press('Escape');
    await map.waitUntilClosed();
    await map.page.keyboard.press('?');
    await map.waitForDialog('shortcuts');
    await map.page.check('dialog [name="single-keys"]');
    await map.page.keyboard.press('Escape');
    await map.waitUntilClosed();
    await map.page.keyboard.press('n');
    await map.waitForDialog('add-server');
  });
});
