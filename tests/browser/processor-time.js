/**
 * Measures the processor time of each browser test, with its share of the browser, where Linux tells it.
 * Since it decides how long the suite takes, the files and tests that need most are in the report.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { report } from './fault-table.js';

/** How many files are listed, and how many tests. */
const LISTED = 15;

/** Of the kernel, per second. */
const TICKS = 100;

/** @typedef {import('@playwright/test/reporter').Reporter} Reporter */

/**
 * The numbers of the workers' processes, in the order in which they started: that of their indices.
 * @type {string[]}
 */
const workers = [];

/**
 * The seconds that a worker has used so far, with its browser and all that has ended.
 * @param {number} index
 */
function timeOf(index) {
  /** @type {Map<string, { parent: string, seconds: number }>} */
  const processes = new Map();
  const numbers = process.platform === 'linux' ? readdirSync('/proc') : [];
  for (const number of numbers.filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${number}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      processes.set(number, { parent: fields[1], seconds: ticks / TICKS });
      if (Number(fields[1]) !== process.pid || workers.includes(number)) continue;
      if (/workerProcess/.test(readFileSync(`/proc/${number}/cmdline`, 'utf8'))) {
        workers.push(number);
      }
    } catch {
      // It has just ended.
    }
  }
  let sum = 0;
  for (const [number, { seconds }] of processes) {
    /** @type {string | undefined} */
    let at = number;
    while (at && at !== workers[index]) at = processes.get(at)?.parent;
    if (at) sum += seconds;
  }
  return sum;
}

/** @param {[name: string, seconds: number][]} rows */
const table = (rows) =>
  rows
    .sort((a, b) => b[1] - a[1])
    .slice(0, LISTED)
    .map(([name, seconds]) => `${seconds.toFixed(1).padStart(6)}  ${name}`)
    .join('\n');

/** @implements {Reporter} */
export default class ProcessorTime {
  /** By the index of the worker. @type {Map<number, number>} */
  used = new Map();
  /** @type {[name: string, seconds: number][]} */
  tests = [];
  /** @type {Map<string, number>} */
  files = new Map();

  printsToStdio() {
    return false;
  }

  /**
   * @param {import('@playwright/test/reporter').TestCase} test
   * @param {import('@playwright/test/reporter').TestResult} result
   */
  onTestEnd({ title, location }, { workerIndex }) {
    const now = timeOf(workerIndex);
    const seconds = now - (this.used.get(workerIndex) ?? 0);
    this.used.set(workerIndex, now);
    const file = basename(location.file);
    this.tests.push([`${file}:${location.line} ${title}`, seconds]);
    this.files.set(file, (this.files.get(file) ?? 0) + seconds);
  }

  onEnd() {
    if (![...this.used.values()].some(Boolean)) return;
    report(
      'processor-time',
      `Processor time of browser tests, in seconds\n\n${table([...this.files])}\n\n${table(this.tests)}`,
    );
  }
}
