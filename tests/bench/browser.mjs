/** Contenders that run in Chromium, each in its own page, from one of two servers. */
import { createServer } from 'node:http';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import sirv from 'sirv';
import { launchOptions } from '../chromium.mjs';
import { fromRoot } from '../wasm/helpers.mjs';

const PAGE = '/build/bench/page.html';

/** Bundles the contenders into build/bench. @param {string[]} names */
export async function bundle(names) {
  await build({
    entryPoints: names.map((name) => fromRoot(`tests/bench/contenders/${name}.js`)),
    outdir: fromRoot('build/bench'),
    nodePaths: [fromRoot('tests/bench/peers/node_modules')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['node:*'],
    logLevel: 'error',
  });
}

/** Serves the project's folder. @param {boolean} isolated send the headers that allow threads */
async function serve(isolated) {
  const files = sirv(fromRoot('.'), {
    dev: true,
    setHeaders(response) {
      response.setHeader('Cache-Control', 'no-store');
      if (!isolated) return;
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    },
  });
  const server = createServer((request, response) => files(request, response));
  await new Promise((resolve) => server.listen(0, () => resolve(null)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { server, origin: `http://localhost:${address.port}` };
}

/** Runs in the page: starts the worker and exposes a function to call it. @param {string} script */
function startWorker(script) {
  const worker = new Worker(script, { type: 'module' });
  /** @type {any} */ (globalThis).call = (/** @type {object} */ message) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error ? reject(data.error) : resolve(data.result));
      worker.onerror = ({ message }) => reject(message || 'the script failed to load');
      worker.postMessage(message);
      setTimeout(reject, 120_000, 'no answer within two minutes');
    });
}

export async function launch() {
  const browser = await chromium.launch(launchOptions);
  const servers = { plain: await serve(false), isolated: await serve(true) };
  return {
    version: browser.version(),

    /**
     * Opens a page with a contender that waits for its turn.
     * @param {string} name of a bundled contender @param {boolean} isolated
     */
    async open(name, isolated) {
      // Separate contexts, so that no two contenders share a process.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${servers[isolated ? 'isolated' : 'plain'].origin}${PAGE}`);
      await page.evaluate(startWorker, `/build/bench/${name}.js`);
      return {
        /** @param {string} method @param {any} argument @returns {Promise<any>} */
        call: (method, argument) =>
          page.evaluate((message) => /** @type {any} */ (globalThis).call(message), {
            method,
            argument,
          }),
        close: () => context.close(),
      };
    },

    async close() {
      await browser.close();
      for (const { server } of Object.values(servers)) server.close();
    },
  };
}
