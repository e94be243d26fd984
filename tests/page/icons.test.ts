import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { HALF_HEIGHT } from '../../frontend/scene/space.ts';
import { pngOf, squareSvg, svgUrl } from '../support/icon-files.ts';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;
const RED = '#f01020';

suite(`the library of icons${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    product = await startProduct({ icons: { private_addresses: true } });
    for (const [id, x] of [['web1', 3], ['web2', 6]] as const) await product.client.servers.add({ id, type: 'web', ip: '127.0.0.1', position: { x, y: 3 } });
    map = await MapPage.open(browser, product.url);
    await map.waitFor('servers', '3');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  const open = async (): Promise<void> => {
    await map.page.click('#map', { position: { x: 20, y: 400 } });
    await map.page.keyboard.press('i');
    await map.page.waitForSelector('[data-icon="nginx"]');
  };
  const upload = (files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> => map.page.setInputFiles('[name="icon-files"]', files);
  const svgFile = (name: string, text: string) => ({ name, mimeType: 'image/svg+xml', buffer: Buffer.from(text) });
  /** Part of the pixels around a server that are nearly of this colour. */
  const shareOf = async (id: string, [red, green, blue]: readonly [number, number, number]): Promise<number> => {
    const at = await map.locate(id);
    return map.page.evaluate(({ x, y, wanted }) => {
      const canvas = document.querySelector<HTMLCanvasElement>('#map canvas');
      const box = canvas?.getBoundingClientRect();
      const pixels = canvas?.getContext('2d')?.getImageData((x - (box?.left ?? 0)) * devicePixelRatio - 20, (y - (box?.top ?? 0)) * devicePixelRatio - 40, 40, 40).data ?? [];
      let near = 0;
      for (let pixel = 0; pixel < pixels.length; pixel += 4) if (wanted.every((value, channel) => Math.abs((pixels[pixel + channel] ?? 0) - value) < 40)) near += 1;
      return near / (pixels.length / 4);
    }, { ...at, wanted: [red, green, blue] });
  };
  const waitForShare = async (id: string, colour: readonly [number, number, number], isThere: boolean): Promise<void> => {
    for (let tries = 0; tries < 40; tries += 1) {
      if (await shareOf(id, colour) > 0.5 === isThere) return;
      await map.page.waitForTimeout(100);
    }
    expect(await shareOf(id, colour)).toBe(isThere ? 'most of it' : 'none of it');
  };
  const listed = async (): Promise<string[]> => (await product.client.icons.list()).items.map(({ id }) => id);

  test('an icon goes into the hand by a click, a click on the map makes a server, Escape empties the hand', async () => {
    await open();
    await map.page.fill('[name="icon-search"]', 'ngin');
    await map.page.click('[data-icon="nginx"]');
    const taken = await map.locate('web1');
    await map.page.mouse.click(taken.x, taken.y);
    await map.waitFor('servers', '4');
    await map.waitFor('selection', 'nginx');
    const { position, look, type } = await product.client.servers.get('nginx');
    expect({ look, type }).toEqual({ look: { icon: 'nginx' }, type: 'web' });
    // The tile was taken: the next one.
    expect(Math.max(Math.abs(position.x - 3), Math.abs(position.y - 3))).toBe(1);
    await map.page.mouse.click(taken.x, taken.y);
    await map.waitFor('selection', 'nginx-2');
    await map.page.keyboard.press('Escape');
    await map.page.waitForSelector('.bar--held', { state: 'detached' });
    await map.page.mouse.click(taken.x, taken.y);
    await map.waitFor('selection', 'web1');
    await map.page.keyboard.press('Control+z');
    await map.waitFor('servers', '4');
    expect(map.complaints).toEqual([]);
  });

  test('an icon is dragged onto the map, and Enter puts one in the middle', async () => {
    await open();
    const to = await map.locate('web2');
    await map.page.dragAndDrop('[data-icon="database"]', '#map', { targetPosition: { x: to.x - 200, y: to.y + 60 } });
    await map.waitFor('selection', 'database');
    expect(await product.client.servers.get('database')).toMatchObject({ type: 'database', look: {} });
    await map.page.focus('[data-icon="router"]');
    await map.page.keyboard.press('ArrowRight');
    const next = await map.page.evaluate(() => (document.activeElement as HTMLElement).dataset['icon'] ?? '');
    await map.page.keyboard.press('Enter');
    await map.waitFor('servers', '5');
    expect((await product.client.servers.list({ type: next })).items).toHaveLength(1);
  });

  test('pictures and a pack come in together as one change; what cannot be taken is told; Undo takes all away', async () => {
    await open();
    const pack = { id: 'p', name: 'My pack', icons: [{ id: 'x', name: 'Packed', url: svgUrl(squareSvg('#00f')), isIsometric: false }, { id: 'y', name: 'Far', url: 'https://example.org/a.svg' }] };
    await upload([
      svgFile('My_logo.svg', squareSvg(RED)), { name: 'dot.png', mimeType: 'image/png', buffer: pngOf(1, 2, 3) }, svgFile('broken.svg', '<svg'),
      svgFile('wicked.svg', squareSvg('#0f0').replace('<rect', '<script>window.wicked = true</script><rect onload="window.wicked = true"')),
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }, { name: 'pack.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(pack)) },
    ]);
    await map.page.waitForSelector('[data-added="4"]');
    const told = await map.page.locator('.upload').innerText();
    for (const part of ['3 could not be added', 'broken', 'not well-formed', 'notes.txt', 'Far', '<script> was taken away']) expect(told).toContain(part);
    expect(await listed()).toEqual(['dot', 'my-logo', 'packed', 'wicked']);
    expect(await product.client.icons.get('packed')).toMatchObject({ collection: 'My pack', is_isometric: false });
    await map.page.waitForSelector('[data-icon="my-logo"]');
    expect(await map.page.evaluate(() => 'wicked' in window)).toBe(false);
    await map.page.click('#map', { position: { x: 20, y: 400 } });
    await map.page.keyboard.press('Control+z');
    await map.page.waitForSelector('[data-icon="my-logo"]', { state: 'detached' });
    expect(await listed()).toEqual([]);
    // The browser itself complains of every refusal.
    expect(map.complaints.filter((text) => !text.includes('422'))).toEqual([]);
  });

  test('a picture is fetched by its address; what is wrong with it stands at the field; Undo takes it away', async () => {
    const site = createServer((request, response) => {
      if (request.url === '/green.svg') response.end(squareSvg('#10f020'));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => { site.listen(0, '127.0.0.1', resolve); });
    try {
      const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
      await open();
      await map.page.fill('[name="icon-address"]', `${origin}/missing.svg`);
      await map.page.click('[data-name="fetch-icon"]');
      await map.page.locator('.upload__address').filter({ hasText: 'was answered with status 404' }).waitFor();
      expect((await product.client.icons.list()).items).toEqual([]);
      await map.page.fill('[name="icon-address"]', `${origin}/green.svg`);
      await map.page.keyboard.press('Enter');
      await map.page.waitForSelector('[data-icon="green"]');
      await map.page.waitForSelector('[data-added="1"]');
      expect(await map.page.inputValue('[name="icon-address"]')).toBe('');
      expect((await product.client.icons.get('green')).media_type).toBe('image/svg+xml');
      await map.page.locator('.notice').last().getByText('Undo').click();
      await map.page.waitForSelector('[data-icon="green"]', { state: 'detached' });
    } finally {
      await new Promise((resolve) => { site.close(resolve); });
    }
  });

  test('a second picture of the same name does not take the place of the first, nor of one of the set', async () => {
    await open();
    await upload([svgFile('logo.svg', squareSvg(RED)), svgFile('nginx.svg', squareSvg(RED))]);
    await map.page.waitForSelector('[data-added="2"]');
    await upload([svgFile('logo.svg', squareSvg('#0f0'))]);
    await map.page.waitForSelector('[data-icon="logo-2"]');
    expect(await listed()).toEqual(['logo', 'logo-2', 'nginx-2']);
  });

  test('a picture dropped on the map opens the library and becomes an icon', async () => {
    const data = await map.page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'dropped.svg', { type: 'image/svg+xml' }));
      return transfer;
    }, squareSvg(RED));
    await map.page.dispatchEvent('#map', 'drop', { dataTransfer: data });
    await map.page.waitForSelector('[data-icon="dropped"]');
    expect(await listed()).toEqual(['dropped']);
  });

  test('a server shows the icon it is given, follows its change, and its type\'s icon when it goes', async () => {
    await product.client.icons.add({ id: 'red', name: 'Red', image: svgUrl(squareSvg(RED)) });
    await map.click('web1');
    await map.waitFor('selection', 'web1');
    await map.page.keyboard.press('i');
    await map.page.click('[data-icon="red"]');
    await waitForShare('web1', [240, 16, 32], true);
    expect((await product.client.servers.get('web1')).look).toEqual({ icon: 'red' });
    await product.client.icons.patch('red', { image: svgUrl(squareSvg('#1020f0')) });
    await waitForShare('web1', [16, 32, 240], true);
    await product.client.icons.remove('red');
    await waitForShare('web1', [16, 32, 240], false);
    await map.page.waitForFunction(() => document.querySelector('[data-panel="server"]')?.textContent.includes('red (gone'));
    await map.page.keyboard.press('i');
    await map.page.click('[data-name="icon-of-type"]');
    await map.page.waitForSelector('.notice');
    expect((await product.client.servers.get('web1')).look).toEqual({});
  });

  test('a large picture is met wherever it is clicked', async () => {
    await product.client.icons.add({ id: 'tower', name: 'Tower', scale: 3, image: `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="60" height="70"><rect width="60" height="70" fill="#d33"/></svg>').toString('base64')}` });
    await product.client.servers.add({ id: 'high', position: { x: 20, y: 20 }, look: { icon: 'tower' } });
    await map.page.waitForFunction(() => window.unlimitedCluster?.locate('high') !== null);
    await map.page.evaluate(({ y }) => void window.unlimitedCluster?.camera({ x: 0, y, k: 0.6 }), { y: 40 * HALF_HEIGHT });
    await map.settle();
    const at = await map.locate('high');
    // A click meets it once its picture has come.
    for (let tries = 0; tries < 60 && await map.attribute('selection') !== 'high'; tries++) {
      await map.page.mouse.click(at.x + 70, at.y - 150);
      await map.page.waitForTimeout(100);
    }
    expect(await map.attribute('selection')).toBe('high');
  });

  test('several servers get an icon in one change that keeps the rest of their looks', async () => {
    await product.client.servers.patch('web2', { look: { color: '#123456', locked: true } });
    await map.page.keyboard.press('Control+a');
    await map.page.keyboard.press('i');
    await map.page.click('[data-icon="redis"]');
    await map.waitForNotice('3 servers');
    expect((await product.client.servers.get('web2')).look).toEqual({ icon: 'redis', color: '#123456', locked: true });
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken');
    expect((await product.client.servers.get('web2')).look).toEqual({ color: '#123456', locked: true });
  });

  test('an icon of one\'s own is renamed, laid down and removed, and says who uses it', async () => {
    await product.client.icons.add({ id: 'red', name: 'Red', image: svgUrl(squareSvg(RED)) });
    await product.client.servers.patch('web1', { look: { icon: 'red' } });
    await open();
    await map.page.click('.collection .more-numbers summary');
    await map.page.click('[data-edit-icon="red"]');
    expect(await map.page.locator('[data-users]').innerText()).toContain('Used by web1');
    await map.page.fill('[data-panel="icon"] [name="name"]', 'Crimson');
    await map.page.uncheck('[name="is_isometric"]');
    await map.page.click('[data-name="save-icon"]');
    await map.page.waitForSelector('[data-icon="red"][title="Crimson"]');
    expect(await product.client.icons.get('red')).toMatchObject({ name: 'Crimson', is_isometric: false });
    await map.page.click('.collection .more-numbers summary');
    await map.page.click('[data-edit-icon="red"]');
    await map.page.click('[data-name="delete-icon"]');
    await map.page.waitForSelector('[data-icon="red"]', { state: 'detached' });
    expect(await listed()).toEqual([]);
  });

  test('a type of server is given an icon in its dialog', async () => {
    await product.client.icons.add({ id: 'red', name: 'Red', image: svgUrl(squareSvg(RED)) });
    await map.page.keyboard.press('Control+k');
    await map.page.fill('[data-dialog="palette"] input', 'types');
    await map.page.keyboard.press('Enter');
    await map.waitForDialog('types');
    await map.page.click('.type-row:has-text("Web server") button');
    await map.page.click('[data-name="choose-icon"]');
    await map.page.click('dialog [data-icon="red"]');
    await map.page.click('dialog .button--primary');
    await waitForShare('web1', [240, 16, 32], true);
    expect(await product.client.serverTypes.get('web')).toMatchObject({ icon: 'red' });
  });
});

suite(`the library of icons for others${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
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

  test('who may only look is not offered it', async () => {
    const map = await MapPage.open(browser, product.url, { rights: 'view' });
    await map.page.keyboard.press('i');
    await map.settle();
    expect(await map.page.locator('[data-panel="icons"], [data-name="icons"]').count()).toBe(0);
    await map.close();
  });

  test('in Spanish, and on a phone by two taps', async () => {
    const map = await MapPage.open(browser, product.url, { isPhone: true, width: 390, height: 800, language: 'es-ES' });
    await map.page.tap('[data-name="more"]');
    await map.page.tap('[role="menu"] [data-name="icons"]');
    await map.page.waitForSelector('[data-icon="nginx"]');
    expect(await map.page.locator('[data-panel="icons"]').innerText()).toContain('Toque un icono');
    await map.page.tap('[data-icon="web"]');
    await map.page.waitForSelector('[data-panel="icons"]', { state: 'detached' });
    await map.page.touchscreen.tap(120, 320);
    await map.waitFor('servers', '2');
    expect(await product.client.servers.get('servidor-web')).toMatchObject({ type: 'web' });
    await map.page.tap('[data-name="let-go"]');
    expect(map.complaints).toEqual([]);
    await map.close();
  });
});
