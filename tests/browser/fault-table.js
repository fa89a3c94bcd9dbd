/** Results of browser tests for the test report. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';

const folder = fileURLToPath(new URL('../../build/reports/', import.meta.url));

/** @typedef {{ how: string, saw: string, lost: string }} Row */

/**
 * Records a row for the table of faults: what went wrong, how it was provoked, what the visitor saw
 * and what was lost. reports.js builds the table from the tests that passed.
 * @param {string} fault @param {Row} row
 */
export function survived(fault, row) {
  test.info().annotations.push({ type: 'fault', description: JSON.stringify({ fault, ...row }) });
}

/** Adds text to the test report. @param {string} name @param {string} text */
export function report(name, text) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.txt`, `${text}\n`);
}
