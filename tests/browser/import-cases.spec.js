/** Importing images that only the browser decodes, and how a dataset in an odd form is explained. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { CASES } from '../wasm/import-cases.mjs';
import { cards, openPanel, said } from './importing.js';
import { open, plain } from './page.js';

const FOLDER = fileURLToPath(new URL('../fixtures/imports', import.meta.url));
const QUICK = plain('epochs=1');

/** @param {import('@playwright/test').Page} page @param {string} name of a case */
const importCase = (page, name) =>
  page.getByTestId('bring-files').setInputFiles(
    readdirSync(join(FOLDER, name)).map((file) => ({
      name: file,
      mimeType: 'application/octet-stream',
      buffer: readFileSync(join(FOLDER, name, file)),
    })),
  );

test('datasets in odd forms are imported, or refused with a reason', async ({ page }) => {
  await open(page, QUICK);
  await openPanel(page);

  await test.step('the reason for a refusal comes first, with the way out', async () => {
    for (const [name, words] of [
      [
        '16.7-hdf5',
        'a file that can’t be read here (HDF5): save its arrays with numpy.savez, or as CSV',
      ],
      ['15.svg', 'can’t be opened here (SVG): save it as PNG or JPEG'],
      ['07.5-images-only', 'no labels'],
      ['20.4-zip-with-no-files', 'an archive without files'],
    ]) {
      await importCase(page, name);
      await expect(said(page).locator('p').first()).toContainText(words);
    }
    await expect(cards(page)).toHaveCount(0);
  });

  await test.step('images that the browser can show are imported', async () => {
    const inBrowser = Object.entries(CASES).filter(([, { browser }]) => browser);
    for (const [number, [name, { count, classes }]] of inBrowser.entries()) {
      await importCase(page, name);
      await expect(cards(page)).toHaveCount(number + 1);
      const card = cards(page).first();
      await expect(card.getByTestId('bring-about')).toContainText(`${count} images`);
      await expect(card.getByTestId('bring-classes').locator('b')).toHaveText(
        (classes ?? '').split(' '),
      );
    }
  });
  const before = await cards(page).count();

  await test.step('two datasets of the same name are told apart', async () => {
    await importCase(page, '15.apng');
    await expect(said(page)).toContainText('“apng”: 5 images');
    await importCase(page, '15.apng');
    await expect(said(page)).toContainText('“apng (2)”: 5 images');
    await expect(cards(page)).toHaveCount(before + 2);
  });

  await test.step('a dataset lying on its side is turned; the page says so, and it can be undone', async () => {
    await importCase(page, '10.1-emnist-digits-transposed');
    await expect(cards(page)).toHaveCount(before + 3);
    const card = cards(page).first();
    await expect(card).toContainText('turned or mirrored');
    await page.getByTestId('bring-orientation').selectOption('asIs');
    await page.getByTestId('bring-again').click();
    await expect(card).not.toContainText('turned or mirrored');
    await expect(cards(page)).toHaveCount(before + 3);
  });
});
