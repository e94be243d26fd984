import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;

suite(`selecting and arranging${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;
  const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await map.page.keyboard.press(key); };
  const place = async (id: string): Promise<number[]> => { const { x, y } = (await product.client.servers.get(id)).position; return [x, y]; };
  const items = (): Promise<string> => map.page.$eval('#unlimited-cluster', (root) => (root as HTMLElement).dataset['items'] ?? '');
  const waitForItems = (value: string): Promise<unknown> => map.page.waitForSelector(`#unlimited-cluster[data-items="${value}"]`);
  const chosen = async (): Promise<string[]> => (await map.attribute('selection')).split(' ').filter(Boolean).sort();
  /** Waits until the daemon says so. */
  const until = async (read: () => Promise<unknown>, wanted: unknown): Promise<void> => {
    for (let attempt = 0; attempt < 60 && JSON.stringify(await read()) !== JSON.stringify(wanted); attempt++) await map.page.waitForTimeout(50);
    expect(await read()).toEqual(wanted);
  };
  const palette = async (words: string, name: string): Promise<void> => {
    await press('Control+k');
    await map.waitForDialog('palette');
    await map.page.keyboard.type(words);
    await map.page.click(`dialog [data-name="${name}"]`);
    await map.waitUntilClosed();
    await map.settle();
  };

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    product = await startProduct();
    const [{ id: self } = { id: '' }] = (await product.client.servers.list()).items;
    await product.client.servers.remove(self);
    const at = (id: string, type: string, x: number, y: number, region: string): Promise<unknown> => product.client.servers.add({ id, name: id, type, region, position: { x, y } });
    await at('web1', 'web', 0, 0, 'north');
    await at('web2', 'web', 4, 3, 'south');
    await at('db1', 'database', 2, 8, 'north');
    await product.client.connections.add({ id: 'one', from: 'web1', to: 'db1' });
    await product.client.connections.add({ id: 'two', from: 'web2', to: 'db1' });
    map = await MapPage.open(browser, product.url);
    await map.waitFor('servers', '3');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  test('all of the same type, region or cluster, the others, all', async () => {
    await product.client.clusters.add({ id: 'pair', servers: ['web2', 'db1'], auto_connect: false });
    await map.click('web1');
    await palette('of this type', 'select-type');
    expect(await chosen()).toEqual(['web1', 'web2']);
    await map.click('web1');
    await palette('of this region', 'select-region');
    expect(await chosen()).toEqual(['db1', 'web1']);
    await press('Control+i');
    expect(await chosen()).toEqual(['web2']);
    await palette('of this cluster', 'select-cluster');
    expect(await chosen()).toEqual(['db1', 'web2']);
    await palette('in this state', 'select-state');
    expect(await chosen()).toEqual(['db1', 'web1', 'web2']);
    await press('Control+i');
    expect(await chosen()).toEqual([]);
    await press('Control+a');
    expect(await chosen()).toEqual(['db1', 'web1', 'web2']);
  });

  test('j and J go from server to server, back to front and round', async () => {
    await map.page.focus('#map');
    for (const expected of ['web1', 'web2', 'db1', 'web1']) {
      await press('j');
      await map.waitFor('selection', expected);
    }
    await press('Shift+J');
    await map.waitFor('selection', 'db1');
  });

  test('a free line takes who stands inside it, not who stands beside it', async () => {
    const [a, b, c] = [await map.locate('web1'), await map.locate('web2'), await map.locate('db1')];
    await press('q');
    await map.page.mouse.move(a.x - 60, a.y - 40);
    await map.page.mouse.down();
    // Around web1 and db1, with a dent that leaves web2 out: the three lie in the rectangle around the line.
    const line = [{ x: Math.max(a.x, b.x) + 60, y: a.y - 50 }, { x: a.x + 25, y: a.y + 45 }, { x: c.x + 60, y: c.y + 40 }, { x: b.x + 70, y: c.y + 70 }, { x: c.x - 70, y: c.y + 70 }];
    for (const { x, y } of line) await map.page.mouse.move(x, y, { steps: 10 });
    await map.settle();
    await map.page.mouse.up();
    await map.page.waitForFunction(() => (document.querySelector<HTMLElement>('#unlimited-cluster')?.dataset['selection'] ?? '') !== '');
    expect(await chosen()).toEqual(['db1', 'web1']);
  });

  test('selected servers are aligned and distributed, each in one change with one undo', async () => {
    await press('Control+a');
    await map.page.click('[data-panel="servers"] [data-name="align-upper-left"]');
    await map.waitForNotice('Moved');
    expect(await Promise.all(['web1', 'web2', 'db1'].map(place))).toEqual([[0, 0], [0, 3], [0, 8]]);
    await map.page.click('[data-panel="servers"] [data-name="distribute-y"]');
    await until(() => place('web2'), [0, 4]);
    expect(await Promise.all(['web1', 'web2', 'db1'].map(place))).toEqual([[0, 0], [0, 4], [0, 8]]);
    await press('Control+z');
    await until(() => place('web2'), [0, 3]);
    await press('Control+z');
    await until(() => place('web2'), [4, 3]);
    expect(await Promise.all(['web1', 'db1'].map(place))).toEqual([[0, 0], [2, 8]]);
  });

  test('what is locked is not moved by hand, keys or alignment, and not deleted; the page says so', async () => {
    await map.click('web2');
    await press('k');
    await map.waitForNotice('web2 is locked.');
    expect((await product.client.servers.get('web2')).look).toEqual({ locked: true });
    await map.page.waitForSelector('[data-panel="server"] :text("Locked")');
    const from = await map.locate('web2');
    await map.drag(from, { x: from.x + 150, y: from.y + 90 });
    await map.page.locator('[data-notice="fault"]').first().waitFor();
    await press('Alt+ArrowRight', 'Delete');
    expect(await place('web2')).toEqual([4, 3]);
    await press('Control+a');
    await press('Delete');
    await map.waitFor('servers', '1');
    expect((await product.client.servers.list()).items.map(({ id }) => id)).toEqual(['web2']);
    await map.click('web2');
    await press('k');
    await map.waitForNotice('web2 is unlocked.');
    await press('Alt+ArrowRight');
    await map.waitForNotice('Moved web2.');
    expect(await place('web2')).toEqual([5, 3]);
  });

  test('with snapping off places are fractions; Alt is the other way; the browser remembers', async () => {
    await press('Shift+S');
    await map.click('web2');
    await map.settle();
    const from = await map.locate('web2');
    await map.drag(from, { x: from.x + 37, y: from.y + 11 });
    await map.waitForNotice('Moved web2.');
    const [x = 0, y = 0] = await place('web2');
    expect(Number.isInteger(x) && Number.isInteger(y)).toBe(false);
    await map.page.reload();
    await map.page.waitForSelector('#unlimited-cluster[data-ready="true"]');
    expect(await map.page.getAttribute('.bar--tools [data-name="snap"]', 'aria-pressed')).toBe('false');
    await map.click('web1');
    await map.settle();
    const start = await map.locate('web1');
    await map.page.keyboard.down('Alt');
    await map.drag(start, { x: start.x - 150, y: start.y - 20 });
    await map.page.keyboard.up('Alt');
    await map.waitForNotice('Moved web1.');
    expect((await place('web1')).every(Number.isInteger)).toBe(true);
  });

  test('to the front and to the back is an order of its own, over and under all others', async () => {
    await map.click('web1');
    await press(']');
    await map.waitForNotice('in front');
    expect((await product.client.servers.get('web1')).look).toEqual({ order: 1 });
    await map.click('web2');
    await press(']');
    const look = async (): Promise<object> => (await product.client.servers.get('web2')).look;
    await until(look, { order: 2 });
    await press('[');
    await until(look, { order: -1 });
  });

  test('the same keys order and lock drawings, also together with servers, in one change', async () => {
    await product.client.areas.add({ id: 'low', name: 'Low', from: { x: 6, y: 6 }, to: { x: 8, y: 8 }, order: 4 });
    await product.client.texts.add({ id: 'word', name: 'word', position: { x: 6, y: 2 } });
    await product.client.lines.add({ id: 'rail', points: [{ x: 0, y: 5 }, { x: 1, y: 5 }], style: { dash: 'dotted' } });
    await map.page.waitForTimeout(200);
    await press('Control+a');
    await waitForItems('low word rail');
    await press(']');
    const orders = async () => [(await product.client.areas.get('low')).order, (await product.client.texts.get('word')).order, (await product.client.lines.get('rail')).style, (await product.client.servers.get('web1')).look];
    await until(orders, [5, 1, { dash: 'dotted', order: 1 }, { order: 1 }]);
    await press('Control+z');
    await until(orders, [4, 0, { dash: 'dotted' }, {}]);
    await press('k');
    const locks = async () => [(await product.client.areas.get('low')).locked, (await product.client.texts.get('word')).locked, (await product.client.lines.get('rail')).locked, (await product.client.servers.get('web1')).look];
    await until(locks, [true, true, true, { locked: true }]);
    await press('Delete', 'Alt+ArrowDown');
    await press('Control+z');
    await until(locks, [false, false, false, {}]);
    expect((await product.client.areas.get('low')).from).toEqual({ x: 6, y: 6 });
  });

  test('keys count as typed with AltGr, as brackets are on many keyboards', async () => {
    await map.click('web1');
    await map.page.evaluate(() => document.querySelector('#map')?.dispatchEvent(new KeyboardEvent('keydown', { key: ']', ctrlKey: true, altKey: true, modifierAltGraph: true, bubbles: true })));
    await map.waitForNotice('in front');
  });

  test('servers and connections are selected together and go in one change', async () => {
    await map.click('web1');
    await palette('their connections', 'select-connections');
    await waitForItems('one');
    await map.click('web2', ['Control']);
    await map.waitFor('selection', 'web2');
    expect(await items()).toBe('one');
    await press('Delete');
    await map.waitFor('servers', '2');
    await map.waitForNotice('Deleted 1 server and 1 connection.');
    expect((await product.client.connections.list()).items).toEqual([]);
    await press('Control+z');
    await map.waitFor('servers', '3');
    expect((await product.client.connections.list()).items).toHaveLength(2);
  });

  test('the menu of several servers holds the alignments; arrows and Escape go in and out', async () => {
    await press('Control+a');
    await map.page.focus('#map');
    await press('Shift+F10');
    await map.page.focus('[role="menu"] [data-name="align"]');
    await press('ArrowRight');
    await map.page.waitForSelector('[role="menu"] [data-name="distribute-x"]');
    await press('Escape');
    await map.page.waitForSelector('[role="menu"] [data-name="align"]:focus');
    await press('Enter');
    await map.page.click('[role="menu"] [data-name="align-lower-right"]');
    await map.waitForNotice('Moved');
    expect(await Promise.all(['web1', 'web2', 'db1'].map(place))).toEqual([[4, 0], [4, 3], [4, 8]]);
  });
});
