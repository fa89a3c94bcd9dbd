/** W6: the page's own training loop, with its augmentation, curves, and evaluations. */
import { PRESETS } from '../../web/settings/presets.js';
import { defaultSettings, withPreset } from '../../web/settings/schema.js';
import { t } from '../../web/text/index.js';
import { format, printTable, quantile } from './table.mjs';
import '../../web/settings/words.js';

const CORES = 2;
const WAYS = [
  { name: '1 thread', threads: 1 },
  { name: `${CORES} threads`, threads: CORES },
  { name: 'chosen while it trains', threads: 0 },
];

/**
 * Measures both presets on a quiet machine and with one of two cores busy, and prints a table.
 * @param {Awaited<ReturnType<typeof import('./browser.mjs').launch>>} chromium
 * @param {{rounds: number, seconds: number}} effort
 */
export async function measureLoop(chromium, { rounds, seconds }) {
  const page = await chromium.open('loop', true);
  const engine = await page.call('open', { threads: CORES });
  const results = [];
  for (const id of /** @type {const} */ (['mlp', 'quick'])) {
    const preset = /** @type {typeof PRESETS[number]} */ (PRESETS.find((one) => one.id === id));
    await page.call('begin', withPreset(preset, defaultSettings()));
    for (const busy of [0, 1]) {
      await page.call('occupy', busy);
      /** @type {{all: number, trainer: number}[][]} */
      const rates = WAYS.map(() => []);
      // Round -1 is warm-up.
      for (let round = -1; round < rounds; round++) {
        for (const [i, { threads }] of WAYS.entries()) {
          const rate = await page.call('train', { seconds, threads });
          if (round >= 0) rates[i].push(rate);
        }
      }
      for (const [i, { name }] of WAYS.entries()) {
        results.push({
          id,
          engine,
          label: t(`presets.${id}`),
          busy,
          name,
          all: quantile(rates[i].map(({ all }) => all)),
          trainer: quantile(rates[i].map(({ trainer }) => trainer)),
        });
      }
    }
    await page.call('occupy', 0);
  }
  await page.close();
  printTable("W6: the page's training loop, digits per second", [
    ['', 'busy cores', 'threads', 'everything', 'training alone'],
    ...results.map(({ label, busy, name, all, trainer }) => [
      label,
      String(busy),
      name,
      format(all),
      format(trainer),
    ]),
  ]);
  console.log(`  Presets of the page on ${CORES} threads at most, medians of ${rounds} rounds.
  "Everything" includes evaluations and curves. A busy core runs an endless loop.`);
  return results;
}
