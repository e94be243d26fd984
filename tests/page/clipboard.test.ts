import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;

suite(`copy and paste${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;
  const press = (keys: string): Promise<void> => map.page.keyboard.press(keys);
  const ids = async (): Promise<string[]> => (await product.client.servers.list()).items.map(({ id }) => id);
  const place = async (id: string) => (await product.client.servers.get(id)).position;
  /** What really is in the clipboard of the system. */
  const clipboard = (): Promise<string> => map.page.evaluate(() => navigator.clipboard.readText());
  const open = async (url: string, rights?: string): Promise<MapPage> => {
    const page = await MapPage.open(browser, url, rights === undefined ? {} : { rights });
    await page.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    return page;
  };

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    product = await startProduct();
    const at = (id: string, x: number, y: number, more: object = {}): Promise<unknown> => product.client.servers.add({ id, name: id, ip: '127.0.0.1', position: { x, y }, ...more });
    await at('web1', 3, 0, { name: 'Web 1', notes: 'hello', tags: { env: 'prod' }, look: { color: '#112233', locked: true } });
    await at('web2', 3, 3);
    await at('db1', 0, 3);
    await product.client.connections.add({ from: 'web1', to: 'db1', type: 'database', label: 'sql', style: { dash: 'dotted' } });
    await product.client.connections.add({ from: 'web2', to: 'db1', type: 'database' });
    map = await open(product.url);
    await map.waitFor('servers', '4');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  test('Ctrl+C writes a file that could be imported; Ctrl+V adds the same with the connections among them, in one change', async () => {
    await map.click('web1');
    await map.click('db1', ['Control']);
    await press('Control+c');
    await map.waitForNotice('Copied 2 servers and 1 connection.');
    expect(JSON.parse(await clipboard())).toMatchObject({ format: 'unlimited-cluster', version: 1, servers: [{ id: 'db1' }, { id: 'web1', notes: 'hello' }] });
    await map.page.mouse.move(300, 500);
    await press('Control+v');
    await map.waitFor('servers', '6');
    await map.waitFor('selection', 'db1-2 web1-2');
    expect(await product.client.servers.get('web1-2')).toMatchObject({ name: 'Web 1 (2)', notes: 'hello', tags: { env: 'prod' }, look: { color: '#112233' } });
    // The copy can be moved, although what it was made of is locked.
    expect((await product.client.servers.get('web1-2')).look.locked).toBeUndefined();
    expect((await product.client.connections.list({ from: 'web1-2' })).items).toMatchObject([{ to: 'db1-2', type: 'database', label: 'sql', style: { dash: 'dotted' } }]);
    expect((await product.client.connections.list()).items).toHaveLength(3);
    // The arrangement is kept, under the pointer.
    const [web, db] = [await place('web1-2'), await place('db1-2')];
    expect({ x: web.x - db.x, y: web.y - db.y }).toEqual({ x: 3, y: -3 });
    const there = await map.locate('web1-2');
    expect(Math.hypot(there.x - 300, there.y - 500)).toBeLessThan(400);
    await press('Control+z');
    await map.waitFor('servers', '4');
    expect((await product.client.connections.list()).items).toHaveLength(2);
    expect(map.complaints).toEqual([]);
  });

  test('what would stand on others is put on free tiles', async () => {
    await map.click('web1');
    await press('Control+c');
    await map.waitForNotice('Copied');
    const target = await map.locate('web2');
    await map.page.mouse.move(target.x, target.y);
    await press('Control+v');
    await map.waitFor('servers', '5');
    expect(await place('web1-2')).not.toEqual({ x: 3, y: 3 });
    expect(Math.max(Math.abs((await place('web1-2')).x - 3), Math.abs((await place('web1-2')).y - 3))).toBe(1);
  });

  test('Ctrl+D duplicates beside; a second time the numbers go on', async () => {
    await map.click('web2');
    await press('Control+d');
    await map.waitFor('selection', 'web2-2');
    await press('Control+d');
    await map.waitFor('selection', 'web2-3');
    expect((await ids()).sort()).toEqual(expect.arrayContaining(['web2', 'web2-2', 'web2-3']));
    const places = await Promise.all(['web2', 'web2-2', 'web2-3', 'web1', 'db1'].map(place));
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(5);
  });

  test('Ctrl+X takes away and Ctrl+V brings back the same ids; what is locked is not cut', async () => {
    await map.click('web2');
    await press('Control+x');
    await map.waitFor('servers', '3');
    await map.page.mouse.move(640, 500);
    await press('Control+v');
    await map.waitFor('servers', '4');
    expect(await product.client.servers.get('web2')).toMatchObject({ name: 'web2' });
    await map.click('web1');
    await press('Control+x');
    await map.page.locator('[data-notice="fault"]').filter({ hasText: 'locked' }).waitFor();
    expect(await ids()).toContain('web1');
  });

  test('a cluster that is copied whole comes whole, half of one joins nothing', async () => {
    await product.client.clusters.add({ id: 'pair', name: 'Pair', servers: ['web1', 'web2'] });
    await map.click('web1');
    await press('Control+d');
    await map.waitFor('selection', 'web1-2');
    expect((await product.client.clusters.list()).items).toHaveLength(1);
    await map.click('web1');
    await map.click('web2', ['Control']);
    await map.waitFor('selection', 'web1 web2');
    await press('Control+d');
    await map.waitFor('servers', '7');
    const { items } = await product.client.clusters.list();
    expect(items).toMatchObject([{ id: 'pair', servers: ['web1', 'web2'] }, { id: 'pair-2', name: 'Pair (2)', servers: ['web1-3', 'web2-2'] }]);
    expect((await product.client.connections.list({ cluster: 'pair-2' })).items).toHaveLength(1);
  });

  test('text from elsewhere is not pasted, and the page says so', async () => {
    await map.page.evaluate(() => navigator.clipboard.writeText('{"format":"something else"}'));
    await map.page.focus('#map');
    await press('Control+v');
    await map.page.locator('[data-notice="fault"]').filter({ hasText: 'was not copied from a map' }).waitFor();
    expect(await ids()).toHaveLength(4);
  });

  test('in a field Ctrl+C and Ctrl+V are the field\'s', async () => {
    await map.click('web1');
    await map.page.fill('#search', 'abc');
    await map.page.focus('#search');
    await press('Control+a');
    await press('Control+c');
    await press('End');
    await press('Control+v');
    expect(await map.page.inputValue('#search')).toBe('abcabc');
    expect(await ids()).toHaveLength(4);
  });

  test('the menu copies, and pastes where it was opened', async () => {
    const at = await map.locate('web2');
    await map.page.mouse.click(at.x, at.y, { button: 'right' });
    await map.page.click('[role="menu"] [data-name="copy"]');
    await map.waitForNotice('Copied 1 server');
    await map.page.mouse.click(420, 640, { button: 'right' });
    await map.page.click('[role="menu"] [data-name="paste"]');
    await map.waitFor('selection', 'web2-2');
    const there = await map.locate('web2-2');
    expect(Math.hypot(there.x - 420, there.y - 640)).toBeLessThan(60);
  });

  test('between two maps ids stay, and a secret does not travel to where it is unknown', async () => {
    const { id: credential } = await product.client.credentials.add({ name: 'ops', kind: 'password', value: 'hunter-22' });
    await product.client.servers.patch('web2', { source: { kind: 'ssh', user: 'ops', credential } });
    await map.click('web2');
    await press('Control+c');
    await map.waitForNotice('Copied');
    const text = await clipboard();
    expect(text).not.toContain('hunter-22');
    const other = await startProduct();
    const page = await open(other.url);
    try {
      await page.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await page.page.focus('#map');
      await page.page.keyboard.press('Control+v');
      await page.waitFor('servers', '2');
      expect(await page.notice()).toContain('Without stored secrets');
      expect(await other.client.servers.get('web2')).toMatchObject({ name: 'web2', source: { kind: 'ssh', user: 'ops' } });
      expect((await other.client.servers.get('web2')).source).not.toHaveProperty('credential');
    } finally {
      await page.close();
      await other.end();
    }
  });

  test('who may not act copies no secret', async () => {
    const { id: credential } = await product.client.credentials.add({ name: 'ops', kind: 'password', value: 'hunter-22' });
    await product.client.servers.patch('web2', { source: { kind: 'ssh', user: 'ops', credential } });
    const editor = await open(product.url, 'view edit');
    try {
      await editor.click('web2');
      await editor.page.keyboard.press('Control+c');
      await editor.waitForNotice('Copied');
      const text = await editor.page.evaluate(() => navigator.clipboard.readText());
      expect(JSON.parse(text)).toMatchObject({ servers: [{ id: 'web2', source: { kind: 'ssh', user: 'ops' } }] });
      expect(text).not.toContain('credential');
    } finally {
      await editor.close();
    }
  });
});
