import { cpus } from 'node:os';
import { defineConfig } from '@playwright/test';
import { shellOptions } from '../chromium.mjs';

// Configurable, so that several checkouts can be tested at once.
const PORT = Number(process.env.INKLING_PORT ?? 8137);

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.js',
  outputDir: '../../build/browser',
  // Generous, so that only a hanging test fails, not one on a busy machine.
  timeout: 300_000,
  expect: { timeout: 120_000 },
  // Each worker has its own browser, and is idle about half of the time.
  workers: cpus().length + 1,
  fullyParallel: true,
  forbidOnly: true,
  // A test that passes only on its second attempt is listed as flaky at the end of the run.
  retries: 1,
  reporter: [
    ['line'],
    ['json', { outputFile: '../../build/browser-results.json' }],
    ['./reports.js'],
    ['./processor-time.js'],
  ],
  webServer: {
    command: `node serve.mjs ${PORT}`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1280, height: 900 },
    // page.route doesn't see a service worker's fetches. anywhere.spec.js enables it.
    serviceWorkers: 'block',
    // Tests that watch something move ask for motion: it takes a tenth of the processor time.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: shellOptions,
  },
});
