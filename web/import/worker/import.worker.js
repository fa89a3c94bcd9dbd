/**
 * Imports a dataset, away from the page and from the training. It hears of files, then what to do
 * with them, and tells how far it is; to cancel it, it is ended. The files themselves come later, in
 * the order of their paths.
 *
 * @typedef {{ path: string, folder?: FileSystemDirectoryHandle }} Announced
 * @typedef {{ type: 'inputs', inputs: Announced[] }} Inputs
 * @typedef {{ type: 'start', options: import('./import.js').Options }} Start
 * @typedef {{ type: 'files', files: (Blob | null)[] }} Files
 * @typedef {Inputs | Start | Files} Message
 *
 * @typedef {import('../errors.js').Skipped} Skipped
 * @typedef {{ type: 'progress', progress: import('./import.js').Progress }} ProgressReport
 * @typedef {{ type: 'done', brought: import('./collector.js').Brought }} Done
 * @typedef {{ type: 'failed', reason: ImportError['reason'], skipped: Skipped[] }} Failed
 * @typedef {ProgressReport | Done | Failed} Report
 */

import { loadInkling } from '../../inkling/index.js';
import { ImportError } from '../errors.js';
import { Arrivals } from './arrivals.js';
import { Import } from './import.js';

const REPORT_MS = 100;

const inkling = loadInkling();
inkling.catch(() => {}); // said when it is needed

/** @type {import('./import.js').Source[]} */
const sources = [];
const arrivals = new Arrivals();
let reportedAt = 0;

/** @param {Report} report */
const report = (report) => self.postMessage(report);

/** @param {import('./import.js').Progress} progress */
function rest(progress) {
  const now = performance.now();
  if (now - reportedAt < REPORT_MS) return;
  reportedAt = now;
  report({ type: 'progress', progress: { ...progress, latest: progress.latest?.slice() ?? null } });
}

/** @param {import('./import.js').Options} options */
async function start(options) {
  /** @type {Import | null} */
  let work = null;
  try {
    work = new Import(await inkling, sources, options, rest);
    report({ type: 'done', brought: await work.run() });
  } catch (error) {
    const reason = error instanceof ImportError ? error.reason : 'broken';
    report({ type: 'failed', reason, skipped: work?.skipped ?? [] });
  }
}

self.onmessage = (/** @type {MessageEvent<Message>} */ { data }) => {
  if (data.type === 'files') arrivals.add(data.files);
  else if (data.type === 'start') start(data.options);
  else
    for (const { path, folder } of data.inputs) {
      sources.push(folder ? { path, folder } : { path, open: arrivals.expect() });
    }
};
