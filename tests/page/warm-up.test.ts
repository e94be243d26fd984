import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pageSuite } from './support/page-suite.ts';
import { startProduct, type Product } from './support/product.ts';

/** What was drawn into canvases: words, pictures laid into others, and how much of both was seen. */
type Drawn = { words: number; pictures: number; seen: number };

pageSuite('before the data has come', (browser) => {
  let product: Product;

  beforeAll(async () => { product = await startProduct(); });
  afterAll(async () => { await product.end(); });

  test('a map that nobody sees is drawn, at scales of every kind, and the true one comes after it', async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.addInitScript(() => {
      const drawn: Drawn = { words: 0, pictures: 0, seen: 0 };
      const count = (method: 'fillText' | 'drawImage', what: 'words' | 'pictures'): void => {
        const whole = Reflect.get(CanvasRenderingContext2D.prototype, method) as (this: CanvasRenderingContext2D, ...parts: unknown[]) => void;
        Object.assign(CanvasRenderingContext2D.prototype, {
          [method](this: CanvasRenderingContext2D, ...parts: unknown[]) {
            drawn[what] += 1;
            if (this.canvas.isConnected) drawn.seen += 1;
            whole.apply(this, parts);
          },
        });
      };
      count('fillText', 'words');
      count('drawImage', 'pictures');
      Object.assign(window, { drawn });
    });
    let release = (): void => undefined;
    const isReleased = new Promise<void>((resolve) => { release = resolve; });
    await page.route('**/api/topology*', async (route) => {
      await isReleased;
      await route.continue();
    });
    const drawn = (): Promise<Drawn> => page.evaluate(() => (window as unknown as { drawn: Drawn }).drawn);
    await page.goto(product.url);
    await page.waitForFunction(() => {
      const { words, pictures } = (window as unknown as { drawn: Drawn }).drawn;
      return words > 10 && pictures > 10;
    });
    expect((await drawn()).seen).toBe(0);
    expect(await page.getAttribute('#unlimited-cluster', 'data-ready')).toBeNull();
    // It comes to an end by itself, however long the data takes.
    await page.waitForFunction(() => {
      const { drawn: now, before = -1 } = window as unknown as { drawn: Drawn; before?: number };
      Object.assign(window, { before: now.words });
      return now.words === before;
    }, undefined, { polling: 500 });
    release();
    await page.waitForSelector('#unlimited-cluster[data-ready="true"][data-servers="1"]');
    expect((await drawn()).seen).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
