/** The visitor's own symbols: named, drawn, learned, read on the pad, kept, exported, saved as a model. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { symbolsIn } from '../../web/handwriting/archive.js';
import { DIGITS, draw, drawIn, line, open } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

/** Of one stroke each: a busy machine may take longer for a second one than the pad waits. */
const DRAWINGS = {
  V: [line([0.25, 0.2], [0.5, 0.8], [0.75, 0.2])],
  '□': [line([0.25, 0.25], [0.25, 0.75], [0.75, 0.75], [0.75, 0.25], [0.25, 0.25])],
  '○': DIGITS[0],
};

/** @param {Page} page @param {keyof typeof DRAWINGS} name @param {number} [k] which variation */
async function drawSymbol(page, name, k = 0) {
  const pad = page.getByTestId('symbols-pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('There is no pad.');
  const moved = DRAWINGS[name].map((stroke) =>
    stroke.map(([x, y]) => /** @type {[number, number]} */ ([x + 0.02 * k, y * (1 - 0.04 * k)])),
  );
  await drawIn(page, box, moved);
}

/** @param {Page} page */
async function openPanel(page) {
  await page.getByTestId('panel-own').locator('> summary').click();
  await expect(page.getByTestId('symbols-names')).toBeVisible();
}

test('symbols are named, drawn, read on the pad, saved, and exported', async ({ page }) => {
  await open(page);
  await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
  await openPanel(page);
  await page.getByTestId('symbols-names').fill('V, □, ○');
  await page.getByTestId('symbols-add').click();
  await expect(page.getByTestId('symbols-pad')).toBeInViewport({ ratio: 1 });
  await expect(page.getByTestId('symbols-learned')).toContainText('Three drawings');

  // A drawing is saved when the pen rests, and the next symbol is asked for.
  const names = /** @type {(keyof typeof DRAWINGS)[]} */ (Object.keys(DRAWINGS));
  for (const k of [0, 1]) {
    for (const [id, name] of names.entries()) {
      await expect(page.getByTestId('symbols-asked')).toContainText(`Draw ${name}`);
      await drawSymbol(page, name, k);
      await expect(page.getByTestId(`symbol-class-${id}`)).toHaveText(`${name}: ${k + 1}`);
    }
  }
  await expect(page.getByTestId('source-symbols')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('symbols-learned')).toContainText('Learned from 6 drawings');

  // A chosen symbol is drawn until another is chosen; the last drawing can be taken back.
  await page.getByTestId('symbol-class-0').click();
  await drawSymbol(page, 'V', 2);
  await expect(page.getByTestId('symbol-class-0')).toHaveText('V: 3');
  await expect(page.getByTestId('symbols-asked')).toContainText('Draw V');
  await page.getByTestId('symbols-back').click();
  await expect(page.getByTestId('symbol-class-0')).toHaveText('V: 2');
  await page.getByTestId('symbols-rename').fill('vee');
  await page.getByTestId('symbols-rename').blur();
  await expect(page.getByTestId('symbol-class-0')).toHaveText('vee: 2');

  // A drawing of the wrong symbol is put right.
  const samples = page.getByTestId('symbol-sample');
  await expect(samples).toHaveCount(6);
  for (const [at, to, counts] of /** @type {const} */ ([
    [0, '○', [1, 3]],
    [3, 'vee', [2, 2]],
  ])) {
    await samples.nth(at).click();
    await page.getByTestId('symbol-relabel').selectOption(to);
    await expect(page.getByTestId('symbol-editor')).toBeHidden();
    await expect(page.getByTestId('symbol-class-0')).toHaveText(`vee: ${counts[0]}`);
    await expect(page.getByTestId('symbol-class-2')).toHaveText(`○: ${counts[1]}`);
  }

  // To try it, nothing is saved.
  await page.getByTestId('symbols-try').click();
  await drawSymbol(page, '□', 3);
  await expect(page.getByTestId('symbols-answer')).toContainText('□');
  await expect(page.getByTestId('symbols-result').getByRole('row')).toHaveCount(5);
  await expect(page.getByTestId('symbols-result')).toContainText(/[56] of 6/);

  const download = page.waitForEvent('download');
  await page.getByTestId('symbol-export').click();
  const zip = new Uint8Array(readFileSync(await (await download).path()));
  expect(symbolsIn(zip).names).toEqual(['vee', '□', '○']);

  // On the pad, also after a reload; a browser that was killed may have lost its latest notes.
  await page.evaluate(() => localStorage.removeItem('inkling symbols'));
  await page.reload();
  await expect(page.getByTestId('source-symbols')).toHaveAttribute('aria-pressed', 'true');
  await draw(page, DRAWINGS.V);
  await expect(page.getByTestId('prediction')).toHaveText('vee');
  await expect(page.getByTestId('correct')).toBeDisabled();

  // A model of them carries their names.
  await page.getByTestId('panel-models').locator('> summary').click();
  await page.getByTestId('model-save').click();
  await page.locator('[data-action=open]').first().click();
  await expect(page.getByTestId('source-own')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('prediction')).toHaveText('vee');

  // All of it can be deleted, and comes back from the file.
  await openPanel(page);
  await page.getByTestId('symbol-remove-all').click();
  await expect(page.getByTestId('source-symbols')).toHaveCount(0);
  await page.getByTestId('symbol-file').setInputFiles({
    name: 'inkling-my-symbols.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zip),
  });
  await expect(page.getByTestId('symbol-class-2')).toHaveText('○: 2');
  await expect(page.getByTestId('source-symbols')).toBeVisible();

  // The ten digits can be read beside them.
  await page.getByTestId('symbols-digits').check();
  await page.getByTestId('source-symbols').click();
  await expect(page.getByTestId('probabilities').locator('> *')).toHaveCount(13);
});
