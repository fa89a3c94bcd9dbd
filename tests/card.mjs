/**
 * Takes the pictures of the page, reading a 5: web/card.png, the preview that a link shows, and the
 * screenshots in the manifest, which browsers show before the page is installed.
 *
 *     node tests/card.mjs [FILE ...]       (after ./build.sh build)
 *
 * The files are in git because building needs no browser and gives the same bytes everywhere.
 */
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { draw, FIVE } from './browser/page.js';
import { withSite } from './site.mjs';

const PORT = 8139;

/** @type {Record<string, import('@playwright/test').BrowserContextOptions>} */
const PICTURES = {
  'card.png': { viewport: { width: 1200, height: 630 }, colorScheme: 'dark' },
  'screenshot-wide.png': { viewport: { width: 1280, height: 800 } },
  'screenshot-narrow.png': { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
};
const wanted = process.argv.slice(2);

await withSite(PORT, async (browser) => {
  for (const [file, options] of Object.entries(PICTURES)) {
    if (!wanted.length || wanted.includes(file)) await take(browser, file, options);
  }
});

/**
 * @param {import('./site.mjs').Browser} browser
 * @param {string} file
 * @param {import('@playwright/test').BrowserContextOptions} options
 */
async function take(browser, file, options) {
  const page = await browser.newPage({
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  });
  await page.addInitScript(() => localStorage.setItem('inkling hints done', '3'));
  await page.goto(`http://localhost:${PORT}/`);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await expect(page.getByTestId('stage').locator('.heads li').first()).toBeVisible();
  if (file === 'card.png') await page.evaluate(composeCard);
  await draw(page, FIVE);
  await expect(page.getByTestId('prediction')).toHaveText('5');
  await expect(page.getByTestId('stage-summary')).not.toBeEmpty();
  await page.mouse.move(1, 1);
  await page.waitForTimeout(1000);
  await page.screenshot({ path: fileURLToPath(new URL(`../web/${file}`, import.meta.url)) });
}

/** Leaves what the page is about, which fills the card, and removes what can be pressed: runs in the page. */
function composeCard() {
  const find = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (document.querySelector(selector));
  for (const selector of ['.places', '.tools', '.pad-tools']) find(selector).style.display = 'none';
  for (const selector of ['.sources', '.correct', '.corner', '.view']) {
    find(selector).style.visibility = 'hidden'; // the rest stays where it is
  }
  find('header p').style.cssText = 'display: block; margin-inline-start: auto; font-size: 20px';
  find('.draw').style.setProperty('--side', '320px');
  document.documentElement.style.setProperty('--screen', '878px');
}
