import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage, type Look } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;

suite(`colours of the page${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;

  beforeAll(async () => {
    browser = await launch();
    product = await startProduct();
  });
  afterAll(async () => {
    await browser.close();
    await product.end();
  });

  async function on(look: Look, see: (map: MapPage) => Promise<void>): Promise<void> {
    const map = await MapPage.open(browser, product.url, look);
    try {
      await see(map);
      expect(map.complaints).toEqual([]);
    } finally {
      await map.close();
    }
  }

  /** The browser tells the page of another wish of the system a moment later. */
  const isMarked = (map: MapPage, marks: string): Promise<unknown> => map.page.waitForFunction((wanted) => {
    const { theme, contrast, states } = document.documentElement.dataset;
    return `${theme} ${contrast} ${states}` === wanted;
  }, marks);
  /** Colour of the map far from everything, as it is painted. */
  const ground = async (map: MapPage): Promise<number[]> => {
    await map.page.waitForTimeout(400);
    return map.page.$eval('#map canvas', (canvas) => [...(canvas as HTMLCanvasElement).getContext('2d')?.getImageData(2, 450, 1, 1).data ?? []].slice(0, 3));
  };
  const openLook = async (map: MapPage): Promise<void> => {
    await map.page.click('.bar--zoom [data-name="look"]');
    await map.page.waitForSelector('[data-popover="look"]');
  };

  test('contrast, theme and colours of states are chosen in the menu, combine, and are kept by the browser', () => on({}, async (map) => {
    await isMarked(map, 'light usual usual');
    await openLook(map);
    await map.page.selectOption('[name="contrast"]', 'more');
    await isMarked(map, 'light more usual');
    expect(Math.min(...await ground(map))).toBeGreaterThan(225);
    await map.page.selectOption('[name="theme"]', 'dark');
    await map.page.check('[name="safe-states"]');
    await isMarked(map, 'dark more safe');
    expect(Math.max(...await ground(map))).toBeLessThan(40);
    await map.page.reload();
    await map.page.waitForSelector('#unlimited-cluster[data-ready="true"]');
    await isMarked(map, 'dark more safe');
    await openLook(map);
    expect(await map.page.inputValue('[name="contrast"]')).toBe('more');
    expect(await map.page.isChecked('[name="safe-states"]')).toBe(true);
  }));

  test('high contrast follows the system while nothing was chosen; a choice goes before it', () => on({ contrast: 'more', isDark: true }, async (map) => {
    await isMarked(map, 'dark more usual');
    await map.page.emulateMedia({ contrast: 'no-preference' });
    await isMarked(map, 'dark usual usual');
    await map.page.emulateMedia({ contrast: 'more' });
    await openLook(map);
    await map.page.selectOption('[name="contrast"]', 'usual');
    await isMarked(map, 'dark usual usual');
  }));

  test('where the system brings its own colours the map has high contrast, and buttons can be read', () => on({ forcedColors: 'active', isDark: true }, async (map) => {
    await isMarked(map, 'dark more usual');
    const [ink, paper] = await map.page.$eval('.button--primary', (button) => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]);
    expect(ink).not.toBe(paper);
    const border = await map.page.$eval('.bar--search', (bar) => [getComputedStyle(bar).borderTopColor, getComputedStyle(bar).backgroundColor]);
    expect(border[0]).not.toBe(border[1]);
    await map.page.click('.bar--actions .button--primary');
    await map.page.waitForSelector('dialog');
  }));

  test('on a phone the choices are in reach', () => on({ isPhone: true, width: 390, height: 844 }, async (map) => {
    await openLook(map);
    await map.page.selectOption('[name="contrast"]', 'more');
    await map.page.locator('[name="safe-states"]').scrollIntoViewIfNeeded();
    await map.page.check('[name="safe-states"]');
    await isMarked(map, 'light more safe');
    expect(await map.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }));
});
