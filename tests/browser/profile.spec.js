/** Data stored by the version of commit f99c8e0 still loads, and can be changed. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { cards, openPanel } from './importing.js';
import { answer, answerWithOwn, open } from './page.js';
import { dump, restore } from './profile/format.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./profile/format.js').Profile} Profile */

/** Recorded by profile/record.mjs. @type {Profile} */
const PROFILE = JSON.parse(
  String(gunzipSync(readFileSync(new URL('profile/f99c8e0.json.gz', import.meta.url)))),
);

/** @param {Profile} profile @param {string} database @returns {Record<string, any>} by key */
function recordsIn({ databases }, database) {
  const { stores } = databases.find(({ name }) => name === database) ?? { stores: {} };
  return Object.fromEntries(Object.values(stores).flat());
}

/** Opens the page in a browser with the old version's data. @param {Page} page */
async function openOver(page) {
  await page.goto('/icon.svg'); // of the same origin, and without code
  await page.evaluate(restore, PROFILE);
  await open(page);
}

/** @param {Page} page @param {string} name */
const openNamed = (page, name) => page.getByTestId(`panel-${name}`).locator('> summary').click();

test('a profile of f99c8e0: drawing, run, settings, digits, dataset, model and runs are restored, and can be changed', async ({
  page,
}) => {
  await openOver(page);
  const stored = recordsIn(PROFILE, 'inkling');
  const dataset = Object.entries(stored).find(([key]) => /^brought [0-9a-f]/.test(key))?.[1];

  // The run on the dataset, with its position, settings, and answering network.
  await expect(page.getByTestId('epoch')).toContainText(String(stored['run 2'].epoch));
  await expect(page.getByTestId('setting-layers')).toHaveValue('dense 10');
  await expect(page.getByTestId('source-hand')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => answer(page)).toBe('0'); // the drawing on the pad
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  await expect(page.getByTestId('hints')).toBeHidden();

  await openPanel(page);
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toContainText(dataset.name);
  await expect(cards(page)).toContainText(String(dataset.count));
  await openNamed(page, 'own');
  await expect(page.getByTestId('own-about')).toContainText('2');
  await openNamed(page, 'models');
  const models = page.getByTestId('model-list').locator('li');
  await expect(models).toHaveCount(1);
  await expect(models.getByRole('textbox').first()).toHaveValue('First');
  await openNamed(page, 'runs');
  const runs = page.getByTestId('run-list').getByRole('listitem');
  await expect(runs).toHaveCount(2);
  await expect(runs.nth(1).getByRole('textbox')).toHaveValue('Mine');

  // Just viewing changes nothing, but for the time of the visit.
  const now = await page.evaluate(dump);
  for (const { name } of PROFILE.databases) {
    const { started: _, ...records } = recordsIn(now, name);
    expect(Object.keys(records)).toEqual(Object.keys(recordsIn(PROFILE, name)));
  }
  for (const name of ['inkling models', 'inkling own digits', 'inkling history']) {
    expect(recordsIn(now, name)).toEqual(recordsIn(PROFILE, name));
  }
  const { 'run 2': run, started: _, ...rest } = recordsIn(now, 'inkling');
  const { 'run 2': runBefore, ...restBefore } = stored;
  expect(rest).toEqual(restBefore);
  expect(run.parameters).toEqual(runBefore.parameters);
  expect(run.points).toEqual(runBefore.points);
  expect(now.local).toEqual(PROFILE.local);

  await answerWithOwn(page);
  await expect(page.getByTestId('model')).toContainText('mine');

  // It can be changed: the run continues, a model and a run are renamed.
  await expect(page.getByTestId('epoch')).toContainText('2');
  await page.getByTestId('train').click(); // for the same number of epochs again
  await expect(page.getByTestId('epoch')).toContainText('4');
  await openNamed(page, 'models');
  const name = models.getByRole('textbox').first();
  await name.fill('Renamed');
  await name.blur();
  await openNamed(page, 'runs');
  await runs.nth(1).getByRole('textbox').fill('Old');
  await runs.nth(1).getByRole('textbox').blur();
  await page.reload();
  await openNamed(page, 'models');
  await expect(name).toHaveValue('Renamed');
  await openNamed(page, 'runs');
  await expect(runs.nth(1).getByRole('textbox')).toHaveValue('Old');
  const after = recordsIn(await page.evaluate(dump), 'inkling')['run 2'];
  expect(after.parameters).not.toEqual(runBefore.parameters);
  expect([after.epoch, after.position]).not.toEqual([runBefore.epoch, runBefore.position]);
});
