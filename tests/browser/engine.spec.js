/** Which build runs, and that the portable one gives the same bits everywhere. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadInkling } from '../../web/inkling.js';
import { answer, DIGITS, draw, open, trainToTheEnd } from './page.js';

const site = new URL('../../build/site/', import.meta.url);
const relaxed = existsSync(new URL('inkling-relaxed.wasm', site));

/**
 * The losses of 200 steps of the default network; runs in Node and, as it stands, in the page.
 * @param {typeof loadInkling} load
 * @param {(file: string) => Promise<Uint8Array>} read a file of the dataset
 * @param {{ reproducible: boolean, folder?: URL }} options
 */
async function losses(load, read, options) {
  const inkling = await load(options);
  const dataset = inkling.createDataset(5000);
  dataset.addSheet(await read('train-00.png'), await read('train-00-labels.idx1'));
  const network = inkling.createNetwork({ hidden: [128], seed: 3 });
  const settings = { learningRate: 0.1, batchSize: 37, sampleCount: 5000, seed: 3 };
  const trainer = inkling.createTrainer(network, dataset, { ...settings, augmentation: 'shifts' });
  return Array.from({ length: 200 }, () => trainer.step()?.loss);
}

/** @param {import('@playwright/test').Page} page @param {boolean} reproducible */
async function lossesInPage(page, reproducible) {
  await page.goto('/');
  return page.evaluate(
    `(async () => {
      const { loadInkling } = await import('/inkling.js');
      const read = async (file) => new Uint8Array(await (await fetch('/data/' + file)).arrayBuffer());
      return (${losses})(loadInkling, read, { reproducible: ${reproducible} });
    })()`,
  );
}

const inNode = () =>
  losses(loadInkling, async (file) => new Uint8Array(readFileSync(new URL(`data/${file}`, site))), {
    reproducible: true,
    folder: site,
  });

test('the reproducible build gives the same losses in Chromium and in Node, bit for bit', async ({
  page,
}) => {
  const expected = await inNode();
  expect(expected[199]).toBeLessThan(Number(expected[0]) / 2);
  expect(await lossesInPage(page, true)).toEqual(expected);
});

test('the relaxed build trains alike, within rounding', async ({ page }) => {
  test.skip(!relaxed, 'this toolchain makes no relaxed build');
  const expected = await inNode();
  const seen = /** @type {number[]} */ (await lossesInPage(page, false));
  for (const [i, loss] of seen.entries()) expect(loss).toBeCloseTo(Number(expected[i]), 2);
  expect(seen).not.toEqual(expected); // it is another build
});

test('the page says which engine runs, and keeps the network when it is changed', async ({
  page,
}) => {
  await open(page, '#digits=5000&epochs=2');
  await expect(page.getByTestId('engine')).toContainText(relaxed ? 'relaxed SIMD' : 'SIMD');
  await trainToTheEnd(page);
  const accuracy = (await page.getByTestId('test-accuracy').textContent()) ?? '';
  await page.getByLabel('Engine').selectOption('reproducible');
  await expect(page.getByTestId('engine')).toContainText('reproducible');
  expect(page.url()).toContain('engine=reproducible');
  await expect(page.getByTestId('test-accuracy')).toHaveText(accuracy);
  await draw(page, DIGITS[0]);
  expect(await answer(page)).toBe('0');
});

test('a site without the relaxed build runs the portable one', async ({ page }) => {
  await page.route('**/inkling-relaxed.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await open(page);
  await expect(page.getByTestId('engine')).toContainText('reproducible');
  await expect(page.getByTestId('train')).toBeEnabled();
});
