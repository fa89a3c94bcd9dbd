/**
 * What axe finds on the page: nothing, at any size, in light and dark, in all the states that a
 * visitor brings it to.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { answerWithOwn, DIGITS, draw, open, plain, setLayers } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1280, height: 900 },
];

/** Fails with what is wrong and where. @param {Page} page @param {string} state */
async function expectNothingFound(page, state) {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(passes.length).toBeGreaterThan(0);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(found, state).toEqual([]);
}

for (const viewport of SIZES) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`nothing to find at ${viewport.width} x ${viewport.height}, ${colorScheme}`, async ({
      page,
    }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await open(page, plain('digits=2000&epochs=200'));
      await expect(page.getByTestId('source-pretrained')).toBeEnabled();
      await expectNothingFound(page, 'first load');

      await draw(page, DIGITS[7]);
      await expect(page.getByTestId('prediction')).not.toHaveText('?');
      await expectNothingFound(page, 'drawn');

      await answerWithOwn(page);
      await page.getByTestId('train').click();
      await expect(page.getByTestId('epoch')).not.toHaveText('–');
      await expect(page.getByTestId('status')).toContainText('Training');
      await expect(page.getByTestId('loss-chart').locator('canvas')).toBeVisible();
      await expectNothingFound(page, 'training');
      await page.getByTestId('pause').click();
      await page.getByTestId('reset').click();
      await expect(page.getByTestId('notices').locator('.notice')).toBeVisible();
      await expectNothingFound(page, 'notice of a new network');

      await page.goto('about:blank');
      await open(page, plain('digits=1000&epochs=1'));
      await page.getByTestId('train').click();
      await expect(page.getByTestId('status')).toContainText('Finished');
      await expectNothingFound(page, 'finished');

      await setLayers(page, 'dens 10');
      await expect(page.locator('.problem').first()).toBeVisible();
      await expectNothingFound(page, 'layers refused');

      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await expect(page.locator('details:not([open])')).toHaveCount(0);
      await expect(page.getByTestId('mistakes-found')).toBeVisible();
      await expectNothingFound(page, 'everything open');

      await page.locator('[data-cell="3-3"]').click();
      await expect(page.getByTestId('cell-digit').first()).toBeVisible();
      await expectNothingFound(page, 'a cell pressed');
    });
  }
}
