import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { tileToWorld } from '../../frontend/scene/space.ts';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;
const WIDTH = 1280;
const HEIGHT = 800;
const CAMERA = { x: 0, y: 300, k: 0.6 };

suite(`moving and copying what belongs together${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    product = await startProduct();
    const [{ id: self } = { id: '' }] = (await product.client.servers.list()).items;
    await product.client.servers.remove(self);
    for (const [id, x, y] of [['web1', 2, 2], ['db1', 6, 2], ['far', -4, 10]] as const) await product.client.servers.add({ id, type: 'web', position: { x, y } });
    await product.client.connections.add({ id: 'bent', from: 'web1', to: 'db1', style: { waypoints: [{ x: 2, y: 4 }, { x: 6, y: 4 }] } });
    await product.client.connections.add({ id: 'out', from: 'db1', to: 'far', style: { waypoints: [{ x: 6, y: 10 }] } });
    await product.client.areas.add({ id: 'rack', name: 'Rack', from: { x: 3, y: 6 }, to: { x: 4, y: 7 } });
    await product.client.texts.add({ id: 'note', name: 'x', position: { x: 8, y: 6 } });
    await product.client.lines.add({ id: 'rail', points: [{ x: 6, y: 7 }, { x: 7, y: 7 }] });
    map = await MapPage.open(browser, product.url, { width: WIDTH, height: HEIGHT });
    await map.waitFor('servers', '3');
    await look();
  });
  afterEach(async () => {
    const { complaints } = map;
    await map.close();
    await product.end();
    expect(complaints).toEqual([]);
  });

  const look = async (): Promise<void> => {
    await map.page.evaluate((camera) => void window.unlimitedCluster?.camera(camera), CAMERA);
    await map.settle();
  };
  const screen = (x: number, y: number): { x: number; y: number } => {
    const world = tileToWorld({ x, y });
    return { x: WIDTH / 2 + (world.x - CAMERA.x) * CAMERA.k, y: HEIGHT / 2 + (world.y - CAMERA.y) * CAMERA.k };
  };
  const click = async (x: number, y: number): Promise<void> => {
    const at = screen(x, y);
    await map.page.mouse.click(at.x, at.y);
  };
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await map.page.keyboard.press(key); };
  const until = async (read: () => Promise<unknown>, wanted: unknown): Promise<void> => {
    for (let tries = 0; tries < 100 && JSON.stringify(await read()) !== JSON.stringify(wanted); tries++) await map.page.waitForTimeout(50);
    expect(await read()).toEqual(wanted);
  };
  const waypoints = async (id: string): Promise<unknown> => (await product.client.connections.get(id)).style.waypoints;
  const place = async (id: string): Promise<number[]> => { const { x, y } = (await product.client.servers.get(id)).position; return [x, y]; };
  const items = (value: string): Promise<unknown> => map.page.waitForSelector(`#unlimited-cluster[data-items="${value}"]`);

  test('two servers take the bends between them along, and no others; one Undo brings all back', async () => {
    await map.click('web1');
    await map.click('db1', ['Control']);
    await press('Alt+ArrowUp');
    await until(() => waypoints('bent'), [{ x: 2, y: 3 }, { x: 6, y: 3 }]);
    expect([await place('web1'), await place('db1')]).toEqual([[2, 1], [6, 1]]);
    expect(await waypoints('out')).toEqual([{ x: 6, y: 10 }]);
    await press('Control+z');
    await until(() => waypoints('bent'), [{ x: 2, y: 4 }, { x: 6, y: 4 }]);
    expect(await place('web1')).toEqual([2, 2]);
  });

  test('a copy bends where it stands, not where it was copied', async () => {
    await map.click('web1');
    await map.click('db1', ['Control']);
    await press('Control+d');
    await map.waitFor('servers', '5');
    const [x = 0, y = 0] = await place('web1-2');
    expect([x, y]).not.toEqual([2, 2]);
    const copy = (await product.client.connections.list({ from: 'web1-2' })).items[0];
    expect(copy?.style.waypoints).toEqual([{ x, y: y + 2 }, { x: x + 4, y: y + 2 }]);
  });

  test('a lasso takes drawings that lie in it, a drag moves all of it in one change, and Delete removes it', async () => {
    await map.page.keyboard.press('l');
    const [left, top, right, bottom] = [screen(2, 12).x, screen(1, 1).y, screen(11, 4).x, screen(9, 8).y];
    await map.drag({ x: left, y: top }, { x: right, y: bottom });
    await items('rack note rail');
    expect((await map.attribute('selection')).split(' ').sort()).toEqual(['db1', 'web1']);
    const from = await map.locate('web1');
    const shift = { x: screen(0, 3).x - screen(0, 0).x, y: screen(0, 3).y - screen(0, 0).y };
    await map.drag(from, { x: from.x + shift.x, y: from.y + shift.y });
    await map.waitForNotice('Moved');
    expect(await product.client.areas.get('rack')).toMatchObject({ from: { x: 3, y: 9 }, to: { x: 4, y: 10 } });
    expect((await product.client.texts.get('note')).position).toEqual({ x: 8, y: 9 });
    expect((await product.client.lines.get('rail')).points).toEqual([{ x: 6, y: 10 }, { x: 7, y: 10 }]);
    expect(await place('db1')).toEqual([6, 5]);
    await press('Control+z');
    await until(async () => (await product.client.areas.get('rack')).from, { x: 3, y: 6 });
    expect(await place('db1')).toEqual([6, 2]);
    await press('Delete');
    await map.waitFor('servers', '1');
    expect([(await product.client.areas.list()).items, (await product.client.texts.list()).items, (await product.client.lines.list()).items]).toEqual([[], [], []]);
  });

  test('Ctrl+A takes servers and drawings', async () => {
    await press('Control+a');
    await items('rack note rail');
    expect((await map.attribute('selection')).split(' ')).toHaveLength(3);
    await map.page.locator('[data-panel="servers"]', { hasText: '6 selected' }).waitFor();
  });

  test('several drawings each have the handle that moves all of them', async () => {
    await click(3.4, 6.4);
    await items('rack');
    await map.page.keyboard.down('Control');
    await click(8, 6);
    await map.page.keyboard.up('Control');
    await items('rack note');
    await map.settle();
    await map.drag(screen(4.5, 6.5), screen(4.5, 8.5));
    await until(async () => (await product.client.texts.get('note')).position, { x: 8, y: 8 });
    expect((await product.client.areas.get('rack')).from).toEqual({ x: 3, y: 8 });
  });

  test.each([['Shift+X', 'the line'], ['x', 'the connect']])('clicks on the floor between two servers, with %s for %s tool, bend the connection', async (keys) => {
    await press(keys);
    const [web, far] = [await map.locate('web1'), await map.locate('far')];
    await map.page.mouse.click(web.x, web.y);
    await click(0, 2);
    await click(0, 10);
    await map.page.mouse.click(far.x, far.y);
    await map.waitForDialog('connect');
    await map.submit();
    await until(async () => (await product.client.connections.list({ from: 'web1', to: 'far' })).items[0]?.style.waypoints, [{ x: 0, y: 2 }, { x: 0, y: 10 }]);
    expect((await product.client.lines.list()).items).toHaveLength(1);
  });
});
