import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MapPage } from './support/map-page.ts';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

pageSuite('finding one\'s way', (browser) => {
  let product: Product;
  let map: MapPage;

  beforeEach(async () => {
    product = await startProduct();
    const chain = ['a', 'b', 'c', 'd'];
    for (const [at, id] of chain.entries()) {
      await product.client.servers.add({ id, name: id, type: at % 2 === 0 ? 'web' : 'database', ip: '127.0.0.1', region: at < 2 ? 'eu' : 'us', position: { x: at * 4, y: 6 }, tags: { env: at === 0 ? 'prod' : 'test' } });
    }
    for (const [at, id] of chain.slice(1).entries()) await product.client.connections.add({ from: chain[at] ?? '', to: id });
    map = await MapPage.open(browser(), product.url);
    await map.waitFor('servers', '5');
  });
  afterEach(async () => {
    const { complaints } = map;
    await map.close();
    await product.end();
    // Browsers note every refusal of the daemon; those that are asked for here are no complaint.
    expect(complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  });

  const camera = (): Promise<{ x: number; y: number; k: number }> => map.page.evaluate(() => window.unlimitedCluster?.camera() ?? { x: NaN, y: NaN, k: NaN });
  const field = (name: string): string => `[data-popover] [name="${name}"]`;

  describe('search', () => {
    test('completes keys and values by keyboard, and Enter walks through the results', async () => {
      await map.page.keyboard.press('/');
      await map.page.keyboard.type('ta');
      await map.page.waitForSelector('[data-hint="tag:"]');
      await map.page.keyboard.press('Tab');
      await map.page.waitForSelector('[data-hint="tag:env="]');
      await map.page.keyboard.press('ArrowDown');
      await map.page.keyboard.press('Enter');
      await map.page.waitForSelector('[data-hint="tag:env=test "]');
      await map.page.keyboard.press('Tab');
      expect(await map.page.inputValue('#search')).toBe('tag:env=test ');
      await map.page.waitForSelector('[data-found="3"]');
      const walked: string[] = [];
      for (let step = 0; step < 4; step++) {
        await map.page.keyboard.press('Enter');
        await map.page.waitForFunction((before) => document.querySelector<HTMLElement>('#unlimited-cluster')?.dataset['selection'] !== before, walked.at(-1) ?? '');
        walked.push(await map.attribute('selection'));
      }
      expect(new Set(walked.slice(0, 3))).toEqual(new Set(['b', 'c', 'd']));
      expect(walked[3]).toBe(walked[0]);
      expect(await map.page.innerText('.search__count')).toBe('1 of 3');
    });

    test('by tag follows the feed', async () => {
      await map.page.fill('#search', 'tag:env=prod');
      await map.page.waitForSelector('[data-found="1"]');
      await product.client.servers.patch('d', { tags: { env: 'prod' } });
      await map.page.waitForSelector('[data-found="2"]');
    });

    test('what was searched is offered again, also after a reload', async () => {
      await map.page.fill('#search', 'type:web');
      await map.page.waitForSelector('[data-found="2"]');
      await map.page.keyboard.press('Enter');
      await map.page.reload();
      await map.waitFor('servers', '5');
      await map.page.focus('#search');
      await map.page.click('[data-recent="type:web"]');
      await map.page.waitForSelector('[data-found="2"]');
    });
  });

  test('focus shows a server with its neighbours, farther on demand, and Escape ends it', async () => {
    await map.click('a');
    await map.page.keyboard.press('Shift+F');
    await map.page.waitForSelector('[data-focused="2"][data-traced="1"]');
    await map.page.click('[data-hops="3"]');
    await map.page.waitForSelector('[data-focused="4"][data-traced="3"]');
    await map.page.focus('#map');
    await map.page.keyboard.press(',');
    await map.page.waitForSelector('[data-focused="3"][data-traced="2"]');
    await product.client.connections.add({ from: 'a', to: 'd' });
    await map.page.waitForSelector('[data-focused="4"][data-traced="4"]');
    await map.page.keyboard.press('Escape');
    await map.page.waitForSelector('[data-focused]', { state: 'detached' });
    expect(await map.attribute('selection')).toBe('a');
  });

  test('the overview map appears on demand, is remembered, leads the camera, and is still while nothing changes', async () => {
    expect(await map.page.$('[data-minimap]')).toBeNull();
    await map.page.keyboard.press('o');
    await map.page.waitForSelector('[data-minimap] canvas[data-paintings]');
    const painted = await map.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-minimap] canvas');
      const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return new Set(Array.from({ length: pixels.length / 4 }, (_, at) => `${pixels[at * 4]} ${pixels[at * 4 + 1]} ${pixels[at * 4 + 2]}`)).size;
    });
    expect(painted).toBeGreaterThan(3);
    const paintings = (): Promise<number> => map.page.evaluate(() => Number(document.querySelector<HTMLElement>('[data-minimap] canvas')?.dataset['paintings']));
    // The first probes change states for a moment.
    await map.page.waitForTimeout(2_500);
    const before = await paintings();
    await map.page.evaluate(() => window.unlimitedCluster?.camera({ x: 30, y: 30, k: 0.6 }));
    await map.page.waitForTimeout(1_200);
    expect(await paintings() - before).toBeLessThanOrEqual(1);
    const box = await map.page.locator('.minimap__map').boundingBox();
    if (box === null) throw new Error('It has no box.');
    await map.page.mouse.click(box.x + 20, box.y + 20);
    const left = await camera();
    await map.page.mouse.click(box.x + box.width - 20, box.y + 20);
    expect((await camera()).x).toBeGreaterThan(left.x);
    await map.page.reload();
    await map.waitFor('servers', '5');
    await map.page.waitForSelector('[data-minimap] canvas[data-paintings]');
    await map.page.keyboard.press('o');
    await map.page.waitForSelector('[data-minimap]', { state: 'detached' });
  });

  describe('what the map shows', () => {
    test('layers and grouping are remembered by the browser', async () => {
      await map.page.keyboard.press('y');
      await map.page.uncheck(field('layer-connections'));
      await map.page.waitForSelector('[name="grouping"] option[value="tag:env"]', { state: 'attached' });
      await map.page.selectOption(field('grouping'), 'tag:env');
      await map.page.selectOption(field('numbers'), '-1');
      await map.page.keyboard.press('Escape');
      await map.page.waitForSelector('[data-popover]', { state: 'detached' });
      await map.page.reload();
      await map.waitFor('servers', '5');
      await map.page.keyboard.press('y');
      expect(await map.page.isChecked(field('layer-connections'))).toBe(false);
      expect(await map.page.isChecked(field('layer-clusters'))).toBe(true);
      expect(await map.page.inputValue(field('grouping'))).toBe('tag:env');
      expect(await map.page.inputValue(field('numbers'))).toBe('-1');
    });

    test('a layer that is left out is gone from the picture', async () => {
      const colours = (): Promise<string> => map.page.evaluate(() => document.querySelector<HTMLCanvasElement>('#map canvas')?.toDataURL() ?? '');
      await map.page.keyboard.press('y');
      await map.page.selectOption(field('numbers'), '-1');
      await map.page.waitForTimeout(800);
      const before = await colours();
      await map.page.uncheck(field('layer-labels'));
      await map.page.waitForTimeout(800);
      const without = await colours();
      expect(without).not.toBe(before);
      await map.page.check(field('layer-labels'));
      await map.page.waitForTimeout(800);
      expect(await colours()).not.toBe(without);
    });

    test('paused numbers stand still while states go on, and resumed ones catch up', async () => {
      const own = (await product.client.servers.list({ source: 'local' })).items[0]?.id ?? '';
      await map.click(own);
      await map.page.waitForFunction(() => /\d/.test(document.querySelector('[data-gauge="memory_percent"] .gauge__value')?.textContent ?? ''));
      await map.page.keyboard.press('y');
      await map.page.selectOption(field('numbers'), '-1');
      const points = (): Promise<string> => map.page.evaluate(() => document.querySelector('[data-gauge="memory_percent"]')?.innerHTML ?? '');
      const before = await points();
      await map.page.waitForTimeout(3_000);
      expect(await points()).toBe(before);
      await product.client.servers.patch('b', { maintenance: true });
      await map.page.waitForSelector('[data-count="maintenance"]');
      await map.page.selectOption(field('numbers'), '0');
      await map.page.waitForFunction((then) => document.querySelector('[data-gauge="memory_percent"]')?.innerHTML !== then, before);
    });
  });

  describe('views', () => {
    const saved = async (name: string): Promise<void> => {
      await map.page.keyboard.press('Shift+V');
      await map.page.fill(field('new-view'), name);
      await map.page.click('[data-name="submit-new-view"]');
      await map.waitForNotice(`View ${name} saved.`);
      await map.page.keyboard.press('Escape');
    };

    test('one keeps camera, search, grouping and hidden layers, and brings them back by its link', async () => {
      await map.page.fill('#search', 'type:web');
      await map.page.focus('#map');
      await map.page.keyboard.press('y');
      await map.page.selectOption(field('grouping'), 'type');
      await map.page.uncheck(field('layer-texts'));
      await map.page.keyboard.press('Escape');
      await map.page.evaluate(() => window.unlimitedCluster?.camera({ x: 40, y: 60, k: 0.8 }));
      await saved('Web tier');
      const view = await product.client.views.get('web-tier');
      expect(view).toMatchObject({ name: 'Web tier', filter: 'type:web', grouping: 'type', hidden: ['texts'], camera: { x: 40, y: 60, k: 0.8 }, places: null });

      const other = await MapPage.open(browser(), `${product.url}#view=web-tier`);
      await other.page.waitForSelector('[data-found="2"]');
      expect(await other.page.innerText('.view-name')).toBe('Web tier');
      await other.page.waitForFunction(() => window.unlimitedCluster?.camera().k === 0.8);
      await other.page.keyboard.press('y');
      expect(await other.page.inputValue(field('grouping'))).toBe('type');
      expect(await other.page.isChecked(field('layer-texts'))).toBe(false);
      await other.page.keyboard.press('Escape');
      // Back on the whole map, this browser's own choice is as it was.
      await other.page.keyboard.press('Shift+V');
      await other.page.click('[data-popover="views"] .option');
      await other.page.waitForSelector('.view-name', { state: 'detached' });
      await other.page.keyboard.press('y');
      expect(await other.page.isChecked(field('layer-texts'))).toBe(true);
      expect(await other.page.inputValue('#search')).toBe('');
      expect(new URL(other.page.url()).hash).toBe('');
      expect(other.complaints).toEqual([]);
      await other.close();
    });

    test('one is renamed, updated, opened first, and deleted', async () => {
      await saved('First');
      expect(new URL(map.page.url()).hash).toBe('#view=first');
      await map.page.keyboard.press('Shift+V');
      await map.page.click('[data-name="rename-view"]');
      await map.page.fill(field('view-name'), 'Renamed');
      await map.page.click('[data-name="submit-view-name"]');
      await map.page.waitForFunction(() => document.querySelector('.view-name')?.textContent === 'Renamed');
      await map.page.check(field('first-view'));
      await map.page.keyboard.press('Escape');
      await map.page.evaluate(() => window.unlimitedCluster?.camera({ x: 10, y: 20, k: 0.5 }));
      await map.page.keyboard.press('Shift+V');
      await map.page.click('[data-name="update-view"]');
      await map.waitForNotice('View Renamed now shows what you see.');
      expect((await product.client.views.get('first')).camera).toEqual({ x: 10, y: 20, k: 0.5 });
      await map.page.goto(new URL('/', product.url).href);
      await map.page.waitForFunction(() => document.querySelector('.view-name')?.textContent === 'Renamed');
      await map.page.keyboard.press('Shift+V');
      await map.page.click('[data-name="delete-view"]');
      await map.waitForNotice('View Renamed deleted.');
      await map.page.waitForSelector('.view-name', { state: 'detached' });
      expect((await product.client.views.list()).items).toEqual([]);
    });

    test('one that somebody else deletes while it is shown says so, and what was drawn for it goes', async () => {
      await saved('Shared');
      await product.client.views.remove('shared');
      await map.waitForNotice('Somebody deleted the view Shared.');
      await map.page.waitForSelector('.view-name', { state: 'detached' });
    });

    test('a link to none says so', async () => {
      await map.page.evaluate(() => { location.hash = '#view=nobody'; });
      await map.waitForNotice('There is no view nobody.');
    });

    test('a name that is refused stays in the field, with the reason', async () => {
      await map.page.keyboard.press('Shift+V');
      await map.page.fill(field('new-view'), 'x'.repeat(300));
      await map.page.click('[data-name="submit-new-view"]');
      await map.page.waitForSelector('[data-popover] .field__fault');
    });

    test('who may only look can open views and copy their links, not change them', async () => {
      await saved('Shared');
      const viewer = await MapPage.open(browser(), `${product.url}#view=shared`, { rights: 'view' });
      await viewer.page.waitForSelector('.view-name');
      await viewer.page.keyboard.press('Shift+V');
      await viewer.page.waitForSelector('[data-name="copy-view-link"]');
      expect(await viewer.page.$(field('new-view'))).toBeNull();
      expect(await viewer.page.$('[data-name="delete-view"]')).toBeNull();
      await viewer.close();
    });
  });

  test('on a phone the overview is hidden unless asked, and what the map shows unfolds from below', async () => {
    const phone = await MapPage.open(browser(), product.url, { width: 390, height: 844, isPhone: true, isDark: true, language: 'es-ES' });
    expect(await phone.page.$('[data-minimap]')).toBeNull();
    await phone.page.click('[data-name="look"]');
    await phone.page.check(field('minimap'));
    const box = await phone.page.locator('[data-popover="look"]').boundingBox();
    expect(box?.width).toBeGreaterThan(360);
    await phone.page.waitForSelector('[data-minimap] canvas[data-paintings]');
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });
});

pageSuite('thousands of problems', (browser) => {
  test('are listed beside the map, only those in sight drawn, and walked by keyboard', async () => {
    const product = await startProduct();
    const servers = Array.from({ length: 1_500 }, (_, at) => ({ id: `s${at}`, type: 'lab', ip: '127.0.0.1', region: at % 2 === 0 ? 'eu' : 'us' }));
    // A port that nothing listens on: every one of them is a problem.
    await product.client.serverTypes.add({ id: 'lab', name: 'Lab', ports: [1] });
    await product.client.import(JSON.stringify({ format: 'unlimited-cluster', version: 1, servers }));
    const map = await MapPage.open(browser(), product.url);
    await map.waitFor('servers', '1501');
    await map.page.keyboard.press('p');
    await map.page.waitForFunction(() => Number(document.querySelector('[data-panel="problems"] [aria-setsize]')?.getAttribute('aria-setsize') ?? 0) > 200, undefined, { timeout: 30_000 });
    expect(await map.page.locator('[data-panel="problems"] [data-server]').count()).toBeLessThan(60);
    await map.page.check('[name="problems-by"][value="region"]', { force: true });
    await map.page.focus('.problem-list');
    await map.page.keyboard.press('End');
    await map.page.waitForFunction(() => (document.querySelector('.panel__body')?.scrollTop ?? 0) > 2_000);
    await map.page.keyboard.press('Enter');
    await map.page.waitForFunction(() => document.querySelector<HTMLElement>('#unlimited-cluster')?.dataset['selection'] !== '');
    // The list stays beside the map until the same one is chosen again.
    expect(await map.page.$('[data-panel="problems"]')).not.toBeNull();
    await map.page.keyboard.press('Enter');
    await map.page.waitForSelector('[data-panel="server"]');
    expect(map.complaints).toEqual([]);
    await map.close();
    await product.end();
  });
});
