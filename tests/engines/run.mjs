/** Runs the journeys in one engine, and adds how they went to a table in build/reports. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { JOURNEYS, visit } from './journeys.mjs';

const ENGINES = ['Chromium', 'Firefox', 'WebKit'];

/** @param {string} engine */
const resultsOf = (engine) => `build/engines/${engine.toLowerCase()}.json`;

/** Writes the table, including the results of other engines so far. */
function writeTable() {
  const tested = ENGINES.filter((engine) => existsSync(resultsOf(engine)));
  const columns = tested.map((engine) => JSON.parse(readFileSync(resultsOf(engine), 'utf8')));
  const row = (/** @type {string[]} */ cells, /** @type {string} */ name) =>
    `${cells.map((cell) => cell.padStart(10)).join('')}  ${name}`;
  const lines = [
    'Main journeys by engine',
    row(tested, ''),
    ...JOURNEYS.map(([name]) =>
      row(
        columns.map((column) => column[name] ?? '–'),
        name,
      ),
    ),
    ...tested.map((engine, i) => `${engine}: ${columns[i].engine}`),
  ];
  mkdirSync('build/reports', { recursive: true });
  writeFileSync('build/reports/engines.txt', `${lines.join('\n')}\n`);
}

/**
 * @param {string} engine its name
 * @param {string} missing why it can't be tested; '' if it can
 * @param {() => Promise<import('./journeys.mjs').Driver>} launch
 */
export function journeysIn(engine, missing, launch) {
  /** @type {import('./journeys.mjs').Visit} */
  let here;
  /** @type {Record<string, string>} */
  const results = { engine: missing };
  before(async () => {
    // On a busy machine, a browser may not have started in time.
    if (!missing) here = await visit(await launch().catch(() => launch()));
  });
  for (const [name, journey] of JOURNEYS) {
    test(`${engine}: ${name}`, { skip: missing || false }, async () => {
      let began = Date.now();
      results[name] = 'failed';
      try {
        await journey(here);
      } catch (error) {
        // As in the browser tests, a second attempt may pass; run.mjs lists what needed one.
        const { message } = /** @type {Error} */ (error);
        console.log(`# Flaky: ${engine}: ${name}: ${message.replaceAll('\n', ' ')}`);
        // Opening the same address would not reload the page, because it has a hash.
        await here.driver.open('about:blank');
        await here.driver.open(here.address);
        began = Date.now();
        await journey(here);
      }
      results[name] = `${((Date.now() - began) / 1000).toFixed(1)} s`;
    });
  }
  after(async () => {
    if (here) {
      const about = await here.look(() => navigator.userAgent).catch(() => '');
      results.engine = `${about.split(' ').slice(-2).join(' ')}; ${here.engine}`;
      await here.driver.close();
      here.site.close();
    }
    mkdirSync('build/engines', { recursive: true });
    writeFileSync(resultsOf(engine), JSON.stringify(results));
    writeTable();
  });
}
