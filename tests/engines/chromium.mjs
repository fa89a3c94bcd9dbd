/** Drives Chromium through Playwright, as the other browser tests do. */
import { chromium } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';
import { VIEWPORT } from './process.mjs';

export const missing = '';

/** @returns {Promise<import('./journeys.mjs').Driver>} */
export async function launch() {
  const browser = await chromium.launch(launchOptions);
  const page = await browser.newPage({ viewport: VIEWPORT });
  return {
    open: (url) => page.goto(url),
    reload: () => page.reload(),
    evaluate: (source, values) => page.evaluate(`(${source})(...${JSON.stringify(values)})`),
    mouse: async ([first, ...rest]) => {
      await page.mouse.move(...first);
      await page.mouse.down();
      for (const point of rest) await page.mouse.move(...point);
      await page.mouse.up();
    },
    upload: (selector, file) => page.setInputFiles(selector, file),
    close: () => browser.close(),
  };
}
