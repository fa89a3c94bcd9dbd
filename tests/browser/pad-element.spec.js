/** The npm package's <inkling-pad> in a third-party page. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { DIGITS, drawIn, line } from './page.js';

const TYPES = { js: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };
const PAGE = `<!doctype html><html lang="en"><title>A page of somebody</title><main><h1>Pad</h1>
<script type="importmap">{"imports":{"inkling/pad":"/package/module/inkling-pad.js"}}</script>
<script type="module">import 'inkling/pad';</script>
<form><inkling-pad name="digit" clear-label="Wipe"></inkling-pad></form></main></html>`;

test.beforeEach(async ({ page }) => {
  await page.route('**/somebody', (route) =>
    route.fulfill({ body: PAGE, contentType: TYPES.html }),
  );
  await page.route('**/package/**', async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/package/', '');
    const extension = /** @type {keyof typeof TYPES} */ (path.split('.').pop());
    try {
      const body = await readFile(new URL(`../../build/package/${path}`, import.meta.url));
      await route.fulfill({ body, contentType: TYPES[extension] ?? 'application/octet-stream' });
    } catch {
      await route.fulfill({ status: 404 });
    }
  });
  await page.goto('/somebody');
  await page.evaluate(async () => {
    const pad = /** @type {any} */ (document.querySelector('inkling-pad'));
    if (!pad.network) await new Promise((resolve) => pad.addEventListener('ready', resolve));
    pad.addEventListener('predicted', (/** @type {any} */ { detail }) => {
      /** @type {any} */ (window).last = detail.digit;
    });
  });
});

test('two lines add a pad that reads digits, emits events, and can be cleared', async ({
  page,
}) => {
  const pad = page.locator('inkling-pad');
  const canvas = pad.getByRole('img', { name: 'Draw a digit here' });
  const box = await canvas.boundingBox();
  if (!box) throw new Error('There is no pad.');
  await drawIn(page, box, DIGITS[0]);
  await expect(pad.locator('output')).toHaveText('0');
  expect(await page.evaluate(() => /** @type {any} */ (window).last)).toBe(0);
  await pad.getByRole('button', { name: 'Wipe' }).click();
  await expect(pad.locator('output')).toHaveText('');
  await drawIn(page, box, [line([0.3, 0.2], [0.7, 0.2], [0.45, 0.8])]);
  await expect(pad.locator('output')).toHaveText('7');
  await drawIn(page, box, [line([0.85, 0.2], [0.85, 0.8])]);
  await expect(pad.locator('output')).toHaveText('71');
  const held = await pad.evaluate((/** @type {any} */ element) => {
    element.strokes.pop(); // of a copy
    return [
      element.value,
      new FormData(element.closest('form')).get('digit'),
      element.strokes.length,
    ];
  });
  expect(held).toEqual(['71', '71', 2]);
  const failure = await pad.evaluate(
    (/** @type {any} */ element) =>
      new Promise((resolve) => {
        element.addEventListener('failed', (/** @type {any} */ { detail }) =>
          resolve(detail.message),
        );
        element.network = {
          free() {},
          readNumber: async () => Promise.reject(new Error('Cannot read.')),
        };
      }),
  );
  expect(failure).toBe('Cannot read.');
  await expect(pad.locator('output')).toHaveText('');
  await expectAccessible(page);
});

test('the example "In a page" reads a canvas', async ({ page }) => {
  const readme = await readFile(new URL('../../web/module/README.md', import.meta.url), 'utf8');
  const example = /## In a page\n+```html\n([\s\S]*?)```/.exec(readme)?.[1];
  await page.route('**/example', (route) =>
    route.fulfill({
      body: `<!doctype html><script type="importmap">
{"imports":{"inkling":"/package/module/index.browser.js"}}</script>${example}`,
      contentType: TYPES.html,
    }),
  );
  await page.goto('/example');
  const canvas = page.locator('canvas');
  await canvas.evaluate((/** @type {HTMLCanvasElement} */ element) => {
    const context = element.getContext('2d');
    if (!context) throw new Error('There is no 2D context.');
    context.lineWidth = 8;
    for (const [x, y] of [
      [120, 20],
      [160, 20],
      [135, 120],
    ])
      context.lineTo(x, y);
    context.stroke();
  });
  await page.waitForFunction(() => document.querySelector('canvas')?.onpointerup);
  await canvas.click();
  await expect(page.locator('output')).toHaveText('7');
});

test('removed pads are freed with their network, and reinserted pads work again', async ({
  page,
}) => {
  await page.evaluate(async () => {
    const main = /** @type {HTMLElement} */ (document.querySelector('main'));
    const ready = (/** @type {HTMLElement} */ pad) =>
      new Promise((resolve, reject) => {
        pad.addEventListener('ready', resolve, { once: true });
        pad.addEventListener('failed', (event) =>
          reject(/** @type {CustomEvent} */ (event).detail),
        );
      });
    for (let i = 0; i < 200; i++) {
      const pad = document.createElement('inkling-pad');
      const isReady = ready(pad);
      main.append(pad);
      await isReady;
      pad.remove();
    }
    const pad = /** @type {any} */ (main.querySelector('inkling-pad'));
    const { network } = pad;
    main.prepend(pad); // a move must not reload anything
    await Promise.resolve();
    if (pad.network !== network) throw new Error('A moved pad lost its network.');
    pad.remove();
    await Promise.resolve();
    if (pad.network) throw new Error('A removed pad still has its network.');
    const isReady = ready(pad);
    main.append(pad);
    await isReady;
    pad.clear();
  });
  await expect(page.locator('inkling-pad')).toHaveCount(1);
  const box = await page.locator('inkling-pad').getByRole('img').boundingBox();
  if (!box) throw new Error('There is no pad.');
  await page.mouse.move(box.x + box.width / 2, box.y + 0.2 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 0.8 * box.height, { steps: 12 });
  await page.mouse.up();
  await expect(page.locator('inkling-pad output')).toHaveText('1');
  const session = await page.context().newCDPSession(page);
  const counted = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return session.send('Memory.getDOMCounters');
  };
  // Each has fourteen nodes and nine listeners.
  await expect.poll(async () => (await counted()).nodes).toBeLessThan(200);
  await expect.poll(async () => (await counted()).jsEventListeners).toBeLessThan(100);
});

test('a missing or invalid model emits "failed", and the pad keeps working', async ({ page }) => {
  const failed = await page.evaluate(async () => {
    const pad = /** @type {any} */ (document.querySelector('inkling-pad'));
    /** @type {string[]} */
    const messages = [];
    for (const model of ['/package/none.safetensors', '/package/README.md']) {
      const failure = new Promise((resolve) =>
        pad.addEventListener('failed', (/** @type {any} */ e) => resolve(e.detail.message), {
          once: true,
        }),
      );
      pad.setAttribute('model', model);
      messages.push(String(await failure));
    }
    return { messages, reads: Boolean(pad.network) };
  });
  expect(failed.messages[0]).toContain('404');
  expect(failed.messages[1]).toContain('“README.md” is not a model that can be opened here');
  expect(failed.reads).toBe(true);
});
