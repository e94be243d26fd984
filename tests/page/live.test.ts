import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Browser } from 'playwright-core';
import { browserMissing, launch, MapPage, type Look } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const suite = browserMissing === '' ? describe : describe.skip;
const PORT = 18_431;

suite(`the living map${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let product: Product;
  let map: MapPage;
  let service: Server;
  let talker: Socket;
  let talking: NodeJS.Timeout;
  const sockets = new Set<Socket>();

  beforeAll(async () => { browser = await launch(); });
  afterAll(async () => { await browser.close(); });
  beforeEach(async () => {
    service = await listen('127.0.45.1');
    talker = connect({ host: '127.0.45.1', port: PORT });
    talker.on('error', () => undefined).resume();
    talking = setInterval(() => talker.write(Buffer.alloc(4_000)), 40);
    product = await startProduct();
    await product.client.serverTypes.add({ id: 'app', name: 'App', ports: [PORT] });
    await product.client.servers.add({ id: 'app1', name: 'app1', type: 'app', ip: '127.0.45.1', position: { x: 4, y: 0 } });
  });
  afterEach(async () => {
    clearInterval(talking);
    talker.destroy();
    stopService();
    await map.close();
    await product.end();
  });

  const listen = (host: string): Promise<Server> => new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('data', (heard) => socket.write(Buffer.alloc(Math.ceil(heard.length / 10)))).on('error', () => undefined);
    });
    server.on('error', reject).listen(PORT, host, () => resolve(server));
  });
  const stopService = (): void => {
    service.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };

  async function open(look: Look = {}): Promise<void> {
    map = await MapPage.open(browser, product.url, { calm: false, ...look });
    await map.waitFor('servers', '2');
  }

  /** This machine's server, with a connection to the service that it talks to. */
  async function joined(): Promise<string> {
    const here = (await product.client.servers.list()).items.find(({ source }) => source.kind === 'local');
    if (here === undefined) throw new Error('The daemon knows no server of its own.');
    await product.client.connections.add({ id: 'busy', from: here.id, to: 'app1' });
    for (let waitedMs = 0; ; waitedMs += 100) {
      const { traffic } = await product.client.connections.get('busy');
      if (traffic !== null && traffic.sent_bytes_per_second > 0) return here.id;
      if (waitedMs > 20_000) throw new Error(`No traffic was measured: ${JSON.stringify(await product.client.connections.get('busy'))}`);
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  }

  const selectConnection = async (here: string): Promise<void> => {
    await map.click(here);
    await map.page.click('[data-connection="busy"]', { timeout: 20_000 });
    await map.page.waitForSelector('[data-panel="connection"]');
  };

  test('a selected connection tells its latency and its traffic, and beads move along it until nobody looks', async () => {
    const here = await joined();
    await open();
    await selectConnection(here);
    await map.page.locator('[data-panel="connection"]', { hasText: /→ \d[\d.,]* k?B\/s\s+← \d/ }).waitFor({ timeout: 15_000 });
    await map.page.waitForTimeout(500);
    expect(await map.framesIn(1_000)).toBeGreaterThan(12);
    await map.page.keyboard.press('Escape');
    await map.page.mouse.move(3, 400);
    await map.page.waitForTimeout(800);
    // This machine's own numbers come once a second.
    expect(await map.framesIn(1_000)).toBeLessThan(12);
    expect(map.complaints).toEqual([]);
  }, 60_000);

  test('nothing moves for who wants no motion; the numbers are told all the same', async () => {
    const here = await joined();
    await open({ calm: true });
    await selectConnection(here);
    await map.page.locator('[data-panel="connection"]', { hasText: /→ \d[\d.,]* k?B\/s/ }).waitFor({ timeout: 15_000 });
    await map.page.waitForTimeout(800);
    expect(await map.framesIn(1_000)).toBeLessThan(12);
  }, 60_000);

  test('beads rest when nothing flows any more', async () => {
    const here = await joined();
    await open();
    await selectConnection(here);
    clearInterval(talking);
    await map.page.locator('[data-panel="connection"]', { hasText: /→ 0 B\/s\s+← 0 B\/s/ }).waitFor({ timeout: 20_000 });
    await map.page.waitForTimeout(800);
    expect(await map.framesIn(1_000)).toBeLessThan(12);
  }, 60_000);

  for (const calm of [false, true]) {
    test(calm ? 'a flag does not pulse for who wants no motion' : 'the flag of a server that comes into trouble pulses once, and what was in trouble before does not', async () => {
      await open({ calm });
      await map.page.mouse.move(3, 400);
      await map.page.locator('.counts .state--active').first().waitFor({ timeout: 15_000 });
      await map.page.waitForTimeout(2_500);
      expect(await map.framesIn(1_200)).toBeLessThan(14);
      clearInterval(talking);
      talker.destroy();
      stopService();
      await map.page.locator('.counts .state--warning, .counts .state--inactive').first().waitFor({ timeout: 20_000 });
      const pulsing = await map.framesIn(900);
      if (calm) expect(pulsing).toBeLessThan(14);
      // Thirty on an idle machine; without a pulse new numbers ask for five at most.
      else expect(pulsing).toBeGreaterThan(7);
      await map.page.waitForTimeout(1_000);
      expect(await map.framesIn(1_200)).toBeLessThan(14);
      await map.page.reload();
      await map.page.waitForSelector('#unlimited-cluster[data-ready="true"]');
      await map.page.waitForTimeout(1_500);
      expect(await map.framesIn(1_000)).toBeLessThan(14);
    }, 90_000);
  }
});
