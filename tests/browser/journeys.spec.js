/**
 * What visitors do, from the first screen to the last panel: on a phone, on a desktop in dark mode, and
 * the whole page in each language. At every stop, axe checks what has changed, and nothing may be cut
 * off or wider than the screen. With PICTURES=1, build/journeys/index.html shows the screenshots.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { filesOf, readBuiltFiles } from '../../web/hosting/built-files.mjs';
import { LANGUAGES } from '../../web/text/languages.js';
import { messagesOf } from '../words.mjs';
import { expectAccessible, SLOW } from './axe.js';
import { expectFits } from './layout.js';
import {
  answerWithOwn,
  DIGITS,
  draw,
  open,
  openDetails,
  openPanel,
  PANELS,
  plain,
  setLayers,
  unfold,
} from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const PICTURES = new URL('../../build/journeys/', import.meta.url);

/** @type {Record<'phone' | 'desktop', import('@playwright/test').BrowserContextOptions>} */
const SCREENS = {
  phone: {
    viewport: { width: 390, height: 844 },
    colorScheme: 'light',
    hasTouch: true,
    isMobile: true,
  },
  desktop: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
};

/** @param {Page} page @param {string} name @param {boolean} [fullPage] */
async function takePicture(page, name, fullPage = false) {
  if (!process.env.PICTURES) return;
  const path = new URL(`${name.replaceAll(' ', '-')}.png`, PICTURES).pathname;
  await page.screenshot({ path, fullPage });
}

for (const [screen, options] of Object.entries(SCREENS)) {
  test(`a journey on a ${screen}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      baseURL,
      reducedMotion: 'no-preference',
      ...options,
    });
    const page = await context.newPage();
    const { width = 0, height = 0 } = options.viewport ?? {};
    // Tablets are in between.
    const widths = screen === 'phone' ? [width, 820] : [width];
    const stop = async (/** @type {string} */ name, /** @type {string} */ region = '') => {
      await expectAccessible(page, { name, region });
      await takePicture(page, `${name}_${width}_${options.colorScheme}`);
      await expectFits(page, name, widths);
    };
    await open(page, plain('digits=2000&epochs=1000'));
    await expect(page.getByTestId('source-pretrained')).toBeEnabled();
    await stop('01 first look');

    await draw(page, DIGITS[7]);
    await expect(page.getByTestId('prediction')).toHaveText('7');
    await stop('02 drawn', '.draw');

    await answerWithOwn(page);
    await page.getByTestId('train').click();
    await expect(page.getByTestId('progress')).not.toHaveJSProperty('value', 0);
    await expect(page.getByTestId('loss-chart').locator('canvas')).toBeVisible();
    await expect(page.getByTestId('test-accuracy')).toContainText('%');
    await stop('03 training', '.train');
    await page.getByTestId('pause').click();
    await page.getByTestId('reset').click();
    await expect(page.getByTestId('notices').locator('.notice')).toBeVisible();
    await stop('04 a new network', '.train');

    await unfold(page, 'Training');
    await page.getByTestId('setting-epochs').fill('2');
    await page.getByTestId('setting-epochs').blur();
    await page.getByTestId('train').click();
    await expect(page.getByTestId('progress')).toHaveJSProperty('value', 1);
    await page.getByTestId('smoothing').fill('0.6');
    await page.getByTestId('log-scale').check();
    await page.getByTestId('curve-table').locator('summary').click();
    await page.getByTestId('loss-chart').scrollIntoViewIfNeeded();
    await stop('05 curves', '.train');

    await setLayers(page, 'dens 10');
    await expect(page.getByTestId('layers-problem')).not.toBeEmpty();
    await stop('06 layers refused', '.layers');
    await setLayers(page, 'dense 128, relu, dense 10');
    await unfold(page, 'Data augmentation');
    await page.getByTestId('setting-augmentation').scrollIntoViewIfNeeded();
    await stop('07 settings', '.setup');

    /** By id, each with a check that it is complete. @type {[typeof PANELS[number], () => Promise<void>][]} */
    const panels = [
      ['runs', () => expect(page.locator('.runs canvas').first()).toBeVisible()],
      ['inside', () => expect(page.locator('.inside canvas').first()).toBeVisible()],
      ['step', () => expect(page.getByTestId('step-card')).toBeVisible()],
      [
        'mistakes',
        async () => {
          await page.locator('[data-cell="3-3"]').click();
          await expect(page.getByTestId('cell-digit').first()).toBeVisible();
        },
      ],
      ['own', async () => {}],
      ['bring', async () => {}],
      ['models', async () => {}],
      ['photo', async () => {}],
      [
        'lessons',
        () => expect(page.getByTestId('lessons-list').locator('li').first()).toBeVisible(),
      ],
    ];
    for (const [i, [id, complete]] of panels.entries()) {
      await openPanel(page, id);
      await complete();
      const name = `${String(8 + i).padStart(2, '0')} ${id}`;
      await takePicture(page, `${name}_${width}_${options.colorScheme}`);
    }
    // All at once, in a window that shows them all: whatever is below the dock would count as covered.
    await page.setViewportSize({ width, height: 12_000 });
    await expectAccessible(page, { name: 'panels', region: '[data-testid=panels]' });
    await page.setViewportSize({ width, height });
    await expectFits(page, 'panels', widths);
    await context.close();
  });
}

/** Matches a message with any values filled in. @param {string} message */
const filled = (message) =>
  new RegExp(
    `^${message.replace(/[.*+?^$()[\]\\]/g, '\\$&').replace(/\{(?:[^{}]|\{\w+\})*\}/g, '.+')}$`,
  );

for (const [language, { direction }] of Object.entries(LANGUAGES)) {
  test(`the whole page in ${language}`, async ({ browser, baseURL }) => {
    const words = await messagesOf(language);
    const viewport = { width: 390, height: 844 };
    const context = await browser.newContext({ baseURL, viewport, locale: language });
    const page = await context.newPage();
    // Widths must not depend on the day of the test: this one is long in every language.
    await page.clock.setFixedTime(new Date(2026, 8, 28, 22, 58));
    await open(page, plain('digits=1000&epochs=1'));
    await expect(page.getByTestId('source-pretrained')).toBeEnabled();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await expect(page.getByTestId('status')).toHaveText(filled(words.status.ready));
    const named = await page
      .locator('[data-t]')
      .evaluateAll((all) => all.map((one) => [one.getAttribute('data-t'), one.textContent]));
    for (const [key, text] of named) {
      const [section, name] = (key ?? '').split('.');
      if (key !== 'page.loading') expect.soft(text, key ?? '').toBe(words[section][name]);
    }
    await expectFits(page, 'first look', [320, 390, 1280]);
    // On a phone they show icons, which a screen reader would spell out.
    await expect(page.getByTestId('undo')).toHaveAccessibleName(words.draw.undo);
    await expect(page.getByTestId('stage-edit')).toHaveAccessibleName(words.details.edit);
    await expect(page.getByTestId('speed')).toHaveAttribute(
      'aria-valuetext',
      words.train.fullSpeed,
    );

    await draw(page, DIGITS[7]);
    await expect(page.getByTestId('prediction')).toHaveText('7');
    await page.getByTestId('train').click();
    await expect(page.getByTestId('status')).toHaveText(filled(words.status.finished));
    await page.locator('[data-testid^=preset-]').last().click();
    await expect(page.getByTestId('notice-pending')).toBeVisible();
    /** What makes a panel complete. @type {Partial<Record<typeof PANELS[number], () => Promise<void>>>} */
    const complete = {
      own: () => page.getByTestId('lesson-begin').click(),
      mistakes: async () => {
        await page.locator('[data-cell="3-3"]').click();
        await expect(page.getByTestId('cell-digit').first()).toBeVisible();
      },
      step: () => expect(page.getByTestId('step-card')).toBeVisible(),
      models: async () => {
        await page.getByTestId('model-save').click();
        await expect(page.getByTestId('model-list').locator('li')).toBeVisible();
      },
    };
    for (const id of PANELS) {
      await openPanel(page, id);
      await complete[id]?.();
    }
    // As time does in the curves.
    await expect(page.getByTestId('timeline')).toHaveCSS('direction', 'ltr');
    await openDetails(page);
    await page.getByTestId('setting-layers').fill('dens 10');
    await page.getByTestId('setting-layers').blur();
    if (direction === 'rtl') await expectAccessible(page, { name: language, but: SLOW });
    await takePicture(page, `20 all of it in ${language}`, true);
    await expectFits(page, 'the whole page', [320, 390, 1280]);
    await context.close();
  });
}
/** The limit of a first visit, in bytes gzipped, without the digits and the code that trains on them. */
const FIRST_LOAD = 150_000;

const built = readBuiltFiles(new URL('../../build/modules.json', import.meta.url));

/** The paths of what contains the sources, and of all that it imports statically. @param {string[]} sources */
const pathsOf = (...sources) => filesOf(built, ...sources).map((name) => `/${name}`);

test('a first visit is small in every language', async ({ page }) => {
  /** @type {Set<string>} */
  const paths = new Set();
  page.context().on('request', (request) => paths.add(new URL(request.url()).pathname));
  await open(page);
  await expect(page.getByTestId('status')).toContainText('Ready');
  await expect(page.getByTestId('stage-units')).toBeAttached();
  const pad = pathsOf('web/app/start.js', 'web/app/main.js');
  // They load once the pad works.
  const stage = pathsOf('web/stage/stage.js', 'web/stage/stage.css').filter(
    (path) => !pad.includes(path),
  );
  expect([...paths].filter((path) => stage.includes(path)).sort()).toEqual(stage.sort());
  const first = [...paths].filter(
    (path) => !/\/data\/|-threads\.wasm$/.test(path) && !stage.includes(path),
  );
  expect(first).toContain('/pretrained.safetensors');
  expect(first.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);

  const [english] = pathsOf('web/text/en.js');
  expect(first).toContain(english);
  for (const tag of Object.keys(LANGUAGES)) {
    const [words] = pathsOf(`web/text/${tag}.js`);
    const bytes = first.map((path) => {
      const file = path === '/' ? 'index.html' : path.replace(english, words).slice(1);
      return gzipSync(readFileSync(new URL(`../../build/site/${file}`, import.meta.url))).length;
    });
    const sum = bytes.reduce((all, some) => all + some, 0);
    expect(sum, tag).toBeLessThanOrEqual(FIRST_LOAD);
  }
});
