import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { tileToWorld } from '../../frontend/scene/space.ts';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;
const WIDTH = 1280;
const HEIGHT = 800;
const CAMERA = { x: 0, y: 300, k: 0.6 };
/** Where the handles of the line from web1 to db1 are: beyond the rim of one, before the head at the other. */
const FROM = [2.5, 2] as const;
const TO = [4.86, 2] as const;

suite(`the ends of a connection${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;
  const looks = { label: 'keep', style: { dash: 'dashed' as const, waypoints: [{ x: 4, y: 2 }] } };

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    product = await startProduct();
    for (const [id, x, y] of [['web1', 2, 2], ['db1', 6, 2], ['db2', 6, 5], ['web2', 2, 5]] as const) await product.client.servers.add({ id, name: id, ip: '127.0.0.1', position: { x, y } });
    await product.client.connections.add({ from: 'web1', to: 'db1', type: 'database', ...looks });
    map = await MapPage.open(browser, product.url, { width: WIDTH, height: HEIGHT });
    await map.waitFor('servers', '5');
    await look();
  });
  afterEach(async () => {
    const { complaints } = map;
    await map.close();
    await product.end();
    // The browser writes down every refusal of the daemon, too.
    expect(complaints.filter((complaint) => !/status of (409|422)/.test(complaint))).toEqual([]);
  });

  const look = async (): Promise<void> => {
    await map.page.evaluate((camera) => void window.unlimitedCluster?.camera(camera), CAMERA);
    await map.settle();
  };
  const screen = ([x, y]: readonly [number, number]): { x: number; y: number } => {
    const world = tileToWorld({ x, y });
    return { x: WIDTH / 2 + (world.x - CAMERA.x) * CAMERA.k, y: HEIGHT / 2 + (world.y - CAMERA.y) * CAMERA.k };
  };
  const select = async (): Promise<void> => {
    const at = screen([3, 2]);
    await map.page.mouse.click(at.x, at.y);
    await map.page.waitForSelector('#unlimited-cluster[data-items="web1--db1--database"]');
  };
  const ends = async (): Promise<string[]> => (await product.client.connections.list()).items.map(({ from, to }) => `${from} ${to}`).sort();
  const dragTo = async (handle: readonly [number, number], id: string): Promise<void> => map.drag(screen(handle), await map.locate(id));

  test('dragged to another server the connection leads there, as it was drawn; one undo brings it back', async () => {
    await select();
    await dragTo(TO, 'db2');
    await map.waitForNotice('now leads from web1 to db2');
    await map.page.waitForSelector('#unlimited-cluster[data-items="web1--db2--database"]');
    expect((await product.client.connections.list()).items).toMatchObject([{ from: 'web1', to: 'db2', type: 'database', ...looks }]);
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back');
    expect(await ends()).toEqual(['web1 db1']);
    await map.page.keyboard.press('Escape');
    await select();
    await dragTo(FROM, 'web2');
    await map.waitForNotice('now leads from web2 to db1');
    expect(await ends()).toEqual(['web2 db1']);
  });

  test('Escape, a click, the floor and the server it is at leave it as it was; the other end says why', async () => {
    await select();
    const handle = screen(TO);
    const target = await map.locate('db2');
    await map.page.mouse.move(handle.x, handle.y);
    await map.page.mouse.down();
    await map.page.mouse.move(target.x, target.y, { steps: 4 });
    await map.page.waitForSelector('#map[data-hand="holding-end"]');
    await map.page.keyboard.press('Escape');
    await map.page.waitForSelector('#map[data-hand="idle"]');
    await map.page.mouse.up();
    await map.page.mouse.click(handle.x, handle.y);
    await map.drag(handle, screen([4, 4]));
    await dragTo(TO, 'db1');
    await map.settle();
    expect(await map.page.locator('.notice').count()).toBe(0);
    await dragTo(TO, 'web1');
    await map.waitForNotice('from one server to another one');
    expect(await ends()).toEqual(['web1 db1']);
    expect((await product.client.connections.list()).items).toMatchObject([looks]);
  });

  test('one that is there already is refused in the words of the daemon, and the line stays', async () => {
    await product.client.connections.add({ from: 'web1', to: 'db2', type: 'database' });
    await select();
    await dragTo(TO, 'db2');
    await map.waitForNotice('There is a connection of type database');
    expect(await ends()).toEqual(['web1 db1', 'web1 db2']);
    await map.page.waitForSelector('#unlimited-cluster[data-items="web1--db1--database"]');
    await dragTo(FROM, 'web2');
    await map.waitForNotice('now leads from web2 to db1');
  });

  test('in a view with places of its own an end is dragged as well', async () => {
    const places = { web1: { x: 2, y: 2 }, db1: { x: 6, y: 2 }, web2: { x: 4, y: 6 } };
    const { id } = await product.client.views.add({ name: 'Own', camera: CAMERA, places });
    await map.page.goto(`${product.url}#view=${id}`);
    await map.waitFor('servers', '3');
    await look();
    await select();
    await dragTo(TO, 'web2');
    await map.waitForNotice('now leads from web1 to web2');
    expect(await ends()).toEqual(['web1 web2']);
  });

  test('without a mouse a dialog gives it another server, refuses what is none, and shows what the daemon says', async () => {
    await product.client.connections.add({ from: 'web1', to: 'db2', type: 'database' });
    await select();
    await map.page.click('[data-panel="connection"] [data-name="reconnect"]');
    await map.waitForDialog('reconnect');
    expect(await map.page.inputValue('dialog [name="to"]')).toBe('db1');
    await map.page.fill('dialog [name="to"]', 'nobody');
    await map.page.waitForSelector('dialog .field__fault');
    expect(await map.page.locator('dialog [data-name="submit"]').isDisabled()).toBe(true);
    await map.page.fill('dialog [name="to"]', 'web1');
    await map.submit();
    await map.page.waitForSelector('dialog [name="to"][aria-invalid="true"]');
    await map.page.fill('dialog [name="to"]', 'db2');
    await map.submit();
    await map.page.locator('dialog .alert').filter({ hasText: 'There is a connection' }).waitFor();
    await map.page.fill('dialog [name="from"]', 'web2');
    await map.page.keyboard.press('Enter');
    await map.waitUntilClosed();
    await map.page.waitForSelector('#unlimited-cluster[data-items="web2--db2--database"]');
    expect(await ends()).toEqual(['web1 db2', 'web2 db2']);
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back');
    expect(await ends()).toEqual(['web1 db1', 'web1 db2']);
  });
});
