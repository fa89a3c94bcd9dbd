/** The page only ever contacts its own host, and never violates its security policy. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { makeZip } from '../make-zip.mjs';
import { alphaPng, digits } from '../pictures.mjs';
import { host } from './host.js';
import { answerWithOwn, DIGITS, draw, openPanel, openPanels, plain, unfold } from './page.js';

test.use({ serviceWorkers: 'allow' });

/** @typedef {import('@playwright/test').Page} Page */

/** Records policy violations and requests to other hosts. @param {Page} page */
function watch(page) {
  /** @type {string[]} */
  const seen = [];
  page.context().on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && hostname !== 'localhost') {
      seen.push(`requested ${request.url()}`);
    }
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) seen.push(message.text());
  });
  page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.log(`Content Security Policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  return seen;
}

/** @param {Page} page */
const worksOffline = (page) => expect(page.getByTestId('offline')).toBeVisible();

/** @param {Page} page */
const engineRuns = (page) => expect(page.getByTestId('engine')).toContainText('WebAssembly');

/** @param {Page} page @param {() => Promise<unknown>} act */
async function downloads(page, act) {
  const download = page.waitForEvent('download');
  await act();
  expect(await (await download).failure()).toBe(null);
}

test('the policy is enforced, and the test sees violations', async ({ page }) => {
  const site = await host();
  const seen = watch(page);
  await page.goto(site.url);
  await engineRuns(page);
  const refused = await page.evaluate(async () => {
    /** @type {string[]} */
    const refused = [];
    const script = document.createElement('script');
    try {
      script.textContent = 'window.inline = true';
    } catch {
      refused.push('text as a script');
    }
    try {
      document.createElement('p').innerHTML = '<b>text</b>';
    } catch {
      refused.push('text as markup');
    }
    script.append('window.inline = true'); // a text node, as in markup
    document.body.append(script);
    if (!Reflect.get(window, 'inline')) refused.push('inline script');
    await fetch('https://example.invalid/').catch(() => refused.push('fetch'));
    // In a task of the page: the policy doesn't apply to evaluations by the debugger.
    await new Promise((resolve) =>
      setTimeout(() => {
        try {
          new Function('return 1')();
        } catch {
          refused.push('eval');
        }
        resolve(undefined);
      }),
    );
    return refused;
  });
  expect(refused).toEqual(['text as a script', 'text as markup', 'inline script', 'fetch', 'eval']);
  expect(seen.length).toBeGreaterThanOrEqual(2);
  site.close();
});

test('everything a visitor can do, panel by panel, in a subfolder: no violation, no request elsewhere', async ({
  page,
}) => {
  const site = await host({ folder: '/any/where/', headers: true });
  const seen = watch(page);
  await page.goto(`${site.url}${plain('digits=5000&epochs=2').replace('threads=1', 'threads=2')}`);
  await engineRuns(page);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await expect(page.getByTestId('status')).toContainText('Ready');
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished after 2 epochs');
  await draw(page, DIGITS[7]);
  await page.getByTestId('correct').click();
  await page.getByTestId('correct-7').click();
  await expect(page.getByTestId('notice-taught')).toContainText('That was 7');
  await openPanels(page);

  // Your handwriting
  await openPanel(page, 'own');
  await expect(page.getByTestId('own-about')).toContainText('1 drawing,');
  await downloads(page, () => page.getByTestId('own-export').click());
  await page.getByTestId('learn-hand').click();
  await expect(page.getByTestId('learn-result').locator('tbody td').first()).toBeVisible();
  // Runs and timeline
  await openPanel(page, 'runs');
  await page.getByTestId('timeline').press('Home');
  await expect(page.getByTestId('run-list').getByRole('listitem')).toHaveCount(1);
  // Inside the network; One training step in slow motion
  await openPanel(page, 'inside');
  await expect(page.getByTestId('panel-inside').locator('canvas').first()).toBeVisible();
  await openPanel(page, 'step');
  await page.getByTestId('walk-next').click();
  // Mistakes
  await openPanel(page, 'mistakes');
  await expect(page.getByTestId('mistakes-found')).toBeVisible();
  await page.locator('[data-cell="3-3"]').click();
  await expect(page.getByTestId('cell-digit').first()).toBeVisible();
  // Import a dataset, in its worker
  await openPanel(page, 'bring');
  const files = digits(40).map(({ ink, label }, i) => ({
    path: `${label}/${i}.png`,
    bytes: alphaPng(ink),
  }));
  await page.getByTestId('bring-files').setInputFiles({
    name: 'mine.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(makeZip(files)),
  });
  await expect(page.getByTestId('brought')).toContainText('40 images');
  await expect(page.getByTestId('bring-about')).toContainText(/Uses about \d+ kB/);
  // Your models, in every format: only a model trained here has a curve
  await openPanel(page, 'models');
  await answerWithOwn(page);
  await page.getByTestId('model-name').fill('Mine');
  await page.getByTestId('model-save').click();
  await expect(page.getByTestId('models-status')).toContainText('“Mine” saved');
  const model = page.getByTestId('model-list').locator('li').first();
  for (const format of ['safetensors', 'onnx', 'header', 'int8', 'csv']) {
    await downloads(page, () => model.locator('select').selectOption(format));
  }
  await page.getByTestId('models-compare').click();
  await expect(model).toContainText('test digits correct');
  await page.getByTestId('model-file').setInputFiles({
    name: 'pretrained.safetensors',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(new URL('../../build/site/pretrained.safetensors', import.meta.url)),
  });
  await expect(page.getByTestId('model-list').locator('li')).toHaveCount(2);

  await page.getByTestId('save-curves').scrollIntoViewIfNeeded();
  await downloads(page, () => page.getByTestId('save-curves').click());
  await downloads(page, () => page.getByTestId('save-picture').click());
  for (const name of /** @type {const} */ (['Layers', 'Training', 'Data augmentation'])) {
    await unfold(page, name);
  }
  await expect(page.getByTestId('variety-preview')).toBeVisible();
  // The footer follows the trainer's reports: a batch makes one, with the helper thread if it has started.
  await expect(async () => {
    await page.getByTestId('step').click();
    await expect(page.getByTestId('engine')).toContainText('2 threads', { timeout: 1000 });
  }).toPass();
  await page.getByTestId('language').selectOption('de');
  await expect(page.getByTestId('train')).toHaveText('Weitertrainieren');
  await worksOffline(page);
  expect(seen).toEqual([]);
  expect(site.state.asked.filter((path) => !path.startsWith('/any/where/'))).toEqual([]);
  site.close();
});
