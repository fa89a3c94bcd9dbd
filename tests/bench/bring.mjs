/**
 * Measures an import as large as the Kaggle set that Inkling was made after: 107,730 RGBA PNGs of
 * 28x28, ink in the alpha channel, as dataset/<digit>/<digit>/<n>.png; as a zip and as a folder, in
 * Chromium. Then trains on five sixths of its images, the others being held out to test with. Not in CI: it takes minutes.
 *
 *     node tests/bench/bring.mjs [IMAGES]      after ./build.sh, which builds the site
 *
 * Prints images a second (of the whole import, from the picker's change to the dataset's being
 * kept), the peak of the worker's and the page's memory while it runs, the longest time the page
 * did not answer, how long a cancel takes, and the test accuracy.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';
import { zipParts } from '../make-zip.mjs';
import { alphaPng, digits } from '../pictures.mjs';

const IMAGES = Number(process.argv[2] ?? 107_730);
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

/** Resident memory of the largest of each kind of Chromium's processes, in MB. */
function residentMemory() {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It has ended.
    }
  }
  /** @type {Record<string, number>} the largest of each kind */
  const largest = {};
  const waiting = (children.get(process.pid) ?? []).filter((pid) => pid !== server.pid);
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    waiting.push(...(children.get(pid) ?? []));
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const kind = /--type=([\w-]+)/.exec(line)?.[1] ?? 'browser';
      const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
      largest[kind] = Math.max(largest[kind] ?? 0, (pages * 4096) / 2 ** 20);
    } catch {
      // It has ended.
    }
  }
  return largest;
}

/** @param {() => Promise<unknown>} work */
async function peakWhile(work) {
  /** @type {Record<string, number>} */
  const peak = {};
  const timer = setInterval(() => {
    for (const [kind, now] of Object.entries(residentMemory())) {
      peak[kind] = Math.max(peak[kind] ?? 0, now);
    }
  }, 100);
  await work();
  clearInterval(timer);
  return Object.entries(peak)
    .map(([kind, mb]) => `${kind} ${Math.round(mb)} MB`)
    .join(', ');
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

const server = spawn(process.execPath, ['web/serve.mjs', String(PORT)], { stdio: 'ignore' });
const browser = await chromium.launch(launchOptions);
try {
  const page = await (await browser.newContext()).newPage();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const settings =
    'rule=adamw&lr=0.004&schedule=one-cycle&batch=64&epochs=1&augment=none&drawn=0&lettered=0&strange=0';
  await page.goto(`http://localhost:${PORT}/#${settings}`);
  await page.getByTestId('panel-bring').locator('> summary').click();
  const said = page.getByTestId('bring-said');
  await said.waitFor({ state: 'attached' });
  const report = page.getByTestId('bring-about').first();

  /** The longest time between two turns of the page's own event loop. */
  const watch = () =>
    page.evaluate(() => {
      const state = /** @type {any} */ (window);
      state.longest = 0;
      clearInterval(state.timer);
      let last = performance.now();
      state.timer = setInterval(() => {
        state.longest = Math.max(state.longest, performance.now() - last - 10);
        last = performance.now();
      }, 10);
    });
  const longest = () => page.evaluate(() => Math.round(/** @type {any} */ (window).longest));

  /** @param {string} id @param {string} path @param {string} name */
  async function measure(id, path, name) {
    await watch();
    // From the change event: how long Playwright takes to hand the files over does not count.
    await page.evaluate((id) => {
      const state = /** @type {any} */ (window);
      document.querySelector(`[data-testid=${id}]`)?.addEventListener(
        'change',
        () => {
          state.began = performance.now();
        },
        { capture: true, once: true },
      );
      const said = /** @type {HTMLElement} */ (document.querySelector('[data-testid=bring-said]'));
      said.replaceChildren();
      new MutationObserver((_, observer) => {
        if (!said.textContent) return;
        state.seconds = (performance.now() - state.began) / 1000;
        observer.disconnect();
      }).observe(said, { childList: true });
    }, id);
    const memory = await peakWhile(async () => {
      await page.getByTestId(id).setInputFiles(path, { timeout: 600_000 });
      await said.getByText(name).waitFor({ timeout: 600_000 });
    });
    const seconds = await page.evaluate(() => /** @type {any} */ (window).seconds);
    console.log(
      `${name}: ${await report.textContent()} ${seconds.toFixed(1)} s, ` +
        `${Math.round(IMAGES / seconds)} images a second; longest pause of the page ` +
        `${await longest()} ms; peak of a process: ${memory}`,
    );
  }

  await measure('bring-files', zip, 'kaggle');
  await measure('bring-folder', loose, 'loose');

  await page.getByTestId('bring-files').setInputFiles(zip);
  await page.getByTestId('bring-progress').getByText('images').waitFor();
  const cancelled = performance.now();
  await page.getByTestId('bring-cancel').click();
  await said.getByText('Cancelled').waitFor();
  console.log(`Cancelled in ${Math.round(performance.now() - cancelled)} ms.`);

  const all = page.getByTestId('bring-use').getByRole('radio').nth(3);
  await all.check();
  console.log(await page.getByTestId('model').textContent());
  await page.evaluate((hash) => history.replaceState(null, '', `#${hash}`), settings);
  const training = performance.now();
  await watch();
  await page.getByTestId('train').click({ timeout: 60_000 });
  await page.getByTestId('status').getByText('Finished').waitFor({ timeout: 600_000 });
  console.log(
    `Trained one epoch in ${((performance.now() - training) / 1000).toFixed(1)} s: test accuracy ` +
      `${await page.getByTestId('test-accuracy').textContent()} of the images held out; longest pause of the page ${await longest()} ms.`,
  );
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
