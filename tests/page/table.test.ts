import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;
const MANY = 2_000;

suite(`the table of servers${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;

  beforeAll(async () => {
    browser = await launch();
    product = await startProduct();
    const servers = Array.from({ length: MANY }, (_, index) => ({
      id: `s${index}`, name: `Server ${index}`, type: index % 2 === 0 ? 'web' : 'database', region: index < 10 ? 'eu' : 'us', maintenance: index === 7, position: { x: (index % 50) * 2, y: Math.floor(index / 50) * 2 },
    }));
    await product.client.import(JSON.stringify({ format: 'unlimited-cluster', version: 1, servers }));
    map = await MapPage.open(browser, product.url);
    await map.waitFor('servers', String(MANY + 1));
    await map.page.keyboard.press('Shift+T');
    await map.page.waitForSelector('[data-table]');
  });
  afterAll(async () => {
    expect(map.complaints).toEqual([]);
    await map.close();
    await product.end();
    await browser.close();
  });

  const names = (): Promise<string[]> => map.page.$$eval('.table__body [role="row"] .table__cell--name', (cells) => cells.map((cell) => cell.textContent));
  const search = async (text: string): Promise<void> => {
    await map.page.fill('#search', text);
    await map.page.waitForTimeout(400);
  };

  test('tells how many there are and draws only the rows in sight', async () => {
    expect(await map.page.getAttribute('[role="grid"]', 'aria-rowcount')).toBe(String(MANY + 2));
    expect((await names()).length).toBeLessThan(80);
  });

  test('is sorted by a column, numbers in names as numbers, and back', async () => {
    await search('type:web region:eu');
    expect(await names()).toEqual(['Server 0', 'Server 2', 'Server 4', 'Server 6', 'Server 8']);
    await map.page.click('[name="sort-name"]');
    expect((await names())[0]).toBe('Server 8');
    expect(await map.page.getAttribute('[role="columnheader"].table__cell--name', 'aria-sort')).toBe('descending');
    await map.page.click('[name="sort-name"]');
  });

  test('selects with the mouse as the map does: one, a range, one more', async () => {
    await search('region:eu');
    await map.page.click('.table__body [data-server="s1"]');
    expect(await map.attribute('selection')).toBe('s1');
    await map.page.click('.table__body [data-server="s4"]', { modifiers: ['Shift'] });
    expect((await map.attribute('selection')).split(' ')).toEqual(['s1', 's2', 's3', 's4']);
    await map.page.click('.table__body [data-server="s9"]', { modifiers: ['Control'] });
    expect((await map.attribute('selection')).split(' ')).toHaveLength(5);
  });

  test('goes by keyboard: arrows, Shift for a range, Ctrl+A for all that were found', async () => {
    await search('region:eu');
    await map.page.focus('.table__body');
    await map.page.keyboard.press('Home');
    await map.page.keyboard.press('ArrowDown');
    await map.page.keyboard.press('Shift+ArrowDown');
    expect((await map.attribute('selection')).split(' ')).toEqual(['s1', 's2']);
    await map.page.keyboard.press('Control+a');
    expect((await map.attribute('selection')).split(' ')).toHaveLength(10);
  });

  test('changes all selected in one act', async () => {
    await search('region:eu type:database');
    await map.page.check('[name="all"]');
    await map.page.click('.table__actions [data-name="edit"]');
    await map.waitForDialog('edit-servers');
    await map.page.keyboard.press('Escape');
    await map.waitUntilClosed();
    await map.page.click('.table__actions [data-name="maintenance"]');
    for (let tries = 0; tries < 40 && !(await product.client.servers.get('s1')).maintenance; tries++) await map.page.waitForTimeout(100);
    expect((await product.client.servers.get('s1')).maintenance).toBe(true);
    expect((await product.client.servers.get('s0')).maintenance).toBe(false);
  });

  test('a double click shows the server on the map', async () => {
    await search('');
    await map.page.dblclick('.table__body [data-server="s10"], .table__body [role="row"]:nth-child(3)');
    await map.page.waitForSelector('[data-table]', { state: 'detached' });
    expect((await map.attribute('selection')).split(' ')).toHaveLength(1);
  });
});
