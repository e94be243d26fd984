import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';
import { startWebminStandIn } from './support/webmin-stand-in.ts';

const suite = browserMissing === '' ? describe : describe.skip;
/** Nothing listens there. */
const SILENT = { ip: '127.0.77.1', source: { kind: 'node_exporter', port: 9 } } as const;

suite(`the daemon's sentences on a Spanish page${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;

  beforeAll(async () => {
    browser = await launch();
    product = await startProduct();
    await product.client.servers.add({ id: 'web1', name: 'web1', type: 'web', ...SILENT, position: { x: 3, y: 0 } });
    for (let waitedMs = 0; (await product.client.servers.get('web1')).status !== 'inactive' && waitedMs < 10_000; waitedMs += 100) await new Promise((resolve) => setTimeout(resolve, 100));
  });
  afterAll(async () => {
    await product.end();
    await browser.close();
  });

  test('say why a server does not answer in Spanish to one, in English to another', async () => {
    for (const [language, why] of [['es-ES', 'Nada escucha en 127.0.77.1:9 (conexión rechazada).'], ['en-US', 'Nothing listens on 127.0.77.1:9 (connection refused).']] as const) {
      const map = await MapPage.open(browser, product.url, { language });
      await map.click('web1');
      await map.page.waitForSelector('[data-panel="server"] .problem');
      expect(await map.page.innerText('[data-panel="server"] .problem')).toBe(why);
      expect(map.complaints).toEqual([]);
      await map.close();
    }
  });

  test('refuse in Spanish: a field of a form, and a form', async () => {
    const map = await MapPage.open(browser, product.url, { language: 'es-ES' });
    await map.page.keyboard.press('n');
    await map.waitForDialog('add-server');
    await map.page.fill('[name="name"]', 'malo');
    await map.page.fill('[name="ip"]', '300.1.2.3');
    await map.submit();
    await map.page.waitForSelector('.field__fault');
    expect(await map.page.innerText('.field__fault')).toBe('debe ser una dirección IPv4, una dirección IPv6, un nombre de host o "", no "300.1.2.3"');
    await map.page.keyboard.press('Escape');
    await map.waitUntilClosed();
    await product.client.clusters.add({ name: 'Tienda' });
    await map.click('web1');
    await map.page.keyboard.press('g');
    await map.page.fill('dialog [name="name"]', 'Tienda');
    await map.submit();
    await map.page.waitForSelector('dialog .alert, dialog .field__fault');
    expect(await map.page.innerText('dialog')).toContain('Ya existe el clúster "tienda". Elija otro identificador, o cambie lo que ya existe.');
    await map.close();
  });

  test('follow the language that Webmin shows the page in, not that of the browser', async () => {
    const webmin = await startWebminStandIn(product.url, 'es');
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(webmin.url);
    const frame = page.frameLocator('iframe');
    await frame.locator('#unlimited-cluster[data-ready="true"]').waitFor();
    const at = await page.frames()[1]?.evaluate(() => window.unlimitedCluster?.locate('web1') ?? null);
    await page.mouse.click(at?.x ?? 0, at?.y ?? 0);
    expect(await frame.locator('[data-panel="server"] .problem').innerText()).toBe('Nada escucha en 127.0.77.1:9 (conexión rechazada).');
    await context.close();
    await webmin.end();
  });
});
