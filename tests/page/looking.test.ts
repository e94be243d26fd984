import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { MapPage } from './support/map-page.ts';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

pageSuite('looking at the map', (browser) => {
  let product: Product;
  let map: MapPage;

  beforeEach(async () => {
    product = await startProduct();
    for (const [id, type, x, y, region] of [['web1', 'web', 3, 0, 'Madrid'], ['web2', 'web', 3, 3, 'Oregon'], ['db1', 'database', 0, 3, 'Madrid']] as const) {
      await product.client.servers.add({ id, name: id, type, ip: '127.0.0.1', region, position: { x, y }, tags: { role: type } });
    }
    await product.client.connections.add({ from: 'web1', to: 'db1', type: 'database' });
    map = await MapPage.open(browser(), product.url);
    await map.waitFor('servers', '4');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  test('the first frame shows every server, and none lies under the panel that a click opens', async () => {
    const size = map.page.viewportSize();
    for (const id of ['web1', 'web2', 'db1']) {
      const { x, y } = await map.locate(id);
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan((size?.width ?? 0) - 372);
      expect(y).toBeGreaterThan(60);
      expect(y).toBeLessThan(size?.height ?? 0);
    }
    expect(map.complaints).toEqual([]);
  });

  test('the map stands near the middle, although room is kept for a panel', async () => {
    const xs = await Promise.all(['web1', 'web2', 'db1'].map(async (id) => (await map.locate(id)).x));
    const own = (await product.client.servers.list()).items.find(({ source }) => source.kind === 'local')?.id ?? '';
    xs.push((await map.locate(own)).x);
    expect(Math.abs((Math.min(...xs) + Math.max(...xs)) / 2 - 640)).toBeLessThan(90);
  });

  test('a server that is clicked where the panel opens is slid beside it, and no other click moves the map', async () => {
    await map.click('web1');
    await map.page.waitForSelector('[data-panel="server"]');
    const camera = (): Promise<{ x: number; y: number; k: number } | undefined> => map.page.evaluate(() => window.unlimitedCluster?.camera());
    const before = await camera();
    await map.click('db1');
    await map.waitFor('selection', 'db1');
    expect(await camera()).toEqual(before);
    await map.page.keyboard.press('Escape');
    await map.page.waitForSelector('[data-panel="server"]', { state: 'detached' });
    const { x } = await map.locate('web1');
    await map.page.evaluate((dx) => {
      const now = window.unlimitedCluster?.camera();
      if (now !== undefined) window.unlimitedCluster?.camera({ ...now, x: now.x - dx / now.k });
    }, 1_150 - x);
    await map.click('web1');
    const box = await map.page.locator('[data-panel="server"]').boundingBox();
    expect((await map.locate('web1')).x).toBeLessThan((box?.x ?? 0) - 20);
    expect((await camera())?.k).toBe(before?.k);
  });

  test('the list of problems opens over what is selected, and closes again', async () => {
    await map.click('web1');
    await map.page.waitForSelector('[data-panel="server"]');
    await map.page.keyboard.press('p');
    await map.page.waitForSelector('[data-panel="problems"]');
    expect(await map.attribute('selection')).toBe('web1');
    await map.page.keyboard.press('p');
    await map.page.waitForSelector('[data-panel="problems"]', { state: 'detached' });
  });

  test('the middle button pans with any tool in the hand, and a wheel pans where the reader wants that', async () => {
    const camera = (): Promise<{ x: number; y: number; k: number } | undefined> => map.page.evaluate(() => window.unlimitedCluster?.camera());
    await map.page.keyboard.press('a');
    const from = await map.locate('web2');
    await map.page.mouse.move(from.x, from.y);
    await map.page.mouse.down({ button: 'middle' });
    await map.page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
    await map.page.mouse.up({ button: 'middle' });
    await map.settle();
    const now = await map.locate('web2');
    expect([Math.round(now.x - from.x), Math.round(now.y - from.y)]).toEqual([60, 30]);
    expect((await product.client.areas.list()).items).toEqual([]);
    await map.page.keyboard.press('Escape');
    await map.page.click('.bar--zoom [data-name="look"]');
    await map.page.check('[data-popover="look"] [name="wheel-pans"]');
    await map.page.keyboard.press('Escape');
    await map.page.mouse.move(400, 300);
    const [at, before] = [await map.locate('web2'), await camera()];
    await map.page.mouse.wheel(40, 25);
    await map.page.waitForTimeout(400);
    const after = await map.locate('web2');
    expect([Math.round(after.x - at.x), Math.round(after.y - at.y), (await camera())?.k]).toEqual([-40, -25, before?.k]);
    await map.page.keyboard.down('Control');
    await map.page.mouse.wheel(0, -20);
    await map.page.keyboard.up('Control');
    await map.page.waitForTimeout(400);
    expect((await camera())?.k).toBeGreaterThan(before?.k ?? Infinity);
  });

  test('a line that is pointed at passes under the names it meets', async () => {
    const long = 'a server with a rather long name';
    await product.client.servers.add({ id: 'long', name: long, type: 'web', ip: '127.0.0.1', position: { x: 12, y: 12 } });
    await product.client.servers.add({ id: 'asker', name: 'asker', type: 'web', ip: '127.0.0.1', position: { x: 17, y: 12 } });
    await product.client.connections.add({ from: 'asker', to: 'long', type: 'http' });
    await map.waitFor('servers', '6');
    await map.page.evaluate(() => window.unlimitedCluster?.camera({ x: 200, y: 1_090, k: 1 }));
    const name = await map.locate('long');
    const asker = await map.locate('asker');
    // Both are places of pictures; the floor is 24 pixels below.
    await map.page.mouse.move(asker.x, asker.y);
    // On the line, and on the card that hangs under the tile: a line is blue, a card is not.
    const at = { x: name.x + 70, y: name.y + 64 };
    const pixels = (): Promise<{ over: number[]; below: number[] }> => map.page.evaluate(({ x, y }) => {
      const box = document.querySelector('#map')?.getBoundingClientRect();
      const [below, over] = [...document.querySelectorAll<HTMLCanvasElement>('#map canvas')].map((canvas) => [...canvas.getContext('2d')?.getImageData(x - (box?.left ?? 0), y - (box?.top ?? 0), 1, 1).data ?? []]);
      return { over: over ?? [], below: below ?? [] };
    }, at);
    await map.page.waitForFunction(() => [...document.querySelectorAll<HTMLCanvasElement>('#map canvas')][1]?.style.display === 'block');
    await map.page.waitForTimeout(600);
    const { over, below } = await pixels();
    expect(over).toEqual(below);
    // The line itself is there, half a tile further on.
    const beside = await map.page.evaluate(({ x, y }) => {
      const box = document.querySelector('#map')?.getBoundingClientRect();
      return [...document.querySelectorAll<HTMLCanvasElement>('#map canvas')][1]?.getContext('2d')?.getImageData(x - (box?.left ?? 0), y - (box?.top ?? 0), 1, 1).data[3] ?? 0;
    }, { x: (name.x + asker.x) / 2, y: (name.y + asker.y) / 2 + 24 });
    expect(beside).toBe(255);
  });

  test('nothing is drawn while nothing changes', async () => {
    // States settle after the first probes.
    await map.page.waitForTimeout(2_500);
    await product.client.servers.list();
    const before = await map.page.evaluate(() => window.unlimitedCluster?.redraws ?? 0);
    await map.page.waitForTimeout(1_000);
    const after = await map.page.evaluate(() => window.unlimitedCluster?.redraws ?? 0);
    // This machine's own numbers move once a second and redraw its tile.
    expect(after - before).toBeLessThanOrEqual(6);
  });

  test('a tooltip tells about what the pointer is on', async () => {
    const { x, y } = await map.locate('web1');
    await map.page.mouse.move(x, y);
    await map.page.waitForSelector('.tooltip');
    const words = await map.page.innerText('.tooltip');
    for (const word of ['web1', 'Web server', '127.0.0.1', 'Madrid']) expect(words).toContain(word);
  });

  test('a lasso with Shift selects what it surrounds', async () => {
    const [a, b] = [await map.locate('web1'), await map.locate('web2')];
    await map.page.keyboard.down('Shift');
    await map.drag({ x: Math.min(a.x, b.x) - 60, y: Math.min(a.y, b.y) - 60 }, { x: Math.max(a.x, b.x) + 60, y: Math.max(a.y, b.y) + 60 });
    await map.page.keyboard.up('Shift');
    const selected = (await map.attribute('selection')).split(' ');
    expect(selected).toEqual(expect.arrayContaining(['web1', 'web2']));
    expect(selected).not.toContain('db1');
  });

  test('the right button offers what can be done with a server', async () => {
    const { x, y } = await map.locate('db1');
    await map.page.mouse.click(x, y, { button: 'right' });
    await map.page.waitForSelector('[role="menu"]');
    expect(await map.attribute('selection')).toBe('db1');
    await map.page.click('[role="menu"] [data-name="maintenance"]');
    await map.page.waitForSelector('[data-panel="server"] .state--maintenance');
    expect(await product.client.servers.get('db1')).toMatchObject({ maintenance: true, status: 'maintenance' });
  });

  test('search dims the rest, suggests, and Enter flies to the result', async () => {
    await map.page.keyboard.press('/');
    await map.page.keyboard.type('type:database region:madrid');
    await map.page.waitForSelector('[data-found="1"]');
    await map.page.keyboard.press('Enter');
    await map.waitFor('selection', 'db1');
    await map.page.fill('#search', 'tag.role:web');
    await map.page.waitForSelector('[data-found="2"]');
    await map.page.fill('#search', '127.0.0.1');
    await map.page.waitForSelector('[data-found="3"]');
    await map.page.fill('#search', 'nothing-like-that');
    await map.page.waitForSelector('[data-found="0"]');
    expect(await map.attribute('servers')).toBe('4');
  });

  test('the panel shows who a server talks to; a click on it shows the connection', async () => {
    await map.click('web1');
    await map.page.waitForSelector('[data-panel="server"] [data-connection="web1--db1--database"]');
    await map.page.click('[data-connection="web1--db1--database"]');
    await map.page.waitForSelector('[data-panel="connection"]');
    expect(await map.page.innerText('[data-panel="connection"] h2')).toBe('web1 → db1');
    await map.page.keyboard.press('Delete');
    await map.page.waitForSelector('[data-panel="connection"]', { state: 'detached' });
    expect((await product.client.connections.list()).items).toEqual([]);
  });

  test('numbers of this machine arrive and go on arriving', async () => {
    const own = (await product.client.servers.list({ source: 'local' })).items[0]?.id ?? '';
    await map.click(own);
    await map.page.waitForFunction(() => /\d/.test(document.querySelector('[data-gauge="memory_percent"] .gauge__value')?.textContent ?? ''));
    const lengthOf = (): Promise<number> => map.page.$eval('[data-gauge="memory_percent"] .spark__line', (line) => line.getAttribute('d')?.split('L').length ?? 0);
    const before = await lengthOf();
    await map.page.waitForFunction((was) => (document.querySelector('[data-gauge="memory_percent"] .spark__line')?.getAttribute('d')?.split('L').length ?? 0) > was, before);
  });

  test('numbers are read when asked for', async () => {
    const own = (await product.client.servers.list({ source: 'local' })).items[0]?.id ?? '';
    await map.click(own);
    await map.page.click('[data-panel="server"] [data-name="poll"]');
    await map.waitForNotice(`Read ${own}.`);
  });

  test('everything is exported as a file that can be imported', async () => {
    await map.page.keyboard.press('Control+s');
    await map.waitForDialog('export');
    const [download] = await Promise.all([map.page.waitForEvent('download'), map.submit()]);
    expect(download.suggestedFilename()).toMatch(/^unlimited-cluster-\d{4}-\d\d-\d\d\.json$/);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part as Buffer);
    const report = await product.client.import(Buffer.concat(parts).toString('utf8'), { dryRun: true });
    expect(report).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  test('a server that stops is told within seconds, in the list of problems and aloud', async () => {
    const port = await listen();
    await product.client.serverTypes.add({ id: 'lab', name: 'Lab', ports: [port.number] });
    await product.client.servers.add({ id: 'lab1', name: 'lab1', type: 'lab', ip: '127.0.0.1', position: { x: 6, y: 6 } });
    await map.page.waitForFunction(() => document.querySelector('[data-count="active"]')?.textContent === '2');
    await port.close();
    await map.page.waitForFunction(() => Number(document.querySelector('[data-count="warning"]')?.textContent ?? 0) + Number(document.querySelector('[data-count="inactive"]')?.textContent ?? 0) === 4, undefined, { timeout: 15_000 });
    await map.page.keyboard.press('p');
    await map.page.click('[data-panel="problems"] [data-server="lab1"]');
    await map.waitFor('selection', 'lab1');
  });

  test('another browser sees a change at once', async () => {
    const other = await MapPage.open(browser(), product.url);
    await product.client.servers.add({ id: 'late', name: 'late' });
    await Promise.all([map.waitFor('servers', '5'), other.waitFor('servers', '5')]);
    await other.close();
  });

  test('camera() shows what it is told', async () => {
    await map.page.evaluate(() => window.unlimitedCluster?.camera({ x: 10, y: 20, k: 0.5 }));
    expect(await map.page.evaluate(() => window.unlimitedCluster?.camera())).toEqual({ x: 10, y: 20, k: 0.5 });
  });
});

async function listen(): Promise<{ number: number; close(): Promise<void> }> {
  const server: Server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return { number: address.port, close: () => new Promise((resolve) => { server.close(() => resolve()); }) };
}
