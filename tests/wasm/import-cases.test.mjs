/**
 * Files in the forms that people have, from tests/fixtures/imports: each is imported correctly, or refused
 * for the right reason. Prints a table with INKLING_TABLE=1.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { Import } from '../../web/import/worker/import.js';
import { Judge } from '../../web/import/worker/judge.js';
import { PIXELS } from '../../web/inkling/index.js';
import { fromRoot, inkling, pretrainedFile } from './helpers.mjs';
import { CASES } from './import-cases.mjs';

const FOLDER = process.env.INKLING_CASES ?? fromRoot('tests/fixtures/imports');

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesIn(path) : [path];
    });

/** @param {string} folder */
async function importFolder(folder) {
  const sources = filesIn(folder).map((path) => ({
    path: relative(folder, path),
    open: async () => new Blob([readFileSync(path)]),
  }));
  const work = new Import(
    inkling,
    sources,
    { name: 'test', polarity: 'detect', framing: 'detect' },
    () => {},
    { judge: async () => new Judge(inkling, pretrainedFile()) },
  );
  try {
    return { imported: await work.run(), skipped: work.skipped };
  } catch (error) {
    return { error: /** @type {any} */ (error), skipped: work.skipped };
  }
}

/** The share of digits that the pretrained network reads. @param {import('../../web/import/worker/collector.js').Imported} imported */
async function readShare({ pixels, labels, classes }) {
  const bytes = new Uint8Array(await pixels.arrayBuffer());
  const numbers = new Uint8Array(await labels.arrayBuffer());
  const judge = new Judge(inkling, pretrainedFile());
  const digits = [...numbers].flatMap((number, i) => (/^\d$/.test(classes[number]) ? [i] : []));
  const images = digits.map((i) => bytes.subarray(i * PIXELS, (i + 1) * PIXELS));
  const agreeing = judge.agreeing(
    images,
    digits.map((i) => Number(classes[numbers[i]])),
  );
  judge.free();
  return digits.length ? agreeing / digits.length : null;
}

/** @type {string[]} */
const table = [];

for (const [name, expected] of Object.entries(CASES)) {
  test(name, { skip: expected.browser && 'decoded by browsers' }, async () => {
    const { imported, error, skipped } = await importFolder(join(FOLDER, name));
    const reasons = Object.fromEntries(skipped.map(({ reason, count }) => [reason, count]));
    const reads = imported ? await readShare(imported) : null;
    const main = skipped[0]?.reason;
    table.push(
      `${name} | ${imported ? `${imported.count} images, classes ${imported.classes.join(' ')}` : `refused: ${error.reason ?? error}`} | ` +
        `${JSON.stringify(reasons)} | reads ${reads} | ${JSON.stringify(imported?.notes ?? [])}`,
    );
    if (expected.refused) {
      assert.equal(imported, undefined, 'is refused');
      assert.equal(error.reason === 'nothing' ? main : error.reason, expected.refused);
      return;
    }
    if (error) throw error;
    assert.ok(imported);
    assert.equal(imported.count, expected.count);
    if (expected.classes) assert.equal(imported.classes.join(' '), expected.classes);
    if (expected.skipped) assert.deepEqual(reasons, expected.skipped);
    if (expected.reads) assert.ok((reads ?? 0) >= expected.reads, `only ${reads} are read`);
    const kinds = imported.notes?.map(({ kind }) => kind) ?? [];
    for (const note of expected.notes ?? [])
      assert.ok(kinds.includes(/** @type {any} */ (note)), note);
  });
}

after(() => {
  if (process.env.INKLING_TABLE) console.log(table.join('\n'));
});
