import { expect, test } from '@playwright/test';
import {
  answer,
  DIGITS,
  draw,
  figure,
  keptRun,
  open,
  plain,
  setLayers,
  still,
  trainToTheEnd,
  unfold,
  WHOLE,
} from './page.js';

const QUICK = plain('digits=5000&epochs=3');

test('ten epochs on 60,000 digits reach 97.5%', async ({ page }) => {
  await page.goto(`${WHOLE}${plain('epochs=10')}`);
  await expect(page.getByTestId('train')).toHaveText('Train');
  await trainToTheEnd(page);
  expect(await figure(page, 'test-accuracy')).toBeGreaterThanOrEqual(97.5);
  expect(await figure(page, 'train-loss')).toBeLessThan(0.1);
  await expect(page.getByTestId('epoch')).toHaveText('10.0 / 10');
  expect(await figure(page, 'samples-per-second')).toBeGreaterThan(0);
  test.info().annotations.push({
    type: 'test accuracy',
    description: (await page.getByTestId('test-accuracy').textContent()) ?? '',
  });
});

/**
 * The curve of a run in a fresh browser.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} hash
 * @param {number} [delay] of every sprite sheet, in milliseconds
 */
async function freshCurve(browser, hash, delay = 0) {
  const page = await browser.newPage();
  await page.route('**/{train,styles}-*.png', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    await route.continue();
  });
  await open(page, hash);
  await trainToTheEnd(page);
  await expect
    .poll(async () => {
      const run = await keptRun(page);
      return run && run.epoch === run.target;
    })
    .toBe(true);
  const points = (await keptRun(page))?.points;
  await page.close();
  return points;
}

test('the same seed gives the same curve, even if digits arrive slowly; another seed a different one', async ({
  browser,
}) => {
  const hash = plain('lettered=0.1&epochs=1');
  const fast = await freshCurve(browser, `${hash}&seed=5`);
  expect(await freshCurve(browser, `${hash}&seed=5`, 150)).toEqual(fast);
  expect(await freshCurve(browser, `${hash}&seed=6`)).not.toEqual(fast);
});

test('fonts that arrive after the network is created do not change the curve', async ({
  browser,
}) => {
  const hash = '#lettered=0.2&digits=1000&epochs=2&engine=reproducible';
  const expected = await freshCurve(browser, `${hash}&seed=4`);
  const page = await browser.newPage();
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route('**/styles-*.png', async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest('**/styles-*.png');
  await open(page, hash);
  await asked;
  await unfold(page, 'Training');
  await page.getByLabel('Seed').fill('4');
  await page.getByLabel('Seed').blur();
  await expect(page).toHaveURL(/seed=4/);
  release();
  await trainToTheEnd(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(2);
  expect((await keptRun(page))?.points).toEqual(expected);
});

test('it answers while it trains, and the page stays responsive', async ({ page }) => {
  await open(page, plain('epochs=1000'));
  await page.evaluate(() => {
    const longest = { ms: 0 };
    Object.assign(window, { longest });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
    }).observe({ type: 'longtask' });
  });
  await page.getByTestId('train').click();
  await expect(page.getByTestId('test-accuracy')).toContainText('9');
  // A frozen page renders no frames.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
  });
  for (const [digit, strokes] of Object.entries(DIGITS)) {
    await draw(page, strokes);
    expect(await answer(page)).toBe(digit);
    await page.getByTestId('clear').click();
    expect(await answer(page)).toBe('?');
  }
  await expect(page.getByTestId('status')).toContainText('Training');
  test.info().annotations.push({
    type: 'longest task, ms',
    description: String(await page.evaluate(() => Reflect.get(window, 'longest').ms)),
  });
  await page.getByTestId('pause').click();
  await expect(page.getByTestId('status')).toContainText('Paused');
});

test('training emits events for changes only', async ({ page }) => {
  await page.addInitScript(() => {
    /** @type {Record<string, number>} */
    const emitted = {};
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (event) {
      emitted[event.type] = (emitted[event.type] ?? 0) + 1;
      return dispatchEvent.call(this, event);
    };
    Object.assign(window, { emitted });
  });
  /** Counts events while the run progresses. */
  const events = () =>
    page.evaluate(async () => {
      const emitted = Reflect.get(window, 'emitted');
      const before = { ...emitted };
      while (emitted.change < before.change + 20) await new Promise(requestAnimationFrame);
      return { subject: emitted.subject - before.subject, model: emitted.model - before.model };
    });
  await open(page, plain('epochs=1000'));
  await draw(page, DIGITS[7]);
  expect(await answer(page)).toMatch(/\d/);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('test-accuracy')).toContainText('9');
  const own = await events();
  expect(own.subject).toBe(0);
  expect(own.model).toBeGreaterThan(0);
  await page.getByTestId('source-pretrained').click();
  await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
  expect(await events()).toEqual({ subject: 0, model: 0 });
});

test('Train trains, Pause pauses, Resume resumes, One batch trains one batch, and Speed slows it down', async ({
  page,
}) => {
  await open(page, plain('epochs=1000'));
  await expect(page.getByTestId('train')).toBeEnabled();
  await page.getByTestId('train').dblclick(); // the second click must not pause
  await expect(page.getByTestId('test-accuracy')).toContainText('%');
  await expect(page.getByTestId('pause')).toBeVisible();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
  await page.getByTestId('pause').click();
  await expect(page.getByTestId('status')).toContainText('Paused');
  const position = async () => {
    const run = await keptRun(page);
    return JSON.stringify([run?.epoch, run?.position]);
  };
  await still(position);
  const paused = await keptRun(page);

  // Exactly one batch further: it did not continue in the meantime.
  await page.getByTestId('step').click();
  await expect
    .poll(async () => {
      const run = await keptRun(page);
      return [run?.epoch, run?.position];
    })
    .toEqual([paused?.epoch, (paused?.position ?? 0) + 32]);
  await expect(page.getByTestId('train')).toHaveText('Resume');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('pause')).toBeVisible();
  await expect(page.getByTestId('pause')).toBeFocused();

  await test.step('one batch per second', async () => {
    await page.getByTestId('speed').focus();
    await page.keyboard.press('Home');
    await expect(page.getByTestId('pace')).toHaveText('1 batch/sec');
    let before = 0;
    // The page saves the run every second.
    const sinceLast = async () => {
      const { epoch = 0, position = 0 } = (await keptRun(page)) ?? {};
      const now = (10_000 * epoch + position) / 32;
      const batches = now - before;
      before = now;
      return batches > 0 && batches < 5;
    };
    await expect.poll(sinceLast).toBe(true);
    await page.getByTestId('pause').click();
    await expect(page.getByTestId('status')).toContainText('Paused');
  });
});

test('a trained network and its curve survive a reload and a reset, and training continues', async ({
  page,
}) => {
  await open(page, QUICK);
  await trainToTheEnd(page);
  const accuracy = (await page.getByTestId('test-accuracy').textContent()) ?? '';
  const restore = page.getByRole('button', { name: 'Restore the previous one' });

  await test.step('a reload', async () => {
    await page.reload();
    await expect(page.getByTestId('test-accuracy')).toHaveText(accuracy);
    await expect(page.getByTestId('status')).toContainText('Finished after 3 epochs');
    await draw(page, DIGITS[0]);
    expect(await answer(page)).toBe('0');
  });

  await test.step('Reset starts over, and can be undone', async () => {
    await page.getByTestId('reset').click();
    await expect(page.getByTestId('status')).toContainText('Ready');
    await expect(page.getByTestId('test-accuracy')).toHaveText('–');
    await expect(page.getByTestId('confidence')).toContainText('guessing');
    await restore.click();
    await expect(page.getByTestId('test-accuracy')).toHaveText(accuracy);
    await expect(page.getByTestId('prediction')).toHaveText('0');
  });

  await test.step('after a reset and a reload, the old network can still be restored', async () => {
    await page.getByTestId('reset').click();
    await expect(page.getByTestId('train')).toHaveText('Train');
    await expect.poll(() => keptRun(page)).toBe(undefined);
    await page.reload();
    await expect(page.getByTestId('test-accuracy')).toHaveText('–');
    await restore.click();
    await expect(page.getByTestId('test-accuracy')).toHaveText(accuracy);
  });

  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 6 epochs');
});

test('a run interrupted by a reload ends like an uninterrupted one: AdamW, one-cycle schedule, dropout and augmentation', async ({
  page,
}) => {
  // The page saves a run once a second; a fast clock makes it save sooner.
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    performance.now = () => 20 * now();
  });
  // Long enough to be saved while running, on a single thread of any machine.
  await open(
    page,
    '#net=dense+128,+relu,+dropout+0.2,+dense+10&threads=1&lettered=0.1&strange=0.1&epochs=8&digits=10000',
  );
  await page.getByTestId('train').click();
  // Not paused: only the periodic checkpoint is available.
  await expect
    .poll(async () => (await keptRun(page))?.position, { intervals: [50] })
    .toBeGreaterThan(0);
  await page.reload();
  await expect(page.getByTestId('train')).toHaveText('Resume');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 8 epochs');
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(8);
  const interrupted = await keptRun(page);
  await page.getByTestId('reset').click();
  await expect(page.getByTestId('train')).toHaveText('Train');
  await trainToTheEnd(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(8);
  const uninterrupted = await keptRun(page);
  // The same points, but for samples that were due before the test digits had loaded.
  expect(uninterrupted?.points).toMatchObject(interrupted?.points ?? [null]);
  expect(interrupted?.parameters).toEqual(uninterrupted?.parameters);
});

test('a returning visitor gets the settings of the saved network', async ({ page }) => {
  await open(page, '#digits=1000&epochs=2&net=dense+32,+relu,+dense+10&rule=sgd&lr=0.3');
  await trainToTheEnd(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(2);
  await page.goto('about:blank');
  await open(page);
  await expect(page.getByTestId('setting-layers')).toHaveValue('dense 32, relu, dense 10');
  await expect(page.getByLabel('Learning rate')).toHaveValue('0.3');
  await expect(page.getByTestId('notices')).toBeEmpty();
  // A URL with settings: the learning rate applies at once, the layers wait for a new network.
  await page.goto('about:blank');
  await open(page, '#lr=0.01');
  await expect(page.getByText('These settings apply to a new network')).toBeVisible();
  await page.getByTestId('step').click();
  await expect.poll(async () => (await keptRun(page))?.settings.learningRate).toBe(0.01);
  expect((await keptRun(page))?.settings.layers).toBe('dense 32, relu, dense 10');
});

test('settings are in the URL; those that define a network wait for a new one', async ({
  page,
}) => {
  await open(page, '#digits=5000&epochs=3&seed=4');
  await unfold(page, 'Training');
  await unfold(page, 'Data augmentation');
  await page.getByLabel('Batch size').selectOption('32');
  expect(new URL(page.url()).hash).toBe('#epochs=3&batch=32&digits=5000&seed=4');
  await setLayers(page, 'dense 32, relu, dense 10');
  expect(new URL(page.url()).hash).toContain('net=dense+32,+relu,+dense+10');
  await trainToTheEnd(page);
  await expect(page.getByTestId('model')).toContainText('dense 32');
  await setLayers(page, 'dense 16, relu, dense 10');
  await page.getByLabel('Augmentation').selectOption('shifts');
  await expect(page.getByTestId('model')).toContainText('dense 32');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByTestId('model')).toContainText('dense 16');
  await expect.poll(() => keptRun(page)).toBe(undefined);
  await page.reload();
  await expect(page.getByTestId('model')).toContainText('dense 16');
  await expect(page.getByTestId('setting-augmentation')).toHaveValue('shifts');
});

/** Makes replaceState throw after a number of calls, as Safari does. @param {import('@playwright/test').Page} page @param {number} limit */
const limitAddress = (page, limit) =>
  page.addInitScript((limit) => {
    const { replaceState } = history;
    const count = /** @type {any} */ (window);
    count.changes = 0;
    history.replaceState = function (...values) {
      if (++count.changes > limit) throw new DOMException('Too often.', 'SecurityError');
      replaceState.apply(this, values);
    };
  }, limit);

test('dragging a slider updates the URL sparingly, and ends with its final value', async ({
  page,
}) => {
  await limitAddress(page, 100);
  await open(page);
  await unfold(page, 'Data augmentation');
  await page.getByTestId('setting-rotation').evaluate(
    (/** @type {HTMLInputElement} */ slider) =>
      new Promise((resolve) => {
        let moves = 0;
        const move = () => {
          slider.value = String(1 + (moves % 9));
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          if (++moves < 150) requestAnimationFrame(move);
          else resolve(undefined);
        };
        move();
      }),
  );
  await expect.poll(() => new URL(page.url()).hash).toContain('rotation=6');
  expect(await page.evaluate(() => /** @type {any} */ (window).changes)).toBeLessThan(100);
});

test("a change applies even if the URL can't be updated", async ({ page }) => {
  await limitAddress(page, 0);
  await open(page, QUICK);
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
  await setLayers(page, 'dense 16, relu, dense 10');
  await expect(page.getByTestId('notice-pending')).toBeVisible();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByTestId('model')).toContainText('dense 16');
});

test('the largest batch size trains, and a larger one is rejected', async ({ page }) => {
  await open(page, '#batch=513');
  await expect(page.getByTestId('setting-batchSize')).toHaveValue('64');
  await page.goto('about:blank');
  await open(page, plain('batch=512&digits=5000&epochs=1'));
  await trainToTheEnd(page);
});

test('a value out of range is rejected with a message', async ({ page }) => {
  await open(page, '#seed=abc&batch=77777&lr=-1&drawn=0.9&rotation=11.5');
  await unfold(page, 'Training');
  await expect(page.getByLabel('Seed')).toHaveValue('3');
  await expect(page.getByLabel('Batch size')).toHaveValue('64');
  await expect(page.getByLabel('Learning rate')).toHaveValue('0.003');
  await expect(page.getByTestId('setting-drawn')).toHaveValue('0.2');
  await expect(page.getByTestId('setting-rotation')).toHaveAttribute('aria-valuetext', '11.5°');
  await page.getByLabel('Epochs').fill('0');
  await page.getByLabel('Epochs').blur();
  await expect(page.getByText('Enter a whole number from 1 to 1,000.')).toBeVisible();
  expect(new URL(page.url()).hash).not.toContain('epochs');
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).toHaveText(/^[23]\.\d{4}$/);
});
