import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { productMissing } from './product.ts';

const CHROMIUM = '/usr/bin/chromium';

/** Why no browser test can run here, or "". */
export const browserMissing = productMissing !== '' ? productMissing : existsSync(CHROMIUM) ? '' : 'Chromium is not installed; type: apt-get install -y chromium';

export const launch = (): Promise<Browser> => chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

export type Look = {
  readonly width?: number; readonly height?: number; readonly isPhone?: boolean; readonly isDark?: boolean; readonly language?: string;
  readonly calm?: boolean;
  /** What the system asks for. */
  readonly contrast?: 'more' | 'no-preference';
  readonly forcedColors?: 'active' | 'none';
  /** Rights that the document tells the page. */
  readonly rights?: string;
};

/** The page in a browser of its own, ready, with what a person can do to the map. */
export class MapPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything the browser complained about. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? error.message));
    page.on('console', (message) => { if (message.type() === 'error') this.complaints.push(message.text()); });
  }

  static async open(browser: Browser, url: string, look: Look = {}): Promise<MapPage> {
    const { width = 1280, height = 800, isPhone = false, isDark = false, language = 'en-US', calm = true, contrast = 'no-preference', forcedColors = 'none' } = look;
    const context = await browser.newContext({
      viewport: { width, height }, hasTouch: isPhone, isMobile: isPhone, locale: language, colorScheme: isDark ? 'dark' : 'light', reducedMotion: calm ? 'reduce' : 'no-preference', contrast, forcedColors,
    });
    const map = new MapPage(context, await context.newPage());
    if (look.rights !== undefined) await map.#tellRights(look.rights);
    await map.#countFrames();
    await map.page.goto(url);
    await map.page.waitForSelector('#unlimited-cluster[data-ready="true"]');
    return map;
  }

  /** Changes what the document says before the page reads it, as Webmin's app.cgi would say it. */
  async #tellRights(rights: string): Promise<void> {
    await this.page.addInitScript((told) => {
      new MutationObserver((_, observer) => {
        const root = document.querySelector<HTMLElement>('#unlimited-cluster');
        if (root === null) return;
        root.dataset['rights'] = told;
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    }, rights);
  }

  async #countFrames(): Promise<void> {
    await this.page.addInitScript(() => {
      const ask = window.requestAnimationFrame.bind(window);
      window.askedFrames = 0;
      window.requestAnimationFrame = (callback) => {
        window.askedFrames = (window.askedFrames ?? 0) + 1;
        return ask(callback);
      };
    });
  }

  /** Frames that the page asks for in so many milliseconds. */
  async framesIn(ms: number): Promise<number> {
    const before = await this.page.evaluate(() => window.askedFrames ?? 0);
    await this.page.waitForTimeout(ms);
    return await this.page.evaluate(() => window.askedFrames ?? 0) - before;
  }

  async locate(id: string): Promise<{ x: number; y: number }> {
    const at = await this.page.evaluate((wanted) => window.unlimitedCluster?.locate(wanted) ?? null, id);
    if (at === null) throw new Error(`${id} is not on the map.`);
    return at;
  }

  async click(id: string, keys: readonly ('Control' | 'Shift')[] = []): Promise<void> {
    const { x, y } = await this.locate(id);
    for (const key of keys) await this.page.keyboard.down(key);
    await this.page.mouse.click(x, y);
    for (const key of keys) await this.page.keyboard.up(key);
  }

  async drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
    // The pointer's last place is taken at the next frame.
    await this.settle();
    await this.page.mouse.up();
  }

  settle(): Promise<void> {
    return this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
  }

  /** What an attribute of the root element says. */
  attribute(name: 'servers' | 'selection'): Promise<string> {
    return this.page.$eval('#unlimited-cluster', (root, wanted) => (root as HTMLElement).dataset[wanted] ?? '', name);
  }

  async waitFor(attribute: 'servers' | 'selection', value: string): Promise<void> {
    await this.page.waitForSelector(`#unlimited-cluster[data-${attribute}="${value}"]`, { timeout: 8_000 });
  }

  async waitForDialog(name: string): Promise<void> {
    await this.page.waitForSelector(`[data-dialog="${name}"]`);
  }

  async submit(): Promise<void> {
    await this.page.click('dialog [data-name="submit"]');
  }

  async waitUntilClosed(): Promise<void> {
    await this.page.waitForSelector('dialog', { state: 'detached' });
  }

  /** Words of the newest message at the foot. */
  async notice(): Promise<string> {
    await this.page.waitForSelector('.notice');
    return await this.page.locator('.notice').last().innerText();
  }

  /** Waits until the newest message says this. */
  async waitForNotice(text: string): Promise<void> {
    await this.page.locator('.notice').last().filter({ hasText: text }).waitFor();
  }

  /** What screen readers were told last. */
  spoken(): Promise<string> {
    return this.page.locator('[role="status"][aria-live]').innerText();
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

declare global {
  interface Window {
    askedFrames?: number;
    unlimitedCluster?: {
      locate(id: string): { x: number; y: number } | null;
      readonly redraws: number;
      camera(next?: { x: number; y: number; k: number }): { x: number; y: number; k: number };
    };
  }
}
