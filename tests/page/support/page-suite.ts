import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserMissing, launch } from './map-page.ts';

/** Tests with one browser for all of them, which is there once they run; skipped, saying why, where none can be started. */
export function pageSuite(title: string, tests: (browser: () => Browser) => void): void {
  (browserMissing === '' ? describe : describe.skip)(browserMissing === '' ? title : `${title} (${browserMissing})`, () => {
    let browser: Browser;
    beforeAll(async () => { browser = await launch(); });
    afterAll(async () => { await browser.close(); });
    tests(() => browser);
  });
}
