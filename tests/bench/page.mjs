/**
 * Measures the page on a slow phone: time until the pad can be drawn on, layout shift, and long tasks
 * on the main thread while somebody draws during training.
 *
 *     node tests/bench/page.mjs        (after ./build.sh build)
 *
 * The emulated phone: CPU slowed down four times, 1.6 Mbit/s, 150 ms round trip, 390x844. Files are
 * gzipped, as on any static host.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';

const SITE = fileURLToPath(new URL('../../build/site', import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
});
const ROUNDS = 5;
const DRAW_MS = 6000;

/** @type {Map<string, Buffer>} */
const files = new Map();
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://x').pathname.replace(/\/$/, '/index.html');
  try {
    const body = files.get(path) ?? gzipSync(readFileSync(join(SITE, path)));
    files.set(path, body);
    response.writeHead(200, {
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Content-Encoding': 'gzip',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, () => resolve(null)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

const browser = await chromium.launch(launchOptions);

/** Opens the page on the phone. @param {string} hash @param {boolean} slowNetwork */
async function openPhone(hash, slowNetwork) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  if (slowNetwork) {
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: (1.6e6 / 8) * 0.9,
      uploadThroughput: (750e3 / 8) * 0.9,
    });
  }
  await page.addInitScript(() => {
    const seen = /** @type {any} */ (window);
    seen.moved = 0;
    seen.tasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.moved += /** @type {any} */ (entry).value;
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries()) {
        seen.tasks.push([startTime, duration]);
      }
    }).observe({ type: 'longtask', buffered: true });
    // The pad is ready once it listens for the pen.
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, ...rest) {
      if (type === 'pointerdown' && this instanceof HTMLCanvasElement) {
        seen.alive ??= performance.now();
      }
      return listen.call(this, type, ...rest);
    };
  });
  await page.goto(`http://localhost:${port}/${hash}`, { waitUntil: 'commit' });
  return { context, page };
}

/** Draws loops on the pad, clearing it now and then. @param {import('@playwright/test').Page} page @param {number} ms */
async function drawFor(page, ms) {
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('There is no pad.');
  const end = Date.now() + ms;
  for (let k = 0; Date.now() < end; k++) {
    /** @param {number} i @returns {[number, number]} */
    const at = (i) => [
      box.x + box.width * (0.5 + 0.3 * Math.sin((k + i) / 5)),
      box.y + box.height * (0.5 + 0.3 * Math.cos((k + i) / 7)),
    ];
    await page.mouse.move(...at(0));
    await page.mouse.down();
    for (let i = 1; i < 30; i++) await page.mouse.move(...at(i));
    await page.mouse.up();
    if (k % 4 === 3) await page.getByTestId('clear').click();
  }
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const alive = [];
const painted = [];
const answered = [];
let moved = 0;
for (let round = 0; round < ROUNDS; round++) {
  const { context, page } = await openPhone('', true);
  await page.waitForFunction(() => /** @type {any} */ (window).alive);
  alive.push(await page.evaluate(() => /** @type {any} */ (window).alive));
  painted.push(
    await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime),
  );
  await page.waitForSelector('[data-testid=source-pretrained]:enabled');
  answered.push(await page.evaluate(() => performance.now()));
  await page.waitForTimeout(1500);
  moved = Math.max(moved, await page.evaluate(() => /** @type {any} */ (window).moved));
  await context.close();
}
console.log(`Slow phone, medians of ${ROUNDS}: first paint after ${Math.round(median(painted))} ms, \
pad ready after ${Math.round(median(alive))} ms (${alive.map(Math.round).join(', ')}), \
pretrained network ready after ${Math.round(median(answered))} ms. \
Largest layout shift: ${moved.toFixed(4)}.`);

const CNN = 'net=conv+5x5x8,+relu,+maxpool+2,+conv+5x5x16,+relu,+maxpool+2,+dense+10';

console.log(`Main-thread tasks over 50 ms while somebody draws for ${DRAW_MS / 1000} s, \
CPU slowed down 4 times:`);
for (const [name, hash, trains] of /** @type {[string, string, boolean][]} */ ([
  ['no training', '', false],
  ['default network, 1 thread', '#threads=1', true],
  ['default network, automatic threads', '', true],
  ['small CNN, 1 thread', `#${CNN}&threads=1`, true],
  ['small CNN, automatic threads', `#${CNN}`, true],
])) {
  const { context, page } = await openPhone(hash, false);
  await page.waitForSelector('[data-testid=train]:enabled', { timeout: 60_000 });
  if (trains) {
    await page.getByTestId('train').click();
    await page.waitForSelector('[data-testid=loss-chart] canvas');
  }
  await page.waitForTimeout(2500);
  const since = await page.evaluate(() => performance.now());
  await drawFor(page, DRAW_MS);
  const lengths = await page.evaluate(
    (since) =>
      /** @type {any} */ (window).tasks
        .filter((/** @type {number[]} */ [at]) => at > since)
        .map((/** @type {number[]} */ [, length]) => Math.round(length)),
    since,
  );
  const longest = lengths.length ? `, the longest ${Math.max(...lengths)} ms` : '';
  console.log(`  ${name.padEnd(46)}${lengths.length}${longest}`);
  await context.close();
}
await browser.close();
server.close();
