import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HALF_HEIGHT, HALF_WIDTH } from '../../frontend/scene/space.ts';
import { MapPage } from './support/map-page.ts';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

const CAMERA = { x: 400, y: 250, k: 0.8 };
const PLACES = { a: { x: 0, y: 0 }, c: { x: 6, y: 0 } };

pageSuite('views with places of their own', (browser) => {
  let product: Product;
  let map: MapPage;

  beforeEach(async () => {
    product = await startProduct();
    for (const [at, id] of ['a', 'b', 'c', 'd'].entries()) await product.client.servers.add({ id, name: id, ip: '127.0.0.1', position: { x: at * 4, y: 6 } });
    for (const [from, to] of [['a', 'b'], ['b', 'c'], ['a', 'c']] as const) await product.client.connections.add({ from, to });
    await product.client.areas.add({ id: 'everywhere', name: 'Everywhere', from: { x: 0, y: 5 }, to: { x: 3, y: 7 } });
    await product.client.views.add({ id: 'own', name: 'Own', camera: CAMERA, places: PLACES });
    map = await MapPage.open(browser(), product.url);
    await map.waitFor('servers', '5');
  });
  afterEach(async () => {
    const { complaints } = map;
    await map.close();
    await product.end();
    expect(complaints).toEqual([]);
  });

  const placesOf = async (id: string): Promise<unknown> => (await product.client.views.get(id)).places;
  const field = (name: string): string => `[data-popover] [name="${name}"]`;
  const isThere = (id: string): Promise<boolean> => map.page.evaluate((wanted) => window.unlimitedCluster?.locate(wanted) !== null, id);
  async function open(id: string): Promise<void> {
    await map.page.keyboard.press('Shift+V');
    await map.page.click(`[data-view="${id}"]`);
  }
  /** The point where a tile is, once the view's camera is there. */
  async function isAt(id: string, tile: { readonly x: number; readonly y: number }): Promise<void> {
    await map.page.waitForFunction(({ wanted, x, y, halfWidth, halfHeight }) => {
      const [at, camera] = [window.unlimitedCluster?.locate(wanted), window.unlimitedCluster?.camera()];
      const box = document.querySelector('#map')?.getBoundingClientRect();
      if (at === null || at === undefined || camera === undefined || box === undefined) return false;
      const [worldX, worldY] = [(at.x - box.left - box.width / 2) / camera.k + camera.x, (at.y - box.top - box.height / 2) / camera.k + camera.y];
      // A picture stands a little above the middle of its tile, and less than a tile.
      return Math.abs(worldX - (x - y) * halfWidth) < 3 && Math.abs(worldY - (x + y) * halfHeight) < halfHeight;
    }, { wanted: id, ...tile, halfWidth: HALF_WIDTH, halfHeight: HALF_HEIGHT }, { timeout: 8_000 });
  }

  test('show their servers alone, at their places, with what connects them; leaving brings the whole map back', async () => {
    const before = await map.page.evaluate(() => window.unlimitedCluster?.camera());
    await open('own');
    await map.waitFor('servers', '2');
    expect([await isThere('b'), await isThere('d')]).toEqual([false, false]);
    await isAt('a', PLACES.a);
    await isAt('c', PLACES.c);
    expect(new URL(map.page.url()).hash).toBe('#view=own');
    await map.page.keyboard.press('Shift+V');
    await map.page.click('[data-popover="views"] .option >> nth=0');
    await map.waitFor('servers', '5');
    await isAt('c', { x: 8, y: 6 });
    await map.page.waitForFunction((camera) => JSON.stringify(window.unlimitedCluster?.camera()) === camera, JSON.stringify(before));
  });

  test('take what is moved in them as places of their own; Undo takes that back; the map stays as it is', async () => {
    await map.page.goto(`${product.url}#view=own`);
    await map.page.reload();
    await map.waitFor('servers', '2');
    await isAt('c', PLACES.c);
    await map.click('c');
    await map.waitFor('selection', 'c');
    const at = await map.locate('c');
    const k = CAMERA.k;
    await map.drag(at, { x: at.x - HALF_WIDTH * k * 2, y: at.y + HALF_HEIGHT * k * 2 });
    await map.waitForNotice('Moved c.');
    await isAt('c', { x: 6, y: 2 });
    expect(await placesOf('own')).toEqual({ ...PLACES, c: { x: 6, y: 2 } });
    expect((await product.client.servers.get('c')).position).toEqual({ x: 8, y: 6 });
    await map.page.keyboard.press('Control+z');
    await isAt('c', PLACES.c);
    expect(await placesOf('own')).toEqual(PLACES);
  });

  test('follow what others do to them, and leave those out that they do not have', async () => {
    await open('own');
    await map.waitFor('servers', '2');
    await product.client.views.patch('own', { places: { a: { x: 3, y: 3 } } });
    await isAt('a', { x: 3, y: 3 });
    await product.client.servers.add({ id: 'e', ip: '127.0.0.1' });
    await product.client.servers.patch('c', { position: { x: 50, y: 50 } });
    await product.client.connections.add({ from: 'c', to: 'a' });
    await product.client.views.patch('own', { places: { b: { x: 9, y: 3 } } });
    await map.waitFor('servers', '3');
    await isAt('c', PLACES.c);
    await isAt('b', { x: 9, y: 3 });
    expect(await isThere('e')).toBe(false);
    await product.client.views.remove('own');
    await map.waitForNotice('Somebody deleted the view Own.');
    await map.waitFor('servers', '6');
  });

  test('are made of the selection, or of everything, on wish', async () => {
    await map.click('a');
    await map.click('b', ['Control']);
    await map.waitFor('selection', 'a b');
    await map.page.keyboard.press('Shift+V');
    await map.page.fill(field('new-view'), 'Two');
    await map.page.check(field('view-places'));
    expect(await map.page.innerText('[data-popover]')).toContain('Only the 2 selected servers');
    await map.page.click('[data-name="submit-new-view"]');
    await map.waitFor('servers', '2');
    expect(await placesOf('two')).toEqual({ a: { x: 0, y: 6 }, b: { x: 4, y: 6 } });
    expect(await map.page.innerText('.view-name')).toBe('Two');
    await map.page.fill(field('new-view'), 'Plain');
    await map.page.uncheck(field('view-places'));
    await map.page.click('[data-name="submit-new-view"]');
    await map.waitFor('servers', '5');
    expect(await placesOf('plain')).toBeNull();
  });

  test('take in what is added while they are seen, and let it be taken out again', async () => {
    await open('own');
    await map.waitFor('servers', '2');
    await map.page.keyboard.press('n');
    await map.waitForDialog('add-server');
    await map.page.fill('dialog [name="name"]', 'New one');
    await map.page.fill('dialog [name="ip"]', '127.0.0.1');
    await map.page.uncheck('dialog [name="verify"]');
    await map.submit();
    await map.waitFor('servers', '3');
    expect(Object.keys(await placesOf('own') as object)).toEqual(['a', 'c', 'new-one']);
    await map.waitFor('selection', 'new-one');
    const at = await map.locate('new-one');
    await map.page.mouse.click(at.x, at.y, { button: 'right' });
    await map.page.click('[role="menu"] [data-name="take-out-of-view"]');
    await map.waitForNotice('new-one is no longer in this view.');
    await map.waitFor('servers', '2');
    expect((await product.client.servers.list()).items.map(({ id }) => id)).toContain('new-one');
  });

  test('give what is pasted in them ids that are free on the whole map; one Undo takes it back', async () => {
    await product.client.servers.add({ id: 'a-2', ip: '127.0.0.1' });
    await product.client.areas.add({ id: 'mine-2', from: { x: 0, y: 9 }, to: { x: 1, y: 9 } });
    await product.client.areas.add({ id: 'mine', from: { x: 2, y: 4 }, to: { x: 4, y: 6 }, view: 'own' });
    await open('own');
    await map.waitFor('servers', '2');
    await isAt('a', PLACES.a);
    await map.page.focus('#map');
    await map.page.keyboard.press('Control+a');
    await map.page.waitForSelector('#unlimited-cluster[data-items="mine"]');
    await map.page.keyboard.press('Control+d');
    await map.waitFor('servers', '4');
    // That ids are taken the daemon says by refusing them.
    expect(map.complaints.splice(0).every((told) => told.includes('422'))).toBe(true);
    await map.waitFor('selection', 'a-3 c-2');
    await map.page.waitForSelector('#unlimited-cluster[data-items="mine-3"]');
    expect(Object.keys(await placesOf('own') as object).sort()).toEqual(['a', 'a-3', 'c', 'c-2']);
    await map.page.keyboard.press('Control+z');
    await map.waitFor('servers', '2');
    await map.waitForNotice('Taken back: Duplicated 2 servers');
    expect((await product.client.servers.list()).items.map(({ id }) => id)).not.toContain('a-3');
    expect(await placesOf('own')).toEqual(PLACES);
  });

  test('tell in the details where a server stands in them', async () => {
    await open('own');
    await map.waitFor('servers', '2');
    await isAt('c', PLACES.c);
    await map.click('c');
    await map.page.waitForSelector('[data-panel="server"] dd:text-is("6 · 0")');
  });

  test('stay open when the daemon begins anew', async () => {
    await open('own');
    await map.waitFor('servers', '2');
    await product.kill();
    await product.restart();
    await product.client.servers.patch('a', { name: 'Renamed' });
    await map.page.waitForFunction(() => window.unlimitedCluster?.locate('a') !== null);
    await map.waitFor('servers', '2');
    map.complaints.splice(0);
  });
});
