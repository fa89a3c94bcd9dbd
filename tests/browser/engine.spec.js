/** Which build runs, and that the reproducible one gives identical bits everywhere. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadInkling } from '../../web/inkling/index.js';
import {
  answer,
  DIGITS,
  draw,
  keptRun,
  open,
  plain,
  trainToTheEnd,
  unfold,
  WHOLE,
} from './page.js';

const site = new URL('../../build/site/', import.meta.url);
const relaxed = existsSync(new URL('inkling-relaxed.wasm', site));

/**
 * The losses of 200 steps. Runs in Node and, through its source text, in the page.
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
function lossesInPage(page, reproducible) {
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

test('the reproducible build gives the same losses in Chromium and in Node, bit for bit; the relaxed one matches within rounding', async ({
  page,
}) => {
  const expected = await inNode();
  expect(expected[199]).toBeLessThan(Number(expected[0]) / 2);
  await page.goto(`${WHOLE}icon.svg`); // of the same origin, and without code
  expect(await lossesInPage(page, true)).toEqual(expected);
  if (!relaxed) return; // built without it
  const seen = /** @type {number[]} */ (await lossesInPage(page, false));
  for (const [i, loss] of seen.entries()) expect(loss).toBeCloseTo(Number(expected[i]), 2);
  expect(seen).not.toEqual(expected); // it really is a different build
});

test('the page says which engine runs, and switching engines preserves the network', async ({
  page,
}) => {
  await open(page, plain('digits=5000&epochs=2'));
  await expect(page.getByTestId('engine')).toContainText(relaxed ? 'relaxed SIMD' : 'SIMD');
  await trainToTheEnd(page);
  const accuracy = (await page.getByTestId('test-accuracy').textContent()) ?? '';
  await unfold(page, 'This device');
  await page.getByLabel('Engine').selectOption('reproducible');
  await expect(page.getByTestId('engine')).toContainText('reproducible');
  expect(page.url()).toContain('engine=reproducible');
  await expect(page.getByTestId('test-accuracy')).toHaveText(accuracy);
  await draw(page, DIGITS[0]);
  expect(await answer(page)).toBe('0');
});

test('threads are used where available, and can be set', async ({ page }) => {
  await open(page);
  await unfold(page, 'This device');
  await page.getByLabel('Threads').selectOption('2');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('engine')).toContainText('2 threads');
  await unfold(page, 'This device');
  await page.getByLabel('Threads').selectOption('1');
  await expect(page.getByTestId('engine')).toContainText('1 thread');
  expect(page.url()).toContain('threads=1');
});

const CNN = '#net=conv+5x5x4,+relu,+maxpool+4,+dropout+0.2,+dense+10';

test('threads do not change the curve, with augmentation, dropout and AdamW', async ({
  browser,
}) => {
  const runs = [];
  for (const threads of [1, 4]) {
    const page = await browser.newPage();
    await open(
      page,
      `${CNN}&lettered=0.1&strange=0.1&digits=2000&epochs=2&engine=reproducible&threads=${threads}`,
    );
    await trainToTheEnd(page);
    await expect.poll(async () => (await keptRun(page))?.epoch).toBe(2);
    const run = await keptRun(page);
    runs.push({ points: run?.points, parameters: run?.parameters });
    await page.close();
  }
  expect(runs[1]).toEqual(runs[0]);
});

test('a site without the relaxed build runs the reproducible one', async ({ page }) => {
  await page.route('**/inkling-relaxed*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await open(page);
  await expect(page.getByTestId('engine')).toContainText('reproducible');
  await expect(page.getByTestId('train')).toBeEnabled();
});
