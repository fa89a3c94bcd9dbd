/** Editing the layers in the picture of the network, the inspector's formulas, and "Why?". */
import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import {
  answer,
  answerWithOwn,
  DIGITS,
  draw,
  figure,
  keptRun,
  numberOf,
  open,
  plain,
  setLayers,
} from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const CNN = 'conv 5x5x4, relu, maxpool 2, dense 16, relu, dense 10';

/** @param {Page} page */
const heads = (page) => page.getByTestId('stage').locator('.heads li');

/** Opens the page with the visitor's own network and the editor. @param {Page} page @param {string} [layers] */
async function edit(page, layers = CNN) {
  await open(page, plain(`net=${encodeURIComponent(layers)}&digits=1000&epochs=1`));
  await answerWithOwn(page);
  await expect(page.getByTestId('model')).toContainText(`(${layers})`);
  await page.getByTestId('stage-edit').click();
  await expect(page.getByTestId('stage-layer-0')).toBeVisible();
}

/** @param {Page} page */
async function closeCard(page) {
  const close = page.getByTestId('stage-card').getByRole('button', { name: 'Close' });
  if (await close.isVisible()) await close.click();
}

/** Types another list while the editor is open. @param {Page} page @param {string} layers */
async function arrange(page, layers) {
  await closeCard(page);
  await setLayers(page, layers);
  await page.evaluate(() => scrollTo(0, 0)); // the picture changes only in sight
  await agrees(page, layers);
}

/** The list is the same in the form, the network, the strip, and the picture. @param {Page} page @param {string} layers */
async function agrees(page, layers) {
  await expect(page.getByTestId('setting-layers')).toHaveValue(layers);
  await expect(page.getByTestId('model')).toContainText(`(${layers})`);
  const names = page.getByTestId('stage-strip').locator('.name');
  await expect(names).toHaveText(layers.split(', '));
  const columns =
    layers.split(', ').filter((layer) => !/^(relu|tanh|dropout)/.test(layer)).length + 1;
  await expect(heads(page)).toHaveCount(columns);
}

test('layers are widened, inserted, changed, moved, and removed, and the network trains', async ({
  page,
}) => {
  await edit(page);
  await page.getByTestId('stage-more-0').click();
  await agrees(page, CNN.replace('5x5x4', '5x5x5'));
  await expect(page.getByTestId('stage-more-0')).toBeFocused();
  await page.getByTestId('stage-less-3').click();
  await agrees(page, CNN.replace('5x5x4', '5x5x5').replace('dense 16', 'dense 15'));
  // The output has one unit for each class.
  await expect(page.getByTestId('stage-more-5')).toHaveCount(0);
  await page.getByTestId('stage-undo').click();
  await page.getByTestId('stage-undo').click();
  await agrees(page, CNN);
  await expect(page.getByTestId('stage-undo')).toBeDisabled();
  // A change in the form arrives in the strip.
  await page.getByTestId('preset-mlp').click();
  await page.evaluate(() => scrollTo(0, 0)); // the picture changes only in sight
  await agrees(page, 'dense 128, relu, dense 10');

  await test.step('layers are inserted and removed; what can’t follow is not offered', async () => {
    await arrange(page, 'conv 9x9x4, maxpool 4, dense 10');
    await page.getByTestId('stage-insert-2').click();
    const card = page.getByTestId('stage-card');
    await expect(card).toBeFocused();
    const offered = card.locator('.choices button');
    await expect(offered).toContainText(['dense 64', 'relu', 'dropout 0.25']);
    // A 5×5 image can be pooled once more; after a dense layer there is none.
    await expect(offered.filter({ hasText: /^maxpool 2$/ })).toHaveCount(1);
    await offered.filter({ hasText: /^dense 64$/ }).click();
    await agrees(page, 'conv 9x9x4, maxpool 4, dense 64, dense 10');
    await expect(page.getByTestId('stage-layer-2')).toBeFocused();
    await page.getByTestId('stage-insert-3').click();
    await expect(offered.filter({ hasText: /^maxpool 2$/ })).toHaveCount(0);
    await expect(card.locator('.unable')).toContainText(['maxpool 2']);
    await expect(card.locator('.unable').first()).toContainText('too small');
    await page.keyboard.press('Escape');
    await expect(card).toBeHidden();
    await expect(page.getByTestId('stage-insert-3')).toBeFocused();
    await page.getByTestId('stage-layer-2').click();
    await page.getByTestId('stage-remove').click();
    await agrees(page, 'conv 9x9x4, maxpool 4, dense 10');
  });

  await test.step('a layer’s numbers are edited in its card, within the limits of the core', async () => {
    await arrange(page, 'conv 3x3x8 same, relu, maxpool 2, dropout 0.2, dense 10');
    await page.getByTestId('stage-layer-0').click();
    const kernel = page.getByTestId('stage-number-size');
    await kernel.fill('5');
    await kernel.press('Enter');
    await agrees(page, 'conv 5x5x8 same, relu, maxpool 2, dropout 0.2, dense 10');
    await page.getByTestId('stage-number-padding').fill('1');
    await page.getByTestId('stage-number-padding').press('Enter');
    await agrees(page, 'conv 5x5x8 pad 1, relu, maxpool 2, dropout 0.2, dense 10');
    await kernel.fill('40');
    await kernel.press('Enter');
    await expect(page.getByTestId('stage-problem')).toContainText('kernel 1 to 9');
    await expect(page.getByTestId('stage-problem')).toContainText('network is unchanged');
    await expect(kernel).toHaveValue('5');
    await page.getByTestId('stage-layer-3').click();
    await page.getByTestId('stage-number-rate').fill('0.5');
    await page.getByTestId('stage-number-rate').press('Enter');
    await agrees(page, 'conv 5x5x8 pad 1, relu, maxpool 2, dropout 0.5, dense 10');
    await expect(page.getByTestId('stage-problem')).toBeEmpty();
  });

  await test.step('layers move with the pointer and with keys', async () => {
    await arrange(page, 'dense 40, relu, dense 20, tanh, dense 10');
    const moved = 'dense 20, tanh, dense 40, relu, dense 10';
    const drag = async (/** @type {string} */ from, /** @type {string} */ to) => {
      const [a, b] = await Promise.all([from, to].map((id) => page.getByTestId(id).boundingBox()));
      if (!a || !b) throw new Error('There is nothing to drag.');
      await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
      await page.mouse.down();
      await page.mouse.move(b.x, b.y + b.height / 2, { steps: 4 });
      await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2);
      await page.mouse.up();
    };
    await expect(page.getByTestId('stage')).toHaveClass(/aligned/);
    await drag('stage-layer-0', 'stage-insert-4');
    await expect(page.getByTestId('setting-layers')).toHaveValue(moved);
    await expect(page.getByTestId('stage-card')).toBeHidden();
    const first = page.getByTestId('stage-layer-0');
    await first.focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(page.getByTestId('setting-layers')).toHaveValue(
      'dense 40, relu, dense 20, tanh, dense 10',
    );
    await expect(page.getByTestId('stage-layer-2')).toBeFocused();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(page.getByTestId('setting-layers')).toHaveValue(moved);
    await expect(first).toBeFocused();
    // Arrows alone go from button to button; Delete removes a column.
    await page.keyboard.press('+');
    await expect(page.getByTestId('setting-layers')).toHaveValue(/^dense 22, tanh/);
    await first.focus();
    await page.keyboard.press('Delete');
    await expect(page.getByTestId('setting-layers')).toHaveValue('dense 40, relu, dense 10');
    await first.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByTestId('stage-insert-0')).toBeFocused();
    await page.keyboard.press('End');
    await expect(page.getByTestId('stage-layer-2')).toBeFocused();
    // The output stays last.
    await page.keyboard.press('Alt+ArrowLeft');
    await page.keyboard.press('Delete');
    await agrees(page, 'dense 40, relu, dense 10');
  });

  await test.step('an edited network trains', async () => {
    await arrange(page, 'dense 16, relu, dense 10');
    await page.getByTestId('stage-insert-2').click();
    await page.getByTestId('stage-choice-dropout 0.25').click();
    await agrees(page, 'dense 16, relu, dropout 0.25, dense 10');
    await page.getByTestId('train').click();
    await expect(page.getByTestId('status')).toContainText('Finished');
    expect((await keptRun(page))?.settings.layers).toBe('dense 16, relu, dropout 0.25, dense 10');
  });
});

test('the list is changed for the own network only, and not while training runs', async ({
  page,
}) => {
  await open(page, plain('net=dense+16,+relu,+dropout+0.5,+dense+10&digits=1000&epochs=500'));
  await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
  await page.getByTestId('stage-edit').click();
  await expect(page.getByTestId('stage-message')).toContainText('only change your own network');
  await expect(page.getByTestId('stage-strip')).toBeHidden();
  await page.getByTestId('stage-own').click();
  await expect(page.getByTestId('source-own')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('stage-strip')).toBeVisible();
  await page.getByTestId('train').click();
  await expect(page.getByTestId('stage-message')).toContainText('Pause training');
  await expect(page.getByTestId('stage-strip')).toBeHidden();

  await test.step('while dropout trains, units blink, with a note that says what that is', async () => {
    const note = page.getByTestId('stage-dropout');
    await expect(page.getByTestId('test-accuracy')).toContainText('%');
    await expect(note).toBeHidden();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect(note).toBeVisible();
    await expect(note).toContainText('at random');
    await page.getByTestId('stage-pause').click();
    await expect(page.getByTestId('status')).toContainText('Paused');
    await expect(note).toBeHidden();
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  // A trained network stays until the visitor starts over.
  await page.getByTestId('stage-more-0').click();
  await expect(page.getByTestId('setting-layers')).toHaveValue(
    'dense 18, relu, dropout 0.5, dense 10',
  );
  await expect(page.getByTestId('model')).toContainText('dense 16');
  await expect(page.getByTestId('stage-message')).toContainText('shows the trained network');
  await page.getByTestId('stage-discard').click();
  await agrees(page, 'dense 16, relu, dropout 0.5, dense 10');
  await expect(page.getByTestId('notice-pending')).toHaveCount(0);
  await page.getByTestId('stage-more-0').click();
  await page.getByTestId('stage-start-over').click();
  await agrees(page, 'dense 18, relu, dropout 0.5, dense 10');
  await page.getByTestId('notice-undo-reset').getByRole('button').first().click();
  await agrees(page, 'dense 16, relu, dropout 0.5, dense 10');
  await page.getByTestId('step').click();
  await expect
    .poll(async () => (await keptRun(page))?.settings.layers)
    .toBe('dense 16, relu, dropout 0.5, dense 10');
});

test('the editor on every screen: targets, axe, no overflow', async ({ page }) => {
  for (const [width, height, language] of /** @type {const} */ ([
    [1280, 800, 'en'],
    [390, 664, 'en'],
    [844, 390, 'ar'],
  ])) {
    await test.step(`at ${width}x${height} in ${language}`, async () => {
      await page.setViewportSize({ width, height });
      if (width === 1280) await edit(page);
      if (language !== 'en') {
        await page.getByTestId('language').selectOption(language);
        await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
        await answerWithOwn(page);
        await page.getByTestId('stage-edit').click();
      }
      await expect(page.getByTestId('stage-layer-0')).toBeVisible();
      const small = await page
        .getByTestId('stage')
        .locator('button:visible:not(.unit)')
        .evaluateAll((all) =>
          all
            .map((one) => ({ name: one.outerHTML, box: one.getBoundingClientRect() }))
            .filter(({ box }) => box.width < 24 || box.height < 24)
            .map(({ name }) => name),
        );
      expect(small).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await expectAccessible(page);
      await page.getByTestId('stage-layer-0').click();
      await expect(page.getByTestId('stage-number-size')).toBeVisible();
      await expectAccessible(page, { region: '[data-testid=stage]' });
      await page.getByTestId('stage-insert-3').click();
      await expect(page.getByTestId('stage-card').locator('.choices button').first()).toBeVisible();
      await expectAccessible(page, { region: '[data-testid=stage]' });
      // In either direction, an arrow goes where it points.
      const [there, back] = language === 'ar' ? ['Left', 'Right'] : ['Right', 'Left'];
      const list = page.getByTestId('setting-layers');
      await page.getByTestId('stage-layer-0').focus();
      await page.keyboard.press(`Alt+Arrow${there}`);
      await expect(list).toHaveValue(/^maxpool 2, conv 5x5x4, relu/);
      await page.keyboard.press(`Alt+Arrow${back}`);
      await expect(list).toHaveValue(CNN);
      await closeCard(page);
    });
  }
});

// ---- the inspector and "Why?" ------------------------------------------------------------------

/** The numbers in a formula. @param {string} text */
const numbersIn = (text) =>
  [...text.matchAll(/−?\s?\d[\d,]*(?:\.\d+)?/g)].map(([one]) => numberOf(one));

test('the formulas of the inspector give the values of the core', async ({ page }) => {
  await open(page, plain(`net=${encodeURIComponent(CNN)}`));
  await answerWithOwn(page);
  await expect(heads(page)).toHaveCount(5);
  await draw(page, DIGITS[7]);
  await answer(page);
  await expect(page.getByTestId('stage-summary')).not.toBeEmpty();
  const formula = page.getByTestId('stage-formula').first();
  const value = () => figure(page, 'stage-value');
  await page.getByTestId('stage-unit').focus();

  await page.keyboard.press('ArrowRight');
  await expect(formula).toContainText('relu(Σ w·x + b) = relu(');
  const [sum, bias, result] = numbersIn(((await formula.textContent()) ?? '').split('relu(')[2]);
  expect(Math.abs(Math.max(0, sum + bias) - (await value()))).toBeLessThan(0.021);
  expect(result).toBeCloseTo(await value(), 2);
  await expect(page.getByTestId('stage-before-after').locator('canvas')).toHaveCount(2);
  await expectAccessible(page);

  await page.keyboard.press('ArrowRight');
  await expect(formula).toContainText('max(');
  const window = numbersIn((await formula.textContent()) ?? '');
  expect(window).toHaveLength(5);
  expect(Math.max(...window.slice(0, 4))).toBe(window[4]);
  expect(window[4]).toBeCloseTo(await value(), 2);

  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight');
  const softmax = page.getByTestId('stage-formula').nth(1);
  await expect(softmax).toContainText('softmax');
  const [logit, own, all, share] = numbersIn((await softmax.textContent()) ?? '');
  expect(logit).toBeCloseTo(await value(), 2);
  expect(Math.abs(Math.exp(logit) - own)).toBeLessThan(0.01 * own + 0.01);
  expect(Math.abs((100 * own) / all - share)).toBeLessThan(0.5);
  const inspector = page.getByTestId('stage-inspector');
  await expect(inspector).toContainText(`${share}% in this view`);

  await test.step('"Show all" opens "Inside the network" at the unit', async () => {
    await page.getByTestId('stage-unit').focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByTestId('stage-unit')).toHaveAccessibleName(/^Map 2 of 4/);
    const all = page.getByTestId('stage-show-all');
    await expect(all).toBeVisible();
    // After the picture come its buttons.
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('Tab');
      if (await all.evaluate((one) => one === document.activeElement)) break;
    }
    await expect(all).toBeFocused();
    await page.keyboard.press('Enter');
    const neurons = page.getByTestId('inside-weights').locator('.neurons button');
    await expect(neurons.nth(1)).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByTestId('inside-neuron')).toContainText('Filter 2');

    // A unit of a later layer, which the panel does not list.
    await page.getByTestId('panel-inside').locator('> summary').click();
    await page.getByTestId('stage-unit').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const unit = page.getByTestId('stage-unit');
    await expect(unit).toHaveAccessibleName(/^Neuron \d+ of 16/);
    const name = (await unit.getAttribute('aria-label')) ?? '';
    const number = /^Neuron (\d+) of 16/.exec(name)?.[1];
    const sum = await figure(page, 'stage-sum');
    await all.press('Enter');
    const detail = page.getByTestId('inside-neuron');
    await expect(detail.locator('h4')).toHaveText(`Neuron ${number} dense 16`);
    const activation = await figure(page, 'neuron-activation');
    expect(Math.abs(activation - sum)).toBeLessThan(0.006);
    await neurons.first().click();
    await expect(detail).toContainText('Filter 1');
  });
});

test('"Why?" shows on the pad what counts for the answer, and follows the pen', async ({
  page,
}) => {
  await open(page, plain('epochs=1000'));
  await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('stage-units')).toBeAttached();
  const why = page.getByTestId('stage-why');
  await expect(why).toBeHidden();
  await draw(page, DIGITS[7]);
  expect(await answer(page)).toBe('7');
  await why.click();
  const picture = page.getByTestId('stage-why-picture');
  await expect(picture).toHaveAttribute('aria-label', 'Parts of the drawing for and against 7');
  const look = () =>
    picture.evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  // The picture lies on the strokes: where it is strongest, there is ink.
  const ink = await picture.evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const pad = /** @type {HTMLCanvasElement} */ (document.querySelector('[data-testid=pad]'));
    const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(
      0,
      0,
      28,
      28,
    );
    const [on, under] = [canvas, pad].map((one) => one.getBoundingClientRect());
    const drawn = /** @type {CanvasRenderingContext2D} */ (pad.getContext('2d'));
    let [hits, all] = [0, 0];
    for (let p = 0; p < 784; p++) {
      if (data[4 * p + 3] < 100) continue;
      const x = on.left + (((p % 28) + 0.5) / 28) * on.width - under.left;
      const y = on.top + ((Math.floor(p / 28) + 0.5) / 28) * on.height - under.top;
      const scale = pad.width / under.width;
      const near = drawn.getImageData(scale * x - 6, scale * y - 6, 12, 12).data;
      all++;
      if (near.some((value, i) => i % 4 === 3 && value > 0)) hits++;
    }
    return hits / all;
  });
  expect(ink).toBeGreaterThan(0.9);
  const before = await look();
  await draw(page, DIGITS[0]);
  await expect.poll(look).not.toBe(before);

  await test.step('and the training of the network that answers', async () => {
    await answerWithOwn(page);
    await page.getByTestId('train').click();
    await expect(page.getByTestId('pause')).toBeVisible();
    const first = await look();
    await expect.poll(look).not.toBe(first);
    await expect(page.getByTestId('pause')).toBeVisible();
    await page.getByTestId('pause').click();
  });

  await why.click();
  await expect(picture).toBeHidden();
  await page.getByTestId('clear').click();
  await expect(why).toBeHidden();
});
