/** The messages of panels that fail to load. */
import { expect, test } from '@playwright/test';
import { open, openDetails, openPanels } from './page.js';

test('a panel whose code or style fails to load says so until it loads', async ({ page }) => {
  await open(page);
  for (const { file, id } of [
    { file: '**/panels.css', id: 'runs' },
    { file: '**/panel-*.js', id: 'photo' },
  ]) {
    const panel = page.getByTestId(`panel-${id}`);
    await page.route(file, (route) => route.abort());
    await panel.locator('> summary').click();
    await expect(panel.locator('.body')).toHaveText(/could not be loaded. Check your connection/);
    await page.unroute(file);
    await panel.locator('> summary').click();
    await expect(panel).not.toHaveAttribute('open');
    await panel.locator('> summary').click();
    await expect(panel.locator('.body > *').first()).toBeVisible();
    await expect(panel.locator('.body')).not.toContainText('could not be loaded');
  }
});

test('an error inside a panel is not mistaken for a network failure', async ({ page }) => {
  await page.route('**/panel-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: 'export function create() { throw new Error("broken on purpose"); }',
    }),
  );
  await open(page);
  const error = page.waitForEvent('pageerror');
  await page.getByTestId('panel-runs').locator('> summary').click();
  expect((await error).message).toBe('broken on purpose');
  await expect(page.getByTestId('panel-runs').locator('.body')).toHaveText(
    'Something went wrong in this part. Reload the page to try again.',
  );
});

test('no panel violates the policy, which takes no text for markup or code', async ({ page }) => {
  await page.addInitScript(() => {
    const violations = /** @type {string[]} */ ([]);
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      violations.push(`${violatedDirective}: ${sample}`),
    );
  });
  await open(page, '#threads=2');
  await openPanels(page);
  await openDetails(page);
  await expect(page.getByTestId('variety-preview')).toBeVisible();
  // The footer follows the trainer's reports: a batch makes one, with the helper thread if it has started.
  await expect(async () => {
    await page.getByTestId('step').click();
    await expect(page.getByTestId('engine')).toContainText('2 threads', { timeout: 1000 });
  }).toPass();
  expect(await page.evaluate(() => Reflect.get(window, 'violations'))).toEqual([]);
  const untrusted = await page.evaluate(() => {
    try {
      document.createElement('p').innerHTML = '<b>text</b>';
      return 'taken';
    } catch (error) {
      return /** @type {Error} */ (error).name;
    }
  });
  expect(untrusted).toBe('TypeError');
});
