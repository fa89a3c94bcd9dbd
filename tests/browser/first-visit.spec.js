/** What a first visitor meets: the first Train, toasts, the card at the end, and what used to be wrong. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { DIGITS, draw, keptRun, open, openPanel, plain, trainToTheEnd } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const SHORT = plain('net=dense+16,+relu,+dense+10&digits=1000&epochs=2');
const TABLET = { width: 820, height: 1180 };

/** @param {Page} page @param {string} id of a preset */
const marked = (page, id) =>
  expect(page.getByTestId(`preset-${id}`)).toHaveAttribute('aria-pressed', 'true');

/** @param {Page} page @param {string} id */
async function boxOf(page, id) {
  const box = await page.getByTestId(id).boundingBox();
  if (!box) throw new Error(`There is no ${id}.`);
  return box;
}

/** @param {{ x: number, y: number, width: number, height: number }} a @param {typeof a} b */
const overlap = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Of the pad's edge with the pad and with its surroundings. @param {Page} page */
const contrastsOfThePad = (page) =>
  page.getByTestId('pad').evaluate((pad) => {
    /** @param {string} color */
    const luminance = (color) => {
      const [r, g, b] = (color.match(/[\d.]+/g) ?? []).map((value) => {
        const part = Number(value) / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { borderColor, backgroundColor } = getComputedStyle(pad);
    const card = getComputedStyle(/** @type {Element} */ (pad.closest('.card'))).backgroundColor;
    return [backgroundColor, card].map((other) => {
      const [a, b] = [luminance(borderColor), luminance(other)].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    });
  });

/** @param {Page} page */
const withoutShareSheet = (page) =>
  page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'share');
  });

test('the first Train trains the quickest network, and a link to it says so', async ({
  page,
  browser,
  baseURL,
}) => {
  await withoutShareSheet(page);
  await open(page);
  await marked(page, 'quick');
  await page.getByTestId('share').click();
  await expect(page.getByTestId('notice-share')).toBeVisible();
  await trainToTheEnd(page);
  await expect(page.getByTestId('model')).toContainText('your network (conv 5x5x8, maxpool 3');
  await expect(page.getByTestId('epoch')).toContainText('/ 1');
  await expect(page).toHaveTitle(/^Quickest network/);
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto(page.url());
  await marked(other, 'quick');
  await expect(other).toHaveTitle(/^Quickest network/);

  await test.step('an address that leaves settings out still means the MLP', async () => {
    await other.goto('about:blank');
    await open(other, '#seed=4');
    await marked(other, 'mlp');
    await expect(other).toHaveTitle(/^Simplest network/);
  });
  await context.close();
});

test('the first minute: an empty pad, a batch, and a preset', async ({ page }) => {
  await open(page);

  await test.step('the language menu’s text keeps a distance from its edge', async () => {
    const padding = await page
      .getByTestId('language')
      .evaluate((menu) => Number.parseFloat(getComputedStyle(menu).paddingInlineStart));
    expect(padding).toBeGreaterThanOrEqual(8);
  });

  await test.step('an empty pad shows paper as what the network sees, and an idle Clear', async () => {
    const weight = () =>
      page.getByTestId('clear').evaluate((button) => getComputedStyle(button).fontWeight);
    const alpha = () =>
      page
        .getByTestId('preview')
        .evaluate(
          (canvas) =>
            /** @type {HTMLCanvasElement} */ (canvas).getContext('2d')?.getImageData(0, 0, 1, 1)
              .data[3],
        );
    expect(await weight()).toBe('400');
    expect(await alpha()).toBe(0);
    await draw(page, DIGITS[7]);
    expect(await weight()).toBe('600');
    await expect.poll(alpha).toBe(255);
    await page.getByTestId('clear').click();
    expect(await weight()).toBe('400');
  });

  await test.step('one batch is visible progress, and no hint says “again”', async () => {
    const status = page.getByTestId('status');
    await page.getByTestId('step').click();
    await expect(status).toContainText('batch 1 of 157');
    await expect(page.getByTestId('epoch')).toHaveText('0.006 / 1');
    await expect(page.locator('.hint .shown')).toContainText('Your network answers now');
    await expect(page.locator('.hint .shown')).not.toContainText(/again/i);
    await page.getByTestId('step').click();
    await expect(status).toContainText('batch 2 of 157');
  });

  await test.step('a preset chosen after one batch is what Train trains', async () => {
    await expect(page.getByTestId('train')).toHaveText('Resume');
    await page.getByTestId('preset-mlp').click();
    await expect(page.getByTestId('train')).toHaveText('Train');
    await expect(page.getByTestId('notice-undo-reset')).toBeVisible();
    await page.getByTestId('train').click();
    await expect
      .poll(async () => (await keptRun(page))?.settings.layers)
      .toBe('dense 128, relu, dense 10');
    await page.getByTestId('pause').click();
    await marked(page, 'mlp');
  });

  await test.step('an answer that is no better than chance names no digits', async () => {
    const run = await keptRun(page);
    // Without the page, which would save its own.
    await page.goto('/icon.svg');
    await keptRun(page, { parameters: new Float32Array(run?.parameters.length ?? 0) });
    await open(page);
    await page.getByTestId('source-own').click();
    await draw(page, DIGITS[7]);
    await expect(page.getByTestId('confidence')).toHaveText('Not sure: it could be anything');
  });
});

test('a run ends on a card; trained further, its network is the one that the settings show; Reset empties the charts', async ({
  page,
}) => {
  await withoutShareSheet(page);
  await open(page, SHORT);
  for (const id of ['loss-chart', 'accuracy-chart']) {
    await expect(page.getByTestId(id).locator('.empty')).toBeVisible();
  }
  await trainToTheEnd(page);

  const card = page.getByTestId('notice-finished');
  await expect(card).toContainText(/^\d+\.\d% right, from scratch, in \d+ sec\. Draw to test it\./);
  await expect(card).toHaveClass(/toast/);
  const accuracy = /^[\d.]+%/.exec((await card.textContent()) ?? '')?.[0] ?? '';
  await expect(page).toHaveTitle(`dense 16, relu, dense 10 · ${accuracy} · Inkling`);
  const saved = page.waitForEvent('download');
  await card.getByTestId('save-outcome').click();
  const png = readFileSync(await (await saved).path());
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  await draw(page, DIGITS[0]);
  await expect(card).not.toHaveClass(/toast/);
  await card.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByTestId('notice-share')).toBeVisible();
  await expect(card).toHaveCount(0);

  const chart = page.getByTestId('loss-chart');
  await expect(chart.locator('canvas')).toBeVisible();
  await expect(chart.locator('.empty')).toBeHidden();

  await page.getByTestId('preset-quick').click();
  await expect(page.getByTestId('notice-pending')).toBeVisible();
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 4 epochs');
  await expect(page.getByTestId('notice-pending')).toBeHidden();
  await expect(page.getByTestId('setting-layers')).toHaveValue('dense 16, relu, dense 10');
  expect(page.url()).toContain('net=dense+16');

  await page.getByTestId('reset').click();
  await expect(chart.locator('.empty')).toBeVisible();
  await expect(chart.locator('canvas')).toBeHidden();
  await expect(page.locator('.figures')).toBeHidden();
  await trainToTheEnd(page);
  await expect(chart.locator('canvas')).toBeVisible();

  await test.step('runs of the same minute have different names', async () => {
    await page.getByTestId('panel-runs').locator('summary').click();
    const names = page.getByTestId('run-list').getByRole('textbox');
    await expect(names).toHaveCount(2);
    const [first, second] = await names.evaluateAll((all) =>
      all.map((one) => /** @type {HTMLInputElement} */ (one).placeholder),
    );
    expect(first).not.toBe(second);
    expect(first).toMatch(/^\d+\.\d+% · /);
  });

  await page.reload();
  await expect(page.getByTestId('status')).toContainText('Finished');
  await expect(card).toHaveCount(0);
});

test('on every screen: a pad of moderate size whose edge stands out, Train in sight, toasts beside them', async ({
  page,
}) => {
  await withoutShareSheet(page);
  await page.setViewportSize(TABLET);
  await open(page);

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await test.step(`the pad’s edge stands out: ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await expect
        .poll(async () => Math.min(...(await contrastsOfThePad(page))))
        .toBeGreaterThanOrEqual(3);
    });
  }

  for (const viewport of [TABLET, { width: 768, height: 1024 }]) {
    await test.step(`a tablet of ${viewport.width} pixels`, async () => {
      await page.setViewportSize(viewport);
      await expect.poll(async () => (await boxOf(page, 'pad')).width).toBeLessThan(400);
      await expect(page.getByTestId('train')).toBeInViewport({ ratio: 1 });
      const track = await page.locator('.probabilities .track').first().boundingBox();
      expect(track?.height).toBeGreaterThan(1.3 * (track?.width ?? 0));
    });
  }

  for (const viewport of [
    { width: 390, height: 664 },
    { width: 844, height: 390 },
    TABLET,
    { width: 1280, height: 800 },
  ]) {
    await test.step(`a toast covers neither pad nor Train: ${viewport.width} x ${viewport.height}`, async () => {
      await page.setViewportSize(viewport);
      await page.evaluate(() => scrollTo(0, 0));
      await page.getByTestId('share').click();
      const toast = page.getByTestId('notice-share');
      await expect(toast).toBeInViewport({ ratio: 1 });
      const box = await boxOf(page, 'notice-share');
      for (const id of ['pad', 'train', 'prediction']) {
        expect(overlap(box, await boxOf(page, id)), id).toBe(false);
      }
      await toast.getByRole('button').last().click();
      await expect(toast).toBeHidden();
    });
  }
});

test('a toast waits while it is read, and takes its place in the list when the pen moves', async ({
  page,
}) => {
  await page.clock.install();
  await open(page, SHORT);
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train')).toHaveText('Resume');
  await page.getByTestId('reset').click();
  const toast = page.getByTestId('notice-undo-reset');
  await expect(toast).toHaveClass(/toast/);
  await toast.getByRole('button').first().focus();
  await page.clock.fastForward(60_000);
  await expect(toast).toHaveClass(/toast/);
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await page.clock.fastForward(13_000);
  await expect(toast).not.toHaveClass(/toast/);
  await expect(toast).toBeVisible();
  // It doesn't cover a place.
  await openPanel(page, 'runs');
  await expect(toast).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(toast).toBeVisible();
});

// ---- training -----------------------------------------------------------------------------------

test('where training digits are distorted, the page says why the test is easier', async ({
  page,
}) => {
  const hash = '#net=dense+32,+relu,+dense+10&digits=2000&epochs=8&rotation=45&shift=4&shear=0.6';
  await open(page, hash);
  await trainToTheEnd(page);
  await expect(page.getByTestId('why-test-is-higher')).toBeVisible();
});
