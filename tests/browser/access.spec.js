/** What screen readers announce, and where focus goes. */
import { expect, test } from '@playwright/test';
import { answer, DIGITS, draw, open, plain, SCRIBBLE } from './page.js';

/** Presses Tab until an element has focus. @param {import('@playwright/test').Page} page @param {string} id */
async function tabTo(page, id) {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    if (at === id) return;
  }
  throw new Error(`${id} can't be reached by keyboard.`);
}

test('an answer, or a doubt, is announced once the pen rests, and shows in high contrast', async ({
  page,
}) => {
  await open(page);
  await expect(page.getByTestId('source-pretrained')).toBeEnabled();
  await expect(page.locator('.verdict')).toHaveAttribute('aria-live', 'polite');

  await test.step('once, not with every point', async () => {
    await page.evaluate(() => {
      const seen = /** @type {any} */ (window);
      seen.said = [];
      seen.moves = 0;
      addEventListener('pointermove', () => seen.moves++, true);
      new MutationObserver(() =>
        seen.said.push(document.querySelector('.verdict')?.textContent?.trim()),
      ).observe(/** @type {Node} */ (document.querySelector('.verdict')), {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
    await draw(page, DIGITS[0]);
    await draw(page, DIGITS[0]);
    await expect(page.getByTestId('prediction')).toHaveText('0');
    const { said, moves } = await page.evaluate(() => {
      const { said, moves } = /** @type {any} */ (window);
      return { said, moves };
    });
    // No announcement repeats the previous one.
    expect(said.length).toBeLessThan(moves / 2);
    for (let i = 1; i < said.length; i++) expect(said[i]).not.toBe(said[i - 1]);
    await page.getByTestId('clear').click();
  });

  const announced = page.locator('[aria-live=polite] [data-testid=unsure]');
  await draw(page, SCRIBBLE);
  await expect(page.getByTestId('confidence')).toContainText(/not sure/i);
  await expect(announced).toHaveText((await page.getByTestId('confidence').textContent()) ?? '');
  await page.getByTestId('clear').click();
  await expect(announced).toHaveText('');
  await draw(page, DIGITS[7]);
  expect(await answer(page)).toBe('7');
  await expect(announced).toHaveText(/^7: .*sure$/);

  await test.step('in high contrast, the bars stay, and nothing moves', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    // The bar is drawn by its background, which forced colors would remove.
    const bar = page.locator('.probabilities .best .bar');
    const [ofBar, ofTrack] = await bar.evaluate((element) => [
      getComputedStyle(element).backgroundColor,
      getComputedStyle(/** @type {Element} */ (element.parentElement)).backgroundColor,
    ]);
    expect(ofBar).not.toBe(ofTrack);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});

test('by keyboard, training starts; its state is announced, but not every number in it', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const seen = /** @type {any} */ (window);
    seen.said = [];
    seen.changes = 0;
    addEventListener('DOMContentLoaded', () => {
      const status = /** @type {HTMLElement} */ (document.querySelector('[data-testid=status]'));
      new MutationObserver(() => {
        seen.changes++;
        if (status.ariaLive !== 'off') seen.said.push(status.textContent);
      }).observe(status, { childList: true });
    });
  });
  await open(page, plain('digits=5000&epochs=30'));
  await expect(page.getByTestId('status')).toHaveText(/^Ready to train on/);
  await tabTo(page, 'train');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('status')).toHaveText(/^Finished/);
  const { said, changes } = await page.evaluate(() => {
    const { said, changes } = /** @type {any} */ (window);
    return { said, changes };
  });
  const times = (/** @type {RegExp} */ state) =>
    said.filter((/** @type {string} */ text) => state.test(text)).length;
  expect(times(/^Training: epoch/)).toBe(1);
  expect(times(/^Ready to train \(/)).toBeLessThanOrEqual(1);
  expect(times(/^Finished/)).toBe(1);
  expect(changes).toBeGreaterThan(said.length);
});

test('notices appear in existing live regions; closing one, or the last hint, does not lose focus; keys belong to what has it', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'share');
    Reflect.deleteProperty(Navigator.prototype, 'clipboard');
  });
  await open(page, plain('seed=4'));
  const notices = page.getByTestId('notices');
  const before = await notices.getByRole('status').elementHandle();
  expect(await notices.getByRole('alert').count()).toBe(1);
  await page.getByTestId('share').click();
  const notice = page.getByTestId('notice-share');
  await expect(notice).toBeVisible();
  expect(await notice.evaluate((item, region) => region?.contains(item), before)).toBe(true);

  await test.step('a link that can only be copied manually is selected in a field', async () => {
    const field = notice.getByRole('textbox', { name: 'Copy this link' });
    await expect(field).toHaveValue(page.url());
    await expect(field).toHaveAttribute('dir', 'ltr');
    await expect(field).not.toBeEditable();
    await expect(field).toBeFocused();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(page.url());
  });

  await notice.getByRole('button').last().focus();
  await page.keyboard.press('Enter');
  await expect(notice).toHaveCount(0);
  await expect(notices).toBeFocused();

  await test.step('focus moves to the pad tools after the last hint', async () => {
    for (let i = 0; i < 3; i++) {
      await page.getByTestId('hint-dismiss').focus();
      await page.keyboard.press('Enter');
    }
    await expect(page.getByTestId('hint')).toBeHidden();
    await expect(page.locator('.pad-tools :focus')).toHaveCount(1);
  });

  await test.step('the pad ignores its shortcuts while a button or the lesson has them', async () => {
    const undo = page.getByTestId('undo');
    const hint = page.getByTestId('pad-hint');
    await draw(page, DIGITS[0]);
    for (const button of ['share', 'step', 'clear']) {
      await page.getByTestId(button).focus();
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Delete');
      await expect(hint).toBeHidden();
    }
    const blur = () =>
      page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());

    await page.getByTestId('panel-own').locator('summary').click();
    await page.getByTestId('lesson-begin').click();
    const lesson = page.getByTestId('lesson-pad');
    await lesson.scrollIntoViewIfNeeded();
    const box = await lesson.boundingBox();
    if (!box) throw new Error('There is no pad.');
    await page.mouse.move(box.x + 50, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 90);
    await page.mouse.up();
    await expect(page.getByTestId('lesson-next')).toBeEnabled();
    await blur();
    await page.keyboard.press('Backspace');
    await expect(page.getByTestId('lesson-next')).toBeDisabled();
    await expect(hint).toBeHidden();
    await page.keyboard.press('Control+z');
    await expect(page.getByTestId('lesson-next')).toBeEnabled();
    await page.getByTestId('lesson-stop').click();
    await blur();
    await page.keyboard.press('Backspace');
    await expect(hint).toBeVisible();
    await expect(undo).toBeEnabled();
  });
});
