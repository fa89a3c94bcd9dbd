import { cpus } from 'node:os';
import { defineConfig } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';

// Several checkouts can be tested at once.
const PORT = Number(process.env.INKLING_PORT ?? 8137);

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.js',
  outputDir: '../../build/browser',
  // Only what hangs takes so long: a machine that is busy with other things is no fault of the page.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // Each worker has a browser of its own. A page waits about half of its time.
  workers: cpus().length + 1,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [
    ['line'],
    ['json', { outputFile: '../../build/browser-results.json' }],
    ['./reports.js'],
  ],
  webServer: {
    command: `node ../../web/hosting/serve.mjs ${PORT}`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1280, height: 900 },
    // Routes of tests do not see what a service worker fetches; anywhere.spec.js lets it work.
    serviceWorkers: 'block',
    launchOptions,
  },
  projects: [
    { name: 'desktop' },
    {
      name: 'phone',
      testMatch: 'draw.spec.js',
      use: {
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        deviceScaleFactor: 2,
      },
    },
  ],
});
