/** "One step" in the picture of the network, and the pulses of one batch. */
import { expect, test } from '@playwright/test';
import { inkFromBytes } from '../../web/inkling/pictures.js';
import { inkling, loadSplit } from '../wasm/helpers.mjs';
import { expectAccessible } from './axe.js';
import { answerWithOwn, DIGITS, draw, numberOf, open, plain } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const LAYERS = 'dense 12, relu, dense 10';
const RATE = 0.1;

/** @param {Page} page @param {string} [layers] of the visitor's own network; the pretrained one if absent */
async function openStep(page, layers) {
  await open(page, layers ? plain(`net=${encodeURIComponent(layers)}&seed=3&epochs=1000`) : '');
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  if (layers) await answerWithOwn(page);
  await page.getByTestId('stage-oneStep').click();
  await expect(page.getByTestId('scrub-words')).toContainText('784 numbers');
}

/** All numbers in a text. @param {string} text */
const numbersIn = (text) =>
  (text.match(/−?\d[\d,]*(\.\d+)?(E−?\d+)?/g) ?? []).map((found) => numberOf(found));

/** Shown with four digits. @param {number} shown @param {number} value */
function expectShown(shown, value) {
  expect(Math.abs(shown - value)).toBeLessThanOrEqual(6e-4 * Math.abs(value) + 6e-5);
}

/** Goes to a position by its number, and returns what is said there. @param {Page} page @param {number} at */
async function goTo(page, at) {
  const range = page.getByTestId('scrub');
  await range.fill(String(at));
  await expect(range).toHaveAttribute('aria-valuetext', new RegExp(`, ${at + 1} of `));
  return (await page.getByTestId('scrub-words').textContent()) ?? '';
}

/** Counts from now on how often pulses start to run. @param {Page} page */
const countPulses = (page) =>
  page.getByTestId('stage').evaluate((stage) => {
    const counted = /** @type {{ pulses?: number }} */ (window);
    counted.pulses = 0;
    new MutationObserver((changes) => {
      const running = changes.some(({ target }) => {
        const { classList, width } = /** @type {HTMLCanvasElement} */ (target);
        return classList.contains('pulses') && width > 0;
      });
      if (running) counted.pulses = (counted.pulses ?? 0) + 1;
    }).observe(stage, { subtree: true, attributeFilter: ['width'] });
  });
/** @param {Page} page */
const pulses = (page) => page.evaluate(() => /** @type {any} */ (window).pulses);

test('the numbers of a step are those of the core', async ({ page }) => {
  // The same network and the same digit, without the page.
  const { pixels, label } = loadSplit('test', 1).sample(0);
  const ink = inkFromBytes(pixels);
  const network = inkling.createNetwork({ layers: LAYERS, maxBatch: 1, seed: 3 });
  const parameters = network.getParameters();
  const { loss, probabilities, layers } = network.trace(ink, label);
  const slope = (/** @type {number} */ at) => {
    const lossAt = (/** @type {number} */ by) => {
      const moved = parameters.slice();
      moved[at] += by;
      network.setParameters(moved);
      return network.trace(ink, label).loss;
    };
    return (lossAt(2e-3) - lossAt(-2e-3)) / 4e-3;
  };

  await openStep(page, LAYERS);
  await expect(page.getByTestId('scrub-digit')).toHaveValue('test');
  await expect(page.getByTestId('scrub-label')).toHaveValue(String(label));
  const bars = await page.getByTestId('probabilities').innerHTML();
  const model = await page.getByTestId('model').textContent();
  const unit = page.getByTestId('stage-unit');

  // Forward: the sum of the strongest neuron.
  const forward = await goTo(page, 1);
  const [neuron, , , sum] = numbersIn(forward);
  expectShown(sum, layers[0].output[neuron - 1]);
  expect(layers[1].output[neuron - 1]).toBe(Math.max(...layers[1].output));

  // Softmax, cross entropy, and p - y.
  expectShown(numbersIn(await goTo(page, 3)).at(-1) ?? 0, probabilities[label]);
  expectShown(numbersIn(await goTo(page, 4)).at(-1) ?? 0, loss);
  expectShown(numbersIn(await goTo(page, 5)).at(-1) ?? 0, probabilities[label] - 1);
  await unit.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  for (let output = 0; output < 10; output++) {
    await expect(unit).toHaveAccessibleName(new RegExp(`^Output ${output}, dense 10: gradient`));
    const gradient = numberOf(await page.getByTestId('stage-gradient').textContent());
    expectShown(gradient, probabilities[output] - Number(output === label));
    await page.keyboard.press('ArrowDown');
  }

  // Backward: a weight's gradient is the slope of the loss, a neuron's the sum over the outputs.
  const backward = await goTo(page, 6);
  const link = /Neuron (\d+) of 12 to Output (\d): dw = (\S+) × (\S+) = (\S+)\. /.exec(backward);
  expect(link).not.toBeNull();
  const [from, to, x, dy, dw] = (link ?? []).slice(1).map(numberOf);
  const weight = 784 * 12 + 12 + (from - 1) * 10 + to;
  expectShown(x, layers[1].output[from - 1]);
  expectShown(dy, layers[2].gradient[to]);
  expectShown(dw, layers[2].parameterGradients?.weights[(from - 1) * 10 + to] ?? Number.NaN);
  expect(Math.abs(slope(weight) - dw)).toBeLessThan(0.01 * Math.abs(dw));
  await unit.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Home');
  for (let i = 0; i < 12; i++) {
    const name = /^Neuron (\d+) of 12, dense 12: gradient/;
    await expect(unit).toHaveAccessibleName(name);
    const number = Number(name.exec((await unit.getAttribute('aria-label')) ?? '')?.[1]);
    const gradient = numberOf(await page.getByTestId('stage-gradient').textContent());
    expectShown(gradient, layers[1].gradient[number - 1]);
    expectShown(numberOf(await page.getByTestId('stage-gradient-sum').textContent()), gradient);
    await page.keyboard.press('ArrowDown');
  }

  // The update: the rate times the gradient, and what that does to the loss.
  const update = await goTo(page, 8);
  const change = /w = (\S+) − (\S+) × (\S+) = (\S+)\.$/.exec(update);
  const [w, rate, gradient, moved] = (change ?? []).slice(1).map(numberOf);
  expect(rate).toBe(RATE);
  const most = parameters.indexOf(
    parameters.find((value) => Math.abs(value - w) <= 6e-4 * Math.abs(w)) ?? Number.NaN,
  );
  expect(most).toBeGreaterThanOrEqual(0);
  expectShown(moved, w - RATE * gradient);
  await unit.focus();
  await page.keyboard.press('ArrowRight');
  const rows = page.getByTestId('stage-weights').locator('tr');
  await expect(rows).toHaveCount(3);
  network.setParameters(parameters);
  network.trainBatch(ink, Uint8Array.of(label), RATE);
  const trained = network.getParameters();
  const output = Number(/^Output (\d)/.exec((await unit.getAttribute('aria-label')) ?? '')?.[1]);
  const own = Array.from({ length: 12 }, (_, i) => 784 * 12 + 12 + i * 10 + output);
  const largest = own.reduce((best, at) =>
    Math.abs(trained[at] - parameters[at]) > Math.abs(trained[best] - parameters[best]) ? at : best,
  );
  const cells = await rows.first().locator('td').allTextContents();
  const [before, after] = cells.map(numberOf);
  const moves = trained[largest] - parameters[largest];
  expect(Math.abs(before - parameters[largest])).toBeLessThan(1e-3);
  expect(Math.abs(after - before - moves)).toBeLessThan(0.2 * Math.abs(moves));
  const said = await goTo(page, 9);
  const [lossBefore, lossAfter] = numbersIn(said);
  expectShown(lossBefore, loss);
  expectShown(lossAfter, network.trace(ink, label).loss);
  expect(said).toContain('more probable');

  // All of it happened in a copy.
  expect(await page.getByTestId('probabilities').innerHTML()).toBe(bars);
  expect(await page.getByTestId('model').textContent()).toBe(model);
  await goTo(page, 4);
  expectShown(numbersIn(await goTo(page, 4)).at(-1) ?? 0, loss);
  network.free();
});

test('the scrubber works by keyboard, plays, follows the pen, the label, and training, and leads to the panel', async ({
  page,
}) => {
  await openStep(page, LAYERS);
  const range = page.getByTestId('scrub');
  const words = page.getByTestId('scrub-words');
  await expect(words).toHaveAttribute('role', 'status');
  await expect(range).toHaveAttribute('max', '9');
  await range.focus();
  const phases = [
    'Forward',
    'Forward',
    'Forward',
    'Loss',
    'Loss',
    'Loss',
    'Backward',
    'Backward',
    'Update',
    'Update',
  ];
  const seen = new Set();
  for (const [at, phase] of phases.entries()) {
    await expect(range).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`^${phase}, ${at + 1} of 10: `),
    );
    await expect(page.getByTestId(`scrub-${phase.toLowerCase()}`)).toHaveAttribute(
      'aria-current',
      'step',
    );
    await expect(words).not.toContainText(/NaN|undefined|scrubber\.|\{/);
    seen.add(await words.textContent());
    await page.keyboard.press('ArrowRight');
  }
  expect(seen.size).toBe(phases.length);
  await page.keyboard.press('Home');
  await expect(range).toHaveValue('0');

  await page.getByTestId('scrub-backward').click();
  await expect(range).toHaveValue('6');
  await page.getByTestId('scrub-play').click();
  await expect(page.getByTestId('scrub-play')).toHaveAccessibleName('Pause');
  await expect(range).toHaveValue('9', { timeout: 20_000 });
  await expect(page.getByTestId('scrub-play')).toHaveAccessibleName('Play');

  await test.step('a unit’s gradient gives way to the hint, and to its value', async () => {
    const inspector = page.getByTestId('stage-inspector');
    await page.getByTestId('scrub-backward').click();
    await page.getByTestId('stage-unit').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByTestId('stage-gradient')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(inspector).toContainText('Point at');
    await page.getByTestId('scrub-forward').click();
    await page.getByTestId('stage-unit').focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByTestId('stage-value')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  // Another digit, then the pen.
  await page.getByTestId('scrub-loss').click();
  await expect(words).toContainText('p(7)');
  await page.getByTestId('scrub-another').click();
  await expect(words).toContainText('p(2)');
  await draw(page, DIGITS[1]);
  await expect(page.getByTestId('scrub-digit')).toHaveValue('drawing');
  await expect(page.getByTestId('scrub-another')).toBeHidden();
  await page.getByTestId('scrub-label').selectOption('4');
  await expect(words).toContainText('p(4)');
  await page.getByTestId('scrub-digit').selectOption('training');
  await expect(page.getByTestId('scrub-label')).toHaveValue('5');
  await expect(words).toContainText('p(5)');

  // Watching gives the drawing back.
  await page.getByTestId('stage-watch').click();
  await expect(page.getByTestId('scrubber')).toHaveCount(0);
  await expect(page.getByTestId('stage-summary')).not.toBeEmpty();
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('prediction')).toHaveText('?');

  await test.step('the panel and the picture lead to each other, with the same numbers', async () => {
    await page.getByTestId('stage-oneStep').click();
    const loss = numbersIn(await goTo(page, 4)).at(-1);
    await page.getByTestId('scrub-numbers').click();
    const panel = page.getByTestId('panel-step');
    await expect(panel).toHaveAttribute('open', '');
    const count = 2 * 3 + 5;
    for (let i = 1; i < count; i++) await page.getByTestId('walk-next').click();
    expectShown(Number(await page.getByTestId('loss-before').getAttribute('data-loss')), loss ?? 0);
    await page.getByTestId('step-in-picture').press('Enter');
    await expect(page.getByTestId('scrubber')).toBeInViewport();
  });

  await test.step('follows training, without announcing every number', async () => {
    const untrained = await goTo(page, 4);
    await page.getByTestId('train').click();
    await expect(words).not.toHaveText(untrained);
    await expect(words).toHaveAttribute('aria-live', 'off');
    await page.getByTestId('pause').click();
    await expect(page.getByTestId('status')).toContainText('Paused');
    await expect(words).toHaveAttribute('aria-live', 'polite');
    await expect(words).toContainText('Cross entropy');
  });
});

test('pulses run along the links, and never with reduced motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openStep(page, LAYERS);
  await countPulses(page);
  await page.getByTestId('scrub-backward').click();
  await expect.poll(() => pulses(page)).toBe(1);
  await page.getByTestId('stage-watch').click();
  await draw(page, DIGITS[7]);
  // One batch sends one back through the picture, once the weights have changed.
  await page.getByTestId('step').click();
  await expect.poll(() => pulses(page)).toBe(2);

  await page.emulateMedia({ reducedMotion: 'reduce' });
  const loss = await page.getByTestId('train-loss').textContent();
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText(loss ?? '');
  await page.getByTestId('stage-oneStep').click();
  await page.getByTestId('scrub-backward').click();
  await expect(page.getByTestId('scrub-words')).toContainText('derivative');
  await page.getByTestId('scrub-update').click();
  await expect(page.getByTestId('scrub-words')).toContainText('against its gradient');
  expect(await pulses(page)).toBe(2);
});

test('goes through a deep network and a convolutional one', async ({ page }) => {
  /** @type {Error[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  await openStep(page, `${'conv 3x3x4 same, relu, '.repeat(15)}avgpool 4, dense 10`);
  const range = page.getByTestId('scrub');
  await expect(range).toHaveAttribute('max', '39');
  for (let at = 0; at < 40; at += 3) await goTo(page, at);
  // Another network keeps the phase.
  await page.getByTestId('source-pretrained').click();
  await expect(range).toHaveAttribute('max', '19');
  await expect(page.getByTestId('scrub-update')).toHaveAttribute('aria-current', 'step');
  await page.getByTestId('scrub-label').selectOption('3');
  for (let at = 0; at < 20; at++) {
    expect(await goTo(page, at)).not.toMatch(/NaN|undefined|scrubber\.|\{/);
  }
  await expect(page.getByTestId('scrub-words')).toContainText('hasn’t changed');
  expect(errors).toEqual([]);
});

test('on every screen, picture and controls share it, in several languages', async ({ page }) => {
  for (const [width, height, language] of /** @type {const} */ ([
    [1280, 800, 'de'],
    [390, 664, 'de'],
    [844, 390, 'ar'],
  ])) {
    await test.step(`at ${width}x${height} in ${language}`, async () => {
      await page.setViewportSize({ width, height });
      if (language !== (await page.locator('html').getAttribute('lang'))) {
        await page.goto(`/?lang=${language}`);
        await expect(page.getByTestId('source-pretrained')).toBeEnabled();
        for (let i = 0; i < 3; i++) {
          const hint = page.getByTestId('hint-dismiss');
          if (await hint.isVisible()) await hint.click();
        }
        await page.getByTestId('stage-oneStep').click();
      }
      await expect(page.getByTestId('scrub-words')).not.toBeEmpty();
      await page.getByTestId('scrub-backward').click();
      await page.evaluate(() => scrollTo(0, 0));
      for (const id of [
        'scrub-play',
        'scrub',
        'scrub-forward',
        'scrub-update',
        'pad',
        'stage-units',
      ]) {
        await expect(page.getByTestId(id)).toBeInViewport({ ratio: 0.9 });
      }
      await expect(page.getByTestId('scrub-words')).toBeInViewport({ ratio: 0.3 });
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  }
});
