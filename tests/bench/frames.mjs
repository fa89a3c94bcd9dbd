/**
 * Frames per second of a page while the npm package's fit trains in it: idle, in slices on the page's own
 * thread, and in a worker.
 *
 *     make package && node tests/bench/frames.mjs [SECONDS]
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';

const seconds = Number(process.argv[2] ?? 5);
const folder = fileURLToPath(new URL('../../build/package', import.meta.url));

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
});
const server = createServer((request, response) => {
  const path = new URL(`http://x${request.url}`).pathname;
  if (path === '/') response.setHeader('content-type', 'text/html').end('<!doctype html><canvas>');
  else if (existsSync(join(folder, path))) {
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    response.setHeader('content-type', type).end(readFileSync(join(folder, path)));
  } else response.writeHead(404).end();
});
await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  const rows = await page.evaluate(async (seconds) => {
    const address = '/module/index.browser.js';
    const { loadInkling } = await import(address);
    const inkling = await loadInkling();
    const data = inkling.createDataset(6000);
    data.add(
      Uint8Array.from({ length: 6000 * 784 }, (_, i) => (i * 7919) % 256),
      Array.from({ length: 6000 }, (_, i) => i % 10),
    );
    /** Counts frames, and the longest time between two. */
    async function frames() {
      const [start, times] = [performance.now(), [performance.now()]];
      while (times[times.length - 1] - start < 1000 * seconds) {
        times.push(await new Promise(requestAnimationFrame));
      }
      const gaps = times.slice(2).map((time, i) => time - times[i + 1]);
      return { perSecond: gaps.length / seconds, longest: Math.max(...gaps) };
    }
    /** @param {object | null} settings of fit */
    async function measure(settings) {
      if (!settings) return { ...(await frames()), digits: 0 };
      const network = inkling.createNetwork({ layers: 'conv 5x5x8, relu, maxpool 2, dense 10' });
      const stop = new AbortController();
      let digits = 0;
      let started = () => {};
      const begun = new Promise((resolve) => {
        started = () => resolve(undefined);
      });
      let counts = false;
      let before = 0;
      const run = network.fit(data, {
        ...settings,
        epochs: 1000,
        signal: stop.signal,
        onBatch: (/** @type {{ epoch: number, batch: number }} */ { epoch, batch }) => {
          const seen = ((epoch - 1) * 188 + batch) * 32;
          if (!counts) before = seen;
          digits = seen - before;
          started();
        },
      });
      await begun;
      counts = true;
      const result = await frames();
      const done = digits / seconds;
      stop.abort();
      await run;
      network.free();
      return { ...result, digits: done };
    }
    const names = /** @type {[string, object | null][]} */ ([
      ['idle', null],
      ['fit', {}],
      ['fit with worker: true', { worker: true }],
    ]);
    const rows = [];
    for (const [name, settings] of names) rows.push({ name, ...(await measure(settings)) });
    return rows;
  }, seconds);
  for (const { name, perSecond, longest, digits } of rows) {
    console.log(
      `${name.padEnd(24)}${perSecond.toFixed(1)} frames/s, longest gap ${longest.toFixed(0)} ms, ` +
        `${digits.toFixed(0)} digits/s`,
    );
  }
} finally {
  await browser.close();
  server.close();
}
