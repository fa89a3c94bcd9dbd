/** Drives Chromium through Playwright, as the other browser tests do. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../chromium.mjs';
import { pressure, VIEWPORT } from './process.mjs';

export const missing = '';

/** @returns {Promise<import('./journeys.mjs').Driver>} a window of its own, off the record */
export async function launch() {
  const browser = await chromium.launch(launchOptions);
  const context = await browser.newContext({ viewport: VIEWPORT });
  return driverOf(await context.newPage(), () => browser.close());
}

/** Launches it with storage blocked in its settings. */
async function launchRefusing() {
  const profile = mkdtempSync(join(tmpdir(), 'inkling-chromium-'));
  mkdirSync(join(profile, 'Default'));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    viewport: VIEWPORT,
  });
  return driverOf(context.pages()[0], async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  });
}

/**
 * @param {import('@playwright/test').Page} first the tab it starts with @param {() => Promise<unknown>} close
 * @returns {Promise<import('./journeys.mjs').Driver>}
 */
async function driverOf(first, close) {
  let page = first;
  const context = page.context();
  const devtools = await context.newCDPSession(page);
  return {
    open: (url) => page.goto(url),
    reload: () => page.reload(),
    evaluate: (source, values) => page.evaluate(`(${source})(...${JSON.stringify(values)})`),
    mouse: async ([first, ...rest]) => {
      await page.mouse.move(...first);
      await page.mouse.down();
      for (const point of rest) await page.mouse.move(...point);
      await page.mouse.up();
    },
    pen: async (points) => {
      /** @param {'mousePressed' | 'mouseMoved' | 'mouseReleased'} type @param {number} i */
      const send = (type, i) =>
        devtools.send('Input.dispatchMouseEvent', {
          type,
          x: points[i][0],
          y: points[i][1],
          button: 'left',
          buttons: type === 'mouseReleased' ? 0 : 1,
          clickCount: 1,
          pointerType: 'pen',
          force: pressure(i, points.length),
        });
      await send('mousePressed', 0);
      for (let i = 1; i < points.length; i++) await send('mouseMoved', i);
      await send('mouseReleased', points.length - 1);
    },
    fingers: async (...strokes) => {
      /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {number} [i] of a point */
      const send = (type, i) =>
        devtools.send('Input.dispatchTouchEvent', {
          type,
          touchPoints:
            i === undefined
              ? []
              : strokes.map((points, id) => ({ x: points[i][0], y: points[i][1], id })),
        });
      await send('touchStart', 0);
      for (let i = 1; i < strokes[0].length; i++) await send('touchMove', i);
      await send('touchEnd');
    },
    control: (letter) => page.keyboard.press(`Control+${letter}`),
    upload: (selector, file) => page.setInputFiles(selector, file),
    tab: async (url) => {
      page = await context.newPage();
      await page.goto(url);
    },
    leaveTab: async () => {
      await page.close();
      page = first;
    },
    refusing: launchRefusing,
    close,
  };
}
