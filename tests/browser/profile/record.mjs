/**
 * Uses the page like a visitor, and records everything the browser has stored afterward. This is how
 * f99c8e0.json.gz was made, from a build of commit f99c8e0.
 *
 *     node tests/browser/profile/record.mjs URL FILE
 */
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium, expect } from '@playwright/test';
import { launchOptions } from '../../chromium.mjs';
import { makeZip } from '../../make-zip.mjs';
import { importFile, kaggle, openPanel, said, use } from '../importing.js';
import { answerWithOwn, DIGITS, draw, plain, trainToTheEnd } from '../page.js';
import { dump } from './format.js';

const [url, file] = process.argv.slice(2);
const browser = await chromium.launch(launchOptions);
const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-US' });
const page = await context.newPage();
await page.goto(`${url}${plain('net=dense+10&digits=1000&epochs=2&seed=7')}`);
await expect(page.getByTestId('status')).toContainText('Ready');

// A named run on the built-in digits, saved as a model
await trainToTheEnd(page);
await page.getByTestId('panel-runs').locator('> summary').click();
const runs = page.getByTestId('run-list').getByRole('listitem');
await runs.first().getByRole('textbox').fill('Mine');
await runs.first().getByRole('textbox').press('Tab');
await page.getByTestId('panel-models').locator('> summary').click();
await page.getByTestId('model-name').fill('First');
await page.getByTestId('model-save').click();
await expect(page.getByTestId('models-status')).toContainText('First is saved');

// Two drawings, and a network that has learned them
await expect(page.getByTestId('source-pretrained')).toBeEnabled();
await page.getByTestId('source-pretrained').click();
for (const digit of [1, 7]) {
  await page.getByTestId('clear').click();
  await draw(page, DIGITS[digit]);
  await page.getByTestId('correct').click();
  await page.getByTestId(`correct-${digit}`).click();
}
await page.getByTestId('panel-own').locator('> summary').click();
await expect(page.getByTestId('own-about')).toContainText('2 drawings');
await page.getByTestId('learn-hand').click();
await expect(page.getByTestId('learn-result').locator('tbody td').first()).toBeVisible();

// A dataset, and a run on it
await openPanel(page);
await importFile(page, 'mine.zip', makeZip(kaggle(60)));
await expect(said(page)).toContainText('60 images');
await use(page, '“mine”');
await expect(page.getByTestId('model')).toContainText('trained on “mine”');
await trainToTheEnd(page);
await answerWithOwn(page);

await page.getByTestId('clear').click();
await draw(page, DIGITS[0]);
await page.getByTestId('language').selectOption('de');
await page.waitForTimeout(3000); // until periodic saving is done
const profile = await page.evaluate(dump);
for (const { name, stores } of profile.databases) {
  for (const [store, records] of Object.entries(stores)) {
    console.log(`${name} / ${store}: ${records.map(([key]) => key).join(', ')}`);
  }
}
console.log(Object.keys(profile.local), Object.keys(profile.session));
writeFileSync(file, gzipSync(JSON.stringify(profile), { level: 9 }));
await browser.close();
