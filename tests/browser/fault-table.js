/** What browser tests leave for the tests' report. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';

const folder = fileURLToPath(new URL('../../build/reports/', import.meta.url));

/** @typedef {{ how: string, saw: string, lost: string }} Row */

/**
 * Notes what a test has seen, for the table of faults: what went wrong, how, what the visitor saw,
 * what was lost. reports.js makes the table, of tests that passed.
 * @param {string} fault @param {Row} row
 */
export function survived(fault, row) {
  test.info().annotations.push({ type: 'fault', description: JSON.stringify({ fault, ...row }) });
}

/** Leaves text for the tests' report. @param {string} name @param {string} text */
export function report(name, text) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.txt`, `${text}\n`);
}
