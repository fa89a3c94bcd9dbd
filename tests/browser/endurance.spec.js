/** The page for hours, and on an old device. ENDURANCE_SECONDS=600 makes hours of seconds. */
import { expect, test } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';
import { report } from './fault-table.js';
import { answer, DIGITS, draw, open, plain, trainToTheEnd } from './page.js';

// Memory is measured at once, not when the browser next finds the time.
const args = [...launchOptions.args, '--enable-blink-features=ForceEagerMeasureMemory'];
test.use({ launchOptions: { ...launchOptions, args } });

const SECONDS = Number(process.env.ENDURANCE_SECONDS ?? 24);
const MEASUREMENTS = 8;
const MB = 2 ** 20;

/** A tiny network: what an epoch costs beside its arithmetic is what piles up over hours. */
const SMALL = plain('net=dense+10&digits=200&epochs=1000&batch=64&threads=1&engine=reproducible');

test('hours of training, compressed into small epochs, take no more and more memory', async ({
  page,
}) => {
  test.setTimeout(120_000 + SECONDS * 2000);
  await page.route('**/trainer.worker.js*', async (route) => {
    const response = await route.fetch();
    const body = `const { instantiate } = WebAssembly;
      WebAssembly.instantiate = async (...values) => {
        const instance = await instantiate(...values);
        self.seenMemory = instance.exports.memory;
        return instance;
      };\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await open(page, SMALL);
  await page.getByTestId('train').click();
  const session = await page.context().newCDPSession(page);
  const rows = [];
  for (let i = 0; i < MEASUREMENTS; i++) {
    for (let wait = (SECONDS * 1000) / MEASUREMENTS; wait > 0; wait -= 1000) {
      await page.waitForTimeout(1000);
      // A thousand epochs are the most that a run is set to; then it goes on to a thousand more.
      if (await page.getByTestId('train').isVisible()) await page.getByTestId('train').click();
    }
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const whole = await page.evaluate(async () => {
      const measure = Reflect.get(performance, 'measureUserAgentSpecificMemory');
      return /** @type {number} */ ((await measure.call(performance)).bytes);
    });
    const wasm = await page
      .workers()[0]
      .evaluate(() => Reflect.get(self, 'seenMemory').buffer.byteLength);
    const epoch = (await page.getByTestId('epoch').textContent())?.split(' ')[0] ?? '';
    rows.push({ epoch, page: usedSize / MB, whole: whole / MB, wasm: wasm / MB });
  }
  await expect(page.getByRole('alert')).toBeHidden();
  await draw(page, DIGITS[1]);
  expect(await answer(page)).toMatch(/\d/);
  report(
    'memory',
    [
      `Memory over ${SECONDS} s of small epochs, in MB (after garbage collection)`,
      '       epoch  page heap  page and workers  WebAssembly',
      ...rows.map(
        ({ epoch, page, whole, wasm }) =>
          `${epoch.padStart(12)}${page.toFixed(1).padStart(11)}` +
          `${whole.toFixed(1).padStart(18)}${wasm.toFixed(1).padStart(13)}`,
      ),
    ].join('\n'),
  );
  const [first, last] = [rows[1], rows[rows.length - 1]];
  expect(last.wasm).toBe(first.wasm);
  expect(last.page).toBeLessThan(first.page + 6);
  expect(last.whole).toBeLessThan(first.whole + 16);
});

test('an old device: one thread, portable build, processor slowed to a quarter', async ({
  page,
}) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await open(page, plain('digits=5000&epochs=1&threads=1&engine=reproducible'));
  await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => {
    // Frames from a move of the pen to the one in which its answer stands on the page.
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
    'Processor slowed to a quarter (the page; Chromium does not slow its workers), portable build, ' +
      `one thread\nfrom a move of the pen to its answer: median ${at(ms, 0.5).toFixed(1)} ms, ` +
      `95 % within ${at(ms, 0.95).toFixed(1)} ms; frames in between: median ${at(frames, 0.5)}, ` +
      `most ${Math.max(...frames)} (${frames.length} answers)\ntrained at ${rate} digits a second`,
  );
});
