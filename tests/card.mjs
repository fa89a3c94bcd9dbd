/**
 * Takes web/card.png, the preview that a link to the page shows: the page itself, reading a 5.
 *
 *     node tests/card.mjs        (after ./build.sh build)
 *
 * The file is in git because building needs no browser and gives the same bytes everywhere.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium, expect } from '@playwright/test';
import { draw } from './browser/page.js';
import { launchOptions } from './chromium.mjs';

const PORT = 8139;

/** A 5, in units of the pad. @type {[number, number][][]} */
const FIVE = [
  [
    [0.68, 0.2],
    [0.4, 0.22],
    [0.36, 0.46],
    [0.5, 0.42],
    [0.62, 0.47],
    [0.68, 0.6],
    [0.63, 0.75],
    [0.5, 0.82],
    [0.34, 0.76],
  ],
];

const server = spawn(process.execPath, [
  fileURLToPath(new URL('../web/hosting/serve.mjs', import.meta.url)),
  String(PORT),
]);
await once(server.stdout, 'data');
const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage({
    viewport: { width: 1200, height: 630 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  await page.addInitScript(() => localStorage.setItem('inkling hints done', '3'));
  await page.goto(`http://localhost:${PORT}/`);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await expect(page.getByTestId('stage').locator('.heads li').first()).toBeVisible();
  await draw(page, FIVE);
  await expect(page.getByTestId('prediction')).toHaveText('5');
  await expect(page.getByTestId('stage-summary')).not.toBeEmpty();
  await page.mouse.move(1, 1);
  await page.waitForTimeout(1000);
  await page.screenshot({ path: fileURLToPath(new URL('../web/card.png', import.meta.url)) });
} finally {
  await browser.close();
  server.kill();
}
