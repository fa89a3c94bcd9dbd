/** The places: panels that take the room of the network's picture, one at a time. */
import { expect, test } from '@playwright/test';
import { answerWithOwn, DIGITS, draw, open, openPanel, plain, trainToTheEnd } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const panel = (/** @type {Page} */ page, /** @type {string} */ id) =>
  page.getByTestId(`panel-${id}`);
const hint = (/** @type {Page} */ page, /** @type {string} */ id) =>
  panel(page, id).locator('> summary p');
const placeOf = (/** @type {Page} */ page) => new URL(page.url()).searchParams.get('place');
const link = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.getByTestId('places').getByRole('link', { name, exact: true });

/** @param {Page} page @param {string} id '' for the network */
async function expectPlace(page, id) {
  await expect(page.locator('.panel[open]')).toHaveCount(id ? 1 : 0);
  if (id) await expect(panel(page, id)).toHaveAttribute('open', '');
  await expect.poll(() => placeOf(page)).toBe(id || null);
  await expect(page.getByTestId('stage')).toBeVisible({ visible: !id });
}

/** A mark that a reload would remove. @param {Page} page */
const mark = (page) => page.evaluate(() => Reflect.set(window, 'marked', true));
const marked = (/** @type {Page} */ page) => page.evaluate(() => Reflect.has(window, 'marked'));

test('one place at a time, from its tile or its link, and the ways back', async ({ page }) => {
  await open(page);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await expect(link(page, 'Network')).toHaveAttribute('aria-current', 'page');
  await panel(page, 'runs').locator('> summary').click();
  await expectPlace(page, 'runs');
  await expect(page.getByTestId('places').locator('[aria-current]')).toHaveText('History');
  await expect(panel(page, 'runs').locator('> summary')).toBeInViewport();

  // The tiles of the others stay, below the place.
  await panel(page, 'mistakes').locator('> summary').click();
  await expectPlace(page, 'mistakes');
  await expect(panel(page, 'mistakes').locator('> summary')).toBeInViewport();
  await link(page, 'Models').click();
  await expectPlace(page, 'models');
  await expect(panel(page, 'models').locator('> summary')).toBeFocused();

  await page.keyboard.press('Escape');
  await expectPlace(page, '');
  await expect(link(page, 'Network')).toBeFocused();
  await expect(link(page, 'Network')).toHaveAttribute('aria-current', 'page');

  await openPanel(page, 'own');
  await expectPlace(page, 'own');
  await panel(page, 'own').getByText('Back to the network').click();
  await expectPlace(page, '');
  await expect(page.getByTestId('pad')).toBeInViewport({ ratio: 1 });

  // Escape in a field is for the field.
  await openPanel(page, 'models');
  await page.getByTestId('model-name').press('Escape');
  await link(page, 'Network').click();
  await expectPlace(page, '');

  await test.step('the picture of the network rests meanwhile', async () => {
    await expect(page.getByTestId('stage').locator('.heads li')).toHaveCount(8);
    const summary = page.getByTestId('stage-summary');
    await openPanel(page, 'photo');
    await expectPlace(page, 'photo');
    const units = page.getByTestId('stage-units');
    // Everything that is painted goes through these.
    await page.evaluate(() => {
      const counts = { painted: 0 };
      Reflect.set(window, 'counts', counts);
      const { clearRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        if (this.canvas.closest('[data-testid=stage]')) counts.painted++;
        return clearRect.apply(this, box);
      };
    });
    const painted = () => page.evaluate(() => Reflect.get(window, 'counts').painted);
    await draw(page, DIGITS[7]);
    await expect(page.getByTestId('prediction')).toHaveText('7');
    await page.getByTestId('step').click();
    await expect(page.getByTestId('train-loss')).not.toHaveText('–');
    await answerWithOwn(page);
    expect(await painted()).toBe(0);
    await page.getByTestId('source-pretrained').click();
    await link(page, 'Network').click();
    await expect(units).toBeVisible();
    await expect.poll(painted).toBeGreaterThan(0);
    await expect(summary).toContainText('7, ');
  });
});

test('a link opens its place beside the settings, and again after a reload', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'share');
    Reflect.deleteProperty(Navigator.prototype, 'clipboard');
  });
  await page.goto(`/?place=models${plain('seed=4')}`);
  await expectPlace(page, 'models');
  await expect(page.getByTestId('setting-seed')).toHaveValue('4');
  await expect(page.getByTestId('places').locator('[aria-current]')).toHaveText('Models');
  await page.locator('[data-testid^=preset-]').last().click();
  expect(placeOf(page)).toBe('models');
  await page.reload();
  await test.step('what is shared is the network, not the place', async () => {
    await expectPlace(page, 'models');
    const { origin, hash } = new URL(page.url());
    await page.getByTestId('share').click();
    const field = page.getByTestId('notice-share').getByRole('textbox');
    await expect(field).not.toHaveValue('');
    const shared = new URL(await field.inputValue());
    expect(shared.origin + shared.pathname + shared.search).toBe(`${origin}/`);
    const settingsOf = (/** @type {string} */ text) =>
      Object.fromEntries(new URLSearchParams(text.slice(1)));
    expect(settingsOf(shared.hash)).toEqual(settingsOf(hash));
    await expect(field).toBeInViewport({ ratio: 1 });
    await page.getByTestId('notice-share').getByRole('button').last().click();
  });
  await panel(page, 'models').locator('> summary').click();
  await expectPlace(page, '');
  await page.goto('/?place=elsewhere');
  await expect(page.getByTestId('stage-units')).toBeVisible();
  await expect(page.locator('.panel[open]')).toHaveCount(0);
});

test('Back closes a place, and keeps the settings changed meanwhile', async ({ page }) => {
  await open(page, plain('seed=4'));
  await mark(page);
  await openPanel(page, 'runs');
  await expectPlace(page, 'runs');
  await openPanel(page, 'photo'); // replaces it
  await expectPlace(page, 'photo');
  await page.locator('[data-testid^=preset-]').last().click();
  const { hash } = new URL(page.url());
  expect(hash).not.toBe(plain('seed=4'));
  await page.goBack();
  await expectPlace(page, '');
  expect(new URL(page.url()).hash).toBe(hash);
  await page.goForward();
  await expectPlace(page, 'photo');
  expect(new URL(page.url()).hash).toBe(hash);
  // Closing it leaves no entry behind either.
  await panel(page, 'photo').locator('> summary').click();
  await expectPlace(page, '');
  await page.goForward();
  await expectPlace(page, 'photo');
  expect(await marked(page)).toBe(true);

  // After a reload, the network is back, as always.
  await page.reload();
  await expect(page.getByTestId('engine')).toContainText('WebAssembly');
  await expectPlace(page, '');
});

test('the pad answers and Train is in sight beside a place, on every screen', async ({ page }) => {
  await open(page);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  for (const [width, height] of [
    [1280, 800],
    [390, 664],
    [390, 844],
    [844, 390],
  ]) {
    await test.step(`${width}x${height}`, async () => {
      await page.setViewportSize({ width, height });
      await page.getByTestId('clear').click();
      await page.evaluate(() => scrollTo(0, 0));
      // Tiles are below the first screen; the links are in sight, or one tap away.
      const menu = page.getByTestId('menu');
      if (height === 844) {
        // Tabs below Train, for the places that most visitors want.
        await expect(link(page, 'Lessons')).toBeInViewport();
        await expect(link(page, 'History')).toBeHidden();
      } else if (width < 1100) {
        await menu.click();
        await expect(link(page, 'Network')).toBeFocused();
        await page.keyboard.press('Escape');
        await expect(link(page, 'Network')).toBeHidden();
        await expect(menu).toBeFocused();
        await menu.click();
      }
      await link(page, 'Mistakes').click();
      await expect(menu).toHaveAttribute('aria-expanded', 'false');
      await expectPlace(page, 'mistakes');
      await expect(page.getByTestId('worst-digit').first()).toBeAttached();
      const inSight = async () => {
        for (const id of ['pad', 'prediction', 'train']) {
          await expect(page.getByTestId(id), id).toBeInViewport({ ratio: 0.99 });
        }
        if (height === 844) await expect(link(page, 'Network')).toBeInViewport();
        await expect(panel(page, 'mistakes').getByText('Back to the network')).toBeInViewport();
      };
      await inSight();
      // Filling the place has not scrolled it away.
      expect(await page.evaluate(() => scrollY)).toBeLessThan(100);
      await page.evaluate(() => scrollTo(0, 500));
      await inSight();
      await draw(page, DIGITS[7]);
      await expect(page.getByTestId('prediction')).toHaveText('7');
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(400);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.keyboard.press('Escape');
      await expectPlace(page, '');
    });
  }
});

test('tiles say what there is', async ({ page }) => {
  await open(page, plain('digits=1000&epochs=1'));
  await expect(hint(page, 'runs')).toHaveText('Compare runs and replay them.');
  await trainToTheEnd(page);
  await expect(hint(page, 'runs')).toHaveText(/^One run, best \d\d\.\d%$/);
  const accuracy = parseFloat((await page.getByTestId('test-accuracy').textContent()) ?? '');
  await expect(hint(page, 'mistakes')).toHaveText(/^[\d,]+ of 1,000, worst first$/);
  const wrong = parseFloat(((await hint(page, 'mistakes').textContent()) ?? '').replace(',', ''));
  expect(Math.abs(wrong / 10 - (100 - accuracy))).toBeLessThan(0.06);
  await openPanel(page, 'models');
  await page.getByTestId('model-save').click();
  await expect(page.getByTestId('model-list').locator('li')).toHaveCount(1);
  await panel(page, 'models').locator('> summary').click();
  await expect(hint(page, 'models')).toHaveText('One model');
  // Another network answers: what it gets wrong isn't known yet.
  await page.getByTestId('source-pretrained').click();
  await expect(hint(page, 'mistakes')).toHaveText('Which digits it confuses.');
  await page.reload();
  await expect(hint(page, 'models')).toHaveText('One model');
  await expect(hint(page, 'runs')).toHaveText(/^One run, /);
});
