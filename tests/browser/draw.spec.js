import { expect, test } from '@playwright/test';
import {
  answer,
  answerWithOwn,
  DIGITS,
  draw,
  figure,
  open,
  SCRIBBLE,
  trainToTheEnd,
} from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

/** It reads digits after a second. */
const SMALL =
  '#net=conv+5x5x6,+relu,+maxpool+2,+conv+3x3x12,+relu,+maxpool+2,+dropout+0.1,+dense+10' +
  '&digits=5000&epochs=3&lr=0.005&batch=32';

/** @param {Page} page */
const fitsFirstScreen = (page) =>
  test.step('the pad, the answer and Train fit the first screen', async () => {
    for (const id of ['pad', 'prediction', 'train']) {
      await expect(page.getByTestId(id)).toBeInViewport({ ratio: 1 });
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
  });

/** @param {Page} page */
const keepsItsLayout = (page) =>
  test.step('the layout does not shift while drawing, whatever the answer', async () => {
    const before = await page.getByTestId('train').boundingBox();
    await draw(page, SCRIBBLE);
    await answer(page);
    await expect(page.getByTestId('confidence')).toContainText('Not sure');
    expect(await page.getByTestId('train').boundingBox()).toEqual(before);
  });

/**
 * With everything open and a notice: no control is too small, and no size too narrow.
 * @param {Page} page @param {[number, number][]} sizes
 */
async function suitsFingersAndWindows(page, sizes) {
  await open(page, '#net=foo');
  await expect(page.getByTestId('notice-impossible')).toBeVisible();
  await expect(page.getByTestId('stage-edit')).toBeVisible();
  const small = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('button, select, input, textarea, summary')]
        // A checkbox's label is part of its target.
        .map(
          (element) => (element.matches('[type=checkbox]') && element.closest('label')) || element,
        )
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        // What a small button adds to its target.
        .map(({ element, box }) => {
          const { content, position, width, height } = getComputedStyle(element, '::after');
          const added = content !== 'none' && position === 'absolute';
          return added && box.width > 0
            ? {
                element,
                box: { width: Number.parseFloat(width), height: Number.parseFloat(height) },
              }
            : { element, box };
        })
        // The cells of the confusion matrix are as small as ten in a row are on a phone.
        .filter(({ element }) => !element.matches('[data-cell]'))
        .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
        .map(({ element }) => element.outerHTML),
    );
  await expect.poll(small).toEqual([]);
  for (const summary of await page.locator('summary').all()) await summary.click();
  expect(await small()).toEqual([]); // a place hides the picture
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0);
  }
}

test('a drawing is answered, undone, cleared, and survives a reload; the layout stays', async ({
  page,
}) => {
  await open(page);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();

  await fitsFirstScreen(page);

  await test.step('an empty pad has no answer', async () => {
    await expect(page.getByTestId('prediction')).toHaveText('?');
    await expect(page.getByTestId('undo')).toBeDisabled();
    await page.getByTestId('clear').click();
    await expect(page.getByTestId('undo')).toBeDisabled();
  });

  await keepsItsLayout(page);

  await test.step('undo reverts strokes and clearing; clear removes the answer', async () => {
    for (const _ of SCRIBBLE) await page.getByTestId('undo').click();
    expect(await answer(page)).toBe('?');
    await draw(page, DIGITS[1]);
    await page.getByTestId('clear').click();
    expect(await answer(page)).toBe('?');
    await page.keyboard.press('Control+z');
    expect(await answer(page)).toMatch(/^\d$/);
  });

  await test.step('the drawing survives a reload', async () => {
    await page.reload();
    await expect(page.getByTestId('prediction')).toHaveText(/^\d$/);
    await page.getByTestId('undo').click();
    expect(await answer(page)).toBe('?');
  });

  await test.step('a drawing is answered within two frames, and shown as 28x28 ink', async () => {
    await answerWithOwn(page);
    await draw(page, DIGITS[7]);
    expect(await answer(page)).toMatch(/^\d$/);
    await expect(page.getByTestId('confidence')).toContainText('guessing');
    const ink = await page.getByTestId('preview').evaluate((canvas) => {
      const context = /** @type {HTMLCanvasElement} */ (canvas).getContext('2d');
      const { data } = /** @type {CanvasRenderingContext2D} */ (context).getImageData(0, 0, 28, 28);
      return data.filter((_, i) => i % 4 === 0).reduce((sum, value) => sum + value / 255, 0);
    });
    expect(ink).toBeGreaterThan(50);
    expect(ink).toBeLessThan(250);
  });

  await test.step('a pen that leaves the pad and a second finger do no harm', async () => {
    await page.getByTestId('clear').click();
    const pad = page.getByTestId('pad');
    const box = await pad.boundingBox();
    if (!box) throw new Error('There is no pad.');
    await page.mouse.move(box.x + 50, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 80, box.y + 90, { steps: 5 });
    // A palm touches the pad at the same time.
    const palm = { pointerId: 99, pointerType: 'touch', clientX: box.x + 9, clientY: box.y + 9 };
    await pad.dispatchEvent('pointerdown', palm);
    await pad.dispatchEvent('pointermove', palm);
    await page.mouse.move(box.x + 90, box.y + 150, { steps: 5 });
    await page.mouse.up();
    expect(await answer(page)).toMatch(/^\d$/);
    await page.getByTestId('undo').click();
    expect(await answer(page)).toBe('?');
  });
});

test('a small convolutional network reads drawn digits after short training, wherever they are', async ({
  page,
}) => {
  await open(page, SMALL);
  await trainToTheEnd(page);
  expect(await figure(page, 'test-accuracy')).toBeGreaterThan(93);
  for (const [digit, strokes] of Object.entries(DIGITS)) {
    for (const [scale, x, y] of [
      [1, 0, 0],
      [0.35, 0.02, 0.6],
    ]) {
      await page.getByTestId('clear').click();
      await draw(
        page,
        strokes.map((stroke) =>
          stroke.map(
            ([px, py]) => /** @type {[number, number]} */ ([px * scale + x, py * scale + y]),
          ),
        ),
      );
      expect(await answer(page)).toBe(digit);
    }
  }
});

test('all controls are large enough for a finger, and the page fits a window that is resized', async ({
  page,
}) => {
  await suitsFingersAndWindows(page, [
    [1000, 700],
    [700, 900],
    [320, 640],
    [1280, 900],
  ]);
});

test.describe('on a phone', () => {
  test.use({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  });

  test('the layout fits the first screen, does not shift, and can be rotated', async ({ page }) => {
    await open(page);
    await expect(page.getByTestId('source-pretrained')).toBeEnabled();
    await fitsFirstScreen(page);
    await keepsItsLayout(page);
    await suitsFingersAndWindows(page, [
      [844, 390],
      [390, 844],
      [320, 640],
    ]);
  });

  test('fingers, a palm, and a pen draw, also while the phone is rotated and zoomed; outside the pad, a finger scrolls', async ({
    page,
  }) => {
    await open(page);
    const client = await page.context().newCDPSession(page);
    /** @param {number} x @param {number} from @param {number} to */
    const swipe = async (x, from, to) => {
      const at = (/** @type {number} */ y) => [{ x, y, id: 1 }];
      await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from) });
      for (let i = 1; i <= 20; i++) {
        const touchPoints = at(from + ((to - from) * i) / 20);
        await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints });
      }
      await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const box = await page.getByTestId('pad').boundingBox();
    if (!box) throw new Error('There is no pad.');
    await swipe(box.x + box.width / 2, box.y + box.height * 0.9, box.y + box.height * 0.1);
    expect(await answer(page)).toMatch(/^\d$/);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await swipe(195, 820, 300);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByTestId('clear').click();

    // A palm, a pen, two fingers, and a rotation and a pinch in the middle of a stroke.
    const pad = page.getByTestId('pad');
    /** @param {number} x @param {number} y in units of the pad */
    const at = (x, y) =>
      pad.evaluate(
        (element, [x, y]) => {
          const box = element.getBoundingClientRect();
          // Where a pinch has moved it; DevTools takes the scale into account.
          const { offsetLeft, offsetTop } = /** @type {VisualViewport} */ (visualViewport);
          return {
            x: box.x + x * box.width - offsetLeft,
            y: box.y + y * box.height - offsetTop,
          };
        },
        [x, y],
      );
    /** @param {'Start' | 'Move' | 'End'} type @param {[number, number][]} places one for each finger */
    const touch = async (type, places) => {
      const points = await Promise.all(places.map(([x, y]) => at(x, y)));
      const touchPoints = points.map((point, id) => ({ ...point, id }));
      await client.send('Input.dispatchTouchEvent', { type: `touch${type}`, touchPoints });
    };
    /** @param {'Pressed' | 'Moved' | 'Released'} type @param {number} x @param {number} y */
    const pen = async (type, x, y) =>
      client.send('Input.dispatchMouseEvent', {
        ...(await at(x, y)),
        type: `mouse${type}`,
        button: 'left',
        buttons: type === 'Released' ? 0 : 1,
        clickCount: 1,
        pointerType: 'pen',
      });
    /** Whether there is ink at these places, and that the canvas has a pixel for each of the screen. */
    const ink = (/** @type {[number, number][]} */ places) =>
      pad.evaluate((element, places) => {
        const canvas = /** @type {HTMLCanvasElement} */ (element);
        const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        const { width } = canvas;
        const pixels = Math.round(canvas.getBoundingClientRect().width * devicePixelRatio);
        return [
          width - pixels,
          ...places.map(([x, y]) =>
            context.getImageData(x * width, y * width, 1, 1).data[3] > 0 ? 'ink' : 'paper',
          ),
        ];
      }, places);

    // Two fingers, one of which only taps.
    await touch('Start', [[0.2, 0.2]]);
    await touch('Start', [
      [0.2, 0.2],
      [0.8, 0.2],
    ]);
    await touch('Move', [
      [0.2, 0.5],
      [0.8, 0.2],
    ]);
    await touch('End', []);
    const fingers = /** @type {[number, number][]} */ ([
      [0.2, 0.4],
      [0.8, 0.2],
    ]);
    await expect.poll(() => ink(fingers)).toEqual([0, 'ink', 'ink']);

    // A palm rests, the pen writes, and the device is turned and zoomed meanwhile.
    const palm = /** @type {[number, number]} */ ([0.9, 0.9]);
    await touch('Start', [palm]);
    await expect.poll(() => ink([palm])).toEqual([0, 'ink']);
    await pen('Pressed', 0.4, 0.4);
    await pen('Moved', 0.4, 0.6);
    for (const { deviceScaleFactor, ...size } of [
      { width: 844, height: 390, deviceScaleFactor: 3 },
      { width: 390, height: 844, deviceScaleFactor: 1.5 },
    ]) {
      const metrics = { ...size, deviceScaleFactor, mobile: true };
      await client.send('Emulation.setDeviceMetricsOverride', metrics);
      await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(deviceScaleFactor);
      await expect
        .poll(() => ink([[0.4, 0.5], palm, ...fingers]))
        .toEqual([0, 'ink', 'paper', 'ink', 'ink']);
    }
    await client.send('Input.synthesizePinchGesture', { ...(await at(0, 1)), scaleFactor: 1.5 });
    expect(await page.evaluate(() => visualViewport?.scale)).toBeCloseTo(1.5);
    await pen('Moved', 0.6, 0.6);
    await pen('Released', 0.6, 0.6);
    await expect.poll(() => ink([[0.5, 0.6], palm])).toEqual([0, 'ink', 'paper']);
    for (let strokes = 0; strokes < 3; strokes++) await page.keyboard.press('Control+z');
    await expect(page.getByTestId('prediction')).toHaveText('?');
  });
});
