/** The answering network, presets, layers, and data augmentation. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import {
  answer,
  answerWithOwn,
  DIGITS,
  draw,
  keptRun,
  line,
  open,
  openPanel,
  plain,
  SCRIBBLE,
  setLayers,
  still,
  trainToTheEnd,
  unfold,
} from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const QUICK = plain('digits=5000&epochs=2');

/** More digits that the pretrained network must read. @type {typeof DIGITS} */
const MORE = {
  2: [line([0.3, 0.3], [0.4, 0.2], [0.6, 0.2], [0.65, 0.35], [0.3, 0.8], [0.7, 0.8])],
  3: [
    line([0.3, 0.2], [0.6, 0.22], [0.65, 0.35], [0.45, 0.48], [0.67, 0.6], [0.6, 0.78], [0.3, 0.8]),
  ],
  4: [line([0.4, 0.2], [0.3, 0.55], [0.7, 0.55]), line([0.6, 0.3], [0.6, 0.85])],
  5: [
    line(
      [0.65, 0.2],
      [0.35, 0.2],
      [0.33, 0.47],
      [0.6, 0.48],
      [0.67, 0.65],
      [0.55, 0.8],
      [0.3, 0.78],
    ),
  ],
};

const pressed = (/** @type {Page} */ page, /** @type {'pretrained' | 'own'} */ source) =>
  expect(page.getByTestId(`source-${source}`)).toHaveAttribute('aria-pressed', 'true');

/** @param {Page} page @param {string} id of a preset @param {boolean} marked */
const marked = (page, id, marked = true) =>
  expect(page.getByTestId(`preset-${id}`)).toHaveAttribute('aria-pressed', String(marked));

/** The augmentation preview's pixels. @param {Page} page */
const previewed = (page) =>
  page
    .getByTestId('variety-preview')
    .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());

/** The preview is loaded, and fetches its digits, when its group is opened. @param {Page} page */
async function untilPreviewed(page) {
  const blank = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [224, 112];
    return canvas.toDataURL();
  });
  await expect.poll(() => previewed(page)).not.toBe(blank);
}

/** Moves a slider like a visitor. @param {Page} page @param {string} key @param {number} value */
const slide = (page, key, value) => page.getByTestId(`setting-${key}`).fill(String(value));

// ---- the pretrained network -------------------------------------------------------------------

test('the page opens with a network that reads digits before any data has loaded, and not a scribble', async ({
  page,
}) => {
  await page.route('**/data/**', () => {}); // never responds
  await open(page);
  await pressed(page, 'pretrained');
  for (const [digit, strokes] of Object.entries({ ...DIGITS, ...MORE })) {
    await draw(page, strokes);
    expect(await answer(page)).toBe(digit);
    await expect(page.getByTestId('confidence')).toHaveText(/^(More than )?\d+% sure$/);
    await page.getByTestId('clear').click();
  }
  await draw(page, SCRIBBLE);
  await answer(page);
  await expect(page.getByTestId('confidence')).toHaveText(/^Not sure: /);

  await test.step('"Inside the network" says that there are no test digits, and shows the drawing', async () => {
    await openPanel(page, 'inside');
    await expect(page.getByTestId('inside-samples')).toContainText('haven’t loaded yet');
    await expect(page.getByTestId('inside-layer').first()).toBeVisible();
  });
});

const model = readFileSync(new URL('../../build/site/pretrained.safetensors', import.meta.url));
/** The same file with layers that don't match its tensors. */
const misnamed = Buffer.from(model);
misnamed.write('conv 5x5x13', misnamed.indexOf('conv 5x5x12'));
/** tests/wasm/model-file.test.mjs has more kinds of damage. @type {Record<string, object>} */
const NO_MODELS = {
  missing: { status: 404, body: '' },
  mislabeled: { body: misnamed },
};
test("without a usable pretrained network, the page works with the visitor's own", async ({
  page,
}) => {
  /** @type {Error[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  for (const [name, instead] of Object.entries(NO_MODELS)) {
    await test.step(name, async () => {
      await page.goto('about:blank');
      await page.route('**/pretrained.safetensors', (route) => route.fulfill(instead));
      await open(page, QUICK);
      await pressed(page, 'own');
      await expect(page.getByTestId('source-pretrained')).toBeDisabled();
      await page.getByTestId('clear').click();
      await draw(page, DIGITS[0]);
      await answer(page);
      await expect(page.getByTestId('confidence')).toContainText('guessing');
    });
  }
  await trainToTheEnd(page);
  expect(await answer(page)).toBe('0');
  expect(errors).toEqual([]);
});

test('training from scratch takes one click, and the pretrained network remains available, but does not take over', async ({
  page,
}) => {
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route('**/pretrained.safetensors', async (route) => {
    await held;
    await route.continue();
  });
  await open(page, QUICK);
  await draw(page, DIGITS[0]);
  await trainToTheEnd(page);
  expect(await answer(page)).toBe('0');
  await expect(page.getByTestId('model')).toContainText('your network (dense 128, relu, dense 10)');
  release();
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await pressed(page, 'own');

  await page.getByTestId('reset').click();
  await expect(page.getByTestId('confidence')).toContainText('Just guessing so far');
  await page.getByTestId('source-pretrained').click();
  await expect(page.getByTestId('model')).toContainText('conv');
  expect(await answer(page)).toBe('0');
  await expect(page.getByTestId('confidence')).toContainText('sure');
  await answerWithOwn(page);
  await answer(page);
  await expect(page.getByTestId('confidence')).toContainText('Just guessing so far');
  await page.getByTestId('source-pretrained').click();
  await page.getByTestId('step').click();
  await pressed(page, 'own');
});

test('the choice of the network survives a reload, with and without settings', async ({ page }) => {
  await open(page, QUICK);
  await trainToTheEnd(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(2);
  for (const [source, hash] of /** @type {const} */ ([
    ['pretrained', QUICK],
    ['own', ''],
  ])) {
    await page.getByTestId(`source-${source}`).click();
    await page.goto('about:blank');
    await open(page, hash);
    await expect(page.getByTestId('status')).toContainText('Finished');
    await pressed(page, source);
  }
});

// ---- presets ----------------------------------------------------------------------------------

test('a preset sets layers, settings and the URL, and shows its training time', async ({
  page,
}) => {
  await open(page, '#seed=7');
  await marked(page, 'mlp');
  await page.getByTestId('preset-small').click();
  await marked(page, 'small');
  await marked(page, 'mlp', false);
  await expect(page.getByTestId('setting-layers')).toHaveValue(/^conv 5x5x8, .*conv 3x3x48/);
  await expect(page.getByTestId('setting-batchSize')).toHaveValue('32');
  await expect(page.getByTestId('setting-epochs')).toHaveValue('8');
  await expect(page.getByTestId('setting-seed')).toHaveValue('7');
  const { hash } = new URL(page.url());
  expect(hash).toContain('net=conv+5x5x8,');
  expect(hash).toContain('seed=7');
  await answerWithOwn(page);
  await expect(page.getByTestId('model')).toContainText('conv 5x5x8');
  for (const id of ['mlp', 'quick', 'small', 'better']) {
    await expect(page.getByTestId(`preset-${id}`)).toContainText(/about \d+ (sec|min) here/);
  }
  await unfold(page, 'Training');
  await page.getByLabel('Batch size').selectOption('64');
  for (const id of ['mlp', 'quick', 'small', 'better']) await marked(page, id, false);
  await page.getByLabel('Batch size').selectOption('32');
  await marked(page, 'small');
  await page.reload();
  await marked(page, 'small');
  await page.getByTestId('preset-mlp').click();
  await expect(page.getByTestId('setting-layers')).toHaveValue('dense 128, relu, dense 10');
  expect(new URL(page.url()).hash).toBe('#seed=7');
  // An address without settings would open another network.
  await unfold(page, 'Training');
  await page.getByTestId('setting-seed').fill('3');
  await page.getByTestId('setting-seed').blur();
  expect(new URL(page.url()).hash).toBe('#net=dense+128,+relu,+dense+10');
  await page.reload();
  await marked(page, 'mlp');

  await test.step('a preset restores its learning rate', async () => {
    await unfold(page, 'Training');
    await page.getByLabel('Learning rate').selectOption('0.01');
    await page.getByTestId('preset-mlp').click();
    await page.getByTestId('step').click();
    await expect.poll(async () => (await keptRun(page))?.settings.learningRate).toBe(0.003);
  });
});

test('preset times appear even if training comes first', async ({ page }) => {
  await page.route('**/train-01.png', () => {});
  await open(page, plain('digits=1000&epochs=30'));
  await trainToTheEnd(page);
  await expect(page.getByTestId('preset-better')).toContainText(/about \d+ (sec|min) here/);
});

// ---- layers -----------------------------------------------------------------------------------

test('layers are typed, added, removed, and refused, with shapes, parameters, and ranges', async ({
  page,
}) => {
  const hash = '#net=dense+128,+relu,+dense+10';
  await open(page, hash);
  await answerWithOwn(page);

  await test.step('invalid layers are rejected with a message', async () => {
    for (const [layers, message] of /** @type {const} */ ([
      ['conv 9x9x8, maxpool 8, conv 9x9x8, dense 10', /“conv 9x9x8”: .* too small for this layer/],
      ['dense 12', /last layer must be a dense layer with 10 units/],
      ['foo 3', /“foo 3”: This is not a layer\. For example: .*maxpool 2.*leaky relu 0\.01/],
      ['', /not a layer|don’t make a network/],
      ['dense 128, , dense 10', /not a layer/],
      [
        'dense 99999, dense 10',
        /“dense 99999”: A setting is out of range.*dense: units 1 to 4,096/,
      ],
      ['avgpool 9, dense 10', /“avgpool 9”: A setting is out of range.*avgpool: window 2 to 8/],
    ])) {
      await setLayers(page, layers);
      await expect(page.getByTestId('layers-problem')).toContainText(message);
      await expect(page.getByTestId('layers-problem')).toContainText('network is unchanged');
      await expect(page.getByTestId('model')).toContainText('dense 128, relu, dense 10');
      expect(new URL(page.url()).hash).toBe(hash);
    }
    await setLayers(page, 'dense 10');
    await expect(page.getByTestId('layers-problem')).toBeEmpty();
    await expect(page.getByTestId('model')).toContainText('(dense 10)');
  });

  await test.step('all layers that the core lists can be added, and their ranges are shown', async () => {
    const offered = page.getByTestId('add-layer').locator('option');
    await expect(offered).toContainText(['dense 64', 'maxpool 2', 'avgpool global', 'sigmoid']);
    await unfold(page, 'Layers');
    const help = page.locator('#layers-help');
    await expect(help).toContainText('maxpool 3 pad 1 stride 2 (window 2 to 8, padding 0 to 4');
    await expect(help).toContainText('conv 3x3x16 same (kernel 1 to 9, channels 1 to 256');
    for (const layer of await offered.allTextContents()) {
      await setLayers(page, 'dense 10');
      await page.getByTestId('add-layer').selectOption(layer);
      await page.getByTestId('add-button').click();
      await expect(page.getByTestId('setting-layers')).toHaveValue(`${layer}, dense 10`);
      await expect(page.getByTestId('layers-problem')).toBeEmpty();
    }
  });

  await test.step('layers can be typed, added and removed; shapes and parameters are shown', async () => {
    await setLayers(page, 'conv 5x5x8,relu , maxpool 2, dense 10');
    await expect(page.getByTestId('setting-layers')).toHaveValue(
      'conv 5x5x8, relu, maxpool 2, dense 10',
    );
    const table = page.getByTestId('layers-table');
    const row = (/** @type {string} */ name) => table.getByRole('row').filter({ hasText: name });
    await expect(row('conv 5x5x8')).toContainText('24×24×8');
    await expect(row('conv 5x5x8')).toContainText('208');
    await expect(row('maxpool 2')).toContainText('12×12×8');
    await expect(row('dense 10')).toContainText('11,530');
    await expect(row('Total')).toContainText('11,738');
    await page.getByTestId('add-layer').selectOption('dropout 0.25');
    await page.getByTestId('add-button').click();
    await expect(page.getByTestId('setting-layers')).toHaveValue(
      'conv 5x5x8, relu, maxpool 2, dropout 0.25, dense 10',
    );
    await page.getByRole('button', { name: 'Remove relu' }).click();
    await expect(page.getByRole('button', { name: 'Remove maxpool 2' })).toBeFocused();
    const layers = 'conv 5x5x8, maxpool 2, dropout 0.25, dense 10';
    await expect(page.getByTestId('setting-layers')).toHaveValue(layers);
    await expect(page.getByTestId('model')).toContainText(layers);
    await page.getByTestId('step').click();
    await expect.poll(async () => (await keptRun(page))?.settings.layers).toBe(layers);
    expect((await keptRun(page))?.parameters.length).toBe(11_738);
    await page.reload();
    await expect(page.getByTestId('setting-layers')).toHaveValue(layers);
  });
});

test('a URL with impossible layers shows a message, the page works, and a saved network stays', async ({
  page,
}) => {
  for (const net of ['%00%F0%9F%92%A9,,,', `${'dense+4096,'.repeat(16)}dense+10`]) {
    await test.step(net.slice(0, 30), async () => {
      await page.goto('about:blank');
      await open(page, plain(`net=${net}&digits=1000&epochs=1`));
      await expect(page.getByRole('alert').filter({ hasText: 'instead' })).toBeVisible();
      await expect(page.getByTestId('setting-layers')).toHaveValue('dense 128, relu, dense 10');
      expect(page.url()).not.toContain('net=');
    });
  }
  await setLayers(page, 'dense 16, relu, dense 10');
  await trainToTheEnd(page);
  await draw(page, DIGITS[1]);
  expect(await answer(page)).toMatch(/^\d$/);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(1);
  await page.goto('about:blank');
  await open(page, plain('digits=1000&epochs=1&net=dense+12'));
  await expect(page.getByTestId('notice-impossible')).toBeVisible();
  await expect(page.getByTestId('setting-layers')).toHaveValue('dense 16, relu, dense 10');
  await expect(page.getByTestId('status')).toContainText('Finished');
  expect((await keptRun(page))?.epoch).toBe(1);
});

// ---- augmentation -----------------------------------------------------------------------------

test('a slider changes the preview at once, even during training', async ({ page }) => {
  await open(page, '#augment=none&drawn=0&lettered=0&strange=0&epochs=1000');
  await unfold(page, 'Data augmentation');
  await expect(page.getByTestId('status')).toContainText('Ready');
  await untilPreviewed(page);

  await test.step('without augmentation, only the mixture changes the digits', async () => {
    const before = await still(() => previewed(page));
    await expect(page.getByTestId('setting-rotation')).toBeDisabled();
    await page.getByTestId('variety-preview').evaluate((canvas) => {
      const context = /** @type {HTMLCanvasElement} */ (canvas).getContext('2d');
      if (!context) return;
      const { putImageData } = CanvasRenderingContext2D.prototype;
      context.putImageData = (/** @type {any[]} */ ...values) => {
        Reflect.set(window, 'painted', true);
        putImageData.apply(context, /** @type {any} */ (values));
      };
    });
    await page.getByTestId('variety-again').click();
    await page.waitForFunction(() => Reflect.get(window, 'painted'));
    expect(await previewed(page)).toBe(before);
    await slide(page, 'drawn', 0.5);
    await expect.poll(() => previewed(page)).not.toBe(before);
    await slide(page, 'drawn', 0);
    await expect.poll(() => previewed(page)).toBe(before);
    await page.getByTestId('setting-augmentation').selectOption('distort');
  });

  /** @param {string} key @param {number} value */
  const changesWith = async (key, value) => {
    const before = await previewed(page);
    await slide(page, key, value);
    await expect.poll(() => previewed(page)).not.toBe(before);
  };
  await changesWith('rotation', 40);
  await changesWith('elastic', 4);
  const before = await previewed(page);
  await page.getByTestId('variety-again').click();
  await expect.poll(() => previewed(page)).not.toBe(before);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
  await changesWith('shift', 4);
  await changesWith('drawn', 0.5);
  await expect(page.getByTestId('status')).toContainText('Training');
  await expect(page.getByText('These settings apply to a new network')).toBeVisible();
  // The maximum of every share is still valid.
  for (const key of ['drawn', 'lettered', 'strange']) {
    await page.getByTestId(`setting-${key}`).press('End');
  }
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
});

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const NO_FONTS = {
  'a manifest without fonts': (page) =>
    page.route('**/manifest.json', async (route) => {
      const { styles: _, ...manifest } = await (await route.fetch()).json();
      await route.fulfill({ json: manifest });
    }),
  'missing fonts': (page) =>
    page.route('**/styles-00.png', (route) => route.fulfill({ status: 404, body: '' })),
};
for (const [name, arrange] of Object.entries(NO_FONTS)) {
  test(`${name}: the page trains without them`, async ({ page }) => {
    await arrange(page);
    await open(page, '#digits=1000&epochs=2&lettered=0.2&strange=0.2');
    if (name === 'missing fonts') {
      await expect(page.getByRole('alert')).toContainText('styles-00.png could not be loaded');
    }
    await unfold(page, 'Data augmentation');
    const before = await previewed(page);
    await slide(page, 'rotation', 40);
    await expect.poll(() => previewed(page)).not.toBe(before);
    await trainToTheEnd(page);
    await draw(page, DIGITS[1]);
    expect(await answer(page)).toMatch(/^\d$/);
  });
}
