import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { squareSvg, svgUrl } from '../support/icon-files.ts';
import { wellFormed } from '../support/strict-xml.ts';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

(browserMissing === '' ? describe : describe.skip)(`exporting a picture${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let product: Product;
  let browser: Browser;
  let map: MapPage;

  beforeAll(async () => {
    product = await startProduct();
    await product.client.import(JSON.stringify({
      format: 'unlimited-cluster', version: 1,
      servers: Array.from({ length: 12 }, (_, at) => ({ id: `box-${at}`, name: at === 5 ? 'Fünf <5>' : `Box ${at}`, position: { x: (at % 4) * 3, y: Math.floor(at / 4) * 3 } })),
      connections: [{ from: 'box-0', to: 'box-1' }],
    }), { mode: 'replace' });
    browser = await launch();
    map = await MapPage.open(browser, product.url);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await product.end();
  });

  const open = async (): Promise<void> => {
    await map.page.keyboard.press('Control+k');
    await map.page.fill('dialog[open] input', 'picture');
    await map.page.keyboard.press('Enter');
    await map.page.waitForSelector('dialog[open] input[name="kind"]', { state: 'attached' });
    await map.page.waitForSelector('dialog[open] button[type="submit"]:not([disabled])');
  };
  const saved = async (kind: string, also: () => Promise<void> = () => Promise.resolve()): Promise<{ name: string; bytes: Buffer }> => {
    await open();
    await map.page.check(`input[name="kind"][value="${kind}"]`, { force: true });
    await also();
    const [download] = await Promise.all([map.page.waitForEvent('download'), map.page.click('dialog[open] button[type="submit"]')]);
    await map.page.waitForSelector('dialog[open]', { state: 'detached' });
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };

  test('a PNG has the size that the dialog says', async () => {
    let told = '';
    const { name, bytes } = await saved('png', async () => {
      await map.page.check('input[name="scale"][value="3"]', { force: true });
      told = await map.page.textContent('dialog[open] p[role="status"]') ?? '';
    });
    expect(name).toBe('unlimited-cluster.png');
    const [width, height] = (told.match(/[\d,]+/g) ?? []).map((part) => Number(part.replaceAll(',', '')));
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height]);
    expect(bytes.length).toBeGreaterThan(20_000);
  });

  test('an SVG is well-formed and has the names as text', async () => {
    const { bytes } = await saved('svg');
    const svg = bytes.toString('utf8');
    expect(wellFormed(svg)).toBe(true);
    expect(svg).toContain('>Fünf &lt;5&gt;</text>');
    expect(svg.match(/>Box \d+<\/text>/g)).toHaveLength(11);
  });

  test('people\'s own icons are in it, once, in an SVG and in a page that opens offline', async () => {
    await product.client.icons.add({ id: 'green', image: svgUrl(squareSvg('#12ee21')) });
    for (const id of ['box-0', 'box-2']) await product.client.servers.patch(id, { look: { icon: 'green' } });
    await map.page.waitForTimeout(500);
    const svg = (await saved('svg')).bytes.toString('utf8');
    expect(wellFormed(svg)).toBe(true);
    const images = Array.from(svg.matchAll(/<image [^>]*href="data:image\/svg\+xml;base64,([^"]+)"/g), ([, text]) => Buffer.from(text ?? '', 'base64').toString('utf8'));
    expect(images).toHaveLength(1);
    expect(images[0]).toContain('#12ee21');
    const html = (await saved('html', () => map.page.check('input[name="part"][value="all"]', { force: true }))).bytes.toString('utf8');
    const offline = await browser.newPage();
    const complaints: string[] = [];
    offline.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
    await offline.setContent(html);
    await offline.waitForTimeout(300);
    expect([html.includes('<image '), complaints]).toEqual([true, []]);
    await offline.close();
  });

  test('a selection alone is a smaller picture', async () => {
    const widthOf = (bytes: Buffer): number => Number(/width="([\d.]+)"/.exec(bytes.toString('utf8'))?.[1]);
    const whole = widthOf((await saved('svg')).bytes);
    await map.click('box-1');
    const part = (await saved('svg')).bytes;
    expect(widthOf(part)).toBeLessThan(whole);
    expect(part.toString('utf8')).toContain('>Box 1</text>');
  });

  test('a page of its own has a policy and the servers', async () => {
    const html = (await saved('html', () => map.page.check('input[name="part"][value="all"]', { force: true }))).bytes.toString('utf8');
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('\\u003c5>');
  });

  test('printing shows the picture alone on the sheet', async () => {
    await map.page.evaluate(() => { window.print = () => { document.body.dataset['printed'] = String(document.querySelectorAll('.print-sheet svg text').length); }; });
    await open();
    await map.page.check('input[name="kind"][value="print"]', { force: true });
    await map.page.check('input[name="part"][value="all"]', { force: true });
    await map.page.click('dialog[open] button[type="submit"]');
    await map.page.waitForSelector('body[data-printed]');
    expect(Number(await map.page.getAttribute('body', 'data-printed'))).toBeGreaterThan(5);
    await map.page.emulateMedia({ media: 'print' });
    expect(await map.page.locator('#unlimited-cluster').isVisible()).toBe(false);
    expect(await map.page.locator('.print-sheet svg').isVisible()).toBe(true);
    await map.page.emulateMedia({ media: 'screen' });
    await map.page.evaluate(() => { dispatchEvent(new Event('afterprint')); });
    expect(await map.page.locator('.print-sheet').count()).toBe(0);
    expect(map.complaints).toEqual([]);
  });
});
