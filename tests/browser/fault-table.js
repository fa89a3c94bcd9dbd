/** The fault table of the tests' report: what went wrong, how, what the visitor saw, what was lost. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const rows = fileURLToPath(new URL('../../build/faults.json', import.meta.url));
const folder = fileURLToPath(new URL('../../build/reports/', import.meta.url));

/** @typedef {{ how: string, saw: string, lost: string }} Row */

/**
 * Notes what a test has seen; called at its end, so that what stands in the table has happened.
 * @param {string} fault @param {Row} row
 */
export function survived(fault, row) {
  /** @type {Record<string, Row>} */
  let table = {};
  try {
    table = JSON.parse(readFileSync(rows, 'utf8'));
  } catch {
    // The first of them.
  }
  table[fault] = row;
  mkdirSync(folder, { recursive: true });
  writeFileSync(rows, JSON.stringify(table, null, 1));
  const lines = Object.entries(table).flatMap(([fault, { how, saw, lost }]) => [
    fault,
    `    provoked by   ${how}`,
    `    visitor saw   ${saw}`,
    `    lost          ${lost}`,
  ]);
  writeFileSync(
    `${folder}faults.txt`,
    `Faults, each provoked in Chromium\n\n${lines.join('\n')}\n`,
  );
}

/** Leaves text for the tests' report. @param {string} name @param {string} text */
export function report(name, text) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.txt`, `${text}\n`);
}
