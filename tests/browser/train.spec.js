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
  trainSlowly,
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

/** The curve of the run, once it is saved to its end. @param {import('@playwright/test').Page} page */
async function curve(page) {
  await expect
    .poll(async () => {
      const run = await keptRun(page);
      return run && run.epoch === run.target;
    })
    .toBe(true);
  return (await keptRun(page))?.points;
}

/** @param {import('@playwright/test').Page} page @param {number} seed */
async function setSeed(page, seed) {
  await unfold(page, 'Training');
  await page.getByLabel('Seed').fill(String(seed));
  await page.getByLabel('Seed').blur();
  await expect(page).toHaveURL(new RegExp(`seed=${seed}`));
}

test('the same seed gives the same curve, even if digits fail once, and digits and fonts arrive late; another seed a different one', async ({
  page,
  browser,
}) => {
  const hash = plain('lettered=0.2&epochs=1');
  await open(page, `${hash}&seed=5`);
  await trainToTheEnd(page);
  const expected = await curve(page);
  await setSeed(page, 6);
  await page.getByTestId('reset').click();
  await expect(page.getByTestId('train')).toHaveText('Train');
  await trainToTheEnd(page);
  expect(await curve(page)).not.toEqual(expected);

  await test.step('in another browser, digits fail once and arrive slowly, fonts after the network was created', async () => {
    const late = await browser.newPage();
    let failures = 0;
    await late.route('**/train-00.png', (route) => (failures++ ? route.continue() : route.abort()));
    await late.route('**/train-01.png', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await route.continue();
    });
    let release = () => {};
    const held = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    await late.route('**/styles-*.png', async (route) => {
      await held;
      await route.continue();
    });
    const asked = late.waitForRequest('**/styles-*.png');
    await open(late, `${hash}&seed=4`);
    await asked;
    await setSeed(late, 5);
    release();
    await trainToTheEnd(late);
    expect(await curve(late)).toEqual(expected);
    expect(failures).toBe(2);
    await late.close();
  });
});

test('while it trains, it answers, stays responsive, says how long it takes, and another network can answer', async ({
  page,
}) => {
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
  await open(page, plain('epochs=1000'));
  await page.evaluate(() => {
    const longest = { ms: 0 };
    Object.assign(window, { longest });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
    }).observe({ type: 'longtask' });
  });
  await page.getByTestId('train').click();
  await expect(page.getByTestId('source-own')).toHaveAttribute('aria-pressed', 'true');
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
  await expect(page.getByTestId('time-left')).toHaveText(/\d (sec|min) left$/);

  await test.step('it emits events for changes only; the pretrained network can answer', async () => {
    /** Counts events while the run progresses. */
    const events = () =>
      page.evaluate(async () => {
        const emitted = Reflect.get(window, 'emitted');
        const before = { ...emitted };
        while (emitted.change < before.change + 20) await new Promise(requestAnimationFrame);
        return { subject: emitted.subject - before.subject, model: emitted.model - before.model };
      });
    await trainSlowly(page);
    await draw(page, DIGITS[7]);
    expect(await answer(page)).toMatch(/\d/);
    const own = await events();
    expect(own.subject).toBe(0);
    expect(own.model).toBeGreaterThan(0);
    await page.getByTestId('source-pretrained').click();
    await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
    expect(await events()).toEqual({ subject: 0, model: 0 });
    await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByTestId('status')).toContainText('Training');
  });

  await page.getByTestId('pause').click();
  await expect(page.getByTestId('status')).toContainText('Paused');
  await expect(page.getByTestId('time-left')).toHaveText('');
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
      const now = (5000 * epoch + position) / 32;
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
    '#net=dense+128,+relu,+dropout+0.2,+dense+10&threads=1&lettered=0.1&strange=0.1&epochs=16',
  );
  await page.getByTestId('train').click();
  // Not paused: only the periodic checkpoint is available.
  await expect
    .poll(async () => (await keptRun(page))?.position, { intervals: [50] })
    .toBeGreaterThan(0);
  await page.reload();
  await expect(page.getByTestId('train')).toHaveText('Resume');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 16 epochs');
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(16);
  const interrupted = await keptRun(page);
  await page.getByTestId('reset').click();
  await expect(page.getByTestId('train')).toHaveText('Train');
  await trainToTheEnd(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(16);
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

test("dragging a slider updates the URL sparingly; a change applies even if it can't be updated", async ({
  page,
}) => {
  // Makes replaceState throw after a number of calls, as Safari does.
  await page.addInitScript(() => {
    const { replaceState } = history;
    const count = /** @type {any} */ (window);
    Object.assign(count, { changes: 0, limit: 100 });
    history.replaceState = function (...values) {
      if (++count.changes > count.limit) throw new DOMException('Too often.', 'SecurityError');
      replaceState.apply(this, values);
    };
  });
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

  await page.evaluate(() => Object.assign(window, { limit: 0 }));
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
  const address = page.url();
  await setLayers(page, 'dense 16, relu, dense 10');
  await expect(page.getByTestId('notice-pending')).toBeVisible();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByTestId('model')).toContainText('dense 16');
  expect(page.url()).toBe(address);
});

test('values out of range are rejected, settings without effect disabled, and rates match the rule', async ({
  page,
}) => {
  await open(page, '#seed=abc&batch=513&lr=-1&drawn=0.9&rotation=11.5');
  for (const group of /** @type {const} */ (['Training', 'Data augmentation', 'Layers'])) {
    await unfold(page, group);
  }
  const rate = page.getByTestId('setting-learningRate');
  const rotation = page.getByTestId('setting-rotation');
  await expect(page.getByLabel('Seed')).toHaveValue('3');
  await expect(page.getByTestId('setting-batchSize')).toHaveValue('64');
  await expect(rate).toHaveValue('0.003');
  await expect(page.getByTestId('setting-drawn')).toHaveValue('0.2');
  await expect(rotation).toHaveAttribute('aria-valuetext', '11.5°');
  await page.getByLabel('Epochs').fill('0');
  await page.getByLabel('Epochs').blur();
  await expect(page.getByText('Enter a whole number from 1 to 1,000.')).toBeVisible();
  expect(new URL(page.url()).hash).not.toContain('epochs');

  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).toHaveText(/^[23]\.\d{4}$/);
  await page.getByTestId('reset').click();

  await test.step('settings without effect are disabled', async () => {
    await expect(rotation).toBeEnabled();
    await page.getByTestId('setting-augmentation').selectOption('none');
    await expect(rotation).toBeDisabled();
    await expect(page.getByTestId('setting-drawn')).toBeEnabled();
    await page.getByTestId('setting-augmentation').selectOption('distort');
    await expect(rotation).toBeEnabled();
  });

  await test.step('learning rates match the rule', async () => {
    await expect(rate.locator('option[value="0.3"]')).toHaveCount(0);
    await page.getByTestId('setting-rule').selectOption('sgd');
    await expect(rate).toHaveValue('0.1');
    await page.getByTestId('setting-rule').selectOption('adamw');
    await expect(rate).toHaveValue('0.003');
  });

  await test.step('a layer is only offered where its input is large enough', async () => {
    await setLayers(page, 'maxpool 4, maxpool 4, dense 10');
    const option = page.getByTestId('add-layer').locator('option');
    await expect(option.filter({ hasText: 'conv' })).toBeEnabled();
    await expect(option.filter({ hasText: /^maxpool 2$/ })).toBeDisabled();
  });
});
