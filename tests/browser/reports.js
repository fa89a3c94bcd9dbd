/**
 * Collects results of tests in several workers: the table of faults and the screenshots of the
 * journeys.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { report } from './fault-table.js';

const PICTURES = new URL('../../build/journeys/', import.meta.url);

/** @typedef {import('@playwright/test/reporter').Reporter} Reporter */

/** @implements {Reporter} */
export default class Reports {
  /** @type {string[]} */
  faults = [];

  printsToStdio() {
    return false;
  }

  /**
   * @param {import('@playwright/test/reporter').TestCase} _
   * @param {import('@playwright/test/reporter').TestResult} result
   */
  onTestEnd(_, { status, annotations }) {
    if (status !== 'passed') return;
    for (const { type, description = '' } of annotations) {
      if (type === 'fault') this.faults.push(description);
    }
  }

  onEnd() {
    if (this.faults.length) report('faults', faultTable(this.faults.sort()));
    if (existsSync(PICTURES)) writePictures();
  }
}

/** @param {string[]} faults */
function faultTable(faults) {
  const rows = faults.flatMap((text) => {
    const { fault, how, saw, lost } = JSON.parse(text);
    return [
      fault,
      `    provoked by   ${how}`,
      `    visitor saw   ${saw}`,
      `    lost          ${lost}`,
    ];
  });
  return `Faults, each provoked in Chromium\n\n${rows.join('\n')}`;
}

/** A page with the screenshots of each state side by side. */
function writePictures() {
  const files = readdirSync(PICTURES).filter((file) => file.endsWith('.png'));
  const names = [...new Set(files.map((file) => file.split('_')[0]))].sort();
  const rows = names.map((name) => {
    const pictures = files.filter((file) => file.split('_')[0] === name).sort();
    const images = pictures.map(
      (file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`,
    );
    return `<h2>${name.replaceAll('-', ' ')}</h2><p>${images.join('\n')}</p>`;
  });
  writeFileSync(
    new URL('index.html', PICTURES),
    `<!doctype html><meta charset="utf-8"><title>Journeys</title>
<style>body{font:16px sans-serif;background:#888}img{height:480px;margin:4px}</style>
${rows.join('\n')}\n`,
  );
  report('journeys', `${files.length} pictures of the journeys: build/journeys/index.html`);
}
