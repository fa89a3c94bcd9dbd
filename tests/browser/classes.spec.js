/** Datasets of up to 36 classes: learned with their names, saved, inspected, and not mixed up. */
import { expect, test } from '@playwright/test';
import { characterPictures, characters, strokesOf } from '../letters.mjs';
import { makeZip } from '../make-zip.mjs';
import { alphaPng } from '../pictures.mjs';
import { expectAccessible } from './axe.js';
import {
  answer,
  answerWithOwn,
  draw,
  figure,
  keptRun,
  open,
  plain,
  setLayers,
  unfold,
} from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const SETTINGS = plain(
  'net=conv+5x5x8,+relu,+maxpool+2,+dense+10&epochs=12&batch=16&seed=5',
).replace('&rule=sgd&lr=0.1&schedule=constant', '&rule=adamw&lr=0.005&schedule=one-cycle');

/** @param {number} classes */
const zip = (classes) =>
  makeZip(
    characterPictures(classes, 18).map(({ name, ink }, i) => ({
      path: `set/${name}/${i}.png`,
      bytes: alphaPng(ink),
    })),
  );

/** @param {Page} page @param {string} id */
const openPanel = (page, id) => page.getByTestId(`panel-${id}`).locator('> summary').click();

/** Imports a dataset of characters and selects it for training. @param {Page} page @param {number} classes @param {string} name */
async function trainOn(page, classes, name) {
  await openPanel(page, 'bring');
  const buffer = Buffer.from(zip(classes));
  await page
    .getByTestId('bring-files')
    .setInputFiles({ name: `${name}.zip`, mimeType: 'application/zip', buffer });
  await expect(page.getByTestId('bring-about').first()).toContainText(`${classes} classes`);
  await use(page, `“${name}”`);
}

/** @param {Page} page @param {string} words */
const use = (page, words) =>
  page.getByTestId('bring-use').getByLabel(words, { exact: true }).check();

/** @param {Page} page */
async function train(page) {
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished', { timeout: 240_000 });
}

/** @param {Page} page @param {string} name */
async function writes(page, name) {
  await page.getByTestId('clear').click();
  // The page answers every point, and a straight part needs no more than three of its nine.
  await draw(
    page,
    strokesOf(name).map((stroke) => stroke.filter((_, i) => (i % 9) % 4 === 0)),
  );
  await expect.poll(() => answer(page)).toBe(name);
}

const bars = (/** @type {Page} */ page) => page.getByTestId('probabilities').locator('li');

test('26 letters: the last layer adapts, letters are named, and everything survives a reload', async ({
  page,
}) => {
  await open(page, SETTINGS);
  await trainOn(page, 26, 'letters');
  await expect(page.getByTestId('notice-outputs')).toContainText('26 classes');
  await expect(page.getByTestId('model')).toContainText(
    'maxpool 2, dense 26), trained on “letters”',
  );
  await unfold(page, 'Layers');
  const layers = page.getByTestId('setting-layers');
  await expect(layers).toHaveValue('conv 5x5x8, relu, maxpool 2, dense 26');
  await expect(page.getByTestId('layers-outputs')).toContainText('26 outputs');
  // The URL stays as written, and other sizes of the last layer are still rejected.
  expect(decodeURIComponent(page.url())).toContain('dense+10');
  await setLayers(page, 'dense 10');
  await expect(page.getByTestId('layers-problem')).toContainText('dense layer with 26 units');
  await setLayers(page, 'conv 5x5x8, relu, maxpool 2, dense 26');
  await expect(page.getByTestId('layers-problem')).toBeEmpty();

  await train(page);
  expect(await figure(page, 'test-accuracy')).toBeGreaterThan(90);
  await expect(bars(page)).toHaveCount(26);
  await expect(bars(page)).toHaveText(characters(26));
  for (const name of ['A', 'H', 'M', 'Z']) await writes(page, name);
  // Only digits can be taught and corrected.
  await expect(page.getByTestId('correct')).toBeDisabled();
  await expect.poll(async () => (await keptRun(page))?.names).toEqual(characters(26));

  await page.reload();
  await expect(page.getByTestId('status')).toContainText('Finished');
  await expect(bars(page)).toHaveText(characters(26));
  await expect.poll(() => answer(page)).toBe('Z');
  await writes(page, 'K');
  await unfold(page, 'Layers');
  await expect(layers).toHaveValue('conv 5x5x8, relu, maxpool 2, dense 26');
  // The same with a URL without settings; training continues with the same network.
  await page.goto('about:blank');
  await open(page);
  await expect(bars(page)).toHaveText(characters(26));
  await expect(page.getByTestId('status')).toContainText('Finished');
  await writes(page, 'N');
  await page.getByTestId('step').click();
  await expect(page.getByTestId('step')).toBeEnabled();
  await writes(page, 'T');

  await openPanel(page, 'bring');
  await use(page, 'Built-in digits');
  await expect(layers).toHaveValue('conv 5x5x8, relu, maxpool 2, dense 10');
  await expect(page.getByTestId('layers-outputs')).toBeEmpty();
  await expect(bars(page)).toHaveText([...'0123456789']);
  await expect(page.getByTestId('notice-outputs')).toContainText('10 classes');
  // Undo restores the letters' network, which answers but can't be trained on digits.
  await page
    .getByTestId('notice-undo-reset')
    .getByRole('button', { name: /Restore/ })
    .click();
  await writes(page, 'A');
  await expect(page.getByTestId('status')).toContainText('classes don’t match');
  await expect(page.getByTestId('train')).toBeDisabled();
  await expect(page.getByTestId('step')).toBeDisabled();
  await openPanel(page, 'mistakes');
  await expect(page.getByTestId('mistakes-empty')).toContainText('classes don’t match');
  // The same on the next visit.
  await page.reload();
  await expect(page.getByTestId('status')).toContainText('classes don’t match');
  await answerWithOwn(page);
  await writes(page, 'B');
  await page.getByTestId('reset').click();
  await expect(bars(page)).toHaveText([...'0123456789']);
  await expect(page.getByTestId('train')).toBeEnabled();
});

test('36 classes are shown in every panel, which stays accessible and fits a phone', async ({
  page,
}) => {
  await open(page, SETTINGS.replace('epochs=12', 'epochs=8'));
  await trainOn(page, 36, 'all of them');
  await train(page);
  await writes(page, 'W');
  const names = characters(36).sort(); // as the dataset sorts them
  await expect(bars(page)).toHaveText(names);

  await openPanel(page, 'mistakes');
  // Drawn by rule, some characters are near-copies, which are held out together.
  await expect(page.getByTestId('mistakes-about')).toContainText(/of \d+ test digits/);
  const matrix = page.getByTestId('confusion');
  await expect(matrix.locator('tbody tr')).toHaveCount(36);
  await expect(matrix.getByRole('columnheader', { name: 'W', exact: true })).toBeVisible();
  await expect(page.getByTestId('class-accuracy').locator('li')).toHaveCount(36);
  const cell = (/** @type {number} */ label, /** @type {number} */ answer) =>
    matrix.locator(`[data-cell="${label}-${answer}"]`);
  await cell(0, 0).focus();
  await page.keyboard.press('End');
  await expect(cell(0, 35)).toBeFocused();
  await expect(cell(0, 35)).toBeInViewport();
  for (let i = 0; i < 35; i++) await page.keyboard.press('ArrowDown');
  await expect(cell(35, 35)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(cell(35, 35)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('mistakes-cell')).toContainText('Z read correctly');
  await expectAccessible(page, { region: '[data-testid=panel-mistakes]' });

  await openPanel(page, 'inside');
  await expect(page.locator('.scores li')).toHaveCount(36);
  await expect(page.locator('.scores b')).toHaveText(names);
  await expectAccessible(page, { region: '.scores' });
  const speaks = page.getByTestId('saliency-digit');
  await expect(speaks.locator('option')).toHaveText(['the answer, W', ...names]);
  await speaks.selectOption({ label: 'V' });
  await expect(page.getByTestId('saliency-words')).toContainText('for V');
  await openPanel(page, 'step');
  await expect(page.getByTestId('step-label').locator('option')).toHaveText(names);
  await expect(page.getByTestId('step-card')).toContainText('The correct answer is W');
  await openPanel(page, 'runs');
  await expect(page.getByTestId('timeline-answer')).toContainText('W, ');
  await expect(page.getByTestId('panel-runs').locator('.probabilities li')).toHaveCount(36);
  const setUp = page.getByTestId('run-list').getByRole('link');
  await expect(setUp).toHaveAttribute('href', /net=conv\+5x5x8,\+relu,\+maxpool\+2,\+dense\+10&/);

  await expectAccessible(page, { region: '.draw' });
  for (const [width, height] of [
    [390, 844],
    [1280, 900],
  ]) {
    await page.setViewportSize({ width, height });
    // The charts resize a frame later.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }

  await test.step('in a right-to-left language, the matrix runs from right to left', async () => {
    await page.getByTestId('language').selectOption('ar');
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(page.getByTestId('engine')).toContainText('WebAssembly');
    await expect(bars(page)).toHaveCount(36);
    await openPanel(page, 'mistakes');
    await expect(matrix.locator('tbody tr')).toHaveCount(36);
    await cell(0, 0).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(cell(0, 1)).toBeFocused();
  });
});

test('a saved network includes its class names', async ({ page }) => {
  await open(page, SETTINGS.replace('epochs=12', 'epochs=6'));
  await trainOn(page, 12, 'twelve');
  await train(page);
  await writes(page, 'L');
  await openPanel(page, 'models');
  await page.getByTestId('model-name').fill('A to L');
  await page.getByTestId('model-save').click();
  const models = page.getByTestId('model-list').locator('li');
  await expect(models).toContainText('dense 12');
  const file = await (async () => {
    const waiting = page.waitForEvent('download');
    await models.locator('select').selectOption('safetensors');
    return (await waiting).path();
  })();

  // As opened by someone else, who trains on digits.
  await openPanel(page, 'bring');
  await use(page, 'Built-in digits');
  await openPanel(page, 'models');
  await models.getByRole('button', { name: 'Delete: A to L' }).click();
  await page.getByTestId('model-file').setInputFiles(file);
  await models.getByRole('button', { name: 'Open' }).click();
  await expect(bars(page)).toHaveText(characters(12));
  await writes(page, 'L');
  await expect(page.getByTestId('train')).toBeDisabled();
  // It can't be measured on digits; a network for digits can.
  await page.getByTestId('source-pretrained').click();
  await page.getByTestId('model-name').fill('Digits');
  await page.getByTestId('model-save').click();
  await page.getByTestId('models-compare').click();
  await expect(models.filter({ hasText: 'of 1,000 test digits correct' })).toHaveCount(1);

  await openPanel(page, 'bring');
  await use(page, '“twelve”');
  await openPanel(page, 'models');
  await models.getByRole('button', { name: 'Open: A to L' }).click();
  await expect(page.getByTestId('train')).toBeEnabled();
  await writes(page, 'L');
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
});
