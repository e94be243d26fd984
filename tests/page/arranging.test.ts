import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { UNDO_ROWS_MAX } from '../../backend/store/change-feed.ts';
import { MOST_UNDOABLE } from '../../frontend/state/edits.ts';
import { MapPage } from './support/map-page.ts';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

test('the page warns where the daemon can no longer undo', () => expect(MOST_UNDOABLE).toBe(UNDO_ROWS_MAX));

const IDS = ['web1', 'web2', 'web3', 'app1', 'app2', 'db1'] as const;
const PLACES: Readonly<Record<string, readonly [number, number]>> = { web1: [0, 0], web2: [9, 3], web3: [3, 12], app1: [15, 0], app2: [6, 6], db1: [12, 9] };

pageSuite('arranging the map', (browser) => {
  let product: Product;
  let map: MapPage;
  const tileOf = async (id: string): Promise<string> => {
    const { position } = await product.client.servers.get(id);
    return `${position.x} ${position.y}`;
  };
  const tiles = (): Promise<string[]> => Promise.all(IDS.map(tileOf));
  const BEFORE = IDS.map((id) => PLACES[id]?.join(' '));
  const choose = async (layout: string): Promise<void> => {
    await map.page.check(`[name="layout"][value="${layout}"]`, { force: true });
    await shown();
  };
  const shown = async (): Promise<void> => { await map.page.waitForSelector('[data-stage="shown"]'); };
  const open = async (): Promise<void> => {
    await map.page.keyboard.press('Shift+L');
    await map.page.waitForSelector('[data-panel="arrange"]');
  };
  const closed = async (): Promise<void> => { await map.page.waitForSelector('[data-panel="arrange"]', { state: 'detached' }); };
  /** Where servers are on the screen, from the first of them: what a camera that moved does not change, only its scale. */
  const picture = async (): Promise<string> => {
    const { k } = await map.page.evaluate(() => window.unlimitedCluster?.camera() ?? { k: 1 });
    const from = await map.locate(IDS[0]);
    const all = await Promise.all(IDS.map((id) => map.locate(id)));
    return all.map(({ x, y }) => `${Math.round((x - from.x) / k)} ${Math.round((y - from.y) / k)}`).join(', ');
  };

  beforeEach(async () => {
    product = await startProduct();
    const [own] = (await product.client.servers.list()).items;
    await product.client.servers.remove(own?.id ?? '');
    await product.client.import(JSON.stringify({
      format: 'unlimited-cluster', version: 1,
      servers: IDS.map((id) => ({ id, name: id, type: id.startsWith('db') ? 'database' : 'web', ip: '127.0.0.1', region: id === 'db1' ? 'Oslo' : 'Madrid', position: { x: PLACES[id]?.[0] ?? 0, y: PLACES[id]?.[1] ?? 0 } })),
      connections: [['web1', 'app1'], ['web2', 'app1'], ['web3', 'app2'], ['app1', 'db1'], ['app2', 'db1']].map(([from, to]) => ({ from, to, type: 'standard' })),
    }));
    map = await MapPage.open(browser(), product.url);
    await map.waitFor('servers', '6');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  test('each choice is shown at once and changes nothing; Escape leaves everything as it was', async () => {
    const before = await picture();
    const camera = await map.page.evaluate(() => window.unlimitedCluster?.camera());
    await open();
    const pictures = new Set([before]);
    for (const layout of ['circular', 'grid', 'layered', 'force', 'region']) {
      await choose(layout);
      pictures.add(await picture());
    }
    expect(pictures.size).toBe(6);
    expect(await map.page.isDisabled('[name="layout"][value="network"]')).toBe(true);
    expect(await tiles()).toEqual(BEFORE);
    await map.page.keyboard.press('Escape');
    await closed();
    expect(await picture()).toBe(before);
    expect(await map.page.evaluate(() => window.unlimitedCluster?.camera())).toEqual(camera);
    expect(await map.page.evaluate(() => document.activeElement?.id)).toBe('map');
    expect(await tiles()).toEqual(BEFORE);
    expect(map.complaints).toEqual([]);
  });

  test('the layout comes from a worker of the same origin, which the policy of the page allows', async () => {
    const asked: string[] = [];
    map.page.on('worker', (worker) => asked.push(worker.url()));
    await open();
    await choose('layered');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(new RegExp(`^${new URL(product.url).origin}/assets/layout\\.worker-\\w+\\.js$`));
    const policy = (await map.page.request.get(product.url)).headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('worker-src');
    expect(map.complaints).toEqual([]);
  });

  test('Apply moves all of them in one change, for everybody; Undo brings every place back', async () => {
    const other = await MapPage.open(browser(), product.url);
    const changes = async (): Promise<number> => (await product.client.topology()).header.number;
    const number = await changes();
    await open();
    await choose('grid');
    const preview = await picture();
    await map.page.click('[data-name="apply"]');
    await closed();
    await map.waitForNotice('Arranged 6 servers.');
    expect(await picture()).toBe(preview);
    expect(await changes()).toBe(number + 1);
    const after = await tiles();
    expect(new Set(after).size).toBe(6);
    expect(after).not.toEqual(BEFORE);
    const asSeen = map;
    map = other;
    expect(await picture()).toBe(preview);
    map = asSeen;
    await other.close();
    await map.page.click('[data-name="notice-undo"]');
    await map.waitForNotice('Taken back');
    expect(await tiles()).toEqual(BEFORE);
    expect(await changes()).toBe(number + 2);
  });

  test('the selection alone is arranged, or stays while the others are', async () => {
    await map.click('web1');
    await map.click('web2', ['Control']);
    await map.click('web3', ['Control']);
    await map.waitFor('selection', 'web1 web2 web3');
    await open();
    expect(await map.page.isChecked('[name="scope"][value="selection"]')).toBe(true);
    await choose('grid');
    expect(await map.page.innerText('[data-stage]')).toBe('3 servers move.');
    await map.page.check('[name="scope"][value="all"]', { force: true });
    await map.page.check('[name="keep"]', { force: true });
    await map.page.waitForFunction(() => document.querySelector('[data-stage="shown"]')?.textContent === '3 servers move.');
    await map.page.click('[data-name="apply"]');
    await closed();
    expect((await tiles()).slice(0, 3)).toEqual(BEFORE.slice(0, 3));
    expect((await tiles()).slice(3)).not.toEqual(BEFORE.slice(3));
  });

  test('what others do meanwhile counts: who was moved stays there, who was removed is gone, who was added takes part', async () => {
    await open();
    await choose('grid');
    await product.client.servers.patch('web2', { position: { x: 30, y: 30 } });
    await product.client.servers.remove('app2');
    await product.client.servers.add({ id: 'new', name: 'new', ip: '127.0.0.2', position: { x: 2, y: 2 } });
    await map.waitFor('servers', '6');
    await map.page.waitForFunction(() => document.querySelector('[data-stage="shown"]')?.textContent === '5 servers move.');
    await map.page.click('[data-name="apply"]');
    await closed();
    expect(await tileOf('web2')).toBe('30 30');
    expect(await tileOf('new')).not.toBe('2 2');
    const all = (await product.client.servers.list()).items.map(({ position: { x, y } }) => `${x} ${y}`);
    expect([all.length, new Set(all).size]).toEqual([6, 6]);
  });

  test('by keys alone: arrows choose, Tab goes on, and what happens is spoken', async () => {
    await map.page.focus('#map');
    await open();
    await map.page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'layout');
    await map.page.keyboard.press('Space');
    await shown();
    await map.page.keyboard.press('ArrowRight');
    await map.page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name="layout"]:checked')?.value === 'grid');
    await shown();
    expect(await map.spoken()).toMatch(/^6 servers move\./);
    await map.page.keyboard.press('Shift+Tab');
    expect(await map.page.evaluate(() => document.activeElement?.getAttribute('data-name'))).toBe('cancel');
    await map.page.keyboard.press('Shift+Tab');
    await map.page.keyboard.press('Enter');
    await closed();
    await map.waitForNotice('Arranged 6 servers.');
    await map.page.waitForFunction(() => document.activeElement?.id === 'map');
  });

  test('while it is shown elsewhere no server is moved by hand, and the map still pans', async () => {
    await map.click('web1');
    await open();
    await choose('circular');
    const from = await map.locate('web1');
    await map.drag(from, { x: from.x - 90, y: from.y + 60 });
    const to = await map.locate('web1');
    expect(Math.abs(to.x - from.x + 90)).toBeLessThan(3);
    await map.page.keyboard.press('Alt+ArrowRight');
    await map.page.click('[data-name="cancel"]');
    await closed();
    expect(await tiles()).toEqual(BEFORE);
  });

  test('servers move to their places, unless less motion is asked for', async () => {
    const moving = await MapPage.open(browser(), product.url, { calm: false });
    const calm = map;
    const redraws = async (): Promise<number> => {
      await open();
      const before = await map.page.evaluate(() => window.unlimitedCluster?.redraws ?? 0);
      await map.page.check('[name="layout"][value="layered"]', { force: true });
      await shown();
      const k = new Set<string>();
      for (let look = 0; look < 12; look++) {
        k.add(await picture());
        await map.page.waitForTimeout(60);
      }
      expect(await map.page.evaluate(() => window.unlimitedCluster?.redraws ?? 0)).toBeGreaterThan(before);
      return k.size;
    };
    expect(await redraws()).toBe(1);
    map = moving;
    expect(await redraws()).toBeGreaterThan(1);
    await moving.close();
    map = calm;
  });

  test('who may only look is not offered it', async () => {
    const reader = await MapPage.open(browser(), product.url, { rights: 'view' });
    expect(await reader.page.$('[data-name="arrange"]')).toBeNull();
    await reader.page.keyboard.press('Shift+L');
    await reader.settle();
    expect(await reader.page.$('[data-panel="arrange"]')).toBeNull();
    await reader.close();
  });

  test('on a phone it is in the menu, and comes from below in Spanish', async () => {
    const phone = await MapPage.open(browser(), product.url, { width: 390, height: 844, isPhone: true, language: 'es-ES' });
    await phone.page.tap('[data-name="more"]');
    await phone.page.tap('[role="menu"] [data-name="arrange"]');
    await phone.page.waitForSelector('[data-panel="arrange"]');
    await phone.page.tap('label:has([name="layout"][value="grid"])');
    await phone.page.waitForSelector('[data-stage="shown"]');
    expect(await phone.page.innerText('[data-panel="arrange"]')).toContain('Se mueven 6 servidores.');
    const box = await phone.page.locator('[data-panel="arrange"]').boundingBox();
    expect(box === null ? 0 : box.y + box.height).toBeGreaterThan(840);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });
});
