import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Frame, Page } from 'playwright-core';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';
import { startWebminStandIn, type WebminStandIn } from './support/webmin-stand-in.ts';

pageSuite('in Webmin\'s frame', (browser) => {
  let product: Product;
  let webmin: WebminStandIn;
  let page: Page;
  let frame: Frame;

  beforeEach(async () => {
    product = await startProduct();
    await product.client.servers.add({ id: 'web1', name: 'web1', type: 'web', ip: '127.0.0.1', position: { x: 3, y: 0 } });
    webmin = await startWebminStandIn(product.url);
    page = await browser().newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(webmin.url);
    await page.frameLocator('iframe').locator('#unlimited-cluster[data-ready="true"]').waitFor();
    frame = page.frames()[1] ?? page.mainFrame();
  });
  afterEach(async () => {
    await page.close();
    await webmin.end();
    await product.end();
  });

  test('everything goes by api.cgi with the token of the page, the socket by a ticket', async () => {
    await frame.waitForFunction(() => document.querySelector('[data-banner]') === null);
    await frame.focus('#map');
    await page.keyboard.press('n');
    await frame.fill('dialog [name="name"]', 'web2');
    await frame.uncheck('dialog [name="verify"]');
    await frame.click('dialog [data-name="submit"]');
    await frame.waitForSelector('#unlimited-cluster[data-servers="3"][data-selection="web2"]');
    expect(webmin.asked).toContain('POST /api/servers');
    expect(webmin.asked).toContain('POST /api/ws-ticket');
    expect(webmin.asked.filter((line) => line.startsWith('!'))).toEqual([]);
    expect(webmin.tickets.length).toBeGreaterThan(0);
    expect(webmin.tickets.every((ticket) => ticket.length > 20)).toBe(true);
  });

  test('layouts come from a worker that lies beside the page', async () => {
    await frame.focus('#map');
    await page.keyboard.press('Shift+L');
    await frame.check('[name="layout"][value="grid"]', { force: true });
    await frame.waitForSelector('[data-stage="shown"]');
    expect(page.workers().map((worker) => new URL(worker.url()).pathname.replace(/-\w+\.js$/, ''))).toEqual([expect.stringMatching(/\/layout\.worker$/)]);
  });

  test('the night mode of the page around it is followed while it changes', async () => {
    expect(await frame.getAttribute('html', 'data-theme')).toBe('light');
    await page.evaluate(() => { document.documentElement.dataset['nightMode'] = '1'; });
    await frame.waitForSelector('html[data-theme="dark"]');
    await page.evaluate(() => { document.documentElement.dataset['nightMode'] = '0'; });
    await frame.waitForSelector('html[data-theme="light"]');
  });

  test('a login page with status 200 is an expired login', async () => {
    webmin.expire();
    await frame.click('#map', { position: { x: 300, y: 600 } });
    await frame.focus('#map');
    await page.keyboard.press('Enter');
    await frame.waitForSelector('[data-banner="expired"]');
  });

  test('a lost socket gets a new ticket', async () => {
    const before = webmin.tickets.length;
    await product.kill();
    await frame.waitForSelector('[data-banner="lost"]');
    await product.restart();
    await frame.waitForSelector('[data-banner="lost"]', { state: 'detached', timeout: 20_000 });
    expect(webmin.tickets.length).toBeGreaterThan(before);
    expect(new Set(webmin.tickets).size).toBe(webmin.tickets.length);
  });
});
