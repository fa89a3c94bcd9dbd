/** The curves, the settings behind them, and the URL that holds them all. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { DIGITS, draw, keptRun, open, plain, still, trainToTheEnd, unfold } from './page.js';

const SHORT = plain('net=dense+32,+relu,+dense+10&digits=2000&epochs=3&seed=11');

test('the URL holds the whole setup and reproduces the same curve', async ({
  page,
  browser,
  baseURL,
}) => {
  await open(page);
  await page.getByTestId('preset-mlp').click();
  for (const group of /** @type {const} */ (['Training', 'Data augmentation', 'This device'])) {
    await unfold(page, group);
  }
  await page.getByTestId('setting-sampleCount').selectOption('1000');
  await page.getByTestId('setting-seed').fill('77');
  await page.getByTestId('setting-seed').blur();
  await page.getByTestId('setting-epochs').fill('2');
  await page.getByTestId('setting-epochs').blur();
  await page.getByTestId('setting-rotation').fill('20');
  await page.getByTestId('setting-drawn').fill('0.1');
  const address = page.url();
  await trainToTheEnd(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(2);
  const first = await keptRun(page);

  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto(address);
  await trainToTheEnd(other);
  await expect.poll(async () => (await keptRun(other))?.epoch).toBe(2);
  const second = await keptRun(other);
  expect(second?.settings).toEqual(first?.settings);
  expect(second?.points.length).toBeGreaterThan(10);
  expect(second?.points).toEqual(first?.points);
  expect(second?.parameters).toEqual(first?.parameters);
  await context.close();
});

/** The loss chart's pixels. @param {import('@playwright/test').Page} page */
const picture = (page) =>
  page
    .getByTestId('loss-chart')
    .locator('canvas')
    .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());

test('curves can be smoothed, shown on a log scale, read as a table, and saved', async ({
  page,
}) => {
  await open(page, SHORT);
  await expect(page.getByTestId('save-curves')).toBeDisabled();
  await trainToTheEnd(page);
  await expect(page.getByTestId('loss-chart').locator('canvas')).toBeVisible();
  const before = await still(() => picture(page));
  await page.getByTestId('smoothing').focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
  const smoothed = await still(() => picture(page));
  expect(smoothed).not.toBe(before);
  await page.getByTestId('log-scale').uncheck();
  await expect.poll(() => picture(page)).not.toBe(smoothed);

  await page.getByTestId('curve-table').locator('summary').click();
  const rows = page.getByTestId('curve-table').locator('tbody tr');
  await expect(rows).toHaveCount(3);
  const last = rows.last().locator('td');
  await expect(last.first()).toHaveText('3');
  const accuracy = (await page.getByTestId('test-accuracy').textContent()) ?? '';
  await expect(last.last()).toHaveText(accuracy);

  const saved = page.waitForEvent('download');
  await page.getByTestId('save-curves').click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('inkling-curves.png');
  const png = readFileSync(await download.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.length).toBeGreaterThan(5000);
});

test('settings without effect are disabled, and learning rates match the rule', async ({
  page,
}) => {
  await open(page, plain(''));
  for (const group of /** @type {const} */ (['Training', 'Data augmentation', 'Layers'])) {
    await unfold(page, group);
  }
  await expect(page.getByTestId('setting-rotation')).toBeDisabled();
  await expect(page.getByTestId('setting-drawn')).toBeEnabled();
  await page.getByTestId('setting-augmentation').selectOption('distort');
  await expect(page.getByTestId('setting-rotation')).toBeEnabled();

  const rate = page.getByTestId('setting-learningRate');
  await expect(rate).toHaveValue('0.1');
  await page.getByTestId('setting-rule').selectOption('adamw');
  await expect(rate).toHaveValue('0.003');
  await expect(rate.locator('option[value="0.3"]')).toHaveCount(0);
  await page.getByTestId('setting-rule').selectOption('sgd');
  await expect(rate).toHaveValue('0.1');

  // A layer is only offered where its input is large enough.
  const conv = page.getByTestId('add-layer').locator('option', { hasText: 'conv' });
  await page.getByTestId('setting-layers').fill('maxpool 4, maxpool 4, dense 10');
  await page.getByTestId('setting-layers').blur();
  await expect(conv).toBeEnabled();
  await expect(
    page.getByTestId('add-layer').locator('option', { hasText: /^maxpool 2$/ }),
  ).toBeDisabled();
});

test('by keyboard alone: train, open a panel, select a digit', async ({ page }) => {
  await open(page, SHORT);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  /** Presses Tab until an element has focus. @param {string} id */
  const tabTo = async (id) => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(
        (id) => Boolean(document.activeElement?.closest(`[data-testid="${id}"]`)),
        id,
      );
      if (at) return;
    }
    throw new Error(`${id} can't be reached by keyboard.`);
  };
  await tabTo('train');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('status')).toContainText('Finished');
  await tabTo('panel-inside');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sample').first()).toBeVisible();
  await tabTo('sample');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('prediction')).toHaveText(/\d/);
  await expect(page.locator('.verdict')).toHaveAttribute('aria-live', 'polite');
});

test('an answer is announced once, not with every point', async ({ page }) => {
  await open(page);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    seen.said = [];
    seen.moves = 0;
    addEventListener('pointermove', () => seen.moves++, true);
    new MutationObserver(() =>
      seen.said.push(document.querySelector('.verdict')?.textContent?.trim()),
    ).observe(/** @type {Node} */ (document.querySelector('.verdict')), {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  await draw(page, DIGITS[0]);
  await draw(page, DIGITS[0]);
  await expect(page.getByTestId('prediction')).toHaveText('0');
  const { said, moves } = await page.evaluate(() => {
    const { said, moves } = /** @type {any} */ (window);
    return { said, moves };
  });
  // No announcement repeats the previous one.
  expect(said.length).toBeLessThan(moves / 2);
  for (let i = 1; i < said.length; i++) expect(said[i]).not.toBe(said[i - 1]);
});

test('high contrast and reduced motion: nothing disappears, nothing moves', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await open(page);
  await draw(page, DIGITS[7]);
  await expect(page.getByTestId('prediction')).toHaveText('7');
  // The bar is drawn by its background, which forced colors would remove.
  const bar = page.locator('.probabilities .best .bar');
  const [ofBar, ofTrack] = await bar.evaluate((element) => [
    getComputedStyle(element).backgroundColor,
    getComputedStyle(/** @type {Element} */ (element.parentElement)).backgroundColor,
  ]);
  expect(ofBar).not.toBe(ofTrack);
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});
