/** The visitor's digits: corrected, taught, saved, edited, exported. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { expectAccessible } from './axe.js';
import { DIGITS, draw, drawIn, line, open } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {[number, number][][]} Strokes */

/** Ten digits in one handwriting, with a deliberately odd 2. @type {Strokes[]} */
const HANDWRITING = [
  DIGITS[0],
  DIGITS[1],
  [
    [
      [0.7, 0.2],
      [0.3, 0.2],
      [0.3, 0.8],
      [0.7, 0.8],
      [0.7, 0.5],
    ],
  ],
  [
    [
      [0.3, 0.2],
      [0.7, 0.2],
      [0.5, 0.45],
      [0.7, 0.6],
      [0.6, 0.8],
      [0.3, 0.8],
    ],
  ],
  [
    [
      [0.35, 0.2],
      [0.3, 0.55],
      [0.7, 0.55],
    ],
    [
      [0.6, 0.3],
      [0.6, 0.85],
    ],
  ],
  [
    [
      [0.7, 0.2],
      [0.35, 0.2],
      [0.35, 0.45],
      [0.65, 0.5],
      [0.65, 0.75],
      [0.3, 0.8],
    ],
  ],
  [
    [
      [0.6, 0.2],
      [0.35, 0.5],
      [0.35, 0.75],
      [0.6, 0.8],
      [0.65, 0.6],
      [0.35, 0.6],
    ],
  ],
  DIGITS[7],
  [
    [
      [0.5, 0.5],
      [0.35, 0.35],
      [0.5, 0.2],
      [0.65, 0.35],
      [0.35, 0.65],
      [0.5, 0.8],
      [0.65, 0.65],
      [0.5, 0.5],
    ],
  ],
  [
    [
      [0.65, 0.35],
      [0.45, 0.45],
      [0.4, 0.25],
      [0.65, 0.25],
      [0.62, 0.8],
    ],
  ],
];

/** The same shape, slightly moved. @param {Strokes} strokes @param {number} k */
const varied = (strokes, k) =>
  strokes.map((stroke) =>
    stroke.map(([x, y]) => /** @type {[number, number]} */ ([x + 0.02 * (k % 3), y - 0.015 * k])),
  );

/** @param {Page} page @param {string} id @param {Strokes} strokes */
async function drawOn(page, id, strokes) {
  await page.getByTestId(id).scrollIntoViewIfNeeded();
  const box = await page.getByTestId(id).boundingBox();
  if (!box) throw new Error('There is no pad.');
  await drawIn(page, box, strokes);
}

/** @param {Page} page */
async function openPanel(page) {
  await page.getByTestId('panel-own').locator('summary').click();
  await expect(page.getByTestId('learn-hand')).toBeVisible();
}

/** Opens the page and waits for the built-in digits. @param {Page} page */
async function openReady(page) {
  await open(page);
  await expect(page.getByTestId('source-pretrained')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('status')).toContainText('5,000');
}

/** Draws the digits the lesson asks for. @param {Page} page @param {number} count */
async function lesson(page, count) {
  await page.getByTestId('lesson-begin').click();
  for (let k = 0; k < count; k++) {
    const asked = (await page.getByTestId('lesson-asked').textContent()) ?? '';
    await drawOn(page, 'lesson-pad', varied(HANDWRITING[Number(/\d/.exec(asked)?.[0])], k % 4));
    await page.getByTestId('lesson-next').click();
    await expect(page.getByTestId('lesson-progress')).toContainText(`${k + 1} of`);
  }
  await page.getByTestId('lesson-stop').click();
}

test('a wrong answer is corrected with one tap, and learned at once', async ({ page }) => {
  await openReady(page);
  await draw(page, HANDWRITING[2]);
  const said = (await page.getByTestId('prediction').textContent()) ?? '';
  expect(said).not.toBe('2');

  await test.step('undo restores the previous network', async () => {
    await page.getByTestId('correct').click();
    await page.getByTestId('correct-2').click();
    await expect(page.getByTestId('prediction')).toHaveText('2');
    await page.getByTestId('notice-taught').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByTestId('prediction')).toHaveText(said);
    await expect(page.getByTestId('source-hand')).toBeHidden();
  });

  await page.getByTestId('correct').click();
  await page.getByTestId('correct-2').click();
  await expect(page.getByTestId('notice-taught')).toContainText('That was 2');
  await expect(page.getByTestId('prediction')).toHaveText('2');
  await expect(page.getByTestId('source-hand')).toHaveAttribute('aria-pressed', 'true');
  // Both the drawing and the answering network are saved. Here, the page is slower than its database and
  // its module: the network is there before what reads with it.
  await page.addInitScript(() => {
    const { setTimeout } = window;
    Object.assign(window, {
      setTimeout: (/** @type {TimerHandler} */ act, /** @type {number | undefined} */ ms) =>
        setTimeout(act, ms || 100),
    });
  });
  await page.reload();
  await expect(page.getByTestId('source-hand')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('prediction')).toHaveText('2');
  await page.getByTestId('source-pretrained').click();
  await expect(page.getByTestId('prediction')).toHaveText(said);
});

test('a closed panel is not updated until it is opened again', async ({ page }) => {
  await open(page);
  await expect(page.getByTestId('status')).toContainText('Ready to train on 5,000');
  const panel = page.getByTestId('panel-own');
  await panel.locator('> summary').click();
  await expect(panel.getByTestId('learn-hand')).toBeVisible();
  await panel.locator('> summary').click();
  await page.getByTestId('panel-models').locator('> summary').click();
  const suggested = page.getByTestId('model-name');
  await expect(suggested).toHaveAttribute('placeholder', 'Pretrained');
  await panel.locator('> .body').evaluate((body) => {
    const seen = /** @type {any} */ (window);
    seen.changes = 0;
    new MutationObserver((records) => {
      seen.changes += records.length;
    }).observe(body, { childList: true, subtree: true, attributes: true, characterData: true });
  });
  await draw(page, DIGITS[7]);
  await page.getByTestId('correct').click();
  await page.getByTestId('correct-7').click();
  const hand = page.getByTestId('source-hand');
  await expect(hand).toHaveAttribute('aria-pressed', 'true', { timeout: 90_000 });
  // An open one is: this network is not the pretrained one.
  await expect(suggested).toHaveAttribute('placeholder', (await hand.textContent()) ?? '');
  await page.getByTestId('source-pretrained').click();
  expect(await page.evaluate(() => /** @type {any} */ (window).changes)).toBe(0);
  await panel.locator('> summary').click();
  await expect(panel.getByTestId('own-sample')).toHaveCount(1);
  await expect(panel.getByTestId('learn-result').getByRole('table')).toBeVisible();
});

test('a drawing that is not a digit can be taught, too', async ({ page }) => {
  await openReady(page);
  await draw(page, HANDWRITING[0]);
  await expect(page.getByTestId('prediction')).toHaveText('0');
  await page.getByTestId('correct').click();
  await page.getByTestId('correct-none').click();
  await expect(page.getByTestId('notice-taught')).toContainText(
    /Not a digit: learned|still sees a digit/,
  );
  await expect(page.getByTestId('source-hand')).toHaveAttribute('aria-pressed', 'true');
  await openPanel(page);
  await expect(
    page.getByTestId('panel-own').locator('h4', { hasText: 'Not a digit: 1' }),
  ).toBeVisible();
  await expect(page.getByTestId('own-export')).toBeDisabled();
  await page.reload();
  await openPanel(page);
  await page.getByTestId('own-remove-all').click();
  await expect(page.getByTestId('own-sample')).toHaveCount(0);

  await test.step('a correction that did not suffice says so', async () => {
    await page.getByTestId('clear').click();
    await draw(page, [line([0.25, 0.25], [0.75, 0.75]), line([0.75, 0.25], [0.25, 0.75])]);
    await page.getByTestId('correct').click();
    await page.getByTestId('correct-8').click();
    const notice = page.getByTestId('notice-taught');
    await expect(notice).toContainText('That was 8');
    await expect(page.getByTestId('source-hand')).toHaveAttribute('aria-pressed', 'true');
    const sure = !/isn’t sure yet/.test((await notice.textContent()) ?? '');
    await expect(page.getByTestId('confidence')).toHaveText(sure ? /sure$/ : /^Not sure/);
  });
});

test('ten drawings survive a reload, are learned, and accuracy is reported', async ({ page }) => {
  await openReady(page);
  await openPanel(page);
  await test.step('on a phone, the pad of the lesson and its buttons share the screen', async () => {
    const desktop = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 664 });
    await page.getByTestId('lesson-begin').click();
    for (const id of ['lesson-asked', 'lesson-pad', 'lesson-next', 'lesson-stop']) {
      await expect(page.getByTestId(id), id).toBeInViewport({ ratio: 1 });
    }
    const covered = await page.evaluate(() => {
      const { left, top, right } = /** @type {Element} */ (
        document.querySelector('[data-testid=lesson-asked]')
      ).getBoundingClientRect();
      return document.elementFromPoint((left + right) / 2, top + 2)?.getAttribute('data-testid');
    });
    expect(covered).toBe('lesson-asked');
    await page.getByTestId('lesson-stop').click();
    if (desktop) await page.setViewportSize(desktop);
  });
  await lesson(page, 10);
  await expect(page.getByTestId('own-about')).toContainText('10 drawings');
  await page.reload();
  await expect(page.getByTestId('status')).toContainText('5,000');
  await openPanel(page);
  await expect(page.getByTestId('own-about')).toContainText('10 drawings');
  await expect(page.getByTestId('own-sample')).toHaveCount(10);
  await page.getByTestId('learn-hand').click();
  const cells = page.getByTestId('learn-result').locator('tbody td');
  await expect(cells).toHaveCount(4);
  const [before, after] = (await cells.allTextContents()).slice(2).map((text) => parseFloat(text));
  expect(before).toBeGreaterThan(98.5);
  expect(after).toBeGreaterThan(97);
  await page.evaluate(() => scrollTo(0, 0));
  await draw(page, HANDWRITING[2]);
  await expect(page.getByTestId('prediction')).toHaveText('2');

  await expectAccessible(page);
});

/**
 * Presses a button and kills the tab before the click's asynchronous work can finish.
 * @param {Page} page @param {string} id
 */
async function pressAndEnd(page, id) {
  const browser = await /** @type {import('@playwright/test').Browser} */ (
    page.context().browser()
  ).newBrowserCDPSession();
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const pressed = page.waitForEvent('console', (message) => message.text() === 'pressed');
  const ended = page.waitForEvent('crash');
  page
    .getByTestId(id)
    .evaluate(async (button) => {
      /** @type {HTMLElement} */ (button).click();
      for (let i = 0; i < 20; i++) await null; // run the microtasks of the click
      console.log('pressed');
      for (;;); // until it is killed
    })
    .catch(() => {});
  await pressed;
  for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
  await ended;
}

test('drawings can be relabeled, deleted and restored; changes made right before the tab is killed are saved', async ({
  page,
  context,
}) => {
  await openReady(page);
  await openPanel(page);
  await lesson(page, 4);
  await test.step('the digit whose drawing is taken back is asked for again', async () => {
    await page.getByTestId('lesson-begin').click();
    const asked = page.getByTestId('lesson-asked');
    const words = (await asked.textContent()) ?? '';
    await drawOn(page, 'lesson-pad', HANDWRITING[Number(/\d/.exec(words)?.[0])]);
    await page.getByTestId('lesson-next').click();
    await page.getByTestId('lesson-skip').click();
    await page.getByTestId('lesson-back').click();
    await expect(asked).toHaveText(words);
    await expect(page.getByTestId('lesson-progress')).toContainText('4 of');
    await page.getByTestId('lesson-stop').click();
  });
  await page.getByTestId('own-sample').first().click();
  const label = page.getByTestId('own-relabel');
  const other = (await label.inputValue()) === '9' ? '8' : '9';
  await label.selectOption(other);
  await expect(page.getByTestId('own-editor')).toBeHidden();
  await expect(page.getByTestId('panel-own').locator('h4', { hasText: `${other}:` })).toBeVisible();
  await page.getByTestId('own-sample').first().click();
  await page.getByTestId('own-close').click();
  await expect(page.getByTestId('own-sample').first()).toBeFocused();
  await page.getByTestId('own-sample').first().click();
  await page.getByTestId('own-remove').click();
  await expect(page.getByTestId('own-sample')).toHaveCount(3);
  await expect(page.getByTestId('own-undo')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('own-sample')).toHaveCount(4);
  await expect(page.getByTestId('own-sample').first()).toBeFocused();
  await page.getByTestId('own-remove-all').click();
  await expect(page.getByTestId('own-about')).toContainText('None yet');
  await pressAndEnd(page, 'own-undo');
  const second = await context.newPage();
  await openReady(second);
  await openPanel(second);
  await expect(second.getByTestId('own-sample')).toHaveCount(4);
  await second.getByTestId('own-sample').first().click();
  await pressAndEnd(second, 'own-remove');
  const third = await context.newPage();
  await openReady(third);
  await openPanel(third);
  await expect(third.getByTestId('own-sample')).toHaveCount(3);
});

test('storage use is shown, and outdated answers of the browser are ignored', async ({ page }) => {
  await page.addInitScript(() => {
    // Hold back the first answers until after the last.
    /** @type {(() => void)[]} */
    const held = [];
    Reflect.set(window, 'answerLate', () => {
      for (const answer of held.splice(0)) answer();
    });
    let persistent = true;
    Reflect.set(window, 'losePersistence', () => {
      persistent = false;
    });
    StorageManager.prototype.persist = async () => persistent;
    StorageManager.prototype.persisted = async () => {
      if (!persistent) return false;
      await new Promise((resolve) => held.push(() => resolve(undefined)));
      return true;
    };
  });
  await openReady(page);
  await openPanel(page);
  const room = page.getByTestId('room').first();
  await expect(room).toBeHidden();
  await lesson(page, 2);
  await expect(page.getByTestId('own-about')).toContainText(/2 drawings.*Uses about \d+ kB/);
  await page.evaluate(() => Reflect.get(window, 'losePersistence')());
  await page.getByTestId('own-sample').first().click();
  await page.getByTestId('own-remove').click();
  await expect(room).toContainText(/uses [\d.]+ (kB|MB) of browser storage.*may delete it/);
  await page.evaluate(() => Reflect.get(window, 'answerLate')());
  expect(await room.textContent()).toContain('may delete it');
  await page.getByTestId('own-remove-all').click();
  await expect(room).toBeHidden();
  await page.getByTestId('own-undo').click();
  await expect(room).toContainText('may delete it');
  await expect(page.getByTestId('own-about')).toContainText('1 drawing,');
});

/** The samples in IndexedDB. @param {Page} page */
const storedSamples = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('inkling own digits');
        request.onsuccess = () => {
          const get = request.result.transaction('samples').objectStore('samples').getAll();
          get.onsuccess = () => {
            request.result.close();
            resolve(get.result.map((sample) => ({ ...sample, ink: [...sample.ink] })));
          };
        };
      }),
  );

test('an export restores everything exactly; drawings can be added as a dataset', async ({
  page,
  browser,
  baseURL,
}) => {
  await openReady(page);
  await page.getByTestId('panel-bring').locator('> summary').click();
  await expect(page.getByTestId('bring-drop')).toBeVisible();
  await expect(page.getByTestId('brought')).toHaveCount(0);
  await openPanel(page);
  await lesson(page, 3);

  await test.step("an export whose code can't be loaded shows a message, and works on the next try", async () => {
    await page.route('**/archive*.js', (route) => route.abort());
    await page.getByTestId('own-export').click();
    await expect(page.getByTestId('own-said')).toContainText('could not be loaded');
    await page.unroute('**/archive*.js');
  });

  const download = page.waitForEvent('download');
  await page.getByTestId('own-export').click();
  expect((await download).suggestedFilename()).toBe('inkling-my-digits.zip');
  const path = await (await download).path();
  const files = Object.keys(unzipSync(readFileSync(path)));
  expect(files).toEqual(
    expect.arrayContaining([
      'strokes.json',
      'sprite.png',
      'images.idx3-ubyte',
      'labels.idx1-ubyte',
    ]),
  );
  expect(files.filter((name) => /^\d\/\d+\.png$/.test(name))).toHaveLength(3);

  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await openReady(other);
  await openPanel(other);
  await other.getByTestId('own-file').setInputFiles(path);
  await expect(other.getByTestId('own-said')).toContainText('3 drawings imported');
  expect(await storedSamples(other)).toEqual(await storedSamples(page));

  // Any other file is rejected with a message, and nothing is lost.
  await other.getByTestId('own-file').setInputFiles({
    name: 'other.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\x03\x04 is not a zip'),
  });
  await expect(other.getByTestId('own-said')).toContainText('was not exported here');
  await expect(other.getByTestId('own-sample')).toHaveCount(3);
  await context.close();

  await test.step('drawings added as a dataset appear in a list that was opened before', async () => {
    await page.getByTestId('own-as-dataset').click();
    await expect(page.getByTestId('own-said')).toContainText('Added');
    await expect(page.getByTestId('brought')).toContainText('Your digits');
    await expect(page.getByTestId('bring-use')).toContainText('Your digits');
    await page.getByTestId('panel-bring').locator('> summary').click();
    await expect(page.getByTestId('panel-bring')).toContainText('Your digits');
  });
});
