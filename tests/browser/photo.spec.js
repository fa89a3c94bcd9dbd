/** Photos of pages: digits are found, read, corrected, saved, and learned from. */
import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { HEADERS } from '../../web/hosting/headers.js';
import { strokeDigits } from '../pen-digits.mjs';
import { photograph } from '../photos.mjs';
import { hugePng } from '../pictures.mjs';
import { expectAccessible } from './axe.js';
import { DIGITS, draw, open } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const SIZE = { width: 700, height: 400 };

/** @param {Uint8Array} data @param {number} width @param {number} height */
const file = (data, width, height) => ({
  name: 'page.png',
  mimeType: 'image/png',
  buffer: Buffer.from(encode({ width, height, data, channels: 1, depth: 8 })),
});

/** @param {import('../photos.mjs').How} [how] @param {number} [count] */
function photo(how, count = 12) {
  const { gray, width, height } = photograph(strokeDigits(count, 60), { ...SIZE, ...how });
  return file(gray, width, height);
}

/** Rotated by 90° clockwise, like a photo from a phone held sideways. @param {number} count */
function sideways(count) {
  const { gray, width, height } = photograph(strokeDigits(count, 60), SIZE);
  const turned = gray.map(
    (_, at) => gray[(height - 1 - (at % height)) * width + Math.floor(at / height)],
  );
  return file(turned, height, width);
}

/** @param {Page} page */
async function openPanel(page) {
  await open(page);
  await page.getByTestId('panel-photo').locator('> summary').click();
  await expect(page.getByTestId('photo-drop')).toBeVisible();
  // Wait for the network that reads.
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
}

/** @param {Page} page @param {Parameters<import('@playwright/test').Locator['setInputFiles']>[0]} file */
const choose = (page, file) => page.getByTestId('photo-file').setInputFiles(file);

/** The readings of the photo, line by line. @param {Page} page */
const lines = (page) =>
  page
    .getByTestId('photo-lines')
    .locator('li')
    .evaluateAll((all) =>
      all.map((line) =>
        [...line.querySelectorAll('span')].map((span) => span.textContent).join(''),
      ),
    );

test('a page is read line by line; digits are corrected, saved, learned, and survive a reload', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 664 });
  await openPanel(page);
  await choose(page, photo({ texture: 8, shade: 0.5, degrees: -5, ruled: 0.15 }));
  await expect(page.getByTestId('photo-said')).toContainText('12 digits found');
  expect(await lines(page)).toEqual(['0123456', '78901']);
  // What was found comes into sight by itself.
  await expect(page.getByTestId('photo-said')).toBeInViewport({ ratio: 1 });
  await expect(page.getByTestId('photo-mark').first()).toBeInViewport();
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.getByTestId('photo-mark').nth(7).click();
  await expect(page.getByTestId('photo-editor')).toBeVisible();
  await expect(page.getByTestId('photo-is-7')).toBeFocused();
  await page.getByTestId('photo-is-9').click();
  await expect(page.getByTestId('photo-said')).toContainText('One digit saved');
  await expect(page.getByTestId('photo-mark').nth(7)).toHaveText('9');
  await expect(page.getByTestId('photo-mark').nth(7)).toBeFocused();

  // A saved digit can be removed again, which restores its reading.
  await page.getByTestId('photo-mark').nth(7).click();
  await page.getByTestId('photo-take-back').click();
  await expect(page.getByTestId('photo-mark').nth(7)).toHaveText('7');

  await page.getByTestId('photo-mark').nth(0).click();
  await page.getByTestId('photo-leave-out').click();
  await expect(page.getByTestId('photo-mark')).toHaveCount(11);
  await expect(page.getByTestId('photo-said')).toContainText('11 digits found');
  await expect(page.getByTestId('photo-said')).toContainText('One mark that doesn’t look like');
  await page.getByTestId('photo-keep-all').click();
  await expect(page.getByTestId('photo-said')).toContainText('11 digits saved');
  await expect(page.getByTestId('status')).toContainText('5,000');
  await page.getByTestId('photo-learn').click();
  await expect(page.getByTestId('photo-said')).toContainText('Learned');
  await expect(page.getByTestId('source-hand')).toBeVisible();

  await expectAccessible(page);

  await page.reload();
  await page.getByTestId('panel-own').locator('> summary').click();
  await expect(page.getByTestId('own-sample')).toHaveCount(11);
});

test('pictures are chosen, pasted, dropped, and rotated; tapping one selects a digit, Escape deselects it', async ({
  page,
}) => {
  await openPanel(page);
  await choose(page, photo({}, 3));
  await expect(page.getByTestId('photo-mark')).toHaveCount(3);
  const picture = page.getByTestId('photo-picture');
  const box = /** @type {{ width: number, height: number }} */ (await picture.boundingBox());
  // The digits are on one line, about 80 pixels of the photo apart. This is the second one.
  await picture.click({
    position: { x: (174 / SIZE.width) * box.width, y: (94 / SIZE.height) * box.height },
  });
  await expect(page.getByTestId('photo-is-1')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('photo-editor')).toBeHidden();
  await expect(page.getByTestId('photo-mark').nth(1)).toBeFocused();

  await test.step('pictures can be pasted, dropped and rotated', async () => {
    const { buffer } = photo({}, 5);
    await page.evaluate(
      (bytes) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(bytes)], 'x.png', { type: 'image/png' }));
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer }));
      },
      [...buffer],
    );
    await expect(page.getByTestId('photo-said')).toContainText('5 digits found');

    const { buffer: other } = sideways(4);
    const transfer = await page.evaluateHandle(
      (bytes) => {
        const made = new DataTransfer();
        made.items.add(new File([Uint8Array.from(bytes)], 'x.png', { type: 'image/png' }));
        return made;
      },
      [...other],
    );
    await page.getByTestId('photo-drop').dispatchEvent('drop', { dataTransfer: transfer });
    // It lies on its side, and is turned by itself.
    await expect.poll(() => lines(page)).toEqual(['0123']);
    for (let quarter = 0; quarter < 3; quarter++) await page.getByTestId('photo-turn').click();
    await expect.poll(() => lines(page)).not.toEqual(['0123']);
    await page.getByTestId('photo-turn').click();
    await expect.poll(() => lines(page)).toEqual(['0123']);
  });
});

test('printed digits are shown, and count on request', async ({ page }) => {
  await openPanel(page);
  // Six of each are copies of one.
  const font = strokeDigits(5, 61);
  const digits = strokeDigits(60, 60).map((digit, i) => (i % 2 ? digit : font[(i / 2) % 5]));
  const size = { width: 900, height: 700, size: 40, grid: /** @type {const} */ ('table') };
  const { gray, width, height } = photograph(digits, size);
  await choose(page, file(gray, width, height));
  const said = page.getByTestId('photo-said');
  await expect(said).toContainText('printed digits aren’t counted');
  const [marks, printed] = [page.getByTestId('photo-mark'), page.getByTestId('photo-print')];
  const [counted, others] = [await marks.count(), await printed.count()];
  expect(others).toBeGreaterThan(20);
  await page.getByTestId('photo-printed').check();
  await expect(marks).toHaveCount(counted + others);
  await expect(printed).toHaveCount(0);
  await expect(said).toContainText(`${counted + others} digits found`);
});

test('a file that is not a picture is reported, reading is canceled, and the previous photo stays', async ({
  page,
}) => {
  await openPanel(page);
  await choose(page, photo({}, 5));
  await expect(page.getByTestId('photo-mark')).toHaveCount(5);
  const said = page.getByTestId('photo-said');
  for (const [name, buffer, words] of /** @type {[string, Buffer, string][]} */ ([
    ['text.png', Buffer.from('No picture at all.'), 'can’t be opened'],
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'can’t be opened'],
    ['huge.png', hugePng(30_000), 'million pixels'],
  ])) {
    await choose(page, { name, mimeType: 'image/png', buffer });
    await expect(said).toContainText(`“${name}”`);
    await expect(said).toContainText(words);
    await expect(page.getByTestId('photo-mark')).toHaveCount(5);
  }
  await choose(page, photo({}, 0));
  await expect(said).toContainText('No digits found');
  await expect(page.getByTestId('photo-mark')).toHaveCount(0);

  await test.step('reading is canceled, and the previous photo stays', async () => {
    await choose(page, photo({}, 5));
    await expect(said).toContainText('5 digits found');
    await expect(page.getByTestId('photo-cancel')).toBeHidden();
    // Another photo is never read to the end.
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message, ...rest) {
        if (message?.kind !== 'read') Reflect.apply(post, this, [message, ...rest]);
      };
    });
    await choose(page, photo({}, 8));
    await expect(said).toContainText('Looking');
    await page.getByTestId('photo-cancel').click();
    await expect(said).toContainText('5 digits found');
    await expect(page.getByTestId('photo-cancel')).toBeHidden();
    await expect(page.getByTestId('photo-mark')).toHaveCount(5);
  });
});

test('a crash of the photo worker is reported, and the next photo is read', async ({ page }) => {
  let faults = 2; // when it decodes, and when it reads
  await page.route('**/photo.worker.js', (route) =>
    faults-- > 0
      ? route.fulfill({ contentType: 'text/javascript', headers: HEADERS, body: 'throw 1' })
      : route.continue(),
  );
  await openPanel(page);
  await choose(page, photo({}, 5));
  await expect(page.getByTestId('photo-said')).toContainText('could not be read');
  await choose(page, photo({}, 5));
  await expect(page.getByTestId('photo-said')).toContainText('5 digits found');
});

test('a module that fails to load is reported, and the next photo is read', async ({ page }) => {
  await openPanel(page);
  const module = /inkling(-relaxed)?\.wasm$/;
  await page.route(module, (route) => route.fulfill({ status: 404, body: '' }));
  await choose(page, photo({}, 5));
  await expect(page.getByTestId('photo-said')).toContainText('inkling.wasm could not be loaded');
  await page.unroute(module);
  await choose(page, photo({}, 5));
  await expect(page.getByTestId('photo-said')).toContainText('5 digits found');
});

test('the pad answers while a large page is read', async ({ page }) => {
  await openPanel(page);
  await choose(page, photo({ width: 2000, height: 1600, size: 60, texture: 6 }, 200));
  await page.evaluate(() => scrollTo(0, 0));
  await draw(page, DIGITS[7]);
  await expect(page.getByTestId('prediction')).toHaveText('7');
  await expect(page.getByTestId('photo-said')).toContainText('digits found');
});
