/** Accessibility checks with axe. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';

/** @typedef {import('@playwright/test').Page} Page */

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Rules about colors and sizes, which are the same in every language. */
export const SLOW = ['color-contrast', 'target-size'];

/** Rows and buttons made alike by the hundred: axe checks the first few. */
const ALIKE = [
  '.matrix tbody tr:nth-child(n + 3)',
  '.gallery li:nth-child(n + 5)',
  '.samples button:nth-child(n + 5)',
];

/**
 * @param {Page} page
 * @param {object} [options]
 * @param {string} [options.name] of what is looked at
 * @param {string} [options.region] what has changed; by default, the whole page
 * @param {string[]} [options.but] rules to skip, because they were checked before
 */
export async function expectAccessible(page, { name = '', region = '', but = [] } = {}) {
  // The default mode opens another page each time, for the sake of frames.
  let axe = new AxeBuilder({ page })
    .withTags(TAGS)
    .exclude(ALIKE)
    .disableRules(but)
    .setLegacyMode();
  if (region) axe = axe.include(region);
  const { violations, passes } = await axe.analyze();
  expect(passes.length).toBeGreaterThan(0);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(found, name).toEqual([]);
}
