/** The curves, the settings behind them, and the URL that holds them all. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { keptRun, open, plain, still, trainToTheEnd, unfold } from './page.js';

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
  /** @type {Error[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  // Until the loss is small, which a log scale has to show, too.
  await open(page, plain('net=dense+32,+relu,+dense+10&digits=1000&epochs=60&seed=11'));
  await expect(page.getByTestId('save-curves')).toBeDisabled();
  await expect(page.getByTestId('log-scale')).toBeChecked();
  await trainToTheEnd(page);
  await expect(page.getByTestId('train-loss')).toHaveText(/^0\.0/);
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
  await expect(rows).toHaveCount(60);
  const last = rows.last().locator('td');
  await expect(last.first()).toHaveText('60');
  const accuracy = (await page.getByTestId('test-accuracy').textContent()) ?? '';
  await expect(last.last()).toHaveText(accuracy);

  const saved = page.waitForEvent('download');
  await page.getByTestId('save-curves').click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('inkling-curves.png');
  const png = readFileSync(await download.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.length).toBeGreaterThan(5000);
  expect(errors).toEqual([]);
});
