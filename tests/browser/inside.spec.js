/** The panels "Inside the network" and "One training step in slow motion". */
import { expect, test } from '@playwright/test';
import { answer, answerWithOwn, DIGITS, draw, numberOf, open, plain, setLayers } from './page.js';

/** @typedef {import('@playwright/test').Page} Page @typedef {import('@playwright/test').Locator} Locator */

/** Opens a panel. @param {Page} page @param {'inside' | 'step'} id */
async function openPanel(page, id) {
  await page.getByTestId(`panel-${id}`).locator('summary').click();
  return page.getByTestId(`panel-${id}`).locator('.body');
}

/** The number of colors in a canvas. @param {Locator} canvas */
const colors = (canvas) =>
  canvas.evaluate((element) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (element);
    const context = /** @type {HTMLCanvasElement} */ (element).getContext('2d');
    const data = context?.getImageData(0, 0, width, height).data ?? [];
    const found = new Set();
    for (let p = 0; p < data.length; p += 4) found.add(`${data[p]} ${data[p + 1]} ${data[p + 2]}`);
    return found.size;
  });

/** @param {Locator} element */
const numberIn = async (element) => numberOf(await element.textContent());

/** Presses Tab until an element has focus. @param {Page} page @param {Locator} target */
async function tabTo(page, target) {
  for (let i = 0; i < 150; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error("The element can't be reached by keyboard.");
}

test.describe('Inside the network', () => {
  test('the digits of the map, the pictures of every layer, and what counts for an answer', async ({
    page,
  }) => {
    await open(page);

    await test.step('without a drawing, one training step uses a test digit with its label', async () => {
      await openPanel(page, 'step');
      await expect(page.getByTestId('step-label')).toHaveValue('7');
      await expect(page.getByTestId('step-card')).toContainText('The correct answer is 7');
      await page.getByTestId('step-label').selectOption('3');
      await expect(page.getByTestId('step-card')).toContainText('The correct answer is 3');
    });

    await test.step('the map shows test digits; pressing one selects it', async () => {
      await openPanel(page, 'inside');
      const map = page.getByTestId('embedding');
      await expect(map).toHaveAttribute('data-points', '500');
      expect(await colors(map)).toBeGreaterThan(10);
      await expect(page.getByTestId('prediction')).toHaveText('?');
      const spot = await map.evaluate((element) => {
        const canvas = /** @type {HTMLCanvasElement} */ (element);
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        const p = data?.findIndex((value, i) => i % 4 === 3 && value > 200) ?? 0;
        const scale = canvas.clientWidth / canvas.width;
        const pixel = Math.floor(p / 4);
        return {
          x: (pixel % canvas.width) * scale,
          y: Math.floor(pixel / canvas.width) * scale,
        };
      });
      await map.click({ position: spot });
      await expect(page.getByTestId('prediction')).toHaveText(/\d/);
      await expect(page.getByTestId('inside-embedding')).toContainText('The ring marks');
    });

    const panel = page.getByTestId('panel-inside').locator('.body');

    await test.step('every layer of the answering network is shown as pictures', async () => {
      await draw(page, DIGITS[7]);
      expect(await answer(page)).toBe('7');
      const model = (await page.getByTestId('model').textContent()) ?? '';
      const names = model.replace(/^.*\(|\)$/g, '').split(', ');
      const layers = panel.getByTestId('inside-layer');
      await expect(layers).toHaveCount(names.length);
      for (const [i, name] of names.entries()) await expect(layers.nth(i)).toContainText(name);
      const maps = layers.first().locator('canvas');
      const pictures = await Promise.all((await maps.all()).map(colors));
      expect(Math.max(...pictures)).toBeGreaterThan(10);
    });

    await test.step('saliency differs from digit to digit', async () => {
      const picture = page.getByTestId('saliency-picture');
      await expect(page.getByTestId('saliency-words')).toContainText('for 7');
      expect(await colors(picture)).toBeGreaterThan(10);
      const url = () =>
        picture.evaluate((element) => /** @type {HTMLCanvasElement} */ (element).toDataURL());
      const before = await url();
      await page.getByTestId('saliency-digit').selectOption('3');
      await expect(page.getByTestId('saliency-words')).toContainText('for 3');
      expect(await url()).not.toBe(before);
    });

    await test.step('another drawing changes the pictures', async () => {
      const map = panel.getByTestId('inside-layer').first().locator('canvas').first();
      const picture = () =>
        map.evaluate((element) => /** @type {HTMLCanvasElement} */ (element).toDataURL());
      await expect(map).toBeVisible();
      const before = await picture();
      await page.getByTestId('clear').click();
      await draw(page, DIGITS[0]);
      await expect.poll(picture).not.toBe(before);
    });

    await test.step('it fits a phone without horizontal scrolling', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      const wider = () =>
        page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
      await panel.getByTestId('inside-weights').locator('.neurons button').first().click();
      await expect.poll(wider).toBe(0);
      await openPanel(page, 'step');
      await expect(page.getByTestId('step-card')).toBeVisible();
      await expect.poll(wider).toBe(0);
    });
  });

  test('training does not redraw the panel while another network answers', async ({ page }) => {
    await open(page, plain('net=dense+32,+relu,+dense+10&digits=500&epochs=1000'));
    await draw(page, DIGITS[7]);
    const panel = await openPanel(page, 'inside');
    await page.getByTestId('train').click();
    await expect(panel.getByTestId('inside-layer').first()).toContainText('dense 32');
    await page.getByTestId('source-pretrained').click();
    await expect(panel.getByTestId('inside-layer').first()).toContainText('conv');
    await panel.getByTestId('inside-activations').evaluate((section) => {
      const seen = Object.assign(window, { redraws: 0 });
      new MutationObserver(() => seen.redraws++).observe(section, {
        childList: true,
        subtree: true,
      });
    });
    const epochs = async () => parseFloat((await page.getByTestId('epoch').textContent()) ?? '');
    const start = await epochs();
    await expect.poll(epochs).toBeGreaterThan(start + 50);
    // The switch itself may still have redrawn it once.
    expect(await page.evaluate(() => /** @type {any} */ (window).redraws)).toBeLessThan(2);
  });

  test("a neuron's numbers add up to its activation", async ({ page }) => {
    const dense = 'dense 16, relu, dense 10';
    await open(page, plain(`net=${encodeURIComponent(dense)}`));
    await answerWithOwn(page);
    await draw(page, DIGITS[7]);
    const panel = await openPanel(page, 'inside');
    for (const layers of [dense, 'conv 5x5x4, relu, maxpool 2, dense 10']) {
      await test.step(layers, async () => {
        if (layers !== dense) await setLayers(page, layers);
        const neurons = panel.getByTestId('inside-weights').locator('.neurons button');
        await expect(neurons).toHaveCount(layers.startsWith('dense') ? 16 : 4);
        expect(await colors(neurons.nth(2).locator('canvas'))).toBeGreaterThan(10);
        await neurons.nth(2).click();
        await expect(neurons.nth(2)).toHaveAttribute('aria-pressed', 'true');
        const [sum, bias, activation] = await Promise.all(
          ['sum', 'bias', 'activation'].map((id) => numberIn(page.getByTestId(`neuron-${id}`))),
        );
        // The core computes the activation, the panel the sum.
        expect(Math.abs(activation)).toBeGreaterThan(0.001);
        expect(sum + bias).toBeCloseTo(activation, 3);
        const products = page.getByTestId('inside-neuron').locator('tbody tr td:last-child');
        const values = await Promise.all((await products.all()).map(numberIn));
        const total = values.pop() ?? Number.NaN;
        expect(values.reduce((all, value) => all + value, 0)).toBeCloseTo(total, 2);
      });
    }
  });

  test('a sample can be selected by keyboard alone, until the pen moves again', async ({
    page,
  }) => {
    await open(page);
    await draw(page, DIGITS[0]);
    expect(await answer(page)).toBe('0');
    await tabTo(page, page.getByTestId('panel-inside').locator('summary'));
    await page.keyboard.press('Enter');
    const samples = page.getByTestId('sample');
    await expect(samples).toHaveCount(10);
    // The first test digit of MNIST is a 7.
    await tabTo(page, samples.first());
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('prediction')).toHaveText('7');
    await expect(samples.first()).toHaveAttribute('aria-pressed', 'true');
    await expect(samples.first()).toHaveAccessibleName('Test digit: 7');
    await expect(samples.first()).toBeFocused();
    await tabTo(page, page.getByTestId('more-samples'));
    await page.keyboard.press('Enter');
    await expect(samples.first()).toHaveAttribute('aria-pressed', 'false');
    await tabTo(page, page.getByTestId('my-drawing'));
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('prediction')).toHaveText('0');
    await samples.nth(1).press('Enter');
    await page.getByTestId('clear').click();
    await expect(page.getByTestId('prediction')).toHaveText('?');
    await draw(page, DIGITS[1]);
    expect(await answer(page)).toBe('1');
  });
});

test.describe('One training step', () => {
  test('walking through by keyboard ends with a lower loss', async ({ page }) => {
    const [first, ...others] = [
      'dense 32, relu, dense 10',
      'conv 5x5x4, relu, maxpool 2, conv 3x3x4 same, relu, dropout 0.2, dense 10',
      'conv 5x5x4 same stride 2, leaky relu 0.1, avgpool 2, tanh, avgpool 3, sigmoid, dense 10',
    ];
    await open(page, plain(`net=${encodeURIComponent(first)}`).replace('lr=0.1', 'lr=0.01'));
    await answerWithOwn(page);
    await draw(page, DIGITS[7]);
    const panel = await openPanel(page, 'step');
    for (const layers of [first, ...others]) {
      await test.step(layers, async () => {
        if (layers !== first) await setLayers(page, layers);
        await expect(page.getByTestId('model')).toContainText(layers);
        const said = await page.getByTestId('prediction').textContent();
        const bars = page.getByTestId('probabilities');
        const before = await bars.innerHTML();
        await page.getByTestId('step-label').selectOption('7');
        const count = 2 * layers.split(', ').length + 5;
        const where = page.getByTestId('step-where');
        const card = page.getByTestId('step-card');
        await expect(where).toContainText(` of ${count}`);
        await page.getByTestId('walk-back').evaluate((/** @type {HTMLButtonElement} */ back) => {
          while (back.ariaDisabled !== 'true') back.click();
        });
        await tabTo(page, page.getByTestId('walk-next'));
        await expect(where).toContainText(`1 of ${count}: Input`);
        const titles = new Set();
        for (let stage = 2; stage <= count; stage++) {
          await page.keyboard.press('Enter');
          await expect(where).toContainText(`${stage} of ${count}`);
          titles.add(await card.locator('h3').textContent());
          await expect(card).not.toContainText('NaN');
          await expect(card).not.toContainText('undefined');
          await expect(card).not.toContainText('onestep.');
          // Listed sums must add up.
          for (const table of await card.locator('table', { hasText: 'is computed' }).all()) {
            const cells = await table.locator('tbody tr td:last-child').all();
            const values = await Promise.all(cells.map(numberIn));
            const total = values.pop() ?? Number.NaN;
            // The panel computes the terms, the core the total.
            const sum = values.reduce((all, value) => all + value, 0);
            const rounding = 0.005 * Math.max(...values.map(Math.abs));
            expect(Math.abs(sum - total)).toBeLessThanOrEqual(rounding);
            expect(rounding).toBeGreaterThan(0);
          }
        }
        expect(titles).toContain('Softmax');
        const loss = (/** @type {string} */ id) =>
          page.getByTestId(id).getAttribute('data-loss').then(Number);
        expect(await loss('loss-after')).toBeLessThan(await loss('loss-before'));
        await expect(panel).toContainText('The loss is lower');
        // At the last stage, focus stays, and walking back works.
        await page.keyboard.press('Enter');
        await expect(where).toContainText(`${count} of ${count}`);
        await page.keyboard.press('Shift+Tab');
        await page.keyboard.press('Enter');
        await expect(where).toContainText(`${count - 1} of ${count}`);
        // The visitor's network is unchanged.
        expect(await page.getByTestId('prediction').textContent()).toBe(said);
        expect(await bars.innerHTML()).toBe(before);
      });
    }
  });
});
