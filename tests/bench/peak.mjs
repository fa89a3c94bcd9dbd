/** Runs peak.c in Chromium, on one thread and on two concurrently. */
import { existsSync } from 'node:fs';
import { fromRoot } from '../wasm/helpers.mjs';
import { quantile } from './table.mjs';

const WORK = /** @type {const} */ (['chains8', 'chains12', 'forward', 'update']);

/**
 * @param {Awaited<ReturnType<typeof import('./browser.mjs').launch>>} chromium
 * @param {{rounds: number, seconds: number}} effort
 */
export async function measurePeak(chromium, { rounds, seconds }) {
  const results = [];
  for (const build of ['relaxed', 'portable']) {
    const file = `build/bench/peak-${build}.wasm`;
    if (!existsSync(fromRoot(file))) continue;
    const pages = [await chromium.open('peak', true), await chromium.open('peak', true)];
    for (const page of pages) await page.call('open', { file: `/${file}` });
    for (const threads of [1, 2]) {
      const taking = pages.slice(0, threads);
      /** @type {Record<string, number[]>} */
      const rates = Object.fromEntries(WORK.map((work) => [work, []]));
      // Round -1 is warm-up.
      for (let round = -1; round < rounds; round++) {
        for (const work of WORK) {
          // Two pages doing the same work concurrently act as two threads that never synchronize.
          const parts = await Promise.all(
            taking.map((page) => page.call('measure', { work, seconds })),
          );
          if (round >= 0) rates[work].push(parts.reduce((sum, part) => sum + part, 0));
        }
      }
      /** A rate, and its ratios to the peaks in the same rounds. @param {number[]} list */
      const summary = (list) => ({
        rate: quantile(list),
        of8: quantile(list.map((rate, round) => rate / rates.chains8[round])),
        of12: quantile(list.map((rate, round) => rate / rates.chains12[round])),
      });
      results.push({
        name: `${build}, ${threads} thread${threads > 1 ? 's' : ''}`,
        chains8: summary(rates.chains8),
        chains12: summary(rates.chains12),
        forward: summary(rates.forward),
        update: summary(rates.update),
      });
    }
    for (const page of pages) await page.close();
  }
  return results;
}
