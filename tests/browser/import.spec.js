/** Importing a dataset: it is shown, trained on, saved and removed; skipped files are explained. */
import { expect, test } from '@playwright/test';
import { HEADERS } from '../../web/hosting/headers.js';
import { FORMATS } from '../../web/import/formats/index.js';
import { makeZip } from '../make-zip.mjs';
import { alphaPng, darkPng, hugePng, idx } from '../pictures.mjs';
import { expectAccessible } from './axe.js';
import {
  ALL,
  cards,
  importFile,
  kaggle,
  openPanel,
  reasons,
  said,
  use,
  writeFolder,
} from './importing.js';
import { answer, DIGITS, draw, figure, open, plain, takePicture, trainToTheEnd } from './page.js';

const QUICK = plain('epochs=4');

test('a zip of 2,000 images is imported, trained on, saved, and removed with undo', async ({
  page,
}) => {
  await open(page, QUICK);
  await openPanel(page);
  await importFile(page, 'mine.zip', makeZip(kaggle(2000)));
  await expect(said(page)).toContainText('“mine”: 2,000 images');
  await expect(page.getByTestId('bring-about')).toContainText('2,000 images, 10 classes.');
  await expect(page.getByTestId('bring-about')).toContainText('Opaque pixels: 2,000');
  await expect(page.getByTestId('bring-classes').locator('li')).toHaveCount(10);
  await expect(cards(page)).toContainText('Nothing was skipped');

  await use(page, '“mine”');
  await expect(page.getByTestId('model')).toContainText('trained on “mine”');
  await trainToTheEnd(page);
  expect(await figure(page, 'test-accuracy')).toBeGreaterThan(75);
  // A sixth of the images are held out.
  await page.getByTestId('panel-mistakes').locator('> summary').click();
  await expect(page.getByTestId('mistakes-about')).toContainText(/of 3\d\d test digits/);

  await page.reload();
  await expect(page.getByTestId('model')).toContainText('trained on “mine”');
  await expect(page.getByTestId('status')).toContainText('Finished');
  await openPanel(page);
  await expect(cards(page)).toHaveCount(1);
  await expect(page.getByTestId('bring-use').getByLabel('“mine”', { exact: true })).toBeChecked();

  await cards(page).getByRole('button', { name: 'Delete' }).click();
  await expect(cards(page)).toHaveCount(0);
  await expect(page.getByTestId('model')).not.toContainText('mine');
  await page.getByTestId('bring-undo').click();
  await expect(cards(page)).toHaveCount(1);
  await expect(page.getByTestId('model')).toContainText('trained on “mine”');

  await use(page, '“mine” and the built-in digits');
  await expect(page.getByTestId('model')).toContainText('and the built-in digits');
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
  await use(page, 'Built-in digits');
  await expect(page.getByTestId('model')).not.toContainText('mine');
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
});

test('images are re-read with other options; classes are renamed, merged, and left out; folders and files are picked and dropped', async ({
  page,
}, info) => {
  await open(page, QUICK);
  await openPanel(page);
  await page.getByTestId('bring-polarity').selectOption('light');
  await importFile(page, 'a.zip', makeZip(kaggle(60)));
  await expect(page.getByTestId('bring-about')).toContainText('Light on dark: 60');
  await page.getByTestId('bring-polarity').selectOption('detect');
  await page.getByTestId('bring-again').click();
  await expect(page.getByTestId('bring-about')).toContainText('Opaque pixels: 60');
  await page.getByTestId('bring-framing').selectOption('fit');
  await page.getByTestId('bring-again').click();
  await expect(page.getByTestId('bring-about')).not.toContainText('kept');
  await expect(cards(page)).toHaveCount(1);

  // The digits lie in two levels of folders that give the same classes, so nothing is asked.
  await expect(page.getByTestId('bring-source')).toBeHidden();
  await page.getByTestId('bring-edit').locator('summary').click();
  await page.getByTestId('bring-name').fill('odd ones');
  await page.getByTestId('bring-name').press('Tab');
  const card = cards(page);
  await expect(card.getByRole('heading')).toHaveText('odd ones');
  for (const digit of [7, 8, 9]) await card.getByLabel(`Name of class ${digit}`).fill('many');
  await card.getByLabel('Name of class 9').press('Tab');
  await card.getByRole('checkbox', { name: '0', exact: true }).uncheck();
  await expect(page.getByTestId('bring-about')).toContainText('8 classes');
  await expect(page.getByTestId('bring-classes')).toContainText('left out');
  await use(page, '“odd ones”');
  await expect(page.getByTestId('model')).toContainText('dense 7)');
  await page.reload();
  await openPanel(page);
  await expect(card.getByLabel('Name of class 9')).toHaveValue('many');
  await expect(page.getByTestId('model')).toContainText('dense 7)');

  await test.step('a folder is imported with the folder picker, files by dropping them', async () => {
    const folder = info.outputPath('numbers');
    writeFolder(folder, kaggle(300, darkPng));
    // Every importer is listed for the visitor.
    await expect(page.locator('.formats li')).toHaveCount(FORMATS.length);
    await page.getByTestId('bring-folder').setInputFiles(folder);
    await expect(said(page)).toContainText('“numbers”: 300 images');
    await expect(page.getByTestId('bring-about').first()).toContainText('Dark on light: 300');

    const images = idx(Buffer.concat(ALL.slice(0, 50).map(({ ink }) => ink)), 50, 28, 28);
    const labels = idx(
      Uint8Array.from(ALL.slice(0, 50), ({ label }) => label),
      50,
    );
    const transfer = await page.evaluateHandle(
      (files) => {
        const transfer = new DataTransfer();
        for (const { name, bytes } of files) {
          transfer.items.add(new File([new Uint8Array(bytes)], name));
        }
        return transfer;
      },
      [
        { name: 'train-images-idx3-ubyte', bytes: [...images] },
        { name: 'train-labels-idx1-ubyte', bytes: [...labels] },
      ],
    );
    const drop = page.getByTestId('bring-drop');
    await drop.dispatchEvent('drop', { dataTransfer: transfer });
    await expect(said(page)).toContainText('50 images');
    await expect(cards(page)).toHaveCount(3);

    const link = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.setData('text/uri-list', 'https://example.com/digits.zip');
      return transfer;
    });
    await drop.dispatchEvent('drop', { dataTransfer: link });
    await expect(said(page)).toContainText('a link or text, not a file');
    await expect(cards(page)).toHaveCount(3);
  });
});

test('bad files are skipped with a reason, and a bad zip changes nothing', async ({ page }) => {
  await open(page, QUICK);
  await openPanel(page);
  const [good] = kaggle(1);
  const { bytes } = good;
  await importFile(
    page,
    'odd.zip',
    makeZip([
      ...kaggle(20),
      { path: 'd/7/cut.png', bytes: bytes.subarray(0, 90) },
      { path: 'd/7/huge.png', bytes: hugePng(30_000) },
      { path: 'd/7/words.png', bytes: Buffer.from('no picture') },
      { path: '../7/out.png', bytes },
      { path: '/7/out.png', bytes },
      { path: 'd/7/secret.png', bytes, flags: 1 },
      { path: 'd/7/bomb.png', bytes: Buffer.alloc(8 << 20) },
    ]),
  );
  await expect(said(page)).toContainText('“odd”: 20 images');
  expect(await reasons(page)).toEqual({
    damaged: 1,
    tooLarge: 1,
    notPicture: 1,
    unsafePath: 2,
    encrypted: 1,
    bomb: 1,
  });

  const bombs = Array.from({ length: 10 }, (_, i) => ({
    path: `d/7/${i}.png`,
    bytes: Buffer.alloc(8 << 20),
  }));
  await importFile(page, 'bomb.zip', makeZip([good, ...bombs]));
  await expect(said(page)).toContainText('zip bombs');
  await importFile(page, 'cut.zip', makeZip(kaggle(20)).subarray(0, 2000));
  await expect(said(page)).toContainText('damaged or incomplete');
  await importFile(page, 'locked.zip', makeZip([{ path: 'd/7/secret.png', bytes, flags: 1 }]));
  await expect(said(page)).toContainText('an image with a label');
  await expect(said(page)).toContainText('encrypted');
  const wrong = idx(Buffer.alloc(784 * 3), 4, 28, 28);
  await page.getByTestId('bring-files').setInputFiles(
    [
      { name: 'train-images-idx3-ubyte', buffer: wrong },
      { name: 'train-labels-idx1-ubyte', buffer: idx(Uint8Array.of(1, 2, 3, 4), 4) },
    ].map((file) => ({ ...file, mimeType: 'application/octet-stream' })),
  );
  await expect(said(page)).toContainText('size does not match its header');
  const row = [1, ...ALL[0].ink].join(',');
  await importFile(page, 'ragged.csv', Buffer.from([row, `${row},5`, row].join('\n')));
  await expect(said(page)).toContainText('“ragged”: 2 images');
  expect(await reasons(page)).toEqual({ raggedRow: 1 });
  await expect(cards(page).first()).toContainText('There is only one class');
  await expect(cards(page)).toHaveCount(2);

  await test.step('axe finds no violations and it fits a phone, light and dark', async () => {
    const desktop = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    const many = Array.from({ length: 30 }, (_, i) => ({
      path: `c/a class with a rather long name ${i}/1.png`,
      bytes: alphaPng(ALL[i].ink),
    }));
    await importFile(page, 'letters.zip', makeZip(many));
    await expect(said(page)).toContainText('30 images');
    await page.getByTestId('bring-skipped').locator('summary').first().click();
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, { region: '[data-testid=panel-bring]' });
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBe(390);
    await takePicture(page.getByTestId('panel-bring'), 'phone');
    if (desktop) await page.setViewportSize(desktop);
    await takePicture(page.getByTestId('panel-bring'), 'desktop');
  });
});

test('some of 202 classes are selected; class names replace digits', async ({ page }) => {
  await open(page, plain('epochs=30&batch=8'));
  await openPanel(page);
  const [zero, seven] = [0, 7].map((digit) => ALL.filter(({ label }) => label === digit));
  const files = Array.from({ length: 200 }, (_, i) => ({
    path: `c/class ${i}/1.png`,
    bytes: alphaPng(ALL[i].ink),
  }));
  for (let i = 0; i < 24; i++) {
    files.push({ path: `c/naught/${i}.png`, bytes: alphaPng(zero[i].ink) });
    files.push({ path: `c/lucky/${i}.png`, bytes: alphaPng(seven[i].ink) });
  }
  await importFile(page, 'many.zip', makeZip(files));
  await expect(page.getByTestId('bring-about')).toContainText('248 images, 202 classes.');
  await expect(cards(page)).toContainText('200 classes have a single image');
  const choice = page.getByTestId('bring-choose-classes');
  await expect(choice).toContainText('at most 36 classes: select up to 36 of these 202');
  await expect(choice).toContainText('36 of at most 36');
  const box = (/** @type {string} */ name) => choice.getByRole('checkbox', { name, exact: true });
  await expect(box('naught')).toBeDisabled();
  for (let i = 0; i < 2; i++) await box(`class ${i}`).uncheck();
  await box('naught').check();
  await box('lucky').check();
  await expect(box('class 50')).toBeDisabled();
  for (let i = 2; i < 36; i++) await box(`class ${i}`).uncheck();
  await expect(choice).toContainText('2 of at most 36');
  await expect(box('naught')).toBeDisabled();
  await use(page, '“many”');
  await expect(page.getByTestId('model')).toContainText('dense 2)');
  await expect(page.getByTestId('probabilities').locator('li')).toHaveCount(2);
  await trainToTheEnd(page);
  await draw(page, DIGITS[0]);
  await expect.poll(() => answer(page)).toBe('naught');
  await page.getByTestId('clear').click();
  await draw(page, DIGITS[7]);
  await expect.poll(() => answer(page)).toBe('lucky');
});

test('when storage is full, a message says so, and the dataset lasts for the visit', async ({
  page,
}) => {
  // Chromium's own quota also counts the digits, and may then delete all that is stored.
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value, key) {
      if (value?.pixels?.size > 1_000_000) throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, value, key);
    };
  });
  await open(page, QUICK);
  await openPanel(page);
  await importFile(page, 'first.zip', makeZip(kaggle(50)));
  await expect(said(page)).toContainText('“first”: 50 images');
  await importFile(page, 'second.zip', makeZip(kaggle(2000)));
  await expect(said(page)).toContainText('no space left in this browser');
  await expect(cards(page)).toHaveCount(2);
  await use(page, '“second”');
  await page.getByTestId('step').click();
  await expect(page.getByTestId('train-loss')).not.toHaveText('–');
  await page.reload();
  await openPanel(page);
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toContainText('first');
});

test('an import can be canceled; one interrupted by closing the page is reported', async ({
  page,
}) => {
  await open(page, QUICK);
  await openPanel(page);
  await importFile(page, 'first.zip', makeZip(kaggle(50)));
  await expect(said(page)).toContainText('“first”: 50 images');
  // A worker that never answers. Blocking its load would count as a fault when the page is closed.
  await page.route('**/import.worker.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', headers: HEADERS, body: '' }),
  );
  await importFile(page, 'second.zip', makeZip(kaggle(60)));
  await page.getByTestId('bring-cancel').click();
  await expect(said(page)).toContainText('Canceled');
  await expect(cards(page)).toHaveCount(1);
  await importFile(page, 'third.zip', makeZip(kaggle(60)));
  await expect(page.getByTestId('bring-cancel')).toBeVisible();
  await page.unroute('**/import.worker.js');
  await page.reload();
  await openPanel(page);
  await expect(said(page)).toContainText('Importing “third” was interrupted');
  await expect(cards(page)).toHaveCount(1);
  await importFile(page, 'third.zip', makeZip(kaggle(60)));
  await expect(said(page)).toContainText('“third”: 60 images');
  await page.reload();
  await openPanel(page);
  await expect(cards(page)).toHaveCount(2);
  await expect(said(page)).toBeEmpty();
});
