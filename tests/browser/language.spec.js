/** How the page picks its language: the address, the visitor's choice, or the browser. */
import { expect, test } from '@playwright/test';
import { LANGUAGES } from '../../web/text/languages.js';
import { open } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const html = (/** @type {Page} */ page) => page.locator('html');

test.use({ locale: 'ar-EG' });

test('language and direction are set before the messages load', async ({ page }) => {
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
  // Only before-paint.js may request the messages.
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

test('the page stays in English, left to right, if the messages fail to load', async ({ page }) => {
  await page.route('**/ar-*.js', (route) => route.abort());
  await open(page);
  await expect(html(page)).toHaveAttribute('lang', 'en');
  await expect(html(page)).toHaveAttribute('dir', 'ltr');
  await expect(page.getByTestId('language')).toHaveValue('en');
});

test('the address overrides the choice, the choice overrides the browser', async ({ page }) => {
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
  await expect(page.getByTestId('model')).toContainText('Es antwortet');
  // A list of layers in a sentence is marked as English.
  await expect(page.getByTestId('model').locator('[lang=en]')).toHaveText(/^conv .*, dense 10$/);
  // Recipients of the link see the page in their own language.
  await page.getByTestId('share').click();
  await expect(page.getByTestId('notice-share')).toBeVisible();
  const copied = new URL(await page.evaluate(() => /** @type {any} */ (window).copied));
  expect(copied.search).toBe('');
  expect(copied.hash).toContain('net=dense');

  await page.getByTestId('language').selectOption('fr');
  await expect(html(page)).toHaveAttribute('lang', 'fr');
  expect(new URL(page.url()).search).toBe('');
  // A browser that is killed may not have written web storage to the disk.
  await page.evaluate(() => localStorage.removeItem('inkling language'));
  await open(page);
  await expect(html(page)).toHaveAttribute('lang', 'fr');
  await open(page, '?lang=es');
  await expect(html(page)).toHaveAttribute('lang', 'es');
  await open(page, '?lang=xx');
  await expect(html(page)).toHaveAttribute('lang', 'fr');
});
