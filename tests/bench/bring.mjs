/**
 * Measures an import as large as the Kaggle set that Inkling was made after: 107,730 RGBA PNGs of
 * 28x28, ink in the alpha channel, as dataset/<digit>/<digit>/<n>.png; in Chromium, as a zip, and as
 * a folder in each way that it can come in. Then trains on 80,000 of its images; every sixth is held
 * out to test with. Not in CI: it takes minutes.
 *
 *     node tests/bench/bring.mjs [IMAGES]      after ./build.sh, which builds the site
 *
 * Prints images a second (of the whole import, from the visitor's act to the dataset's being kept),
 * the peak of the memory of Chromium's processes, the longest time the page did not answer, how long
 * a cancel takes, and the test accuracy.
 *
 * A test can't choose in the dialog of showDirectoryPicker: the handle that the button gets is one
 * that was dropped before. With an <input>, Chromium itself is at work before the page hears of the
 * files: that time stands by itself.
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
const folder = join(tmpdir(), `inkling-bring-${process.pid}`);

/** Every image differs: beyond MNIST's own, a pixel to the side. */
function* images() {
  const all = digits(Math.min(IMAGES, MNIST));
  for (let i = 0; i < IMAGES; i++) {
    const { ink, label } = all[i % all.length];
    const moved = i < all.length ? ink : new Uint8Array([0, ...ink.subarray(0, ink.length - 1)]);
    yield { path: `dataset/${label}/${label}/${i}.png`, bytes: alphaPng(moved) };
  }
}

console.log(`Making ${IMAGES} PNGs …`);
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
    // What a visitor would choose in the dialog.
    state.showDirectoryPicker = async () => state.folder;
  });
  /** The longest time between two turns of the page's own event loop, since it was last asked. */
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

  /** Waits for the page to say something. @param {'click' | 'drop' | 'change'} event that begins it */
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
   * @param {() => Promise<void>} bring
   */
  async function measure(way, event, bring) {
    await longest();
    await watch(event);
    const memory = await peakWhile(async () => {
      await bring();
      await said.getByText(' images in ').waitFor({ timeout: 600_000 });
    });
    const { asked, began, ended, before } = await page.evaluate(() => ({
      .../** @type {any} */ (window),
    }));
    const seconds = (ended - began) / 1000;
    const own =
      event === 'change'
        ? ` Before, Chromium took ${((began - asked) / 1000).toFixed(1)} s, the page still for ` +
          `${Math.round(before)} ms at most.`
        : '';
    console.log(
      `${way}: ${await report.textContent()} ${seconds.toFixed(1)} s, ` +
        `${Math.round(IMAGES / seconds)} images a second; the page still for ${await longest()} ms ` +
        `at most; peak of the largest process of a kind: ${memory}.${own}`,
    );
  }

  /** Ends an import when images have come in. @param {string} way @param {() => Promise<void>} bring */
  async function cancel(way, bring) {
    await bring();
    await page.getByTestId('bring-progress').getByText('images').waitFor();
    await watch('click');
    await page.getByTestId('bring-cancel').click();
    await said.getByText('Canceled').waitFor();
    const ms = await page.evaluate(() => {
      const state = /** @type {any} */ (window);
      return state.ended - state.began;
    });
    console.log(`${way}: cancelled in ${Math.round(ms)} ms.`);
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
    `Trained on ${TRAIN_ON} of them, three times each, in ` +
      `${((performance.now() - training) / 1000).toFixed(1)} s: test accuracy ` +
      `${await page.getByTestId('test-accuracy').textContent()} of those held out; the page ` +
      `still for ${await longest()} ms at most.`,
  );
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
