import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { tileToWorld } from '../../frontend/scene/space.ts';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;
const WIDTH = 1280;
const HEIGHT = 800;
const CAMERA = { x: 0, y: 300, k: 0.6 };

suite(`drawing on the map${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    product = await startProduct();
    const at = (id: string, x: number, y: number): Promise<unknown> => product.client.servers.add({ id, type: 'web', ip: '127.0.0.1', position: { x, y } });
    await at('web1', 2, 2);
    await at('db1', 6, 2);
    await product.client.connections.add({ id: 'link', from: 'web1', to: 'db1' });
    map = await MapPage.open(browser, product.url, { width: WIDTH, height: HEIGHT });
    await map.waitFor('servers', '3');
    await map.page.evaluate((camera) => void window.unlimitedCluster?.camera(camera), CAMERA);
    await map.settle();
  });
  afterEach(async () => {
    expect(map.complaints).toEqual([]);
    await map.close();
    await product.end();
  });

  /** Where a tile is on the screen. */
  const screen = (x: number, y: number): { x: number; y: number } => {
    const world = tileToWorld({ x, y });
    return { x: WIDTH / 2 + (world.x - CAMERA.x) * CAMERA.k, y: HEIGHT / 2 + (world.y - CAMERA.y) * CAMERA.k };
  };
  const click = async (x: number, y: number): Promise<void> => {
    const at = screen(x, y);
    await map.page.mouse.click(at.x, at.y);
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 80; tries++) {
      if (await holds()) return;
      await map.page.waitForTimeout(50);
    }
    throw new Error('It did not come to be within four seconds.');
  };
  const areas = () => product.client.areas.list();

  async function drawArea(): Promise<string> {
    await map.page.keyboard.press('a');
    await map.drag(screen(1, 1), screen(4, 4));
    await map.page.waitForSelector('[data-panel="area"] [name="name"]');
    return (await areas()).items[0]?.id ?? '';
  }

  test('an area is drawn from tile to tile, named and coloured in its panel, and undone', async () => {
    const id = await drawArea();
    expect(await product.client.areas.get(id)).toMatchObject({ from: { x: 1, y: 1 }, to: { x: 4, y: 4 }, name: '' });
    await map.page.fill('[data-panel="area"] [name="name"]', 'Rack 7');
    await map.page.keyboard.press('Enter');
    await until(async () => (await product.client.areas.get(id)).name === 'Rack 7');
    await map.page.selectOption('[data-panel="area"] [name="border"]', 'dashed');
    await until(async () => (await product.client.areas.get(id)).border === 'dashed');
    await map.page.focus('#map');
    for (let step = 0; step < 3; step++) await map.page.keyboard.press('Control+z');
    await until(async () => (await areas()).items.length === 0);
  });

  test('a moved area takes along what stands on it, and one undo brings all back', async () => {
    await product.client.texts.add({ id: 'note', name: 'note', position: { x: 3, y: 1 } });
    const id = await drawArea();
    // Its move handle is in the middle of the right front edge.
    await map.drag(screen(4.5, 2.5), screen(4.5, 7.5));
    await until(async () => (await product.client.areas.get(id)).from.y === 6);
    expect((await product.client.servers.get('web1')).position).toEqual({ x: 2, y: 7 });
    expect((await product.client.texts.get('note')).position).toEqual({ x: 3, y: 6 });
    expect((await product.client.servers.get('db1')).position).toEqual({ x: 6, y: 2 });
    await map.page.focus('#map');
    await map.page.keyboard.press('Control+z');
    await until(async () => (await product.client.servers.get('web1')).position.y === 2);
    expect((await product.client.areas.get(id)).from).toEqual({ x: 1, y: 1 });
  });

  test('a corner resizes an area and moves nobody', async () => {
    const id = await drawArea();
    await map.drag(screen(4.5, 4.5), screen(5.5, 6.5));
    await until(async () => (await product.client.areas.get(id)).to.y === 6);
    expect((await product.client.areas.get(id)).to).toEqual({ x: 5, y: 6 });
    expect((await product.client.servers.get('web1')).position).toEqual({ x: 2, y: 2 });
  });

  test('Escape while drawing leaves nothing behind', async () => {
    await map.page.keyboard.press('a');
    const from = screen(1, 1);
    const to = screen(4, 4);
    await map.page.mouse.move(from.x, from.y);
    await map.page.mouse.down();
    await map.page.mouse.move(to.x, to.y, { steps: 3 });
    await map.page.keyboard.press('Escape');
    await map.page.mouse.up();
    await map.settle();
    expect((await areas()).items).toEqual([]);
  });

  test('a locked area has no handles, so a drag on it pans', async () => {
    const id = await drawArea();
    await product.client.areas.patch(id, { locked: true });
    await map.page.waitForSelector('[name="locked"]:checked');
    const before = await map.page.evaluate(() => window.unlimitedCluster?.camera());
    await map.drag(screen(4.5, 2.5), screen(4.5, 5.5));
    expect(await map.page.evaluate(() => window.unlimitedCluster?.camera())).not.toEqual(before);
    expect((await product.client.areas.get(id)).from).toEqual({ x: 1, y: 1 });
  });

  test('a text is written where the click was', async () => {
    await map.page.keyboard.press('w');
    await click(3, 5);
    await map.page.waitForSelector('[data-panel="text"] [name="name"]:focus');
    await map.page.keyboard.type('Frankfurt');
    await map.page.keyboard.press('Enter');
    await until(async () => (await product.client.texts.list()).items[0]?.name === 'Frankfurt');
    expect((await product.client.texts.list()).items[0]).toMatchObject({ position: { x: 3, y: 5 }, orientation: 'x' });
    await map.page.focus('#map');
    await map.page.keyboard.press('Delete');
    await until(async () => (await product.client.texts.list()).items.length === 0);
  });

  test('a line is drawn click by click and ends with Enter; by one drag between two servers it asks for a connection', async () => {
    await map.page.keyboard.press('Shift+X');
    await click(0, 5);
    await click(3, 5);
    await click(3, 7);
    await map.page.keyboard.press('Enter');
    await until(async () => (await product.client.lines.list()).items.length === 1);
    expect((await product.client.lines.list()).items[0]?.points).toEqual([{ x: 0, y: 5 }, { x: 3, y: 5 }, { x: 3, y: 7 }]);
    await map.page.keyboard.press('Escape');
    await map.page.keyboard.press('Shift+X');
    await map.drag(await map.locate('web1'), await map.locate('db1'));
    await map.waitForDialog('connect');
  });

  test('a connection is bent by dragging its middle, and a click on the bend takes it away', async () => {
    await click(4, 2);
    await map.page.waitForSelector('[data-panel="connection"]');
    await map.settle();
    await map.drag(screen(4, 2), screen(4, 5));
    await until(async () => (await product.client.connections.get('link')).style.waypoints?.length === 1);
    expect((await product.client.connections.get('link')).style.waypoints).toEqual([{ x: 4, y: 5 }]);
    await map.settle();
    await click(4, 5);
    await until(async () => (await product.client.connections.get('link')).style.waypoints === undefined);
  });

  test('a line gets a width and labels in its panel, and loses one again', async () => {
    await product.client.lines.add({ id: 'rail', points: [{ x: 1, y: 6 }, { x: 5, y: 6 }], style: { pattern: 'double' } });
    const style = async () => (await product.client.lines.get('rail')).style;
    await map.page.waitForTimeout(300);
    await click(2, 6);
    await map.page.selectOption('[data-panel="line"] [name="line_width"]', { label: 'Thick' });
    await until(async () => (await style()).width === 0.12);
    await map.page.selectOption('[data-panel="line"] [name="line_width"]', { label: 'Normal' });
    await until(async () => (await style()).width === undefined);
    await map.page.click('[data-panel="line"] [data-name="add-label"]');
    await map.page.selectOption('[data-panel="line"] [name="label_strand_0"]', '2');
    await until(async () => (await style()).labels?.[0]?.strand === 2);
    await map.page.click('[data-panel="line"] [data-name="label_remove_0"]');
    await until(async () => (await style()).labels === undefined);
  });

  test('connections side by side lead to each other', async () => {
    await product.client.connections.add({ id: 'back', from: 'db1', to: 'web1', type: 'ssh' });
    await map.page.waitForTimeout(300);
    await click(4, 2);
    await map.page.waitForSelector('[data-panel="connection"] [data-connection]');
    const [first] = await map.page.locator('#unlimited-cluster').evaluateAll((roots) => roots.map((root) => (root as HTMLElement).dataset['items']));
    await map.page.click('[data-panel="connection"] [data-connection]');
    await map.page.waitForSelector(`#unlimited-cluster[data-items="${first === 'back' ? 'link' : 'back'}"]`);
  });

  test('a field being written says what somebody else made of it meanwhile', async () => {
    const id = await drawArea();
    await map.page.fill('[data-panel="area"] [name="name"]', 'Mine');
    await product.client.areas.patch(id, { name: 'Hers' });
    await map.page.locator('[data-panel="area"]').getByText('Meanwhile somebody made it “Hers”.').waitFor();
    expect(await map.page.inputValue('[data-panel="area"] [name="name"]')).toBe('Mine');
    await map.page.keyboard.press('Enter');
    await until(async () => (await product.client.areas.get(id)).name === 'Mine');
  });

  test('who may only look gets no tool and no handle', async () => {
    await drawArea();
    const reader = await MapPage.open(browser, product.url, { width: WIDTH, height: HEIGHT, rights: 'view' });
    try {
      expect(await reader.page.locator('[data-name="area-tool"]').count()).toBe(0);
      await reader.page.keyboard.press('a');
      await reader.page.evaluate((camera) => void window.unlimitedCluster?.camera(camera), CAMERA);
      await reader.settle();
      await reader.drag(screen(4.5, 2.5), screen(4.5, 5.5));
      expect((await areas()).items[0]).toMatchObject({ from: { x: 1, y: 1 } });
    } finally {
      await reader.close();
    }
  });
});
