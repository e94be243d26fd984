import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MapPage, type Look } from './support/map-page.ts';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

/** Tiles from a member to the border of its network, and to the middle of the name beside it. */
const BORDER = 1.12;
const NAME = 1.25;

pageSuite('networks on the map', (browser) => {
  let product: Product;
  let map: MapPage;

  beforeEach(async () => {
    product = await startProduct();
    const at = (id: string, ip: string, x: number, y: number): Promise<unknown> => product.client.servers.add({ id, name: id, ip, type: 'web', position: { x, y } });
    await at('web1', '127.0.1.1', 3, 0);
    await at('web2', '127.0.1.2', 3, 3);
    await at('db1', '127.0.9.1', 9, 9);
    await product.client.networks.add({ id: 'lan', name: 'Office', cidr: '127.0.1.0/24', mode: 'nat', vlan: 12, gateway: '127.0.1.254', dhcp_range: '127.0.1.100-127.0.1.200' });
  });
  afterEach(async () => {
    await map.close();
    await product.end();
  });
  const open = async (look: Look = {}): Promise<void> => {
    map = await MapPage.open(browser(), product.url, look);
    await map.waitFor('servers', '4');
  };
  const join = async (network: string, ...ids: string[]): Promise<void> => {
    for (const id of ids) await product.client.servers.patch(id, { networks: [network] });
  };
  /** Client pixels of a place beside a server, in tiles from it. */
  const beside = async (id: string, x: number, y: number): Promise<{ x: number; y: number }> => {
    const at = await map.locate(id);
    const { k } = await map.page.evaluate(() => window.unlimitedCluster?.camera() ?? { k: 1 });
    return { x: at.x + (x - y) * 71 * k, y: at.y + ((x + y) * 41 + 24) * k };
  };
  const panel = (): Promise<string> => map.page.locator('[data-panel="network"]').innerText();
  const networksOf = async (id: string): Promise<readonly string[]> => (await product.client.servers.get(id)).networks;

  test('a network is made of the selected servers; one Undo takes it and its memberships back', async () => {
    await open();
    await map.click('web1');
    await map.click('web2', ['Control']);
    await map.page.keyboard.press('Shift+G');
    await map.waitForDialog('add-network');
    await map.page.fill('[name="name"]', 'Lab');
    await map.page.selectOption('[name="mode"]', 'vpc');
    await map.page.fill('[name="cidr"]', '127.0.1.0/24');
    await map.page.fill('[name="vlan"]', '40');
    await map.submit();
    await map.waitUntilClosed();
    await map.waitForNotice('Made the network Lab.');
    expect(await product.client.networks.get('lab')).toMatchObject({ name: 'Lab', mode: 'vpc', cidr: '127.0.1.0/24', vlan: 40 });
    expect([await networksOf('web1'), await networksOf('web2')]).toEqual([['lab'], ['lab']]);
    await map.page.waitForSelector('[data-panel="network"] [data-server="web2"]');
    // Anew, the page no longer knows of how many edits it consisted: it must be one.
    await map.page.reload();
    await map.page.waitForSelector('#unlimited-cluster[data-ready="true"]');
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back: Made the network Lab.');
    expect([(await product.client.networks.list()).items.map(({ id }) => id), await networksOf('web1')]).toEqual([['lan'], []]);
    expect(map.complaints).toEqual([]);
  });

  test('wrong values are marked at their fields in the words of the daemon, and nothing is made', async () => {
    await open();
    await map.page.keyboard.press('Shift+G');
    await map.waitForDialog('add-network');
    await map.page.fill('[name="name"]', 'Lab');
    await map.page.fill('[name="cidr"]', '10.0.0.0/99');
    await map.page.fill('[name="vlan"]', 'many');
    await map.page.fill('[name="gateway"]', 'router');
    await map.submit();
    await map.page.waitForSelector('[name="cidr"][aria-invalid="true"]');
    expect(await map.page.locator('dialog [aria-invalid="true"]').evaluateAll((fields) => fields.map((field) => field.getAttribute('name')))).toEqual(['cidr', 'gateway', 'vlan']);
    expect(await map.page.innerText('dialog')).toContain('must be an address range');
    expect((await product.client.networks.list()).items).toHaveLength(1);
  });

  test('wrong values are marked at their fields also where members come along', async () => {
    await open();
    await map.click('web1');
    await map.page.keyboard.press('Shift+G');
    await map.waitForDialog('add-network');
    await map.page.fill('[name="name"]', 'Lab');
    await map.page.fill('[name="cidr"]', '10.0.0.0/99');
    await map.submit();
    await map.page.waitForSelector('[name="cidr"][aria-invalid="true"]');
    expect((await product.client.networks.list()).items).toHaveLength(1);
  });

  test('a click on the border, or on the name, selects it; its panel tells the range, the members and what clashes', async () => {
    await product.client.servers.patch('web2', { ip: '127.0.1.1' });
    await join('lan', 'web1', 'web2', 'db1');
    await open();
    const border = await beside('web1', -BORDER, 0);
    await map.page.mouse.click(border.x, border.y);
    await map.page.waitForSelector('[data-panel="network"] [data-clash]');
    const told = await panel();
    for (const part of ['Office', 'NAT', '127.0.1.0/24', '12', '127.0.1.254', '127.0.1.100-127.0.1.200', 'web1', '127.0.1.1 belongs to several servers: web1, web2', 'db1 has no address in this range; it has 127.0.9.1']) {
      expect(told).toContain(part);
    }
    expect(await map.spoken()).toBe('Network lan selected');
    await map.page.keyboard.press('Escape');
    await map.page.waitForSelector('[data-panel="network"]', { state: 'detached' });
    const name = await beside('db1', NAME, 0.9);
    await map.page.mouse.click(name.x, name.y);
    await map.page.waitForSelector('[data-panel="network"]');
    // The ground itself belongs to whoever stands there, and to the map.
    const ground = await beside('web1', 0, 1.5);
    await map.page.mouse.click(ground.x, ground.y);
    await map.page.waitForSelector('[data-panel="network"]', { state: 'detached' });
  });

  test('a clash that is mended goes from the panel', async () => {
    await join('lan', 'db1');
    await open();
    const border = await beside('db1', BORDER, 0);
    await map.page.mouse.click(border.x, border.y);
    await map.page.waitForSelector('[data-clash="outside"]');
    await product.client.servers.patch('db1', { ip: '127.0.1.9' });
    await map.page.waitForSelector('[data-clash]', { state: 'detached' });
  });

  test('an edit sends what changed, and takes members in and out', async () => {
    await join('lan', 'web1', 'web2');
    await open();
    const border = await beside('web1', -BORDER, 0);
    await map.page.mouse.click(border.x, border.y);
    await map.page.waitForSelector('[data-panel="network"]');
    await map.page.keyboard.press('e');
    await map.waitForDialog('edit-network');
    await product.client.networks.patch('lan', { gateway: '127.0.1.1' });
    await map.page.fill('[name="name"]', 'Home');
    await map.page.fill('[name="vlan"]', '');
    await map.page.click('[aria-label="Take web2 out"]');
    await map.page.fill('[name="member"]', 'db1');
    await map.page.click('.add-member button');
    await map.submit();
    await map.waitUntilClosed();
    expect(await product.client.networks.get('lan')).toMatchObject({ name: 'Home', vlan: null, gateway: '127.0.1.1', cidr: '127.0.1.0/24' });
    expect([await networksOf('web1'), await networksOf('web2'), await networksOf('db1')]).toEqual([['lan'], [], ['lan']]);
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back');
    expect([(await product.client.networks.get('lan')).name, await networksOf('web2'), await networksOf('db1')]).toEqual(['Office', ['lan'], []]);
  });

  test('deleting asks first and names the members, who stay; Undo brings it back with them', async () => {
    await join('lan', 'web1', 'web2');
    await open();
    const border = await beside('web1', -BORDER, 0);
    await map.page.mouse.click(border.x, border.y, { button: 'right' });
    expect(await map.page.innerText('.menu__title')).toBe('Office');
    await map.page.click('[role="menu"] [data-name="delete"]');
    await map.waitForDialog('delete-network');
    expect(await map.page.innerText('dialog')).toMatch(/2 servers belong to it and stay: (web1, web2|web2, web1)/);
    await map.submit();
    await map.waitForNotice('Deleted the network Office. Its servers stay.');
    expect([(await product.client.networks.list()).items, await networksOf('web1'), await map.attribute('servers')]).toEqual([[], [], '4']);
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back');
    expect([await networksOf('web1'), await networksOf('web2')]).toEqual([['lan'], ['lan']]);
    await map.page.mouse.click(border.x, border.y);
    await map.page.waitForSelector('[data-panel="network"] [data-server="web2"]');
  });

  test('several servers join one network and leave another in one change', async () => {
    await product.client.networks.add({ id: 'dmz', name: 'DMZ' });
    await join('lan', 'web1', 'web2');
    await open();
    await map.click('web1');
    await map.click('web2', ['Control']);
    await map.page.keyboard.press('e');
    await map.waitForDialog('edit-servers');
    await map.page.selectOption('[name="join"]', 'dmz');
    await map.page.selectOption('[name="leave"]', 'lan');
    await map.submit();
    await map.waitForNotice('Changed 2 servers.');
    expect([await networksOf('web1'), await networksOf('web2')]).toEqual([['dmz'], ['dmz']]);
    await map.page.keyboard.press('Control+z');
    await map.waitForNotice('Taken back');
    expect([await networksOf('web1'), await networksOf('web2')]).toEqual([['lan'], ['lan']]);
  });

  test('a server is put into a network in its own dialog, and its panel leads there', async () => {
    await open();
    await map.click('web1');
    await map.page.keyboard.press('e');
    await map.waitForDialog('edit-server');
    await map.page.waitForFunction(() => document.querySelector<HTMLInputElement>('dialog [name="name"]')?.value === 'web1');
    await map.page.check('[name="network-lan"]');
    await map.submit();
    await map.waitUntilClosed();
    await map.page.click('[data-panel="server"] [data-network="lan"]');
    await map.page.waitForSelector('[data-panel="network"] [data-server="web1"]');
  });

  test('areas are hidden and shown, and this browser remembers', async () => {
    await join('lan', 'web1', 'web2');
    await open();
    const border = await beside('web1', -BORDER, 0);
    const pixels = (): Promise<string> => map.page.screenshot({ clip: { x: border.x - 6, y: border.y - 6, width: 12, height: 12 } }).then((png) => png.toString('base64'));
    await map.settle();
    const shown = await pixels();
    const toggle = async (): Promise<void> => {
      await map.page.click('[data-name="more"]');
      await map.page.click('[role="menu"] [data-name="show-networks"]');
      await map.page.mouse.move(5, 400);
      await map.page.waitForTimeout(400);
    };
    await toggle();
    const hidden = await pixels();
    expect(hidden).not.toBe(shown);
    await map.page.mouse.click(border.x, border.y);
    expect(await map.page.locator('[data-panel="network"]').count()).toBe(0);
    await map.page.reload();
    await map.page.waitForSelector('#unlimited-cluster[data-ready="true"]');
    await map.page.mouse.move(5, 400);
    await map.page.waitForTimeout(400);
    expect(await pixels()).toBe(hidden);
    await toggle();
    expect(await pixels()).toBe(shown);
  });

  test('the search knows networks by name and ranges by their addresses; the palette and the list lead to a network', async () => {
    await join('lan', 'web1');
    await open();
    const found = async (text: string): Promise<string | null> => {
      await map.page.fill('#search', text);
      await map.page.waitForTimeout(250);
      return map.page.getAttribute('[data-found]', 'data-found');
    };
    expect([await found('network:office'), await found('network:127.0.1.0/24'), await found('127.0.1.0/24'), await found('127.0.0.0/21 web')]).toEqual(['1', '1', '2', '2']);
    await map.page.fill('#search', '');
    await map.page.keyboard.press('Escape');
    await map.page.keyboard.press('Control+k');
    await map.waitForDialog('palette');
    await map.page.fill('dialog input', 'office');
    await map.page.keyboard.press('Enter');
    await map.page.waitForSelector('[data-panel="network"]');
    await map.page.keyboard.press('Escape');
    await map.page.keyboard.press('Shift+N');
    await map.waitForDialog('networks');
    await map.page.click('dialog [data-network="lan"]');
    await map.page.waitForSelector('[data-panel="network"]');
  });

  test('who may only look sees networks and can change none', async () => {
    await join('lan', 'web1', 'web2');
    await open({ rights: 'view' });
    const border = await beside('web1', -BORDER, 0);
    await map.page.mouse.click(border.x, border.y);
    await map.page.waitForSelector('[data-panel="network"]');
    expect(await map.page.locator('[data-panel="network"] [data-name="edit"], [data-panel="network"] [data-name="delete"]').count()).toBe(0);
    await map.page.keyboard.press('Shift+G');
    expect(await map.page.locator('dialog').count()).toBe(0);
  });
});
