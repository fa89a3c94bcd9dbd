/** The stage: a picture of the answering network between the pad and the answer. */
import { expect, test } from '@playwright/test';
import { characterPictures } from '../letters.mjs';
import { makeZip } from '../make-zip.mjs';
import { alphaPng } from '../pictures.mjs';
import { expectAccessible } from './axe.js';
import { answer, answerWithOwn, DIGITS, draw, figure, open, plain, still } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

/** The pixels of one canvas of the picture. @param {Page} page @param {'units' | 'links.shown'} layer */
const look = (page, layer) =>
  page
    .getByTestId('stage')
    .locator(`canvas.${layer}`)
    .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());

/** The picture once it has stopped changing. @param {Page} page */
async function rest(page) {
  await expect(page.locator('.example.writing')).toHaveCount(0);
  return {
    units: await still(() => look(page, 'units')),
    links: await still(() => look(page, 'links.shown')),
  };
}

/**
 * Waits until the picture differs from an earlier one and has stopped changing. On a busy machine, a
 * picture that is about to change looks still, too.
 * @param {Page} page @param {{ units: string, links: string }} before
 * @param {'units' | 'links'} [layer]
 */
async function changed(page, before, layer = 'links') {
  const canvas = layer === 'links' ? 'links.shown' : 'units';
  await expect.poll(() => look(page, canvas)).not.toBe(before[layer]);
  return rest(page);
}

/** Waits until the picture is an earlier one again. @param {Page} page @param {unknown} before */
const restored = (page, before) => expect.poll(() => rest(page)).toEqual(before);

/** Draws, and waits until the picture shows the answer. @param {Page} page @param {number} digit */
async function drawn(page, digit) {
  const before = await rest(page);
  await draw(page, DIGITS[digit]);
  await expect(page.getByTestId('stage-summary')).not.toBeEmpty();
  return changed(page, before);
}

/** @param {Page} page @param {string} hash */
async function openStage(page, hash = '') {
  await open(page, hash);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await expect(page.getByTestId('stage').locator('.heads li').first()).toBeVisible();
}

/** Animation frames requested in half a second, while nothing should move. @param {Page} page */
const frames = (page) =>
  page.evaluate(async () => {
    const ask = window.requestAnimationFrame;
    let count = 0;
    window.requestAnimationFrame = (act) => {
      count++;
      return ask.call(window, act);
    };
    await new Promise((resolve) => setTimeout(resolve, 500));
    window.requestAnimationFrame = ask;
    return count;
  });

test('follows a drawing and summarizes it in a sentence', async ({ page }) => {
  await openStage(page);
  await expect(page.getByTestId('stage').locator('.heads li')).toHaveCount(8);
  const blank = await rest(page);
  await draw(page, DIGITS[7]);
  expect(await answer(page)).toBe('7');
  await expect(page.getByTestId('stage-summary')).toHaveText(
    /^7, \d+%\. Strongest contribution: Neuron \d+/,
  );
  await changed(page, blank, 'links');
  const before = await changed(page, blank, 'units');

  await test.step('pointing at a unit shows its links; a click pins it', async () => {
    const inspector = page.getByTestId('stage-inspector');
    const picture = page.getByTestId('stage').locator('.picture');
    const box = await picture.boundingBox();
    if (!box) throw new Error('There is no picture.');
    await page.mouse.move(box.x + 50, box.y + box.height / 2);
    await expect(inspector).toContainText('Input');
    await changed(page, before);
    await page.mouse.move(box.x - 20, box.y - 20);
    await expect(inspector).toContainText('Point at');
    await restored(page, before);
    await page.mouse.click(box.x + 50, box.y + box.height / 2);
    await page.mouse.move(box.x - 20, box.y - 20);
    await expect(inspector).toContainText('Input');
    await page.mouse.click(box.x + 50, box.y + box.height / 2);
    await page.mouse.move(box.x - 20, box.y - 20);
    await expect(inspector).toContainText('Point at');
  });

  await page.getByTestId('clear').click();
  await restored(page, blank);
  await expect(page.getByTestId('stage-summary')).toBeEmpty();

  await test.step('with reduced motion, nothing moves on its own', async () => {
    /** How often sparks are seen in half a second. */
    const sparks = () =>
      page
        .getByTestId('stage')
        .locator('canvas.sparks')
        .evaluate(async (element) => {
          const canvas = /** @type {HTMLCanvasElement} */ (element);
          let seen = 0;
          for (let i = 0; i < 25; i++) {
            await new Promise((resolve) => setTimeout(resolve, 20));
            const context = canvas.getContext('2d');
            const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data;
            if (pixels?.some((value) => value > 0)) seen++;
          }
          return seen;
        });
    const blank = await rest(page);
    await draw(page, DIGITS[7]);
    expect(await sparks()).toBe(0);
    await changed(page, blank);
    expect(await sparks()).toBe(0);
    await expect.poll(() => frames(page)).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await Promise.all([
      expect.poll(sparks, { intervals: [1] }).toBeGreaterThan(0),
      draw(page, DIGITS[1]),
    ]);
    await expect.poll(() => frames(page)).toBe(0);
  });

  // A different answering network gives a different picture.
  await answerWithOwn(page);
  await expect(page.getByTestId('stage').locator('.heads li')).toHaveCount(7);
});

test('every unit is reachable by keyboard, with the numbers of the network', async ({ page }) => {
  const net = encodeURIComponent('dense 12, relu, dense 10');
  await openStage(page, plain(`net=${net}&digits=2000&epochs=500`));
  await answerWithOwn(page);
  const stage = page.getByTestId('stage');
  await expect(stage.locator('.heads li')).toHaveCount(3);
  await drawn(page, 7);
  await page.getByTestId('source-own').focus();
  await page.keyboard.press('Tab');
  const unit = page.getByTestId('stage-unit');
  await expect(unit).toBeFocused();
  await expect(unit).toHaveAccessibleName('Input');

  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  for (let neuron = 0; neuron < 12; neuron++) {
    await expect(unit).toBeFocused();
    await expect(unit).toHaveAccessibleName(/^Neuron \d+ of 12, dense 12: \d/);
    // The page computes the sum, the core the value after relu.
    const [sum, value] = [await figure(page, 'stage-sum'), await figure(page, 'stage-value')];
    expect(Math.abs(Math.max(sum, 0) - value)).toBeLessThan(0.011);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  const inspector = page.getByTestId('stage-inspector');
  const found = [];
  for (let output = 0; output < 10; output++) {
    await expect(inspector).toContainText(`Output ${output}`);
    const share = /([\d.]+)% in this view/.exec((await inspector.textContent()) ?? '')?.[1];
    const [sum, value] = [await figure(page, 'stage-sum'), await figure(page, 'stage-value')];
    expect(Math.abs(sum - value)).toBeLessThan(0.011);
    found.push({ value, share: Number(share) });
    await page.keyboard.press('ArrowDown');
  }
  const all = found.reduce((sum, { value }) => sum + Math.exp(value), 0);
  for (const { value, share } of found) {
    expect(Math.abs((100 * Math.exp(value)) / all - share)).toBeLessThan(0.4);
  }
  await page.keyboard.press('Escape');
  await expect(inspector).toContainText('Point at');
  // The picture is a single tab stop, before its buttons.
  for (const id of ['stage-edit', 'stage-why', 'stage-watch', 'stage-oneStep']) {
    await page.keyboard.press('Tab');
    await expect(page.getByTestId(id)).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('correct')).toBeFocused();

  await test.step('the picture changes only while training runs', async () => {
    const before = await rest(page);
    await page.getByTestId('train').click();
    await expect.poll(() => look(page, 'links.shown')).not.toBe(before.links);
    const early = await look(page, 'units');
    await expect.poll(() => look(page, 'units')).not.toBe(early);
    await page.getByTestId('pause').click();
    await expect(page.getByTestId('status')).toContainText('Paused');
    await expect.poll(() => frames(page)).toBe(0);
  });
});

test('pad, network, answer and Train share the first screen; off screen, the picture rests', async ({
  page,
}) => {
  await openStage(page);
  for (let i = 0; i < 3; i++) {
    const hint = page.getByTestId('hint-dismiss');
    if (await hint.isVisible()) await hint.click();
  }
  await drawn(page, 7);
  for (const [width, height] of [
    [1280, 800],
    [390, 664],
    [844, 390],
  ]) {
    await test.step(`at ${width}x${height}`, async () => {
      await page.setViewportSize({ width, height });
      await page.evaluate(() => scrollTo(0, 0));
      await rest(page);
      const ids = [
        'pad',
        'undo',
        'source-own',
        'prediction',
        'confidence',
        'train',
        'test-accuracy',
      ];
      if (width === 1280) ids.push('loss-chart', 'accuracy-chart', 'epoch');
      for (const id of ids) await expect(page.getByTestId(id)).toBeInViewport({ ratio: 1 });
      await expect(page.getByTestId('stage').locator('.scroller')).toBeInViewport({ ratio: 1 });
      const [picture, answerBox] = await Promise.all([
        page.getByTestId('stage').locator('.picture').boundingBox(),
        page.getByTestId('prediction').boundingBox(),
      ]);
      if (!picture || !answerBox) throw new Error('There is nothing to see.');
      if (width === 390)
        expect(answerBox.y).toBeGreaterThanOrEqual(picture.y + picture.height - 40);
      else expect(answerBox.x).toBeGreaterThanOrEqual(picture.x + picture.width);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.getByTestId('correct').click();
      for (const id of ['correct-0', 'correct-9']) {
        await expect(page.getByTestId(id)).toBeInViewport({ ratio: 1 });
      }
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('correction')).toBeHidden();
    });
  }

  await test.step('on a tall phone, the numbers of a unit stay above the tabs', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await rest(page);
    await page.getByTestId('stage-unit').focus();
    await page.keyboard.press('ArrowDown'); // past the image
    const showAll = page.getByTestId('stage-show-all');
    await expect(showAll).toBeInViewport({ ratio: 1 });
    const [inspector, dock] = await Promise.all([
      page.getByTestId('stage-inspector').boundingBox(),
      page.locator('.dock').boundingBox(),
    ]);
    if (!inspector || !dock) throw new Error('Something is missing.');
    expect(inspector.y + inspector.height).toBeLessThanOrEqual(dock.y);
    await page.keyboard.press('Escape');
  });

  await test.step('does nothing while off screen', async () => {
    await page.setViewportSize({ width: 1280, height: 600 });
    await rest(page);
    await page.getByTestId('panel-models').scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const seven = await rest(page);
    await page.keyboard.press('Control+z');
    await expect(page.getByTestId('prediction')).toHaveText('?');
    expect(await rest(page)).toEqual(seven);
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => look(page, 'units')).not.toBe(seven.units);
  });

  await test.step('nor in a hidden tab', async () => {
    const hide = (/** @type {boolean} */ hidden) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    const empty = await rest(page);
    await hide(true);
    await draw(page, DIGITS[7]);
    await expect(page.getByTestId('prediction')).toHaveText('7');
    expect(await rest(page)).toEqual(empty);
    expect(await frames(page)).toBe(0);
    await hide(false);
    await expect.poll(() => look(page, 'units')).not.toBe(empty.units);
  });
});

test('draws 32 layers, one layer, and 36 classes', async ({ page }) => {
  /** @type {Error[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  const deep = `${'conv 3x3x4 same, relu, '.repeat(15)}avgpool 4, dense 10`;
  await openStage(page, plain(`net=${encodeURIComponent(deep)}`));
  await answerWithOwn(page);
  const heads = page.getByTestId('stage').locator('.heads li');
  await expect(heads).toHaveCount(18);
  const before = await drawn(page, 7);
  await page.getByTestId('undo').click();
  await changed(page, before);

  await page.getByTestId('panel-bring').locator('> summary').click();
  const buffer = makeZip(
    characterPictures(36, 18).map(({ name, ink }, i) => ({
      path: `set/${name}/${i}.png`,
      bytes: alphaPng(ink),
    })),
  );
  await page
    .getByTestId('bring-files')
    .setInputFiles({ name: 'all.zip', mimeType: 'application/zip', buffer: Buffer.from(buffer) });
  await page.getByTestId('bring-use').getByLabel('“all”', { exact: true }).check();
  await expect(page.getByTestId('model')).toContainText('dense 36');
  await page.getByTestId('panel-bring').locator('> summary').click();
  await draw(page, DIGITS[0]);
  await expect(heads.last()).toContainText('dense 36');
  await rest(page);
  await page.getByTestId('stage-unit').focus();
  for (let i = 0; i < 17; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await expect(page.getByTestId('stage-unit')).toHaveAccessibleName(/^Output Z, dense 36/);
  expect(errors).toEqual([]);
});
