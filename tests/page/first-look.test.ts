import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;

suite(`what the configuration says of the look${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;

  beforeAll(async () => {
    browser = await launch();
    product = await startProduct({ visualization: { theme: 'dark', layout: 'grid' } });
    for (const id of ['a', 'b', 'c']) await product.client.servers.add({ id });
    map = await MapPage.open(browser, product.url);
  });
  afterAll(async () => {
    const { complaints } = map;
    await map.close();
    await browser.close();
    await product.end();
    expect(complaints).toEqual([]);
  });

  const isGround = (ground: string): Promise<unknown> => map.page.waitForSelector(`html[data-theme="${ground}"]`);
  const choose = async (theme: string): Promise<void> => {
    await map.page.click('.bar--zoom [data-name="look"]');
    await map.page.selectOption('[data-popover="look"] [name="theme"]', theme);
    await map.page.keyboard.press('Escape');
  };
  const reload = async (): Promise<void> => {
    await map.page.reload();
    await map.page.waitForSelector('#unlimited-cluster[data-ready="true"]');
  };

  test('its theme is shown until the reader chooses one, which may be that of the system', async () => {
    await isGround('dark');
    await choose('light');
    await isGround('light');
    await reload();
    await isGround('light');
    await choose('auto');
    await isGround('light');
    await reload();
    await isGround('light');
    await choose('dark');
    await reload();
    await isGround('dark');
  });

  test('its layout is the one that Arrange begins with', async () => {
    await map.page.keyboard.press('Shift+L');
    await map.page.waitForSelector('[data-panel="arrange"] input[name="layout"][value="grid"]:checked');
    await map.page.waitForSelector('[data-stage="shown"]');
    await map.page.keyboard.press('Escape');
  });
});
