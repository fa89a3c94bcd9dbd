/** The page over hours, and on an old device. ENDURANCE_HOURS=8 makes the short test a long one. */
import { expect, test } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';
import { report } from './fault-table.js';
import { answer, DIGITS, draw, figure, open, plain, trainToTheEnd } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

// Measure memory immediately, not at the browser's convenience. Only the whole Chromium measures it.
const args = [...launchOptions.args, '--enable-blink-features=ForceEagerMeasureMemory'];
test.use({ launchOptions: { ...launchOptions, args } });

/** Hours of training to compress into the test. The default is a sample of eight hours. */
const HOURS = Number(process.env.ENDURANCE_HOURS ?? 0.025);
/** Speeds up the clocks of page and worker, and with them everything periodic. */
const SPEED = 30;
const MEASUREMENTS = 8;
const MB = 2 ** 20;
const HOUR_MS = 3_600_000;

/** A tiny network: what may accumulate over hours is an epoch's overhead, not its arithmetic. */
const SMALL = plain('net=dense+10&digits=200&epochs=1000&batch=64&engine=reproducible');

/** Runs first in page and worker. */
const FAST_CLOCK = `{
  const now = performance.now.bind(performance);
  performance.now = () => ${SPEED} * now();
}`;

/** In the worker: records its memory and counts its reports. */
const COUNTED_WORKER = `{
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...values) => {
    const instance = await instantiate(...values);
    self.seenMemory = instance.exports.memory;
    return instance;
  };
  self.seen = { reports: 0, snapshots: 0, points: 0 };
  const post = self.postMessage.bind(self);
  self.postMessage = (message, ...more) => {
    if (message.type === 'progress') {
      self.seen.reports++;
      self.seen.points += message.progress.points.length;
      if (message.progress.snapshot) self.seen.snapshots++;
    }
    post(message, ...more);
  };
}`;

/** In the page: counts saved runs, and presses Train again after every thousand epochs. */
function countedPage() {
  const { put } = IDBObjectStore.prototype;
  Reflect.set(window, 'checkpoints', 0);
  IDBObjectStore.prototype.put = function (...values) {
    if (values[1] === 'run 2') {
      Reflect.set(window, 'checkpoints', Reflect.get(window, 'checkpoints') + 1);
    }
    return put.apply(this, values);
  };
  Reflect.set(window, 'goOn', () => {
    const train = /** @type {HTMLButtonElement} */ (document.querySelector('[data-testid=train]'));
    new MutationObserver(() => {
      if (!train.hidden) train.click();
    }).observe(train, { attributes: true });
    train.click();
  });
}

/** The epochs per hour of the default network on this machine. @param {Page} page */
async function epochsOfAnHour(page) {
  await open(page);
  await page.getByTestId('train').click();
  await expect(page.getByTestId('samples-per-second')).toHaveText(/\d/);
  await expect(page.getByTestId('status')).toContainText('Finished', { timeout: 100_000 });
  // An upper bound: evaluations take time too.
  const rate = await figure(page, 'samples-per-second');
  await page.getByTestId('reset').click();
  await page.goto('about:blank');
  return (rate * 3600) / 60_000;
}

test('memory does not grow over hours of training, compressed into small epochs', async ({
  page,
}) => {
  test.setTimeout(240_000 + (2 * HOURS * HOUR_MS) / SPEED);
  const epochsAnHour = await epochsOfAnHour(page);
  await page.addInitScript(FAST_CLOCK);
  await page.addInitScript(countedPage);
  await page.route('**/trainer.worker.js*', async (route) => {
    const response = await route.fetch();
    const body = `${FAST_CLOCK}\n${COUNTED_WORKER}\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await open(page, SMALL);
  await page.evaluate(() => Reflect.get(window, 'goOn')());
  await expect(async () => void trainerOf(page)).toPass();
  const session = await page.context().newCDPSession(page);
  const began = Date.now();
  const rows = [];
  for (let i = 1; i <= MEASUREMENTS; i++) {
    const part = i / MEASUREMENTS;
    // Wait for this fraction of both the time and the epochs.
    await expect
      .poll(
        async () => {
          const { epoch } = await counted(page);
          return Math.min(
            ((Date.now() - began) * SPEED) / (HOURS * HOUR_MS),
            epoch / (HOURS * epochsAnHour),
          );
        },
        { timeout: 60_000 + (2 * HOURS * HOUR_MS) / SPEED, intervals: [1000] },
      )
      .toBeGreaterThanOrEqual(part);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { whole, stored } = await page.evaluate(async () => {
      const measure = Reflect.get(performance, 'measureUserAgentSpecificMemory');
      const { bytes } = await measure.call(performance);
      const estimate = /** @type {any} */ (await navigator.storage.estimate());
      return { whole: bytes, stored: estimate.usageDetails?.indexedDB ?? 0 };
    });
    const wasm = await trainerOf(page).evaluate(
      () => Reflect.get(self, 'seenMemory').buffer.byteLength,
    );
    rows.push({ ...(await counted(page)), page: usedSize, whole, wasm, stored });
  }
  await expect(page.getByRole('alert')).toBeHidden();
  const seconds = Math.round((Date.now() - began) / 1000);
  await draw(page, DIGITS[1]);
  expect(await answer(page)).toMatch(/\d/);
  const columns = ['epoch', 'reports', 'snapshots', 'points', 'checkpoints'];
  const sizes = ['page', 'whole', 'wasm', 'stored'];
  report(
    'memory',
    [
      `Memory over ${HOURS} hours of training, compressed into ${seconds} s: a tiny network, clocks ${SPEED} times as fast.`,
      `In that time, the default network would train for at most ${Math.round(HOURS * epochsAnHour)} epochs here, at the speed just measured.`,
      'Sizes in MB, after garbage collection: heap of the page, page and workers, WebAssembly, IndexedDB.',
      [...columns, ...sizes].map((name) => name.padStart(12)).join(''),
      ...rows.map((row) =>
        [
          ...columns.map((name) => String(Reflect.get(row, name))),
          ...sizes.map((name) => (Reflect.get(row, name) / MB).toFixed(1)),
        ]
          .map((text) => text.padStart(12))
          .join(''),
      ),
    ].join('\n'),
  );
  const [first, last] = [rows[1], rows[rows.length - 1]];
  expect(last.wasm).toBe(first.wasm);
  expect(last.page).toBeLessThan(first.page + 6 * MB);
  expect(last.whole).toBeLessThan(first.whole + 16 * MB);
});

/** The worker that trains; others come and go. @param {Page} page */
function trainerOf(page) {
  const worker = page.workers().find((worker) => worker.url().includes('trainer.worker'));
  if (!worker) throw new Error('There is no trainer.');
  return worker;
}

/** @param {Page} page */
async function counted(page) {
  const worker = await trainerOf(page).evaluate(() => Reflect.get(self, 'seen'));
  const checkpoints = await page.evaluate(() => Reflect.get(window, 'checkpoints'));
  const epoch = Math.floor(
    parseFloat(((await page.getByTestId('epoch').textContent()) ?? '').replace(/,/g, '')),
  );
  return { ...worker, checkpoints, epoch };
}

test('an old device: one thread, portable build, CPU at quarter speed', async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await open(page, plain('digits=5000&epochs=1&threads=1&engine=reproducible'));
  await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => {
    // Frames from a pen movement until its answer is on the page.
    const seen = { frames: /** @type {number[]} */ ([]), ms: /** @type {number[]} */ ([]) };
    Reflect.set(window, 'seen', seen);
    let [moved, frames] = [0, 0];
    document.addEventListener('pointermove', ({ buttons }) => {
      if (!buttons || moved) return;
      moved = performance.now();
      frames = 0;
      const count = () => {
        frames++;
        if (moved) requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
    });
    new MutationObserver(() => {
      if (!moved) return;
      seen.frames.push(frames);
      seen.ms.push(performance.now() - moved);
      moved = 0;
    }).observe(document.querySelector('.answer') ?? document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
  for (const digit of [0, 7, 1]) {
    await draw(page, DIGITS[digit]);
    expect(await answer(page)).toBe(String(digit));
    await page.getByTestId('clear').click();
  }
  const { frames, ms } = await page.evaluate(() => Reflect.get(window, 'seen'));
  await trainToTheEnd(page);
  await expect(page.getByTestId('engine')).toContainText('1 thread');
  const rate = await page.getByTestId('samples-per-second').textContent();
  /** @param {number[]} list @param {number} share */
  const at = (list, share) => list.sort((a, b) => a - b)[Math.floor(share * (list.length - 1))];
  expect(frames.length).toBeGreaterThan(10);
  report(
    'old-device',
    'CPU at quarter speed (the page only: Chromium does not throttle workers), portable build, ' +
      `one thread\nfrom a pen movement to its answer: median ${at(ms, 0.5).toFixed(1)} ms, ` +
      `95% within ${at(ms, 0.95).toFixed(1)} ms; frames in between: median ${at(frames, 0.5)}, ` +
      `maximum ${Math.max(...frames)} (${frames.length} answers)\ntrained at ${rate} digits per second`,
  );
});
