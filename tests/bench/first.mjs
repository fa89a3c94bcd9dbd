/**
 * Times the first Train of the page as a visitor sees it: from pressing Train, with the picture of the
 * network shown, until the status line says that training has finished.
 *
 *     node tests/bench/first.mjs [SEEDS]       (after ./build.sh build; 9 seeds if not given)
 */
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { STARTING } from '../../web/settings/presets.js';
import { addressFromSettings, defaultSettings, withPreset } from '../../web/settings/schema.js';
import { withSite } from '../site.mjs';
import { format, quantile } from './table.mjs';

const PORT = 8142;
/** By then the presets have been timed, as when a visitor has looked around for a moment. */
const LOOK_AROUND_MS = 5000;

/** @param {import('@playwright/test').Browser} browser @param {number} seed */
async function firstTrain(browser, seed) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    serviceWorkers: 'block',
  });
  const settings = { ...withPreset(STARTING, defaultSettings()), seed };
  await page.goto(`http://localhost:${PORT}/${addressFromSettings(settings)}`);
  await expect(page.getByTestId('status')).toContainText('60,000');
  await page.waitForTimeout(LOOK_AROUND_MS);
  // In the page, so that the time does not include the way from here to there.
  const seconds = await page.evaluate(async () => {
    const find = (/** @type {string} */ id) =>
      /** @type {HTMLElement} */ (document.querySelector(`[data-testid=${id}]`));
    const status = find('status');
    const started = performance.now();
    find('train').click();
    await new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        if (status.textContent?.startsWith('Finished')) resolve(watch.disconnect());
      });
      watch.observe(status, { childList: true, characterData: true, subtree: true });
    });
    return (performance.now() - started) / 1000;
  });
  const accuracy = Number.parseFloat((await page.getByTestId('test-accuracy').textContent()) ?? '');
  await page.close();
  return { seconds, accuracy };
}

/**
 * Trains with seeds 1, 2, ... one after another. Returns the medians.
 * @param {number} [seeds] how many
 */
export async function measureFirstTrain(seeds = 9) {
  /** @type {Awaited<ReturnType<typeof firstTrain>>[]} */
  const runs = [];
  await withSite(PORT, async (browser) => {
    for (let seed = 1; seed <= seeds; seed++) {
      const run = await firstTrain(browser, seed);
      runs.push(run);
      const load = format(loadavg()[0], 1);
      console.log(
        `  seed ${seed}: ${format(run.seconds, 2)} s, ${run.accuracy}%, load of the machine ${load}`,
      );
    }
  });
  const seconds = quantile(runs.map((run) => run.seconds));
  const accuracy = quantile(runs.map((run) => run.accuracy));
  console.log(`  Medians of ${seeds}: ${format(seconds, 2)} s from Train to the end, ${accuracy}%
  of MNIST's test digits`);
  return { seconds, accuracy, runs };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await measureFirstTrain(Number(process.argv[2] ?? 9));
}
