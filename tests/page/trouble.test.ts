import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { nodeExporterMissing, startNodeExporter } from '../support/node-exporter.ts';
import { MapPage } from './support/map-page.ts';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

pageSuite('when something is wrong', (browser) => {
  let product: Product;

  beforeEach(async () => {
    product = await startProduct();
    await product.client.servers.add({ id: 'web1', name: 'web1', type: 'web', ip: '127.0.0.1', position: { x: 3, y: 0 } });
  });
  afterEach(async () => { await product.end(); });

  test('a lost daemon is said in words; once it is back the page goes on where it was', async () => {
    const map = await MapPage.open(browser(), product.url);
    await map.click('web1');
    // The page has fetched what it shows of a server.
    await map.page.waitForSelector('[data-panel="server"]');
    await product.kill();
    await map.page.waitForSelector('[data-banner="lost"]');
    await map.page.keyboard.press('m');
    await map.page.waitForSelector('[data-notice="fault"]');
    expect(await map.page.innerText('[data-notice="fault"]')).toContain('does not answer');
    await product.restart();
    await product.client.servers.add({ id: 'web2', name: 'web2' });
    await map.page.waitForSelector('[data-banner="lost"]', { state: 'detached', timeout: 20_000 });
    await map.waitFor('servers', '3');
    expect(await map.attribute('selection')).toBe('web1');
    await map.close();
  });

  (nodeExporterMissing === '' ? test : test.skip)('the panel of a server that stops says so of its connections too, and shows no numbers that are no longer true', async () => {
    const exporter = await startNodeExporter({ host: '127.0.46.1' });
    await product.client.servers.add({ id: 'shop', name: 'shop', type: 'web', ip: exporter.host, position: { x: 6, y: 0 }, source: { kind: 'node_exporter', port: exporter.port } });
    const [local] = (await product.client.servers.list()).items.filter(({ source }) => source.kind === 'local');
    await product.client.connections.add({ from: local?.id ?? '', to: 'shop', type: 'monitoring' });
    const map = await MapPage.open(browser(), product.url);
    await map.waitFor('servers', '3');
    await map.click('shop');
    const memory = map.page.locator('[data-gauge="memory_percent"] .gauge__value');
    await memory.filter({ hasText: '%' }).waitFor();
    await map.page.waitForSelector('[data-connection] .state--connected');
    await exporter.stop();
    await map.page.waitForSelector('[data-connection] .state--disconnected', { timeout: 30_000 });
    await memory.filter({ hasText: '–' }).waitFor();
    await map.page.waitForSelector('[data-panel="server"] .state--inactive');
    // A poll that was missed is not when it was seen last.
    await map.page.waitForTimeout(3_000);
    expect(await map.page.locator('[data-panel="server"] section').first().innerText()).not.toMatch(/now$/m);
    await map.close();
  }, 90_000);

  test('an expired session is said in words', async () => {
    const map = await MapPage.open(browser(), product.url);
    await map.context.clearCookies();
    await map.click('web1');
    await map.page.waitForSelector('[data-banner="expired"]');
    expect(await map.page.innerText('[data-banner="expired"]')).toContain('expired');
    await map.close();
  });

  test('who may only look is told so and offered no change', async () => {
    const map = await MapPage.open(browser(), product.url, { rights: 'view' });
    await map.page.waitForSelector('[data-banner="readonly"]');
    expect(await map.page.locator('[data-name="add-server"]').count()).toBe(0);
    await map.click('web1');
    await map.waitFor('selection', 'web1');
    expect(await map.page.locator('[data-panel="server"] .panel__actions').count()).toBe(0);
    for (const key of ['n', 'Delete', 'e', 'g', 'm', 'Control+z']) await map.page.keyboard.press(key);
    const from = await map.locate('web1');
    await map.drag(from, { x: from.x + 150, y: from.y });
    expect(await map.page.locator('dialog').count()).toBe(0);
    expect(await product.client.servers.get('web1')).toMatchObject({ position: { x: 3, y: 0 }, maintenance: false });
    await map.close();
  });

  test('the empty map says what to do next', async () => {
    for (const { id } of (await product.client.servers.list()).items) await product.client.servers.remove(id);
    const map = await MapPage.open(browser(), product.url);
    await map.page.waitForSelector('[data-empty="map"]');
    await map.page.click('[data-empty="map"] [data-name="add-server"]');
    await map.waitForDialog('add-server');
    await map.page.fill('[name="name"]', 'first');
    await map.page.uncheck('[name="verify"]');
    await map.submit();
    await map.waitFor('servers', '1');
    await map.page.waitForSelector('[data-empty="map"]', { state: 'detached' });
    await map.close();
  });

  test('an undo that would take back a colleague\'s later change is refused by name', async () => {
    const map = await MapPage.open(browser(), product.url);
    await map.click('web1');
    await map.page.keyboard.press('m');
    await map.page.waitForSelector('.notice [data-name="notice-undo"]');
    const { token } = await product.client.addToken({ name: 'colleague', rights: ['view', 'edit'] });
    await fetch(`${new URL(product.url).origin}/api/servers/web1`, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
    await map.waitFor('servers', '1');
    await map.page.click('.notice [data-name="notice-undo"]');
    await map.page.waitForSelector('[data-notice="fault"]');
    expect(await map.page.innerText('[data-notice="fault"]')).toContain('colleague');
    await map.close();
  });
});
