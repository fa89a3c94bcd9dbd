/** How a page comes to its language: from the address, a choice, or the browser. */
import { expect, test } from '@playwright/test';
import { LANGUAGES } from '../../web/text/languages.js';
import { open } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const html = (/** @type {Page} */ page) => page.locator('html');

test.use({ locale: 'ar-EG' });

test('language and direction are there before the words', async ({ page }) => {
  /** @type {() => void} */
  let arrive = () => {};
  const held = new Promise((resolve) => {
    arrive = () => resolve(undefined);
  });
  await page.route('**/ar-*.js', async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest('**/ar-*.js');
  // Nothing but before-paint.js may ask for the words.
  await page.route('**/start.js', (route) => route.abort());
  await page.goto('/', { waitUntil: 'commit' });
  await asked;
  await expect(html(page)).toHaveAttribute('lang', 'ar');
  await expect(html(page)).toHaveAttribute('dir', 'rtl');
  const menu = page.getByTestId('language');
  await expect(menu).toBeDisabled();
  await expect(menu.locator('option')).toHaveText(Object.values(LANGUAGES).map(({ name }) => name));
  for (const tag of Object.keys(LANGUAGES)) {
    await expect(menu.locator(`[value="${tag}"]`)).toHaveAttribute('lang', tag);
  }
  arrive();
});

test('words that do not arrive leave the page in English, from left to right', async ({ page }) => {
  await page.route('**/ar-*.js', (route) => route.abort());
  await open(page);
  await expect(html(page)).toHaveAttribute('lang', 'en');
  await expect(html(page)).toHaveAttribute('dir', 'ltr');
  await expect(page.getByTestId('language')).toHaveValue('en');
});

test('the address counts before the choice, the choice before the browser', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'share');
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: async (/** @type {string} */ text) => Object.assign(window, { copied: text }),
      },
    });
  });
  await open(page, '?lang=de-AT#net=dense+10');
  await expect(html(page)).toHaveAttribute('lang', 'de');
  // Who is given the address reads in their own language.
  await page.getByTestId('share').click();
  await expect(page.getByTestId('notice-share')).toBeVisible();
  const copied = new URL(await page.evaluate(() => /** @type {any} */ (window).copied));
  expect(copied.search).toBe('');
  expect(copied.hash).toContain('net=dense');

  await page.getByTestId('language').selectOption('fr');
  await expect(html(page)).toHaveAttribute('lang', 'fr');
  expect(new URL(page.url()).search).toBe('');
  await open(page);
  await expect(html(page)).toHaveAttribute('lang', 'fr');
  await open(page, '?lang=es');
  await expect(html(page)).toHaveAttribute('lang', 'es');
  await open(page, '?lang=xx');
  await expect(html(page)).toHaveAttribute('lang', 'fr');
});
