/**
 * Takes the photographs of the readme from the built product, with real servers: `npm run jest -- --testMatch=**\/photographs.ts`. The one under Webmin
 * needs WEBMIN_ROOT, and root. No test by itself: what it shows is tested elsewhere.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { nodeExporterMissing, startNodeExporter, type NodeExporter } from '../support/node-exporter.ts';
import { sshdMissing, startSshd, type Sshd } from '../support/sshd.ts';
import { packInto } from '../webmin/package-file.ts';
import { startRealWebmin, webminRoot } from '../webmin/real-webmin.ts';
import { browserMissing, launch, MapPage } from './support/map-page.ts';
import { startProduct, type Product } from './support/product.ts';

const SIZE = { width: 1280, height: 720 };
/** Until the lines of the numbers have something to show. */
const MEASURED_MS = 45_000;
const photo = (name: string): string => fileURLToPath(new URL(`../../images/docs/${name}.png`, import.meta.url));
const missing = [browserMissing, sshdMissing, nodeExporterMissing].find((one) => one !== '') ?? '';

let browser: Browser;
let product: Product;
let sshd: Sshd;
let exporter: NodeExporter;

(missing === '' ? test : test.skip)('the first five minutes, and one that stopped', async () => {
  const local = (await product.client.servers.list()).items[0]?.id ?? hostname();
  await product.client.servers.patch(local, { name: 'control', position: { x: 0, y: 0 } });
  const { id: credential } = await product.client.credentials.add({ name: 'ops', kind: 'ssh_key', value: sshd.key });
  await product.client.servers.add({ id: 'db-1', name: 'db-1', type: 'database', ip: sshd.host, position: { x: 4, y: 1 }, source: { kind: 'ssh', port: sshd.port, user: sshd.user, credential } });
  await product.client.servers.add({ id: 'web-1', name: 'web-1', type: 'web', ip: exporter.host, position: { x: 1, y: 4 }, source: { kind: 'node_exporter', port: exporter.port } });
  await product.client.connections.add({ from: local, to: 'web-1', type: 'monitoring' });
  await product.client.connections.add({ from: local, to: 'db-1', type: 'ssh' });
  await product.client.clusters.add({ name: 'Shop', servers: ['web-1', 'db-1'] });
  const [light, dark] = [await MapPage.open(browser, product.url, SIZE), await MapPage.open(browser, product.url, { ...SIZE, isDark: true })];
  await light.click('db-1');
  await dark.click('web-1');
  await light.page.waitForTimeout(MEASURED_MS);
  await light.page.mouse.move(20, 400);
  await light.page.screenshot({ path: photo('first-five-minutes') });
  await light.close();
  await exporter.stop();
  await dark.page.waitForSelector('[data-panel="server"] .state--inactive');
  await dark.page.mouse.move(20, 400);
  await dark.page.waitForTimeout(6_000);
  await dark.page.screenshot({ path: photo('one-stopped') });
  await dark.close();
}, 180_000);

(missing === '' && webminRoot !== undefined ? test : test.skip)('inside Webmin', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-photo-'));
  const webmin = await startRealWebmin({ module: 'none' });
  try {
    webmin.installModule(packInto(join(folder, 'unlimited-cluster.wbm.gz')));
    const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${webmin.origin}/`);
    await page.fill('input[name=user]', 'root');
    await page.fill('input[name=pass]', 'secret');
    await page.click('[type=submit]');
    const menu = page.frameLocator('frame[name=left]');
    await menu.getByText('Cluster', { exact: true }).first().click();
    await menu.getByText('Unlimited Cluster', { exact: true }).click();
    await page.frameLocator('frame[name=right]').frameLocator('#unlimited-cluster-box iframe').locator('#unlimited-cluster[data-ready="true"]').waitFor({ timeout: 60_000 });
    await page.waitForTimeout(10_000);
    await page.screenshot({ path: photo('in-webmin') });
    await context.close();
  } finally {
    webmin.deleteModule();
    await webmin.stop();
    rmSync(folder, { recursive: true });
  }
}, 120_000);

beforeAll(async () => {
  browser = await launch();
  product = await startProduct();
  sshd = await startSshd({ host: '127.0.0.2' });
  exporter = await startNodeExporter({ host: '127.0.0.3' });
}, 60_000);
afterAll(async () => {
  await product.end();
  await sshd.remove();
  await exporter.stop();
  await browser.close();
});
