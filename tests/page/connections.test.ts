import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;

suite(`connections and their lines${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;
  const choose = (ids: readonly string[]): Promise<void> => map.page.click(`[data-panel="server"] [data-connection="${ids[0] ?? ''}"]`);

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    product = await startProduct();
    for (const [id, x, y] of [['web1', 3, 0], ['web2', 3, 4], ['db1', 0, 3]] as const) await product.client.servers.add({ id, name: id, position: { x, y } });
    await product.client.connections.add({ id: 'one', from: 'web1', to: 'db1', type: 'database', style: { waypoints: [{ x: 2, y: 2 }] } });
    await product.client.connections.add({ id: 'two', from: 'web2', to: 'db1', label: 'keep' });
    map = await MapPage.open(browser, product.url);
    await map.waitFor('servers', '4');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  test('two clicks with the tool connect; Escape after the first lets go', async () => {
    await map.page.keyboard.press('x');
    await map.click('web1');
    await map.page.waitForSelector('#map[data-hand="connecting"]');
    await map.page.keyboard.press('Escape');
    await map.page.waitForSelector('#map[data-hand="idle"]');
    await map.click('web2');
    await map.settle();
    expect(await map.page.locator('dialog').count()).toBe(0);
    await map.page.keyboard.press('Escape');
    await map.page.waitForSelector('#map[data-hand="idle"]');
    await map.click('web1');
    await map.click('web2');
    await map.waitForDialog('connect');
    await map.page.click('dialog summary');
    await map.page.selectOption('dialog [name="dash"]', 'dashed');
    await map.submit();
    await map.waitForNotice('Connected web1 with web2.');
    expect((await product.client.connections.list({ from: 'web1', to: 'web2' })).items).toMatchObject([{ style: { dash: 'dashed' } }]);
  });

  test('a line has colour, width, stroke, strands, arrow and texts; what is not touched stays', async () => {
    await map.click('web1');
    await choose(['one']);
    await map.page.click('[data-panel="connection"] [data-name="edit"]');
    await map.waitForDialog('edit-connection');
    await map.page.selectOption('dialog [name="color"]', 'own');
    await map.page.fill('dialog [name="own-color"]', '#aa2233');
    await map.page.selectOption('dialog [name="width"]', '0.12');
    await map.page.selectOption('dialog [name="dash"]', 'dotted');
    await map.page.selectOption('dialog [name="pattern"]', 'double');
    await map.page.selectOption('dialog [name="arrow"]', 'both');
    await map.page.click('dialog [data-name="add-label"]');
    await map.page.fill('dialog [data-label="0"] .label-row__text', 'eth0');
    await map.page.fill('dialog [data-label="0"] input[type="number"] >> nth=0', '20');
    await map.page.uncheck('dialog [data-label="0"] input[type="checkbox"]');
    await map.submit();
    await map.waitUntilClosed();
    expect((await product.client.connections.get('one')).style).toEqual({
      color: '#aa2233', width: 0.12, dash: 'dotted', pattern: 'double', arrow: 'both', labels: [{ text: 'eth0', position_percent: 20, lead: false }], waypoints: [{ x: 2, y: 2 }],
    });
    await map.page.click('[data-panel="connection"] [data-name="edit"]');
    await map.waitForDialog('edit-connection');
    await map.page.selectOption('dialog [name="color"]', 'default');
    await map.page.click('dialog [data-name="straighten"]');
    await map.submit();
    await map.waitUntilClosed();
    const { style } = await product.client.connections.get('one');
    expect(style).not.toHaveProperty('color');
    expect(style).not.toHaveProperty('waypoints');
    expect(style).toMatchObject({ width: 0.12, labels: [{ text: 'eth0' }] });
  });

  test('a text beyond the line is refused in the dialog, in the words of the daemon', async () => {
    await map.click('web1');
    await choose(['one']);
    await map.page.click('[data-panel="connection"] [data-name="edit"]');
    await map.page.click('dialog [data-name="add-label"]');
    await map.page.fill('dialog [data-label="0"] .label-row__text', 'x');
    await map.page.evaluate(() => { const form = document.querySelector('dialog form'); if (form instanceof HTMLFormElement) form.noValidate = true; });
    await map.page.fill('dialog [data-label="0"] input[type="number"] >> nth=0', '170');
    await map.submit();
    await map.page.waitForSelector('dialog .label-rows .field__fault');
    expect((await product.client.connections.get('one')).style.labels).toBeUndefined();
  });

  test('a connection is turned round, and back by one undo', async () => {
    await map.click('web1');
    await choose(['one']);
    await map.page.click('[data-panel="connection"] [data-name="reverse"]');
    await map.waitForNotice('now leads from db1 to web1');
    await map.page.waitForSelector('#unlimited-cluster[data-items="db1--web1--database"]');
    expect((await product.client.connections.list()).items.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['db1 web1', 'web2 db1']);
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back');
    expect((await product.client.connections.list()).items.map(({ id }) => id).sort()).toEqual(['one', 'two']);
  });

  test('several connections are changed in one change; what is left unchanged stays on each', async () => {
    await map.click('web1');
    await choose(['one']);
    await map.page.waitForSelector('#unlimited-cluster[data-items="one"]');
    await map.click('db1');
    await map.page.keyboard.press('Control+k');
    await map.page.keyboard.type('their connections');
    await map.page.click('dialog [data-name="select-connections"]');
    await map.page.waitForSelector('[data-panel="items"]');
    await map.page.click('[data-panel="items"] [data-name="edit"]');
    await map.waitForDialog('edit-connections');
    await map.page.selectOption('dialog [name="width"]', '0.2');
    await map.submit();
    await map.waitForNotice('Changed 2 connections.');
    expect(await product.client.connections.get('one')).toMatchObject({ type: 'database', style: { width: 0.2, waypoints: [{ x: 2, y: 2 }] } });
    expect(await product.client.connections.get('two')).toMatchObject({ type: 'standard', label: 'keep', style: { width: 0.2 } });
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back');
    expect((await product.client.connections.get('two')).style).toEqual({});
    expect((await product.client.connections.get('one')).style).toEqual({ waypoints: [{ x: 2, y: 2 }] });
  });
});
