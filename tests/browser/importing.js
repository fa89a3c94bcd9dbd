/** Actions of tests on the panel "Import a dataset". */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { alphaPng, digits } from '../pictures.mjs';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('../make-zip.mjs').File} File
 */

export const ALL = digits(2000);

/** Digits in the Kaggle layout. @param {number} count @param {typeof alphaPng} [encode] @returns {File[]} */
export const kaggle = (count, encode = alphaPng) =>
  ALL.slice(0, count).map(({ ink, label }, i) => ({
    path: `dataset/${label}/${label}/${i}.png`,
    bytes: encode(ink),
    stored: i % 2 === 0,
  }));

/** Opens the panel once the layout has settled: a summary that moves during a press stays closed. @param {Page} page */
export async function openPanel(page) {
  const panel = page.getByTestId('panel-bring');
  await expect(page.getByTestId('engine')).toContainText('WebAssembly');
  await expect(page.getByTestId('stage-units')).toBeAttached();
  await panel.locator('> summary').click();
  await expect(panel).toHaveAttribute('open', '');
}

/** @param {Page} page @param {string} name @param {Uint8Array} bytes */
export const importFile = (page, name, bytes) =>
  page
    .getByTestId('bring-files')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

export const said = (/** @type {Page} */ page) => page.getByTestId('bring-said');
export const cards = (/** @type {Page} */ page) => page.getByTestId('brought');

/** @param {Page} page @param {string} words */
export const use = (page, words) =>
  page.getByTestId('bring-use').getByLabel(words, { exact: true }).check();

/** The reasons for skipping files, with their counts. @param {Page} page */
export async function reasons(page) {
  const items = page.getByTestId('bring-skipped').first().locator('li');
  return Object.fromEntries(
    await items.evaluateAll((all) =>
      all.map((item) => [
        /** @type {HTMLElement} */ (item).dataset.reason,
        Number(item.querySelector('b')?.textContent),
      ]),
    ),
  );
}

/** Writes files into a folder, replacing its contents. @param {string} folder @param {File[]} files */
export function writeFolder(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, bytes } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
