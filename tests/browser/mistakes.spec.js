import { expect, test } from '@playwright/test';
import { answerWithOwn, figure, open, plain, trainToTheEnd, unfold } from './page.js';

/** @typedef {import('@playwright/test').Page} Page */

const QUICK = plain('digits=2000&epochs=1');

/** @param {Page} page */
async function openPanel(page) {
  await page.getByTestId('panel-mistakes').locator('summary').click();
}

/** The panel's content, hidden until there are results. @param {Page} page */
const found = (page) => page.getByTestId('mistakes-found');

/** The counts of the matrix, [label][answer]. @param {Page} page @returns {Promise<number[][]>} */
const counts = (page) =>
  page
    .getByTestId('confusion')
    .evaluate((table) =>
      [.../** @type {HTMLTableElement} */ (table).tBodies[0].rows].map((row) =>
        [...row.querySelectorAll('button')].map((button) => Number(button.textContent)),
      ),
    );

/** @param {number[][]} matrix */
const sum = (matrix) => matrix.flat().reduce((sum, count) => sum + count, 0);

/** @param {number[][]} matrix */
const diagonal = (matrix) => matrix.reduce((sum, row, i) => sum + row[i], 0);

/** @param {Page} page @param {number} label @param {number} answer */
const cell = (page, label, answer) => page.locator(`[data-cell="${label}-${answer}"]`);

/** @param {Page} page @param {string} id */
const shownPictures = (page, id) => page.getByTestId(id).filter({ visible: true });

/** The cell off the diagonal with the most digits. @param {number[][]} matrix */
function mostMistaken(matrix) {
  let best = { label: 0, answer: 1, count: -1 };
  matrix.forEach((row, label) => {
    row.forEach((count, answer) => {
      if (label !== answer && count > best.count) best = { label, answer, count };
    });
  });
  return best;
}

test('an untrained network has nothing to show; a trained one its test accuracy and its mistakes', async ({
  page,
}) => {
  await open(page, QUICK);
  await answerWithOwn(page);
  await openPanel(page);
  await expect(page.getByTestId('mistakes-empty')).toContainText('hasn’t learned anything yet');
  await expect(found(page)).toBeHidden();
  await trainToTheEnd(page);
  await expect(found(page)).toBeVisible();
  await expect(page.getByTestId('mistakes-about')).toContainText('Your network');
  await expect(page.getByTestId('mistakes-about')).toContainText('not trained on');
  const accuracy = await figure(page, 'test-accuracy');
  await expect
    .poll(async () => (diagonal(await counts(page)) / sum(await counts(page))) * 100)
    .toBeCloseTo(accuracy, 1);
  const matrix = await counts(page);
  expect(sum(matrix)).toBe(1000);
  const bars = await page.getByTestId('class-accuracy').locator('.share').allTextContents();
  matrix.forEach((row, label) => {
    expect(Number.parseFloat(bars[label])).toBeCloseTo((row[label] / sum([row])) * 100, 0);
  });

  await test.step('the worst mistakes are mistakes, most confident first', async () => {
    await expect(shownPictures(page, 'worst-digit')).toHaveCount(21);
    const texts = await shownPictures(page, 'worst-digit').allTextContents();
    const matches = texts.map((text) => /Says (\d), (\d+)% sure\. Is (\d)\./.exec(text.trim()));
    for (const match of matches) expect(match?.[1]).not.toBe(match?.[3]);
    const shares = matches.map((match) => Number(match?.[2]));
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });

  await test.step('pressing a cell shows its digits; pressing a digit opens "Inside the network"', async () => {
    const { label, answer, count } = mostMistaken(matrix);
    expect(count).toBeGreaterThan(0);
    await cell(page, label, answer).click();
    await expect(cell(page, label, answer)).toHaveAttribute('aria-pressed', 'true');
    await expect(shownPictures(page, 'cell-digit')).toHaveCount(Math.min(count, 60));
    const texts = await shownPictures(page, 'cell-digit').allTextContents();
    const shares = texts.map((text) => Number.parseInt(text, 10));
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    await expect(shownPictures(page, 'cell-digit').first()).toHaveAccessibleName(
      new RegExp(`Says ${answer}, .* Is ${label}`),
    );

    await cell(page, 0, 0).click(); // more than the limit
    expect(matrix[0][0]).toBeGreaterThan(60);
    await expect(shownPictures(page, 'cell-digit')).toHaveCount(60);
    await expect(page.getByTestId('mistakes-cell')).toContainText(`60 of ${matrix[0][0]} digits`);

    await expect(page.getByTestId('prediction')).toHaveText('?'); // nothing was drawn
    await shownPictures(page, 'worst-digit').first().click();
    await expect(page.getByTestId('prediction')).toHaveText(/\d/);
    await expect(page.getByTestId('panel-inside')).toHaveAttribute('open', '');
    await expect(page.getByTestId('panel-inside').locator('> summary')).toBeInViewport();
  });

  await test.step('a cell and its digits can be reached by keyboard alone', async () => {
    await page.getByTestId('panel-mistakes').locator('summary').focus();
    await page.keyboard.press('Enter');
    await expect(found(page)).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(cell(page, 0, 0)).toBeFocused();
    await page.keyboard.press('ArrowUp'); // stays at the edge
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    await expect(cell(page, 2, 1)).toBeFocused();
    await page.keyboard.press('End');
    await expect(cell(page, 2, 9)).toBeFocused();
    await page.keyboard.press('Home');
    for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await expect(cell(page, 2, 2)).toHaveAttribute('aria-pressed', 'true');
    await expect(shownPictures(page, 'cell-digit')).toHaveCount(60);
    await page.keyboard.press('Tab');
    await expect(shownPictures(page, 'cell-digit').first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('panel-inside')).toHaveAttribute('open', '');
    await expect(page.getByTestId('panel-inside').locator('> summary')).toBeFocused();
  });

  await test.step('the matrix updates during training', async () => {
    await openPanel(page);
    await unfold(page, 'Training');
    await page.getByTestId('setting-epochs').fill('1000');
    await page.getByTestId('setting-epochs').blur();
    const before = diagonal(await counts(page));
    await page.getByTestId('train').click();
    await expect.poll(async () => diagonal(await counts(page))).not.toBe(before);
    await expect(page.getByTestId('status')).toContainText('Training');
    await page.getByTestId('pause').click();
    await expect(page.getByTestId('status')).toContainText('Paused');
    await page.getByTestId('reset').click();
    await expect(page.getByTestId('mistakes-empty')).toContainText('hasn’t learned anything yet');
  });

  await test.step('the pretrained network is named; its matrix fits a phone', async () => {
    await page.getByTestId('source-pretrained').click();
    await expect(page.getByTestId('mistakes-about')).toContainText('The pretrained network');
    await page.setViewportSize({ width: 390, height: 844 });
    await cell(page, 4, 9).click();
    await expect.poll(async () => sum(await counts(page))).toBe(1000);
    const tooWide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('[data-testid=confusion] button')]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map((element) => `${element.tagName} ${element.textContent}`),
    );
    expect(tooWide).toEqual([]);
  });
});
