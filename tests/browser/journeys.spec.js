/**
 * What visitors do, from the first look to the last panel, at three sizes in light and dark. In
 * every state axe finds nothing, nothing scrolls sideways, and a picture is kept: leaf through them
 * in build/journeys/index.html.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { LANGUAGES } from '../../web/text/languages.js';
import { answerWithOwn, DIGITS, draw, open, plain, setLayers, unfold } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const PICTURES = new URL('../../build/journeys/', import.meta.url);

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1280, height: 900 },
];

/** A place where a visitor comes by: axe, and a picture. @param {Page} page @param {string} name */
async function visit(page, name) {
  const { width = 0 } = page.viewportSize() ?? {};
  const { violations, passes } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(passes.length).toBeGreaterThan(0);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(found, name).toEqual([]);
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const state = `${name.replaceAll(' ', '-')}_${width}_${dark ? 'dark' : 'light'}`;
  await page.screenshot({
    path: new URL(`${state}.png`, PICTURES).pathname,
    fullPage: name.includes('all of it'),
  });
}

/** Opens a panel alone, at the top of the screen. @param {Page} page @param {string} id */
async function openPanel(page, id) {
  await page.evaluate((id) => {
    for (const panel of document.querySelectorAll('.panel')) {
      /** @type {HTMLDetailsElement} */ (panel).open = panel.matches(`[data-testid=panel-${id}]`);
    }
  }, id);
  await expect(page.getByTestId(`panel-${id}`).locator('.body > *:visible').first()).toBeVisible();
  await page.getByTestId(`panel-${id}`).evaluate((panel) => panel.scrollIntoView());
}

test.beforeAll(() => {
  mkdirSync(PICTURES, { recursive: true });
});

for (const viewport of SIZES) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`a journey at ${viewport.width} x ${viewport.height}, ${colorScheme}`, async ({
      browser,
      baseURL,
    }) => {
      const touch = viewport.width < 500;
      const context = await browser.newContext({
        baseURL,
        viewport,
        colorScheme,
        hasTouch: touch,
        isMobile: touch,
      });
      const page = await context.newPage();
      await open(page, plain('digits=2000&epochs=200'));
      await expect(page.getByTestId('source-pretrained')).toBeEnabled();
      await visit(page, '01 first look');

      await draw(page, DIGITS[7]);
      await expect(page.getByTestId('prediction')).toHaveText('7');
      await visit(page, '02 drawn');

      await answerWithOwn(page);
      await page.getByTestId('train').click();
      await expect(page.getByTestId('status')).toContainText('Training');
      await expect(page.getByTestId('loss-chart').locator('canvas')).toBeVisible();
      await expect(page.getByTestId('test-accuracy')).toContainText('%');
      await visit(page, '03 training');
      await page.getByTestId('pause').click();
      await page.getByTestId('reset').click();
      await expect(page.getByTestId('notices').locator('.notice')).toBeVisible();
      await visit(page, '04 a new network');

      await page.goto('about:blank');
      await open(page, plain('digits=5000&epochs=2'));
      await page.getByTestId('train').click();
      await expect(page.getByTestId('status')).toContainText('Finished');
      await page.getByTestId('smoothing').fill('0.6');
      await page.getByTestId('log-scale').check();
      await page.getByTestId('curve-table').locator('summary').click();
      await page.getByTestId('loss-chart').scrollIntoViewIfNeeded();
      await visit(page, '05 curves');

      await setLayers(page, 'dens 10');
      await expect(page.getByTestId('layers-problem')).not.toBeEmpty();
      await visit(page, '06 layers refused');
      await setLayers(page, 'dense 128, relu, dense 10');
      for (const group of /** @type {const} */ (['Training', 'Data augmentation'])) {
        await unfold(page, group);
      }
      await page.getByTestId('setting-augmentation').scrollIntoViewIfNeeded();
      await visit(page, '07 settings');

      await openPanel(page, 'runs');
      await expect(page.getByTestId('panel-runs').locator('canvas').first()).toBeVisible();
      await visit(page, '08 runs');
      await openPanel(page, 'inside');
      await expect(page.getByTestId('panel-inside').locator('canvas').first()).toBeVisible();
      await visit(page, '09 inside');
      await openPanel(page, 'step');
      await visit(page, '10 one step');
      await openPanel(page, 'mistakes');
      await expect(page.getByTestId('mistakes-found')).toBeVisible();
      await page.locator('[data-cell="3-3"]').click();
      await expect(page.getByTestId('cell-digit').first()).toBeVisible();
      await visit(page, '11 mistakes');
      for (const [number, id] of [
        ['12', 'own'],
        ['13', 'bring'],
        ['14', 'models'],
      ]) {
        await openPanel(page, id);
        await visit(page, `${number} ${id}`);
      }
      await context.close();
    });
  }
}

for (const [language, { direction, load }] of Object.entries(LANGUAGES)) {
  if (!load) continue; // English is what all the other tests read
  test(`the page in another language: ${language}`, async ({ browser, baseURL }) => {
    const { WORDS } = await load();
    const context = await browser.newContext({
      baseURL,
      viewport: SIZES[0],
      locale: language,
    });
    const page = await context.newPage();
    await page.goto('/');
    await expect(page.getByTestId('source-pretrained')).toBeEnabled();
    await expect(page.getByTestId('train')).toHaveText(WORDS.train.train);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await draw(page, DIGITS[7]);
    await expect(page.getByTestId('prediction')).toHaveText('7');
    await visit(page, `20 in ${language}`);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await expect(page.getByTestId('panel-step').locator('.body > *:visible').first()).toBeVisible();
    await visit(page, `21 in ${language}, all of it`);
    // Another choice counts at once, and stays.
    await page.getByTestId('language').selectOption('en');
    await expect(page.getByTestId('train')).toHaveText('Train');
    await page.reload();
    await expect(page.getByTestId('train')).toHaveText('Train');
    await expect(page.getByTestId('prediction')).toHaveText('7');
    await context.close();
  });
}

/** Bytes that a first visit may take, gzipped, without the digits and what trains on them. */
const FIRST_LOAD = 150_000;

/** What comes with the stage alone, which waits until the pad is alive. */
function withTheStage() {
  /** @type {{ outputs: Record<string, { entryPoint?: string, imports: { path: string, kind: string }[] }> }} */
  const { outputs } = JSON.parse(
    readFileSync(new URL('../../build/modules.json', import.meta.url), 'utf8'),
  );
  const needed = (/** @type {string} */ entry, /** @type {Set<string>} */ found = new Set()) => {
    const need = (/** @type {string} */ path) => {
      if (found.has(path)) return;
      found.add(path);
      for (const { path: other, kind } of outputs[path].imports) {
        if (kind === 'import-statement') need(other);
      }
    };
    for (const [path, { entryPoint }] of Object.entries(outputs)) {
      if (entryPoint === entry) need(path);
    }
    return found;
  };
  const first = needed('web/app/start.js', needed('web/app/main.js'));
  return [...needed('web/stage/stage.css', needed('web/stage/stage.js'))]
    .filter((path) => !first.has(path))
    .map((path) => path.replace('build/site', ''));
}

test('a first visit is small', async ({ page }) => {
  /** @type {Set<string>} */
  const paths = new Set();
  page.context().on('request', (request) => paths.add(new URL(request.url()).pathname));
  await open(page);
  await expect(page.getByTestId('status')).toContainText('60,000');
  await expect(page.getByTestId('stage-units')).toBeAttached();
  const stage = withTheStage();
  expect([...paths].filter((path) => stage.includes(path)).sort()).toEqual(stage.sort());
  const first = [...paths].filter(
    (path) => !/\/data\/|-threads\.wasm$/.test(path) && !stage.includes(path),
  );
  const bytes = first.map((path) => {
    const file = path === '/' ? 'index.html' : path.slice(1);
    return gzipSync(readFileSync(new URL(`../../build/site/${file}`, import.meta.url))).length;
  });
  const sum = bytes.reduce((all, some) => all + some, 0);
  expect(first).toContain('/pretrained.safetensors');
  expect(first.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
  expect(sum).toBeLessThanOrEqual(FIRST_LOAD);
});
