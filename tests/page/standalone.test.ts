import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { SITE_THEMES } from '../../backend/contract/site.ts';
import { standaloneHtml, type StandaloneWords } from '../../frontend/render/html/standalone-html.ts';
import { VIEWER_SCRIPT, VIEWER_SCRIPT_HASH } from '../../frontend/render/html/viewer-script.ts';
import { viewerStyle, viewerStyleHash } from '../../frontend/render/html/viewer-style.ts';
import { World } from '../../frontend/scene/world.ts';
import { WORDS } from '../support/map-words.ts';
import { smallTopology } from '../support/small-topology.ts';
import { browserMissing, launch } from './support/map-page.ts';

const PAGE: StandaloneWords = {
  language: 'en', search: 'Search servers', zoomIn: 'Zoom in', zoomOut: 'Zoom out', showAll: 'Show all', map: 'Map', id: 'Id', ip: 'Address', type: 'Type', region: 'Region', networks: 'Networks', state: 'State',
  states: ['unknown', 'active', 'warning', 'inactive', 'maintenance'],
};
const TITLE = '</title><script>alert(1)</script>';

/** Servers in a row of squares; the name of one tries to be markup. */
const pageOf = (count: number): string => {
  const topology = smallTopology({ servers: Array.from({ length: count }, (_, at) => ({ id: `server-${at}`, x: (at % 50) * 3, y: Math.floor(at / 50) * 3, status: at === 3 ? 'inactive' as const : 'active' as const })) });
  const names = Array.from({ length: count }, (_, at) => (at === 2 ? '</script><img src=x onerror=alert(1)>' : at === 3 ? 'Métricas' : ''));
  return standaloneHtml(World.from({ ...topology, columns: { ...topology.columns, server_name: names.join('\n') } }), { theme: 'light', words: WORDS, title: TITLE, page: PAGE });
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

test('the policy of the page names the hashes of its script and its style', () => {
  expect(VIEWER_SCRIPT_HASH).toBe(sha256(VIEWER_SCRIPT));
  for (const theme of SITE_THEMES) expect(viewerStyleHash(theme)).toBe(sha256(viewerStyle(theme)));
});

test('a page of 2,000 servers is of reasonable size', () => {
  expect(pageOf(2_000).length).toBeLessThan(1_500_000);
});

(browserMissing === '' ? describe : describe.skip)(`the map as one file${browserMissing === '' ? '' : ` (${browserMissing})`}`, () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  const complaints: string[] = [];
  const asked: string[] = [];
  const viewBox = (): Promise<string> => page.evaluate(() => document.querySelector('#map svg')?.getAttribute('viewBox') ?? '');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-html-'));
    writeFileSync(join(folder, 'map.html'), pageOf(60));
    browser = await launch();
    const context = await browser.newContext({ viewport: { width: 1100, height: 700 }, offline: true });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
    page.on('dialog', (dialog) => { complaints.push(dialog.message()); void dialog.dismiss(); });
    page.on('request', (request) => { if (!request.url().startsWith('file:')) asked.push(request.url()); });
    await page.goto(pathToFileURL(join(folder, 'map.html')).href);
    await page.waitForSelector('html[data-ready="true"]');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('opens offline, asks for nothing and runs nothing that a name says', async () => {
    expect(await page.textContent('h1')).toBe(TITLE);
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('finds a server by its name without accents, and shows what is known of it', async () => {
    await page.fill('#search', 'metricas');
    expect(await page.locator('#found button').allTextContents()).toEqual(['Métricas']);
    await page.press('#search', 'Enter');
    expect(await page.locator('#tip').isVisible()).toBe(true);
    expect(await page.textContent('#tip')).toMatch(/Métricas.*server-3.*10\.0\.0\.3.*inactive/);
    await page.fill('#search', '10.0.0.41');
    expect(await page.locator('#found button').allTextContents()).toEqual(['server-41']);
    await page.press('#search', 'Escape');
  });

  test('tells about the server under the pointer', async () => {
    await page.click('#all');
    const box = await page.locator('#map svg text', { hasText: /^server-7$/ }).boundingBox();
    if (box === null) throw new Error('server-7 is not drawn.');
    await page.mouse.move(box.x + box.width / 2, box.y - box.height * 1.2);
    expect(await page.textContent('#tip strong')).toBe('server-7');
  });

  test('pans by drag, zooms by wheel, buttons and keys, and shows all again', async () => {
    await page.click('#all');
    const whole = await viewBox();
    await page.mouse.move(500, 400);
    await page.mouse.down();
    await page.mouse.move(600, 450, { steps: 3 });
    await page.mouse.up();
    const panned = await viewBox();
    expect(panned).not.toBe(whole);
    await page.mouse.wheel(0, -240);
    await page.waitForFunction((before) => document.querySelector('#map svg')?.getAttribute('viewBox') !== before, panned);
    const widthOf = (box: string): number => Number(box.split(' ')[2]);
    expect(widthOf(await viewBox())).toBeLessThan(widthOf(whole));
    await page.focus('#map');
    await page.keyboard.press('0');
    expect(await viewBox()).toBe(whole);
    await page.click('#in');
    expect(widthOf(await viewBox())).toBeLessThan(widthOf(whole));
    expect(complaints).toEqual([]);
  });
});
