/**
 * Measures a large import in Chromium, modeled on a Kaggle dataset: 107,730 RGBA PNGs of 28x28, ink
 * in the alpha channel, as dataset/<digit>/<digit>/<n>.png; as a zip, and as a folder in every way
 * that the page accepts one. Then trains on 80,000 of the images; every sixth is held out for testing.
 * Not part of CI, as it takes minutes.
 *
 *     node tests/bench/bring.mjs [IMAGES]      after ./build.sh build
 *
 * Prints images per second for the whole import (from the visitor's action until the dataset is
 * stored), peak memory of Chromium's processes, the longest time the page was unresponsive, how long
 * canceling takes, and the test accuracy.
 *
 * Automation can't use the dialog of showDirectoryPicker, so the button gets the handle of a folder
 * dropped earlier. With an <input>, Chromium lists the files before the page hears of them; that time
 * is reported separately.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';
import { dropOnto } from '../drop.mjs';
import { zipParts } from '../make-zip.mjs';
import { alphaPng, digits } from '../pictures.mjs';
import { peakWhile } from './resident.mjs';

const IMAGES = Number(process.argv[2] ?? 107_730);
const TRAIN_ON = Math.min(80_000, Math.floor((IMAGES * 5) / 6));
const PORT = Number(process.env.INKLING_PORT ?? 8137);
const MNIST = 60_000;
const folder = join(tmpdir(), `inkling-import-${process.pid}`);

/** All images differ: beyond MNIST's own, they repeat shifted by a pixel. */
function* images() {
  const all = digits(Math.min(IMAGES, MNIST));
  for (let i = 0; i < IMAGES; i++) {
    const { ink, label } = all[i % all.length];
    const moved = i < all.length ? ink : new Uint8Array([0, ...ink.subarray(0, ink.length - 1)]);
    yield { path: `dataset/${label}/${label}/${i}.png`, bytes: alphaPng(moved) };
  }
}

console.log(`Generating ${IMAGES} PNGs…`);
mkdirSync(folder, { recursive: true });
const zip = join(folder, 'kaggle.zip');
const loose = join(folder, 'loose');
const out = createWriteStream(zip);
/** @type {Set<string>} */
const made = new Set();
function* both() {
  for (const image of images()) {
    const file = join(loose, image.path);
    const own = file.slice(0, file.lastIndexOf('/'));
    if (!made.has(own)) mkdirSync(own, { recursive: true });
    made.add(own);
    writeFileSync(file, image.bytes);
    yield image;
  }
}
for (const part of zipParts(both())) if (!out.write(part)) await once(out, 'drain');
out.end();
await once(out, 'finish');

const server = spawn(process.execPath, ['web/hosting/serve.mjs', String(PORT)], {
  stdio: 'ignore',
});
const browser = await chromium.launch(launchOptions);
try {
  const page = await (await browser.newContext()).newPage();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const settings =
    `digits=${TRAIN_ON}&rule=adamw&lr=0.004&schedule=one-cycle&batch=64&epochs=3&augment=none` +
    '&drawn=0&lettered=0&strange=0';
  await page.goto(`http://localhost:${PORT}/#${settings}`);
  await page.getByTestId('panel-bring').locator('> summary').click();
  const said = page.getByTestId('bring-said');
  await said.waitFor({ state: 'attached' });
  const report = page.getByTestId('bring-about').first();
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    const state = /** @type {any} */ (window);
    state.longest = 0;
    state.last = performance.now();
    state.tick = () => {
      state.longest = Math.max(state.longest, performance.now() - state.last - 10);
      state.last = performance.now();
    };
    setInterval(state.tick, 10);
    // Stands in for the dialog.
    state.showDirectoryPicker = async () => state.folder;
  });
  /** The longest stall of the page's event loop since the last call. */
  const longest = () =>
    page.evaluate(() => {
      const state = /** @type {any} */ (window);
      const ms = Math.round(state.longest);
      state.longest = 0;
      return ms;
    });

  const drop = (/** @type {string} */ path) =>
    dropOnto(session, page.getByTestId('bring-drop'), path);
  const choose = (/** @type {string} */ id, /** @type {string} */ path) =>
    page.getByTestId(id).setInputFiles(path, { timeout: 600_000 });
  const press = () => page.getByRole('button', { name: 'Choose a folder' }).click();

  /** Times from an event to the page's report. @param {'click' | 'drop' | 'change'} event */
  const watch = (event) =>
    page.evaluate((event) => {
      const state = /** @type {any} */ (window);
      const said = /** @type {HTMLElement} */ (document.querySelector('[data-testid=bring-said]'));
      said.replaceChildren();
      state.asked = performance.now();
      const begin = () => {
        state.tick();
        state.began = performance.now();
        state.before = state.longest;
        state.longest = 0;
      };
      window.addEventListener(event, begin, { capture: true, once: true });
      new MutationObserver((_, observer) => {
        if (!said.textContent) return;
        state.ended = performance.now();
        observer.disconnect();
      }).observe(said, { childList: true });
    }, event);

  /**
   * @param {string} way
   * @param {'click' | 'drop' | 'change'} event
   * @param {() => Promise<void>} start
   */
  async function measure(way, event, start) {
    await longest();
    await watch(event);
    const memory = await peakWhile(async () => {
      await start();
      await said.getByText(' images in ').waitFor({ timeout: 600_000 });
    });
    const { asked, began, ended, before } = await page.evaluate(() => ({
      .../** @type {any} */ (window),
    }));
    const seconds = (ended - began) / 1000;
    const own =
      event === 'change'
        ? ` Before that, Chromium took ${((began - asked) / 1000).toFixed(1)} s; longest stall ` +
          `${Math.round(before)} ms.`
        : '';
    console.log(
      `${way}: ${await report.textContent()} ${seconds.toFixed(1)} s, ` +
        `${Math.round(IMAGES / seconds)} images/s; longest stall ${await longest()} ms; ` +
        `peak memory of the largest process of each kind: ${memory}.${own}`,
    );
  }

  /** Cancels an import once images have arrived. @param {string} way @param {() => Promise<void>} start */
  async function cancel(way, start) {
    await start();
    await page.getByTestId('bring-progress').getByText('images').waitFor();
    await watch('click');
    await page.getByTestId('bring-cancel').click();
    await said.getByText('Canceled').waitFor();
    const ms = await page.evaluate(() => {
      const state = /** @type {any} */ (window);
      return state.ended - state.began;
    });
    console.log(`${way}: canceled in ${Math.round(ms)} ms.`);
  }

  await measure('Zip', 'change', () => choose('bring-files', zip));
  await measure('Folder, dropped', 'drop', () => drop(loose));
  await page.evaluate(() => {
    window.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        event.stopPropagation();
        const [item] = /** @type {any} */ (event.dataTransfer).items;
        item.getAsFileSystemHandle().then((/** @type {unknown} */ folder) => {
          /** @type {any} */ (window).folder = folder;
        });
      },
      { capture: true, once: true },
    );
  });
  await drop(loose);
  await page.waitForFunction(() => /** @type {any} */ (window).folder);
  await measure('Folder, by the button', 'click', press);
  await measure('Folder, by an <input>', 'change', () => choose('bring-folder', loose));

  await cancel('Zip', () => choose('bring-files', zip));
  await cancel('Folder, by the button', press);

  await page.getByTestId('bring-use').getByRole('radio').nth(1).check();
  console.log(await page.getByTestId('model').textContent());
  await page.evaluate((hash) => history.replaceState(null, '', `#${hash}`), settings);
  const training = performance.now();
  await longest();
  await page.getByTestId('train').click({ timeout: 60_000 });
  await page.getByTestId('status').getByText('Finished').waitFor({ timeout: 600_000 });
  console.log(
    `Trained on ${TRAIN_ON} of them for three epochs in ` +
      `${((performance.now() - training) / 1000).toFixed(1)} s: accuracy ` +
      `${await page.getByTestId('test-accuracy').textContent()} on the held-out set; longest stall ` +
      `${await longest()} ms.`,
  );
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
