import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;

suite(`editing the map${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    product = await startProduct();
    const at = (id: string, type: string, x: number, y: number): Promise<unknown> => product.client.servers.add({ id, name: id, type, ip: '127.0.0.1', position: { x, y } });
    await at('web1', 'web', 3, 0);
    await at('web2', 'web', 3, 3);
    await at('db1', 'database', 0, 3);
    map = await MapPage.open(browser, product.url);
    await map.waitFor('servers', '4');
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });

  test('a server is added by its name and stands on the map, selected', async () => {
    await map.page.keyboard.press('n');
    await map.waitForDialog('add-server');
    await map.page.fill('[name="name"]', 'Web 3');
    await map.page.selectOption('[name="type"]', 'web');
    await map.page.fill('[name="ip"]', '127.0.0.9');
    await map.page.uncheck('[name="verify"]');
    await map.submit();
    await map.waitFor('servers', '5');
    await map.waitFor('selection', 'web-3');
    expect(await map.notice()).toContain('Added Web 3.');
    expect(await product.client.servers.get('web-3')).toMatchObject({ name: 'Web 3', type: 'web', ip: '127.0.0.9', source: { kind: 'none' } });
    expect(map.complaints).toEqual([]);
  });

  test('a server added from the menu of an empty place stands there', async () => {
    const free = await map.locate('web1');
    const { k } = await map.page.evaluate(() => window.unlimitedCluster?.camera() ?? { k: 1 });
    // Two tiles along -y: up and to the right of web1 at (3, 0).
    await map.page.mouse.click(free.x + 2 * 71 * k, free.y - 2 * 41 * k + 24 * k, { button: 'right' });
    await map.page.click('[role="menu"] [data-name="add-server"]');
    await map.waitForDialog('add-server');
    await map.page.fill('[name="name"]', 'here');
    await map.page.uncheck('[name="verify"]');
    await map.submit();
    await map.waitFor('servers', '5');
    expect(await product.client.servers.get('here')).toMatchObject({ position: { x: 3, y: -2 } });
  });

  test('a server that does not answer is added, and the page says so', async () => {
    await map.page.keyboard.press('n');
    await map.page.fill('[name="name"]', 'silent');
    await map.page.selectOption('[name="type"]', 'dns');
    await map.page.fill('[name="ip"]', '127.0.0.77');
    await map.submit();
    await map.waitFor('servers', '5');
    await map.page.waitForSelector('[data-notice="fault"]');
    expect(await map.page.innerText('[data-notice="fault"]')).toContain('silent');
  });

  test('a wrong address is marked at its field in the words of the daemon, and nothing is added', async () => {
    await map.page.keyboard.press('n');
    await map.page.fill('[name="name"]', 'wrong');
    await map.page.fill('[name="ip"]', '300.1.2.3');
    await map.submit();
    await map.page.waitForSelector('[name="ip"][aria-invalid="true"]');
    const hint = await map.page.getAttribute('[name="ip"]', 'aria-describedby');
    expect(await map.page.innerText(`#${hint?.split(' ')[0] ?? ''}`)).not.toBe('');
    expect(await map.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('ip');
    expect(await map.attribute('servers')).toBe('4');
  });

  test('an edit sends only what changed', async () => {
    await product.client.servers.patch('web1', { notes: 'keep me', tags: { env: 'prod' } });
    await map.click('web1');
    await map.page.keyboard.press('e');
    await map.waitForDialog('edit-server');
    await map.page.waitForFunction(() => document.querySelector<HTMLInputElement>('dialog [name="name"]')?.value === 'web1');
    // Somebody else changes another field meanwhile.
    await product.client.servers.patch('web1', { notes: 'theirs' });
    await map.page.fill('[name="region"]', 'Madrid');
    await map.submit();
    await map.waitUntilClosed();
    expect(await product.client.servers.get('web1')).toMatchObject({ region: 'Madrid', notes: 'theirs', tags: { env: 'prod' } });
  });

  test('a password for SSH is stored and cannot be read again', async () => {
    await map.page.keyboard.press('n');
    await map.page.fill('[name="name"]', 'bastion');
    await map.page.selectOption('[name="source"]', 'ssh');
    await map.page.selectOption('[name="source.credential"]', '+new');
    await map.page.check('[name="credential-kind"][value="password"]', { force: true });
    await map.page.fill('[name="credential-name"]', 'ops');
    await map.page.fill('[name="credential-value"]', 'hunter-22');
    await map.page.uncheck('[name="verify"]');
    await map.submit();
    await map.waitFor('servers', '5');
    const { items } = await product.client.credentials.list();
    expect(items).toMatchObject([{ name: 'ops', kind: 'password' }]);
    expect(JSON.stringify(items)).not.toContain('hunter-22');
    expect(await product.client.servers.get('bastion')).toMatchObject({ source: { kind: 'ssh', credential: items[0]?.id } });
  });

  test('selected servers are connected in a chain', async () => {
    await map.click('web1');
    await map.click('web2', ['Control']);
    await map.click('db1', ['Shift']);
    await map.waitFor('selection', 'web1 web2 db1');
    await map.page.click('[data-panel="servers"] [data-name="connect"]');
    await map.waitForDialog('connect');
    await map.page.selectOption('dialog [name="type"]', 'database');
    await map.submit();
    expect(await map.notice()).toContain('Made 2 connections.');
    const { items } = await product.client.connections.list();
    expect(items.map(({ from, to, type }) => `${from} ${to} ${type}`).sort()).toEqual(['web1 web2 database', 'web2 db1 database']);
  });

  test('a line dragged from the handle to another server asks for the type and connects them', async () => {
    await map.click('web1');
    await map.settle();
    const handle = await findHandle(map, 'web1');
    await map.drag(handle, await map.locate('db1'));
    await map.waitForDialog('connect');
    await map.page.selectOption('dialog [name="type"]', 'replication');
    await map.submit();
    expect(await map.notice()).toContain('Connected web1 with db1.');
    expect((await product.client.connections.list()).items).toMatchObject([{ from: 'web1', to: 'db1', type: 'replication' }]);
  });

  test('Escape lets go of a line', async () => {
    await map.click('web1');
    const handle = await findHandle(map, 'web1');
    const target = await map.locate('db1');
    await map.page.mouse.move(handle.x, handle.y);
    await map.page.mouse.down();
    await map.page.mouse.move(target.x, target.y, { steps: 5 });
    await map.page.keyboard.press('Escape');
    await map.page.mouse.up();
    await map.settle();
    expect(await map.page.locator('dialog').count()).toBe(0);
    expect(await map.attribute('selection')).toBe('web1');
  });

  test('a connection that exists is refused in the words of the daemon', async () => {
    await product.client.connections.add({ from: 'web1', to: 'db1', type: 'standard' });
    await map.click('web1');
    await map.click('db1', ['Control']);
    await map.page.keyboard.press('c');
    await map.waitForDialog('connect');
    await map.submit();
    await map.page.waitForSelector('[data-notice="fault"]');
    expect((await product.client.connections.list()).items).toHaveLength(1);
  });

  test('a cluster is made of a selection and its members are connected', async () => {
    await map.click('web1');
    await map.click('web2', ['Control']);
    await map.page.keyboard.press('g');
    await map.waitForDialog('add-cluster');
    await map.page.fill('dialog [name="name"]', 'Production');
    await map.submit();
    await map.waitUntilClosed();
    expect(await product.client.clusters.get('production')).toMatchObject({ name: 'Production', servers: ['web1', 'web2'], auto_connect: true });
    expect((await product.client.connections.list()).items).toMatchObject([{ type: 'cluster_internal', cluster: 'production' }]);
    await map.page.click('.notice [data-name="notice-undo"]');
    await map.waitForNotice('Taken back');
    expect((await product.client.clusters.list()).items).toEqual([]);
  });

  test('a cluster is edited: its members and its name, and nothing that was left alone', async () => {
    await product.client.clusters.add({ name: 'Production', servers: ['web1', 'web2'], color: '#112233' });
    await map.click('web1');
    await map.page.click('[data-panel="server"] .row:has-text("Production")');
    await map.page.waitForSelector('[data-panel="cluster"]');
    await map.page.keyboard.press('e');
    await map.waitForDialog('edit-cluster');
    await product.client.clusters.patch('production', { color: '#445566' });
    await map.page.fill('dialog [name="name"]', 'Prod');
    await map.page.fill('dialog [name="member"]', 'db1');
    await map.page.click('dialog .add-member button');
    await map.submit();
    await map.waitForNotice('Changed Prod.');
    expect(await product.client.clusters.get('production')).toMatchObject({ name: 'Prod', servers: ['web1', 'web2', 'db1'], color: '#445566' });
  });

  test('a taken cluster name is marked at the field', async () => {
    await product.client.clusters.add({ name: 'Production', servers: ['db1'] });
    await map.click('web1');
    await map.page.keyboard.press('g');
    await map.page.fill('dialog [name="name"]', 'Production');
    await map.submit();
    await map.page.waitForSelector('dialog [aria-invalid="true"], dialog .alert');
    expect((await product.client.clusters.list()).items).toHaveLength(1);
  });

  test('selected servers are dragged together and snap to tiles; Undo puts both back', async () => {
    await map.click('web1');
    await map.click('web2', ['Control']);
    const [from, to] = [await map.locate('web1'), await map.locate('db1')];
    const { k } = await map.page.evaluate(() => window.unlimitedCluster?.camera() ?? { k: 1 });
    // Two tiles along +x and a bit: right and down on the screen.
    await map.drag(from, { x: from.x + 2 * 71 * k + 9, y: from.y + 2 * 41 * k + 6 });
    await map.page.waitForSelector('.notice');
    expect(await product.client.servers.get('web1')).toMatchObject({ position: { x: 5, y: 0 } });
    expect(await product.client.servers.get('web2')).toMatchObject({ position: { x: 5, y: 3 } });
    expect(await map.locate('db1')).toEqual(to);
    await map.page.click('.notice [data-name="notice-undo"]');
    await map.waitForNotice('Taken back');
    expect(await product.client.servers.get('web1')).toMatchObject({ position: { x: 3, y: 0 } });
    expect(await product.client.servers.get('web2')).toMatchObject({ position: { x: 3, y: 3 } });
  });

  test('several deleted at once come back at once, and go again', async () => {
    await map.click('web1');
    await map.click('web2', ['Control']);
    await map.click('db1', ['Control']);
    await map.page.keyboard.press('Delete');
    await map.waitFor('servers', '1');
    await map.waitForNotice('Deleted 3 servers.');
    await map.page.keyboard.press('Control+z');
    await map.waitFor('servers', '4');
    await map.waitForNotice('Taken back: Deleted 3 servers.');
    await map.page.keyboard.press('Control+y');
    await map.waitFor('servers', '1');
  });

  test('one Undo takes a change of several servers back, and leaves the edit before it', async () => {
    await map.click('web1');
    await map.page.keyboard.press('m');
    await map.waitForNotice('web1 is in maintenance.');
    await map.click('web2');
    await map.click('db1', ['Control']);
    await map.page.keyboard.press('m');
    await map.waitForNotice('2 servers are in maintenance.');
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back: 2 servers are in maintenance.');
    const maintained = (await product.client.servers.list()).items.filter(({ maintenance }) => maintenance).map(({ id }) => id);
    expect(maintained).toEqual(['web1']);
  });

  test('Escape during a drag leaves everything where it was', async () => {
    await map.click('web1');
    const from = await map.locate('web1');
    await map.page.mouse.move(from.x, from.y);
    await map.page.mouse.down();
    await map.page.mouse.move(from.x + 200, from.y + 60, { steps: 5 });
    await map.settle();
    await map.page.keyboard.press('Escape');
    await map.page.mouse.up();
    await map.settle();
    expect(await product.client.servers.get('web1')).toMatchObject({ position: { x: 3, y: 0 } });
    expect(await map.page.locator('.notice').count()).toBe(0);
  });

  test('a drag on a server that is not selected pans the map', async () => {
    const from = await map.locate('web1');
    await map.drag(from, { x: from.x + 120, y: from.y + 40 });
    const now = await map.locate('web1');
    expect(Math.round(now.x - from.x)).toBe(120);
    expect(Math.round(now.y - from.y)).toBe(40);
    expect(await map.attribute('selection')).toBe('');
  });

  test('Delete removes a server with its connections; Undo brings all of it back', async () => {
    await product.client.connections.add({ from: 'web1', to: 'db1', type: 'database' });
    await map.click('web1');
    await map.page.keyboard.press('Delete');
    await map.waitFor('servers', '3');
    expect(await map.attribute('selection')).toBe('');
    expect((await product.client.connections.list()).items).toEqual([]);
    await map.page.keyboard.press('Control+z');
    await map.waitFor('servers', '4');
    expect((await product.client.connections.list()).items).toHaveLength(1);
    await map.page.keyboard.press('Control+y');
    await map.waitFor('servers', '3');
  });

  test('a file is imported only after its differences were shown', async () => {
    const file = JSON.stringify({ format: 'unlimited-cluster', version: 1, servers: [{ id: 'web1', name: 'Renamed' }, { id: 'new1' }, { id: 'new2' }] });
    await map.page.keyboard.press('Shift+I');
    await map.waitForDialog('import');
    await map.page.setInputFiles('dialog input[type="file"]', { name: 'site.json', mimeType: 'application/json', buffer: Buffer.from(file) });
    await map.page.waitForSelector('[data-diff="added"]');
    expect(await map.page.innerText('[data-diff="added"]')).toBe('2');
    expect(await map.page.innerText('[data-diff="changed"]')).toBe('1');
    expect((await product.client.servers.list()).items).toHaveLength(4);
    await map.submit();
    await map.waitFor('servers', '6');
    expect(await map.notice()).toContain('2 added, 1 changed, 0 removed');
  });

  test('of a table is asked which column is what, and what it would change is listed row by row', async () => {
    await map.page.keyboard.press('Shift+I');
    await map.waitForDialog('import');
    await map.page.setInputFiles('dialog input[type="file"]', { name: 'rack.csv', mimeType: 'text/csv', buffer: Buffer.from('Box;Address;Owner\nweb1;10.0.0.77;ann\nNew One;10.0.0.78;bob\n') });
    await map.page.waitForSelector('select[data-column="Box"]');
    expect(await map.page.inputValue('select[data-column="Address"]')).toBe('ip');
    await map.page.waitForSelector('dialog .alert li');
    // Chosen faster than the daemon answers: each asks it what would change, and it reads two files at once at most.
    for (const field of ['id', 'hostname', 'id', 'region', 'id', 'name']) await map.page.selectOption('select[data-column="Box"]', field);
    await map.page.selectOption('select[data-column="Owner"]', 'tags.owner');
    await map.page.waitForSelector('[data-changes="2"]');
    await map.page.click('.changes summary');
    expect((await map.page.innerText('.changes li[data-op="add"]')).replace(/\s+/g, ' ')).toContain('new-one');
    expect(await map.page.innerText('.changes li[data-op="change"]')).toContain('10.0.0.77');
    await map.submit();
    await map.waitFor('servers', '5');
    expect(await product.client.servers.get('new-one')).toMatchObject({ name: 'New One', ip: '10.0.0.78', tags: { owner: 'bob' } });
  });

  test('a broken file is refused with every fault listed', async () => {
    const file = JSON.stringify({ format: 'unlimited-cluster', version: 1, servers: [{ id: 'ok' }, { id: 'bad', ip: '999.1.1.1' }], connections: [{ from: 'ok', to: 'nobody' }] });
    await map.page.keyboard.press('Shift+I');
    await map.waitForDialog('import');
    await map.page.setInputFiles('dialog input[type="file"]', { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from(file) });
    await map.page.waitForSelector('dialog .alert li');
    expect(await map.page.locator('dialog .alert li').count()).toBe(2);
    expect(await map.page.isDisabled('dialog [data-name="submit"]')).toBe(true);
    expect((await product.client.servers.list()).items).toHaveLength(4);
  });
});

/** The round handle beside a selected server: found as a hand finds it, by where the pointer becomes a cross. */
async function findHandle(map: MapPage, id: string): Promise<{ x: number; y: number }> {
  const { x, y } = await map.locate(id);
  for (let right = 30; right < 130; right += 4) {
    for (const down of [0, 8, 16, 24, 32, -8]) {
      await map.page.mouse.move(x + right, y + down);
      await map.settle();
      if (await map.page.getAttribute('#map', 'data-over') === 'handle') return { x: x + right, y: y + down };
    }
  }
  throw new Error(`No handle was found beside ${id}.`);
}
