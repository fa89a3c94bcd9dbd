import { expect, test } from '@playwright/test';
import { defaultSettings } from '../../web/settings/schema.js';
import { DIGITS, draw, keptRun, open, plain } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const SMALL = plain('net=dense+32,+relu,+dense+10&digits=5000');

/** @param {Page} page @param {number} epochs */
async function train(page, epochs) {
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText(`Finished after ${epochs} epochs`);
}

/** @param {Page} page */
const openRuns = (page) => page.getByTestId('panel-runs').locator('summary').click();

test('the timeline goes back in time, milestones say when, and runs are named, deleted and restored', async ({
  page,
}) => {
  await open(page, SMALL);
  await draw(page, DIGITS[0]);
  await openRuns(page);
  await expect(page.getByTestId('panel-runs')).toContainText('Press Train first');
  await expect(page.getByTestId('timeline')).toBeHidden();
  await page.getByTestId('step').click();
  await train(page, 10);
  await expect(page.getByTestId('timeline')).toBeVisible();
  const moment = page.getByTestId('timeline-moment');
  const answer = page.getByTestId('timeline-answer');
  await expect(moment).toContainText('Epoch 10');
  const end = await answer.textContent();
  await page.getByTestId('timeline').press('Home');
  await expect(moment).not.toContainText('Epoch 10');
  expect(await answer.textContent()).not.toBe(end);
  await page.getByTestId('timeline').press('End');
  await expect(answer).toHaveText(String(end));

  await page.getByTestId('reset').click();
  await train(page, 10);
  const first = page.getByTestId('milestones').getByRole('row').nth(1);
  await expect(first).toContainText(/90%.*\d s.*,\d{3}/);
  const reached = await first.textContent();
  const runs = page.getByTestId('run-list').getByRole('listitem');
  await expect(runs).toHaveCount(2);
  await expect(runs.first()).toContainText('Digits: 5,000');
  await runs.first().getByRole('textbox').fill('Mine');
  await runs.first().getByRole('textbox').press('Tab');
  await page.reload();
  await openRuns(page);
  await expect(first).toHaveText(String(reached));
  await expect(runs.first().getByRole('textbox')).toHaveValue('Mine');
  await expect(runs).toHaveCount(2);
  await page.getByRole('button', { name: 'Delete: Mine' }).click();
  await expect(runs).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(runs).toHaveCount(2);
});

/**
 * Changes all stored runs.
 * @param {Page} page @param {object} change
 * @param {boolean} [asList] whether to store them as older versions did, as one list
 */
const changeRuns = (page, change, asList = false) =>
  page.evaluate(
    ({ change, asList }) =>
      new Promise((resolve) => {
        const open = indexedDB.open('inkling history');
        open.onsuccess = () => {
          const store = open.result.transaction('runs', 'readwrite').objectStore('runs');
          const all = store.getAll();
          all.onsuccess = () => {
            const runs = all.result.map((run) => ({ ...run, ...change }));
            store.clear();
            if (asList) store.put(runs, 'runs');
            else for (const run of runs) store.put(run, run.id);
          };
          store.transaction.oncomplete = () => {
            open.result.close();
            resolve(undefined);
          };
        };
      }),
    { change, asList },
  );

test('the runs of two tabs are both saved', async ({ page, context }) => {
  const quick = plain('net=dense+32,+relu,+dense+10&digits=2000&epochs=2');
  const second = await context.newPage();
  for (const tab of [page, second]) await open(tab, quick);
  await expect(second.getByTestId('notice-tabs')).toBeVisible();
  for (const tab of [page, second]) await train(tab, 2);
  const third = await context.newPage();
  await open(third);
  await openRuns(third);
  await expect(third.getByTestId('run-list').getByRole('listitem')).toHaveCount(2);
});

test('a run is shown, opened, and read from what an older version stored', async ({ page }) => {
  await open(page, plain('net=dense+32,+relu,+dense+10&digits=2000&epochs=2'));
  await train(page, 2);

  await test.step('selecting a run for the chart keeps the focus on its checkbox', async () => {
    await openRuns(page);
    const box = page.getByTestId('run-list').getByRole('checkbox');
    await expect(box).toBeChecked();
    await box.press('Space');
    await expect(box).not.toBeChecked();
    await expect(box).toBeFocused();
  });

  await test.step('runs that an older version stored as one list are still there', async () => {
    await changeRuns(page, { name: 'From before' }, true);
    for (let visit = 0; visit < 2; visit++) {
      await page.reload();
      await openRuns(page);
      const runs = page.getByTestId('run-list').getByRole('listitem');
      await expect(runs).toHaveCount(1);
      await expect(runs.getByRole('textbox')).toHaveValue('From before');
    }
  });

  await test.step('opening a run with default settings opens those, not the saved network', async () => {
    await expect.poll(async () => (await keptRun(page))?.epoch).toBe(2);
    // A real run with the default settings would take minutes.
    await changeRuns(page, { settings: defaultSettings() });
    await page.reload();
    await openRuns(page);
    await page.getByTestId('run-list').getByRole('link').last().click();
    await expect(page.getByTestId('setting-layers')).toHaveValue(defaultSettings().layers);
    await expect(page.getByTestId('notice-pending')).toBeVisible();
  });
});

test('diverged training is reported, and the last good weights can be restored', async ({
  page,
}) => {
  await open(page, SMALL);
  await page.getByTestId('step').click();
  await expect.poll(async () => (await keptRun(page))?.position).toBe(32);
  const good = (await keptRun(page))?.parameters;
  await page.goto('about:blank');
  await page.goto(`/${SMALL.replace('lr=0.1', 'lr=10')}`);
  await page.getByTestId('train').click();
  const notice = page.getByTestId('notice-ran-away');
  await expect(notice).toContainText('diverged');
  await expect(page.getByTestId('pause')).toBeHidden();
  await notice.getByRole('button').first().click();
  await expect(page.getByTestId('train')).toBeEnabled();
  await expect(notice).toBeHidden();
  await expect(page.getByTestId('setting-learningRate')).toHaveValue(/^3\.33/);
  const run = await keptRun(page);
  expect(run?.parameters.length).toBe(good?.length);
  expect(run?.parameters.every(Number.isFinite)).toBe(true);
});
