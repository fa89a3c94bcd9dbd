/** Accessibility checks with axe. */
import { expect } from '@playwright/test';
import axe from 'axe-core';

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
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { passed, found } = await page.evaluate(
    async ({ context, options }) => {
      const { axe: checker } = /** @type {{ axe: typeof axe }} */ (/** @type {unknown} */ (window));
      const { violations, passes } = await checker.run(context, options);
      return {
        passed: passes.length,
        found: violations.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`,
          ),
        ),
      };
    },
    {
      context: { ...(region && { include: region }), exclude: ALIKE },
      options: {
        runOnly: TAGS,
        rules: Object.fromEntries(but.map((rule) => [rule, { enabled: false }])),
        // Selectors of all that passes would take most of the time.
        resultTypes: /** @type {axe.resultGroups[]} */ (['violations']),
      },
    },
  );
  expect(passed).toBeGreaterThan(0);
  expect.soft(found, name).toEqual([]);
}
