/** Network and storage faults, and what the visitor sees of them. */
import { readFileSync } from 'node:fs';
import { chromium, expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { answer, DIGITS, draw, keeps, keptRun, open, openPanel, plain } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const sheet = readFileSync(new URL('../../build/site/data/train-01.png', import.meta.url));
const squares = Buffer.from(
  encode({ width: 28, height: 28, channels: 1, depth: 8, data: new Uint8Array(784) }),
);

/** Of the second sheet. Each message differs from the one before. @type {[name: string, answer: object, message: RegExp][]} */
const FAULTS = [
  ['a truncated PNG', { body: sheet.subarray(0, 100_000) }, /train-01\.png is damaged/],
  ['a missing PNG', { status: 404, body: 'nothing here' }, /train-01\.png .* \(error 404\)/],
  ['the wrong picture', { body: squares }, /train-01\.png is damaged/],
  ['a busy server', { status: 503, body: 'later' }, /train-01\.png .* \(error 503\)/],
  ['an HTML page instead of a sheet', { body: '<!doctype html>' }, /train-01\.png is damaged/],
  ['a broken connection', { abort: true }, /train-01\.png could not be loaded/],
];

test('damaged and missing sheets are reported clearly, training uses the rest, and those that are fetched later', async ({
  page,
}) => {
  let [[, instead]] = FAULTS;
  await page.route('**/train-01.png', (route) =>
    'abort' in instead ? route.abort() : route.fulfill(instead),
  );
  // A batch size that divides a sheet: nothing is left to train where the epoch is cut short. Otherwise
  // the defaults: augmentation and AdamW.
  await open(page, '#epochs=1&batch=10');
  const alert = page.getByRole('alert');
  for (const [i, [name, fault, message]] of FAULTS.entries()) {
    await test.step(name, async () => {
      instead = fault;
      if (i > 0) await page.getByRole('button', { name: 'Try again' }).click();
      await expect(alert).toContainText(message);
    });
  }
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 1 epoch');
  await expect(page.getByTestId('train-loss')).toHaveText(/^\d\.\d+$/);
  await expect(page.getByTestId('train-accuracy')).toHaveText(/^\d+\.\d%$/);
  await draw(page, DIGITS[0]);
  expect(await answer(page)).toBe('0');

  // Digits that arrive after a retry are used from the next epoch on.
  await page.unroute('**/train-01.png');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toBeHidden();
  await page.getByTestId('train').click(); // an epoch of 2,500 digits, then one of 5,000
  await expect(page.getByTestId('status')).toContainText('Finished after 2 epochs');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 3 epochs');
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(3);
  const run = await keptRun(page);
  const third = run?.points.filter(({ epoch }) => epoch > 2) ?? [];
  // An epoch is only tested more than once if it has enough digits.
  expect(third.filter(({ testLoss }) => testLoss !== null).length).toBeGreaterThanOrEqual(1);
  expect(run?.window.sinceTest).toBe(0);
  await page.getByTestId('reset').click();
  await expect(page.getByTestId('status')).toContainText('Ready to train on 5,000 digits');
});

test('no data and no pretrained network: drawing still works, and so does trying again', async ({
  page,
}) => {
  for (const files of ['**/data/**', '**/pretrained.safetensors']) {
    await page.route(files, (route) => route.fulfill({ status: 404, body: '' }));
  }
  await open(page);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('manifest.json could not be loaded');
  const pretrained = page.getByTestId('notice-pretrained');
  await expect(pretrained).toContainText('pretrained.safetensors could not be loaded');
  await expect(page.getByTestId('train')).toBeDisabled();
  await draw(page, DIGITS[1]);
  await expect(page.getByTestId('undo')).toBeEnabled();
  await page.unrouteAll();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('train')).toBeEnabled();
  await pretrained.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('prediction')).toHaveText('1');
});

test('a file of the page that fails once is tried again by itself', async ({ page }) => {
  for (const file of ['style.css', 'start.js', 'main.js', 'page-*.js', 'trainer.worker.js*']) {
    await test.step(file, async () => {
      let failures = 0;
      await page.route(`**/${file}`, (route) => (failures++ ? route.continue() : route.abort()));
      await page.goto('about:blank');
      await page.goto(plain('digits=5000'));
      await expect.poll(() => failures).toBeGreaterThan(1);
      await page.waitForLoadState();
      await expect(page.getByTestId('train')).toBeEnabled();
      await page.unroute(`**/${file}`);
      await expect(page.getByTestId('source-pretrained')).toBeEnabled();
      await expect(page.getByRole('alert')).toBeHidden();
    });
  }
  await draw(page, DIGITS[7]);
  expect(await answer(page)).toBe('7');
});

test('a page that can’t be loaded says so, in its language', async ({ page }) => {
  await page.clock.install();
  await page.route('**/start.js', (route) => route.abort());
  // A busy machine may reload before the page has loaded.
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads++;
  });
  await page.goto('/?lang=de');
  const alert = page.getByRole('alert');
  await expect(async () => {
    await page.clock.runFor(20_000);
    await expect(alert).toContainText('start.js konnte nicht geladen werden', { timeout: 1000 });
  }).toPass();
  await expect.poll(() => loads).toBe(4);
});

test('a step before its digits have loaded does nothing, and training works later, with the largest batch', async ({
  page,
}) => {
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route('**/train-01.png', async (route) => {
    await held;
    await route.continue();
  });
  await open(page, plain('batch=512&epochs=1'));
  for (let i = 0; i < 12; i++) await page.getByTestId('step').click();
  await expect(page.getByTestId('train')).toBeVisible();
  release();
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 1 epoch');
});

test('missing labels of the test digits do not stop the training', async ({ page }) => {
  await page.route('**/test-00-labels.idx1', (route) => route.fulfill({ status: 404, body: '' }));
  await open(page, plain('digits=5000&epochs=2'));
  await expect(page.getByRole('alert')).toContainText(
    'test-00-labels.idx1 could not be loaded (error 404)',
  );
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 2 epochs');
  await expect(page.getByTestId('test-accuracy')).toHaveText('–');
});

test('a network module that is missing or damaged is reported clearly, and drawings are saved', async ({
  page,
}) => {
  /** @type {{ status?: number, body: string }} */
  let instead = { status: 404, body: '' };
  await page.route('**/*.wasm', (route) => route.fulfill(instead));
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  instead = { body: 'not a module' };
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('download was damaged');
  await expect(page.getByTestId('train')).toBeDisabled();
  await draw(page, DIGITS[0]);
  expect(await answer(page)).toBe('?');
  await page.unroute('**/*.wasm');
  await expect.poll(() => keeps(page, 'drawing')).toBe(true);
  await page.reload();
  await expect(page.getByTestId('prediction')).toHaveText(/\d/);
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test("a module that the training worker can't load is reported in the visitor's language", async ({
    page,
  }) => {
    // The page itself uses a different build.
    await page.route(/inkling(-relaxed)?(-threads)?\.wasm$/, (route) => route.abort());
    await page.goto('/');
    await expect(page.getByRole('alert')).toContainText(
      'inkling.wasm konnte nicht geladen werden.',
    );
    await draw(page, DIGITS[0]);
    expect(await answer(page)).toBe('0');
    await page.unroute(/inkling(-relaxed)?(-threads)?\.wasm$/);

    await test.step("an impossible network is explained in the visitor's language", async () => {
      const huge = Array(3).fill('conv 9x9x256 same, relu, ').join('');
      await page.goto('about:blank');
      await page.goto(`/#net=${encodeURIComponent(`${huge}dense 10`)}`);
      await expect(page.getByTestId('notice-impossible')).toContainText(
        'Der Arbeitsspeicher reicht nicht',
      );
    });
  });
});

test('a browser without WebAssembly SIMD gets a message, and drawing still works', async ({
  baseURL,
}) => {
  const { launchOptions } = test.info().project.use;
  const browser = await chromium.launch({
    ...launchOptions,
    // V8 enables SIMD only with SSE 4.1, so this is an authentic old engine.
    args: [...(launchOptions?.args ?? []), '--js-flags=--no-enable-sse4-1 --no-enable-ssse3'],
  });
  const page = await browser.newPage({ baseURL });
  // Remove features newer than SIMD too.
  await page.addInitScript(() => {
    for (const name of ['findLast', 'findLastIndex', 'at', 'toSorted']) {
      Reflect.deleteProperty(Array.prototype, name);
    }
  });
  await page.goto('/');
  // Chromium is too current for the advice to update it.
  await expect(page.getByRole('alert')).toContainText('WebAssembly is turned off or restricted');
  await expect(page.getByTestId('train')).toBeDisabled();
  await draw(page, DIGITS[0]);
  await expect(page.getByTestId('undo')).toBeEnabled();
  await browser.close();
});

test('without storage, the page says so and works', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await open(page, plain('digits=1000&epochs=1'));
  await expect(page.getByText('This browser doesn’t let the page save anything')).toBeVisible();
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished');

  await test.step('models last as long as the page, and their panel says so', async () => {
    await openPanel(page, 'models');
    await page.getByTestId('model-name').fill('For now');
    await page.getByTestId('model-save').click();
    await expect(page.getByTestId('models-status')).toContainText('until you close the page');
    await expect(page.getByTestId('model-list').locator('li')).toHaveCount(1);
    await expect(page.getByTestId('panel-models')).toContainText('won’t save them');
  });
});

/**
 * Reopens the page with a changed saved network. The change is made from another page of the same
 * origin, because the page saves its own network when it is closed.
 * @param {Page} page @param {Parameters<typeof keptRun>[1]} change
 */
async function reopenWith(page, change) {
  const address = page.url();
  await page.goto('/icon.svg');
  await keptRun(page, change);
  await page.goto(address);
}

test('an invalid saved network is replaced by a new one; divergence is detected and explained', async ({
  page,
}) => {
  await open(page, plain('digits=1000&epochs=1'));
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished');
  await reopenWith(page, { parameters: new Float32Array(7) });
  await expect(page.getByText('could not be read')).toBeVisible();
  await expect(page.getByTestId('test-accuracy')).toHaveText('–');
  await expect(page.getByTestId('train')).toBeEnabled();
  await expect(page.getByTestId('status')).toContainText('Ready');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished');
  // Weights so large that the next loss overflows.
  const count = 784 * 128 + 128 + 1280 + 10;
  await reopenWith(page, { parameters: new Float32Array(count).fill(1e30) });
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Training diverged');
  await expect(page.getByTestId('train')).toBeDisabled();
  await page.getByTestId('reset').click();
  await expect(page.getByTestId('train')).toBeEnabled();
});
