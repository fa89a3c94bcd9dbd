/** The messages of panels that fail to load. */
import { expect, test } from '@playwright/test';
import { open } from './page.js';

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

  await test.step('an error inside a panel is not mistaken for a network failure', async () => {
    await page.route('**/panel-*.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: 'export function create() { throw new Error("broken on purpose"); }',
      }),
    );
    const error = page.waitForEvent('pageerror');
    await page.getByTestId('panel-mistakes').locator('> summary').click();
    expect((await error).message).toBe('broken on purpose');
    await expect(page.getByTestId('panel-mistakes').locator('.body')).toHaveText(
      'Something went wrong in this part. Reload the page to try again.',
    );
  });
});
