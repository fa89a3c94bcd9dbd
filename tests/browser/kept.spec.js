/** What is stored is damaged, held up, or keeps the page from starting. */
import { expect, test } from '@playwright/test';
import { survived } from './fault-table.js';
import {
  answer,
  DIGITS,
  draw,
  kept,
  keptRun,
  open,
  openPanel,
  plain,
  trainToTheEnd,
} from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const QUICK = plain('digits=1000&epochs=1');

/**
 * Writes records into a database of the page.
 * @param {Page} page @param {string} name @param {string} store @param {[key: string, value: any][]} records
 */
const write = (page, name, store, records) =>
  page.evaluate(
    ({ name, store, records }) =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open(name);
        open.onupgradeneeded = () => open.result.createObjectStore(store);
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const transaction = open.result.transaction(store, 'readwrite');
          for (const [key, value] of records) transaction.objectStore(store).put(value, key);
          transaction.oncomplete = () => {
            open.result.close();
            resolve(undefined);
          };
        };
      }),
    { name, store, records },
  );

test('damaged records: the page starts, trains and answers, and the good ones stay', async ({
  page,
}) => {
  await page.goto('/icon.svg');
  await page.evaluate(() => {
    for (const key of ['inkling language', 'inkling hints done', 'inkling lessons done']) {
      localStorage.setItem(key, 'constructor');
    }
  });
  await write(page, 'inkling', 'kept', [
    ['run 2', { settings: { layers: null }, points: null }],
    ['run before 2', 5],
    ['drawing', [{ x: 1 }]],
    ['hand', 'constructor'],
    ['source', {}],
    ['brought a', { id: 'a', pixels: null }],
    ['brought: trained on', { id: 'a', both: false }],
    ['brought: unfinished', 7],
  ]);
  await write(page, 'inkling history', 'runs', [['a', 5]]);
  await write(page, 'inkling models', 'models', [['a', { id: 'a', name: 'x', file: [] }]]);
  await write(page, 'inkling own digits', 'samples', [['0', { id: '0', label: 7, strokes: [] }]]);
  await open(page, QUICK);
  await trainToTheEnd(page);
  await draw(page, DIGITS[7]);
  expect(await answer(page)).toBe('7');
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(1);
  for (const id of /** @type {const} */ (['own', 'runs', 'models', 'bring'])) {
    await openPanel(page, id);
  }
  const notice = page.getByTestId('notice-aside');
  await expect(notice).toContainText('damaged');
  const download = page.waitForEvent('download');
  await notice.getByRole('button', { name: 'Download it' }).click();
  expect((await download).suggestedFilename()).toBe('inkling-damaged-data.json');
  await page.reload();
  await expect(page.getByTestId('train')).toHaveText('Keep training');
  await expect(notice).toBeHidden();
  survived('stored records are damaged', {
    how: 'a record of a wrong kind in every database, and nonsense in localStorage',
    saw: 'the page as usual, and a notice that offers to download or delete what was damaged',
    lost: 'the damaged records; they can be downloaded',
  });
});

test('a database held up by another tab: the page trains, says so, and saves again', async ({
  page,
  context,
}) => {
  await open(page, QUICK);
  await trainToTheEnd(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(1);
  const other = await context.newPage();
  await other.goto('/icon.svg');
  await page.goto('/icon.svg');
  await other.evaluate(
    () =>
      new Promise((resolve) => {
        const first = indexedDB.open('inkling');
        first.onsuccess = () => {
          const upgrade = indexedDB.open('inkling', first.result.version + 1);
          upgrade.onsuccess = () => upgrade.result.close();
          upgrade.onblocked = () => resolve(undefined);
          Object.assign(window, { release: () => first.result.close() });
        };
      }),
  );
  await open(page);
  await expect(page.getByTestId('train')).toBeEnabled();
  const notice = page.getByTestId('notice-storage');
  await expect(notice).toContainText('isn’t responding');
  await draw(page, DIGITS[0]);
  expect(await answer(page)).toBe('0');
  await other.evaluate(() => Reflect.get(window, 'release')());
  await expect(notice).toBeHidden();
  // The saved network is read late rather than overwritten.
  await expect(page.getByTestId('train')).toHaveText('Keep training');
  survived('the database does not answer', {
    how: 'another tab holds up an upgrade of the database',
    saw: 'after two seconds the page as on a first visit, after ten a notice that nothing is saved; then the saved network, and no notice',
    lost: 'nothing',
  });
});

test('a page that has failed to start twice offers to start without what was saved', async ({
  page,
}) => {
  await open(page, QUICK);
  await trainToTheEnd(page);
  await expect.poll(async () => (await keptRun(page))?.epoch).toBe(1);
  const failStartAt = async (/** @type {number} */ time) => {
    await page.goto('/icon.svg');
    const times = `${time} ${time + 1}`;
    await page.evaluate((text) => localStorage.setItem('inkling failed starts', text), times);
    await page.goto('/');
  };
  // A browser that is killed may forget that a start has succeeded; the database doesn't.
  await expect.poll(() => kept(page, 'started')).toBeTruthy();
  await failStartAt(1);
  await expect(page.getByTestId('train')).toHaveText('Keep training');
  await failStartAt(Date.now() + 60_000);
  await page.getByRole('button', { name: 'Start without saved data' }).click();
  await expect(page.getByTestId('notice-storage')).toContainText('without your saved data');
  await expect(page.getByTestId('train')).toHaveText('Train');
  await expect(page.getByTestId('train')).toBeEnabled();
  // It started, so the next visit is as usual again.
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('inkling failed starts')))
    .toBe(null);
  await page.reload();
  await expect(page.getByTestId('train')).toHaveText('Keep training');
});

test('thousands of drawings are listed as far as they are seen', async ({ page }) => {
  await page.goto('/icon.svg');
  const records = Array.from({ length: 2500 }, (_, i) => [`${i}`.padStart(5, '0'), i]);
  await page.evaluate(
    (records) =>
      new Promise((resolve) => {
        const open = indexedDB.open('inkling own digits');
        open.onupgradeneeded = () => open.result.createObjectStore('samples');
        open.onsuccess = () => {
          const transaction = open.result.transaction('samples', 'readwrite');
          for (const [id, at] of records) {
            const sample = {
              id,
              label: 7,
              strokes: [],
              ink: new Uint8Array(784),
              at,
              how: 'taught',
            };
            transaction.objectStore('samples').put(sample, id);
          }
          transaction.oncomplete = () => resolve(open.result.close());
        };
      }),
    records,
  );
  await open(page, QUICK);
  await openPanel(page, 'own');
  const samples = page.getByTestId('own-sample');
  await expect(samples).not.toHaveCount(0);
  expect(await samples.count()).toBeLessThan(2000);
  const first = await samples.count();
  await samples.last().scrollIntoViewIfNeeded();
  await expect.poll(() => samples.count()).toBeGreaterThan(first);
});
