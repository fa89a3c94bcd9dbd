/** Folders, dropped or picked: their contents, and faults during the import. */
import { rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { dropOnto } from '../drop.mjs';
import { makeZip } from '../make-zip.mjs';
import { alphaPng, darkPng, hugePng } from '../pictures.mjs';
import {
  ALL,
  cards,
  importFile,
  kaggle,
  openPanel,
  reasons,
  said,
  writeFolder,
} from './importing.js';
import { open, plain } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const QUICK = plain('epochs=1');

/** @param {Page} page @param {...string} paths */
const drop = async (page, ...paths) =>
  dropOnto(await page.context().newCDPSession(page), page.getByTestId('bring-drop'), ...paths);

/** Injects a script into the import worker. @param {Page} page @param {string} script */
const inWorker = (page, script) =>
  page.route('**/import.worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n${script}` });
  });

/** Hands out a number of files, then fails. @param {number} count @param {string} then */
const afterFiles = (count, then) => `
  const { getFile } = FileSystemFileHandle.prototype;
  let given = 0;
  FileSystemFileHandle.prototype.getFile = function () {
    return ++given > ${count} ? ${then} : getFile.call(this);
  };`;

/**
 * Replaces the folder dialog, which no test can operate, by a folder in the origin private file
 * system.
 * @param {Page} page @param {import('./importing.js').File[]} files
 */
const choosing = (page, files) =>
  page.evaluate(
    async (files) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('chosen', { create: true });
      for (const { path, bytes } of files) {
        const names = path.split('/');
        let inner = folder;
        for (const name of names.slice(0, -1)) {
          inner = await inner.getDirectoryHandle(name, { create: true });
        }
        const file = await inner.getFileHandle(names[names.length - 1], { create: true });
        const writable = await file.createWritable();
        await writable.write(new Uint8Array(bytes));
        await writable.close();
      }
      Object.assign(window, { showDirectoryPicker: async () => folder });
    },
    files.map(({ path, bytes }) => ({ path, bytes: [...bytes] })),
  );

const button = (/** @type {Page} */ page) => page.getByRole('button', { name: 'Choose a folder' });

test('a folder, a zip and files can be dropped together', async ({ page }, info) => {
  const good = alphaPng(ALL[0].ink);
  const folder = info.outputPath('numbers');
  writeFolder(folder, [
    ...kaggle(300, darkPng),
    { path: 'dataset/7/cut.png', bytes: good.subarray(0, 90) },
    { path: 'dataset/7/huge.png', bytes: hugePng(30_000) },
    { path: 'dataset/7/words.png', bytes: Buffer.from('no picture') },
    { path: 'dataset/7/notes.txt', bytes: Buffer.from('no picture either') },
    { path: 'dataset/.hidden/7/1.png', bytes: good },
    { path: 'packed/more.zip', bytes: makeZip(kaggle(5)) },
    { path: 'rows/sheet.csv', bytes: Buffer.from(`3,${ALL[0].ink.join(',')}\n`) },
    { path: 'a/very/deep/folder/5/1.png', bytes: good },
  ]);
  const zip = info.outputPath('packed.zip');
  writeFileSync(zip, makeZip(kaggle(40)));
  const csv = info.outputPath('rows.csv');
  writeFileSync(csv, `3,${ALL[0].ink.join(',')}\n`);
  await open(page, QUICK);
  await openPanel(page);
  await drop(page, folder, zip, csv);
  await expect(said(page)).toContainText('“numbers”: 348 images');
  await expect(page.getByTestId('bring-about')).toContainText('348 images, 10 classes.');
  await expect(page.getByTestId('bring-about')).toContainText('Dark on light: 301');
  expect(await reasons(page)).toEqual({ damaged: 1, tooLarge: 1, notPicture: 1, unknownKind: 1 });
  await expect(page.getByTestId('bring-skipped')).toContainText('numbers/dataset/7/cut.png');

  await test.step('the button opens a folder by its handle, which can be re-read', async () => {
    await page.evaluate(() => {
      const refused = () => Promise.reject(new DOMException('No', 'AbortError'));
      Object.assign(window, { showDirectoryPicker: refused });
    });
    await button(page).click();
    await expect(said(page)).toContainText('No folder was opened');
    await choosing(page, kaggle(60));
    await button(page).click();
    await expect(said(page)).toContainText('“chosen”: 60 images');
    await page.getByTestId('bring-framing').selectOption('fit');
    await page.getByTestId('bring-again').click();
    await expect(cards(page).first().getByTestId('bring-about')).not.toContainText('kept');
    await expect(cards(page)).toHaveCount(2);
  });
});

test('without handles, the button uses an <input>, and dropped folders are read as entries', async ({
  page,
}, info) => {
  await page.addInitScript(() => {
    Object.assign(window, { showDirectoryPicker: undefined });
    Object.assign(DataTransferItem.prototype, { getAsFileSystemHandle: undefined });
  });
  const folder = info.outputPath('numbers');
  writeFolder(folder, kaggle(150));
  await open(page, QUICK);
  await openPanel(page);
  const chooser = page.waitForEvent('filechooser');
  await button(page).click();
  await (await chooser).setFiles(folder);
  await expect(said(page)).toContainText('“numbers”: 150 images');
  writeFolder(folder, kaggle(120));
  await drop(page, folder);
  await expect(said(page)).toContainText('“numbers (2)”: 120 images');
});

/**
 * Imports one dataset, then starts importing a folder that hangs after most of its files.
 * @param {Page} page @param {string} folder
 */
async function importThatHangs(page, folder) {
  writeFolder(folder, kaggle(1500));
  await open(page, QUICK);
  await openPanel(page);
  await importFile(page, 'first.zip', makeZip(kaggle(50)));
  await expect(said(page)).toContainText('“first”: 50 images');
  await inWorker(page, afterFiles(1400, 'new Promise(() => {})'));
  await drop(page, folder);
  await expect(page.getByTestId('bring-progress')).toContainText('images');
}

test('canceling while a folder is read leaves nothing behind', async ({ page }, info) => {
  const folder = info.outputPath('numbers');
  await importThatHangs(page, folder);
  await page.getByTestId('bring-cancel').click();
  await expect(said(page)).toContainText('Canceled');
  await page.unroute('**/import.worker.js');
  await drop(page, folder);
  await expect(said(page)).toContainText('“numbers”: 1,500 images');
  await expect(cards(page)).toHaveCount(2);
});

test('files that vanish during an import are reported; a vanished folder changes nothing', async ({
  page,
}, info) => {
  const folder = info.outputPath('numbers');
  writeFolder(folder, kaggle(80));
  await open(page, QUICK);
  await openPanel(page);
  const gone = `Promise.reject(new DOMException('Gone', 'NotFoundError'))`;
  await inWorker(page, afterFiles(70, gone));
  await drop(page, folder);
  await expect(said(page)).toContainText('“numbers”: 70 images');
  expect(await reasons(page)).toEqual({ unreadable: 10 });
  await page.unroute('**/import.worker.js');
  rmSync(folder, { recursive: true });
  await page.getByTestId('bring-again').click();
  await expect(said(page)).toContainText('These files can’t be read: they were moved');
  await expect(cards(page)).toHaveCount(1);
  await expect(page.getByTestId('bring-about')).toContainText('70 images');
});

test('a crash in the middle of an import is reported, and earlier datasets remain', async ({
  page,
  context,
}, info) => {
  const folder = info.outputPath('numbers');
  await importThatHangs(page, folder);
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
  const next = await context.newPage();
  await open(next, QUICK);
  await openPanel(next);
  await expect(said(next)).toContainText('Importing “numbers” was interrupted');
  await expect(cards(next)).toHaveCount(1);
  await drop(next, folder);
  await expect(said(next)).toContainText('“numbers”: 1,500 images');
  await expect(cards(next)).toHaveCount(2);
});
