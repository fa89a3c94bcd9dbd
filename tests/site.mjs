/** The built site in a browser, for the scripts that take pictures of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';

/** @typedef {import('@playwright/test').Browser} Browser */

/** Serves the site, and lends a browser. @param {number} port @param {(browser: Browser) => Promise<void>} use */
export async function withSite(port, use) {
  const server = spawn(process.execPath, [
    fileURLToPath(new URL('../web/hosting/serve.mjs', import.meta.url)),
    String(port),
  ]);
  await once(server.stdout, 'data');
  const browser = await chromium.launch(launchOptions);
  try {
    await use(browser);
  } finally {
    await browser.close();
    server.kill();
  }
}
