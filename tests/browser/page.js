/** Actions and checks shared by the browser tests. */
import { expect, test } from '@playwright/test';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('../../web/train/protocol.js').SavedRun} SavedRun
 */

/**
 * The hash for plain SGD training without augmentation, for tests of the mechanics. On one thread: a
 * test that waits while the page trains would keep a second core from the tests beside it.
 * @param {string} more settings that override the plain ones
 */
export const plain = (more) =>
  `#${more}&rule=sgd&lr=0.1&schedule=constant&warmup=0&batch=32&epochs=10&augment=none` +
  '&drawn=0&lettered=0&strange=0&threads=1';

/** Where the page has all of MNIST, for tests of the dataset: elsewhere, few-digits.js serves less. */
export const WHOLE = `http://whole.localhost:${process.env.INKLING_PORT ?? 8137}/`;

/** Pen strokes of digits, in units of the pad. @type {Record<string, [number, number][][]>} */
export const DIGITS = {
  0: [ellipse(0.5, 0.5, 0.2, 0.3)],
  1: [line([0.5, 0.2], [0.5, 0.8])],
  7: [line([0.3, 0.2], [0.7, 0.2], [0.45, 0.8])],
};

/** A 5 for pictures of the page. @type {[number, number][][]} */
export const FIVE = [
  [
    [0.68, 0.2],
    [0.4, 0.22],
    [0.36, 0.46],
    [0.5, 0.42],
    [0.62, 0.47],
    [0.68, 0.6],
    [0.63, 0.75],
    [0.5, 0.82],
    [0.34, 0.76],
  ],
];

/** Not a digit. */
export const SCRIBBLE = [
  line([0.2, 0.3], [0.8, 0.4], [0.2, 0.5], [0.8, 0.6], [0.2, 0.7], [0.8, 0.8]),
  line([0.3, 0.8], [0.4, 0.2], [0.5, 0.8], [0.6, 0.2], [0.7, 0.8]),
];

/**
 * Few points, because each is an event that the page handles, and costs the test 10 ms.
 * @param {...[number, number]} corners @returns {[number, number][]}
 */
export function line(...corners) {
  return corners.slice(1).flatMap((to, i) => {
    const from = corners[i];
    return Array.from(
      { length: 4 },
      (_, k) =>
        /** @type {[number, number]} */ ([
          from[0] + ((to[0] - from[0]) * k) / 3,
          from[1] + ((to[1] - from[1]) * k) / 3,
        ]),
    );
  });
}

/** @param {number} x @param {number} y @param {number} rx @param {number} ry
 *  @returns {[number, number][]} */
function ellipse(x, y, rx, ry) {
  return Array.from({ length: 17 }, (_, k) => [
    x + rx * Math.sin((k / 16) * 2 * Math.PI),
    y - ry * Math.cos((k / 16) * 2 * Math.PI),
  ]);
}

/** @param {Page} page @param {string} hash of settings */
export async function open(page, hash = '') {
  await page.goto(`/${hash}`);
  await expect(page.getByTestId('engine')).toContainText('WebAssembly');
}

/**
 * Opens a group of the settings. @param {Page} page
 * @param {'Layers' | 'Training' | 'Data augmentation' | 'This device'} name
 */
export async function unfold(page, name) {
  const group = page.locator('details', { has: page.getByText(name, { exact: true }).first() });
  if ((await group.getAttribute('open')) === null) await group.locator('summary').click();
}

/** Types a list of layers. @param {Page} page @param {string} text */
export async function setLayers(page, text) {
  await unfold(page, 'Layers');
  await page.getByTestId('setting-layers').fill(text);
  await page.getByTestId('setting-layers').blur();
}

/** Lets the visitor's own network answer. @param {Page} page */
export const answerWithOwn = (page) => page.getByTestId('source-own').click();

/** Draws strokes with the mouse. @param {Page} page @param {[number, number][][]} strokes */
export async function draw(page, strokes) {
  await page.getByTestId('pad').scrollIntoViewIfNeeded();
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('There is no pad.');
  await drawIn(page, box, strokes);
}

/**
 * Draws strokes anywhere on the page.
 * @param {Page} page @param {{ x: number, y: number, width: number, height: number }} box
 * @param {[number, number][][]} strokes in units of the box
 */
export async function drawIn(page, box, strokes) {
  for (const stroke of strokes) {
    const points = stroke.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
    await page.mouse.move(points[0][0], points[0][1]);
    await page.mouse.down();
    for (const [x, y] of points) await page.mouse.move(x, y);
    await page.mouse.up();
  }
}

/** The answer two frames after the pen is lifted. @param {Page} page */
export function answer(page) {
  return page.evaluate(async () => {
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    return document.querySelector('[data-testid=prediction]')?.textContent;
  });
}

/**
 * Takes a picture to look at, in build/browser, if PICTURES=1 is set: each costs as much as a small test.
 * @param {Page | import('@playwright/test').Locator} what
 * @param {string} name
 * @param {{ fullPage?: boolean }} [options]
 */
export async function takePicture(what, name, options) {
  if (!process.env.PICTURES) return;
  await what.screenshot({ ...options, path: test.info().outputPath(`${name}.png`) });
}

/** Presses Train and waits for the end. @param {Page} page */
export async function trainToTheEnd(page) {
  await page.getByTestId('train').click();
  await expect(page.getByTestId('status')).toContainText('Finished', { timeout: 240_000 });
}

/**
 * What the page has saved under a key, after applying a change if one is given.
 * @param {Page} page
 * @param {string} key
 * @param {object} [change]
 * @returns {Promise<any>}
 */
export function kept(page, key, change) {
  return page.evaluate(
    ([key, change]) =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('inkling');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const store = open.result.transaction('kept', 'readwrite').objectStore('kept');
          const get = store.get(key);
          get.onsuccess = () => {
            const record = change ? { ...get.result, ...change } : get.result;
            if (change) store.put(record, key);
            store.transaction.oncomplete = () => {
              open.result.close();
              resolve(record);
            };
          };
        };
      }),
    /** @type {const} */ ([key, change]),
  );
}

/**
 * The saved run, after applying a change if one is given.
 * @param {Page} page
 * @param {Partial<SavedRun>} [change]
 * @returns {Promise<SavedRun | undefined>}
 */
export const keptRun = (page, change) => kept(page, 'run 2', change);

/** Whether the page has saved a value under a key. @param {Page} page @param {string} name */
export function keeps(page, name) {
  return page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('inkling');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const get = open.result.transaction('kept').objectStore('kept').get(name);
          get.onsuccess = () => {
            open.result.close();
            resolve(get.result !== undefined);
          };
        };
      }),
    name,
  );
}

/** Waits until a value stops changing, and returns it. @param {() => Promise<string>} look */
export async function still(look) {
  let seen = await look();
  await expect(async () => {
    const before = seen;
    seen = await look();
    expect(seen).toBe(before);
  }).toPass({ intervals: [250] });
  return seen;
}

/**
 * From now on, trains 30 minibatches a second instead of as many as it can: for tests that only need a
 * training under way. A reload ends it.
 * @param {Page} page
 */
export const trainSlowly = (page) => page.getByTestId('speed').fill('3');

/** A number as the page writes it in English. @param {string | null | undefined} text */
export const numberOf = (text) => Number((text ?? '').replace(/[\s%,]/g, '').replaceAll('−', '-'));

/** @param {Page} page @param {string} id */
export const figure = async (page, id) => numberOf(await page.getByTestId(id).textContent());

export const PANELS = /** @type {const} */ ([
  'own',
  'photo',
  'mistakes',
  'runs',
  'inside',
  'step',
  'bring',
  'models',
  'lessons',
]);

/** Opens a panel, and waits until it has loaded. @param {Page} page @param {typeof PANELS[number]} id */
export async function openPanel(page, id) {
  const panel = page.getByTestId(`panel-${id}`);
  if ((await panel.getAttribute('open')) === null) await panel.locator('> summary').click();
  await expect(panel.locator('.body > *:visible').first()).toBeVisible();
  // A panel whose code failed to load only has a message.
  await expect(panel).not.toContainText('could not be loaded');
}

/** Opens all panels, one after the other. @param {Page} page */
export async function openPanels(page) {
  await expect(page.getByTestId('panels').locator('> details')).toHaveCount(PANELS.length);
  for (const id of PANELS) await openPanel(page, id);
}

/** Opens all groups of settings. @param {Page} page */
export async function openDetails(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('.setup details')) {
      /** @type {HTMLDetailsElement} */ (details).open = true;
    }
  });
}
