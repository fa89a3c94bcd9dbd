/** Numbers on the pad: read digit by digit, corrected digit by digit, regrouped with a tap. */
import { expect, test } from '@playwright/test';
import { draw, line, open } from './page.js';

/** @param {number} x @param {number} [y] of the top left corner @returns {[number, number][][]} */
const four = (x, y = 0.3) => [
  line([x + 0.1, y], [x, y + 0.22], [x + 0.22, y + 0.22]),
  line([x + 0.16, y + 0.12], [x + 0.16, y + 0.38]),
];
/** @param {number} x @param {number} [y] @returns {[number, number][][]} */
const one = (x, y = 0.3) => [line([x, y], [x, y + 0.38])];
/** @param {number} x @param {number} [y] @returns {[number, number][][]} */
const seven = (x, y = 0.3) => [line([x, y], [x + 0.24, y], [x + 0.09, y + 0.38])];

test('a number is read and corrected digit by digit, regrouped, and survives undo, clear, and a reload', async ({
  page,
}) => {
  await open(page);
  const prediction = page.getByTestId('prediction');
  await draw(page, four(0.1));
  await expect(prediction).toHaveText('4');
  await expect(page.getByTestId('number')).toBeHidden();
  await draw(page, seven(0.45));
  await expect(prediction).toHaveText('47');
  await draw(page, one(0.85));
  await expect(prediction).toHaveText('471');
  await expect(page.getByTestId('confidence')).toContainText('sure');
  await expect(page.getByTestId('number').getByRole('button')).toHaveText(['4', '7', '1']);

  // The digit drawn last is the one that the bars and the network show, until another is tapped.
  const best = page.getByTestId('probabilities').locator('.best');
  await expect(best).toHaveText('1');
  await page.getByTestId('number-1').click();
  await expect(best).toHaveText('7');
  await expect(page.getByTestId('number-1')).toHaveAttribute('aria-pressed', 'true');

  await page.getByTestId('undo').click();
  await expect(prediction).toHaveText('47');
  await page.reload();
  await expect(prediction).toHaveText('47');
  await page.getByTestId('clear').click();
  await expect(prediction).toHaveText('?');
  await expect(page.getByTestId('number')).toBeHidden();
  await page.getByTestId('undo').click();
  await expect(prediction).toHaveText('47');

  await page.getByTestId('clear').click();
  const plus = [line([0.42, 0.49], [0.62, 0.49]), line([0.52, 0.39], [0.52, 0.59])];
  await draw(page, [...seven(0.1), ...plus, ...one(0.85)]);
  await expect(page.getByTestId('confidence')).toHaveText('Not sure: 7?1, or not a number?');

  // A tap regroups strokes, and a correction keeps only the strokes of its digit.
  await page.getByTestId('clear').click();
  await draw(page, [...one(0.3), ...seven(0.45)]);
  await expect(prediction).toHaveText('17');
  const frame = page.getByTestId('selected-digit');
  await page.getByTestId('number-0').click();
  await expect(frame).toBeHidden();
  await page.getByTestId('number-0').click();
  await expect(frame).toBeVisible();
  const [pad, around] = [await page.getByTestId('pad').boundingBox(), await frame.boundingBox()];
  if (!pad || !around) throw new Error('There is no frame.');
  const middle = (around.x + around.width / 2 - pad.x) / pad.width;
  expect(middle, 'the frame is around the 1').toBeCloseTo(0.3, 1);
  await expect(page.getByTestId('join-left')).toBeHidden();
  await page.getByTestId('join-right').click();
  await expect(prediction).not.toHaveText('17');
  await expect(page.getByTestId('number')).toBeHidden();
  const joined = (await prediction.textContent()) ?? '';
  await page.reload();
  await expect(page.getByTestId('status')).toContainText('Ready to train on 5,000');
  await expect(prediction).toHaveText(joined);
  await page.getByTestId('correct').click();
  await page.getByTestId('split').click();
  await expect(prediction).toHaveText('17');

  await page.getByTestId('number-1').click();
  await page.getByTestId('correct').click();
  await page.getByTestId('correct-7').click();
  await expect(page.getByTestId('notice-taught')).toContainText('That was 7');
  await expect(prediction).toHaveText('17');
  const samples = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('inkling own digits');
        opening.onsuccess = () => {
          const all = opening.result.transaction('samples').objectStore('samples').getAll();
          all.onsuccess = () =>
            resolve(all.result.map(({ label, strokes }) => [label, strokes.length]));
        };
      }),
  );
  expect(samples).toEqual([[7, 1]]);
});
