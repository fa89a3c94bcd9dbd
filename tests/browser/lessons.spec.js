/**
 * Each lesson from its address to its last card, with the figures that it got; and what happens to the
 * visitor's own network meanwhile.
 */
import { expect, test } from '@playwright/test';
import { LESSONS, loadSteps, loadTexts } from '../../web/lessons/library.js';
import { expectAccessible } from './axe.js';
import { report } from './fault-table.js';
import { expectFits } from './layout.js';
import {
  DIGITS,
  draw,
  line,
  numberOf,
  open,
  plain,
  takePicture,
  trainSlowly,
  trainToTheEnd,
} from './page.js';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('../../web/lessons/lesson.js').Step} Step
 * @typedef {import('../../web/lessons/lesson.js').Texts} Texts
 */

/** A pen's way for each digit. @type {[number, number][][]} */
const WRITTEN = [
  DIGITS[0][0],
  DIGITS[1][0],
  line([0.3, 0.3], [0.5, 0.2], [0.68, 0.35], [0.3, 0.8], [0.72, 0.8]),
  line([0.3, 0.22], [0.68, 0.22], [0.45, 0.46], [0.68, 0.62], [0.5, 0.8], [0.3, 0.74]),
  line([0.38, 0.2], [0.3, 0.52], [0.72, 0.52], [0.62, 0.52], [0.66, 0.24], [0.6, 0.84]),
  line([0.7, 0.2], [0.38, 0.2], [0.36, 0.45], [0.62, 0.45], [0.68, 0.65], [0.5, 0.8], [0.3, 0.76]),
  line(
    [0.6, 0.18],
    [0.38, 0.45],
    [0.34, 0.7],
    [0.5, 0.82],
    [0.66, 0.68],
    [0.5, 0.54],
    [0.36, 0.66],
  ),
  DIGITS[7][0],
  line(
    [0.6, 0.26],
    [0.42, 0.24],
    [0.42, 0.42],
    [0.62, 0.6],
    [0.56, 0.8],
    [0.4, 0.76],
    [0.42, 0.58],
    [0.62, 0.38],
    [0.6, 0.26],
  ),
  line([0.64, 0.3], [0.46, 0.2], [0.36, 0.36], [0.5, 0.48], [0.64, 0.32], [0.62, 0.82]),
];

/** A heart, a triangle, and a star. */
const NOT_DIGITS = [
  [
    [
      ...line([0.5, 0.8], [0.25, 0.5], [0.25, 0.3], [0.38, 0.22], [0.5, 0.36]),
      ...line([0.5, 0.36], [0.62, 0.22], [0.75, 0.3], [0.75, 0.5], [0.5, 0.8]),
    ],
  ],
  [line([0.5, 0.2], [0.8, 0.75], [0.2, 0.75], [0.5, 0.2])],
  [line([0.5, 0.15], [0.7, 0.8], [0.18, 0.4], [0.82, 0.4], [0.3, 0.8], [0.5, 0.15])],
];

/** Draws on a canvas with the mouse. @param {Page} page @param {string} id @param {[number, number][]} stroke */
async function write(page, id, stroke) {
  const pad = page.getByTestId(id);
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('There is no pad.');
  const points = stroke.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height]);
  await page.mouse.move(points[0][0], points[0][1]);
  await page.mouse.down();
  for (const [x, y] of points) await page.mouse.move(x, y);
  await page.mouse.up();
}

const nextButton = (/** @type {Page} */ page) => page.getByTestId('lessons-next');

/** The numbers that the paragraphs of a step show in place of {name}. @param {string[]} shown @param {string[]} texts */
function numbersIn(shown, texts) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const text of texts) {
    const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const pattern = text
      .split(/\{\w+\}/)
      .map((part) => part.replace(/[.*+?^$()[\]\\|]/g, '\\$&'))
      .join('([−\\d.,]+)');
    const match = shown.map((one) => new RegExp(`^${pattern}$`).exec(one)).find(Boolean);
    names.forEach((name, i) => {
      found[name] = numberOf(match?.[i + 1]);
    });
  }
  return found;
}

/** What a learner computes, from the numbers on the card. @type {Record<string, (given: Record<string, number>) => number>} */
const BY_HAND = {
  delta: ({ probability }) => probability - 1,
  gradient: ({ delta, activation }) => delta * activation,
  update: ({ weight, rate, gradient }) => weight - rate * gradient,
  batch: ({ gradient, other }) => (gradient + other) / 2,
};

/** Does what a step asks for. @param {Page} page @param {Step} step @param {Texts} texts */
async function perform(page, step, texts) {
  const card = page.getByTestId('lesson');
  switch (step.kind) {
    case 'guess':
      await expect(page.getByTestId('lessons-guess-value')).toHaveText('?');
      await expect(nextButton(page)).toHaveAttribute('aria-disabled', 'true');
      await page.getByTestId('lessons-guess').press('ArrowRight');
      break;
    case 'choose':
      await expect(nextButton(page)).toHaveAttribute('aria-disabled', 'true');
      await page.getByTestId(`lessons-option-${step.options[0]}`).click();
      break;
    case 'train':
      await page.getByTestId('lessons-train').click();
      break;
    case 'example':
      await page.getByTestId('lessons-pick').click();
      break;
    case 'nudge':
      await page.getByTestId('lessons-measure').click();
      break;
    case 'teach':
      await page.getByTestId('lessons-teach').click();
      break;
    case 'compute': {
      const input = page.getByTestId('lessons-compute');
      const { text, wrong = '' } = texts.steps[step.id];
      const given = numbersIn(await card.locator('.step p').allTextContents(), text);
      await input.fill('12345');
      await input.press('Enter');
      await expect(page.getByTestId('lessons-feedback')).toContainText(wrong.slice(0, 7));
      await expect(nextButton(page)).toHaveAttribute('aria-disabled', 'true');
      await input.fill(String(BY_HAND[step.id](given)));
      await page.getByTestId('lessons-check').click();
      await expect(page.getByTestId('lessons-feedback')).toContainText('The answer is');
      break;
    }
    case 'draw':
      for (let i = 0; i < step.count; i++) {
        await page.getByTestId('clear').click();
        await draw(page, NOT_DIGITS[i]);
        await expect(page.getByTestId('prediction')).toHaveText(/\d/);
        await page.getByTestId('lessons-record').click();
        await expect(page.getByTestId('lessons-records').locator('li')).toHaveCount(i + 1);
      }
      break;
    case 'write':
      for (let i = 0; i < 10; i++) {
        const asked = (await page.getByTestId('lessons-asked').textContent()) ?? '';
        await write(page, 'lessons-pad', WRITTEN[Number(/\d/.exec(asked)?.[0])]);
        await page.getByTestId('lessons-accept').click();
        await expect(page.getByTestId('lessons-records').locator('li')).toHaveCount(i + 1);
      }
      break;
  }
  await expect(nextButton(page)).toHaveAttribute('aria-disabled', 'false');
}

/** @param {Page} page @param {string} name */
const picture = (page, name) => takePicture(page, name, { fullPage: true });

/** The kinds of steps that an earlier lesson has: looking at each once is enough. @type {Set<string>} */
const seen = new Set();

for (const { id } of LESSONS) {
  const { steps } = await loadSteps(id);
  const fresh = steps.filter(({ kind }) => !seen.has(kind) && seen.add(kind));
  test(`the lesson ${id}, from its address to its last card`, async ({ page }, info) => {
    const texts = await loadTexts(id, 'en');
    // Some in the dark, all wide; the next tests see phones and right to left.
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: id.length % 2 ? 'dark' : 'light' });
    await page.goto(`/#lesson=${id}`);
    const card = page.getByTestId('lesson');
    /** @type {string[]} */
    const figures = [];
    for (const [i, step] of steps.entries()) {
      await expect(card).toHaveAttribute('data-step', step.id);
      await expect(page.getByTestId('lessons-step')).toHaveText(texts.steps[step.id].title);
      await expect(page.locator('.setup')).toBeHidden();
      await perform(page, step, texts);
      if (step.show?.includes('network')) {
        await expect(page.getByTestId('stage').locator('.picture')).toBeVisible();
      }
      expect(await card.textContent(), 'figures without a value').not.toMatch(
        /\{\w+\}|undefined|NaN/,
      );
      if (fresh.includes(step) || process.env.EVERY_STEP) {
        await expectAccessible(page, { name: `${id}: ${step.id}`, region: 'main' });
        await picture(page, `${String(i).padStart(2, '0')}-${step.id}`);
      }
      if (['draw', 'write', 'teach'].includes(step.kind)) {
        figures.push(`  ${await page.getByTestId('lessons-status').textContent()}`);
      }
      if (step.kind === 'teach')
        figures.push(`  ${await card.locator('.step p').last().textContent()}`);
      if (step.kind === 'train' || step.kind === 'nudge') {
        const rows = await card.locator('.numbers tbody tr').allInnerTexts();
        figures.push(...rows.map((row) => `  ${row.replace(/\s+/g, ' ')}`));
      }
      await nextButton(page).click();
    }
    await expect(card).toHaveAttribute('data-step', 'result');
    const rows = card.getByTestId('lessons-card').locator('tbody tr');
    const asked = steps.filter(({ kind }) => ['guess', 'choose', 'compute'].includes(kind));
    await expect(rows).toHaveCount(asked.length);
    for (const row of await rows.allInnerTexts()) {
      expect(row).not.toContain('–');
      figures.push(`  ${row.replace(/\s+/g, ' ')}`);
    }
    if (id === LESSONS[0].id)
      await expectAccessible(page, { name: `${id}: result`, region: 'main' });
    await picture(page, 'result');
    report(`lessons-${id}`, `Lesson “${texts.title}”\n${figures.join('\n')}`);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByTestId('lessons-card')).toBeVisible();
    for (const hidden of ['lessons-print', 'lessons-leave', 'share', 'engine']) {
      await expect(page.getByTestId(hidden)).toBeHidden();
    }
    await page.emulateMedia({ media: null });
    const saved = page.waitForEvent('download');
    await page.getByTestId('lessons-save').click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('inkling-lesson.png');
    await file.saveAs(info.outputPath('card.png'));

    await page.getByTestId('lessons-all').click();
    await expect(card).toHaveCount(0);
    await expect(page.getByTestId('panel-lessons')).toHaveAttribute('open', '');
    await expect(page.getByTestId(`lessons-open-${id}`)).toContainText('Done');
    expect(new URL(page.url()).hash).toBe('');
  });
}

test('a lesson gives the visitor’s network back, and saves nothing of its own', async ({
  page,
}) => {
  const address = plain('digits=1000&epochs=1&seed=5');
  await open(page, address);
  await trainToTheEnd(page);
  const accuracy = (await page.getByTestId('test-accuracy').textContent()) ?? '';
  const model = (await page.getByTestId('model').textContent()) ?? '';
  const hash = new URL(page.url()).hash;
  await page.getByTestId('panel-runs').locator('> summary').click();
  await expect(page.getByTestId('run-list').getByRole('listitem')).toHaveCount(1);

  const start = async () => {
    await page.getByTestId('panel-lessons').locator('> summary').click();
    await page.getByTestId('lessons-open-templates').click();
    await expect(page.getByTestId('lesson')).toContainText('Your own network is safe');
    expect(new URL(page.url()).hash).toBe('#lesson=templates');
    await nextButton(page).click();
    await page.getByTestId('lessons-train').click();
    await expect(page.getByTestId('lessons-one_test')).toContainText('%');
    await expect(page.getByTestId('model')).toContainText('dense 10');
    await expect(page.getByTestId('notice-finished')).toHaveCount(0);
  };
  await start();
  await page.getByTestId('lessons-leave').click();
  await expect(page.getByTestId('lesson')).toHaveCount(0);
  await expect(page.getByTestId('test-accuracy')).toHaveText(accuracy);
  await expect(page.getByTestId('status')).toContainText('Finished after 1 epoch');
  await expect(page.getByTestId('model')).toHaveText(model);
  await page.getByTestId('panel-runs').locator('> summary').click();
  await expect(page.getByTestId('run-list').getByRole('listitem')).toHaveCount(1);
  expect(new URL(page.url()).hash).toBe(hash);

  // A reload in the middle of a lesson opens the lesson, and loses nothing either.
  await start();
  await page.reload();
  await expect(page.getByTestId('lesson')).toHaveAttribute('data-step', 'start');
  await page.getByTestId('lessons-leave').click();
  await expect(page.getByTestId('test-accuracy')).toHaveText(accuracy);
  await expect(page.getByTestId('model')).toContainText(model.slice(0, 20));
});

test('leaving during training ends it, and the visitor’s own training continues', async ({
  page,
}) => {
  await open(page, plain('digits=1000&epochs=400'));
  await page.getByTestId('train').click();
  await expect(page.getByTestId('test-accuracy')).toContainText('%');
  await trainSlowly(page);
  await page.getByTestId('panel-lessons').locator('> summary').click();
  await page.getByTestId('lessons-open-overfitting').click();
  await nextButton(page).click();
  for (const step of ['known', 'new']) {
    await expect(page.getByTestId('lesson')).toHaveAttribute('data-step', step);
    await page.getByTestId('lessons-guess').press('ArrowRight');
    await nextButton(page).click();
  }
  // Such a small training may end before a busy machine looks again, so the page itself leaves it.
  await page.evaluate(() => {
    const find = (/** @type {string} */ id) =>
      /** @type {HTMLElement} */ (document.querySelector(`[data-testid=${id}]`));
    new MutationObserver((_, observer) => {
      if (!find('lessons-status')?.textContent?.includes('Training: 200 digits')) return;
      observer.disconnect();
      find('lessons-leave').click();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByTestId('lessons-train').click();
  await expect(page.getByTestId('lesson')).toHaveCount(0);
  await expect(page.getByTestId('pause')).toBeVisible();
  await expect(page.getByTestId('status')).toContainText('of 400');
  await page.getByTestId('pause').click();
});

test('by keyboard alone, a question is not answered in passing', async ({ page }) => {
  await page.goto('/#lesson=learning-rate');
  await expect(page.getByTestId('lessons-step')).toBeFocused();
  const tabTo = async (/** @type {string} */ id) => {
    await expect(async () => {
      await page.keyboard.press('Tab');
      await expect(page.getByTestId(id)).toBeFocused({ timeout: 100 });
    }).toPass({ intervals: [0] });
  };
  await tabTo('lessons-next');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('lessons-step')).toBeFocused();
  await tabTo('lessons-option-large');
  await expect(nextButton(page)).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('lessons-option-large')).toHaveAttribute('aria-pressed', 'true');
  await tabTo('lessons-next');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('lesson')).toHaveAttribute('data-step', 'worst');
});

// English, the longest words, and right to left.
for (const lang of ['en', 'de', 'ar']) {
  test(`lessons fit a phone in ${lang}`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 664 });
    await page.goto(`/?lang=${lang}#lesson=nonsense`); // an unknown lesson opens the list
    await expect(page.getByTestId('lessons-list').locator('li')).toHaveCount(LESSONS.length);
    await expectFits(page, 'the list', [390, 320]);
    if (lang === 'en') await expectAccessible(page, { region: '[data-testid=panel-lessons]' });
    await page.getByTestId('lessons-list').scrollIntoViewIfNeeded();
    await picture(page, 'list');
    await page.goto(`/?lang=${lang}#lesson=augmentation`);
    await expect(page.getByTestId('lesson')).toHaveAttribute('data-step', 'start');
    await expectFits(page, 'a long word in the title', [390, 320]);
    await page.goto(`/?lang=${lang}#lesson=fool-it`);
    await expect(page.getByTestId('lesson')).toHaveAttribute('data-step', 'start');
    await expectFits(page, 'pad and answer', [390, 320]);
    await picture(page, 'pad');
    await nextButton(page).click();
    await picture(page, 'guess');
    await expectFits(page, 'a prediction', [390, 320]);
    await page.goto(`/?lang=${lang}#lesson=backpropagation`);
    await expect(page.getByTestId('lesson')).toHaveAttribute('data-step', 'start');
    await nextButton(page).click();
    await page.getByTestId('lessons-train').click();
    await expect(page.getByTestId('lessons-small_test')).toContainText('%');
    await expectFits(page, 'a training', [390, 320]);
    await nextButton(page).click();
    await page.getByTestId('lessons-pick').click();
    await expect(nextButton(page)).toHaveAttribute('aria-disabled', 'false');
    await nextButton(page).click();
    await expectFits(page, 'a computation', [390, 320]);
    await picture(page, 'compute');
  });
}
