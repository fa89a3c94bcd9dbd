/** Imports a dataset off the page's and the trainer's threads. The page cancels by terminating it. */

import { fetchBytes } from '../../fetch/fetch-bytes.js';
import { loadInkling } from '../../inkling/index.js';
import { sayLoaded } from '../../messenger/loading.js';
import { Messenger } from '../../messenger/messenger.js';
import { ImportError } from '../errors.js';
import { Arrivals } from './arrivals.js';
import { decodePicture } from './decode.js';
import { Import } from './import.js';
import { Judge } from './judge.js';

/**
 * @typedef {import('../protocol.js').ImportHears} ImportHears
 * @typedef {import('../protocol.js').PageHears} PageHears
 */

const REPORT_MS = 100;

const inkling = loadInkling();
inkling.catch(() => {}); // reported by the await in start()

/** @type {import('./find.js').ImportSource[]} */
const sources = [];
const arrivals = new Arrivals();
let reportedAt = 0;

/** @param {import('./import.js').ImportProgress} progress */
function report(progress) {
  const now = performance.now();
  if (now - reportedAt < REPORT_MS) return;
  reportedAt = now;
  page.tell('progress', { ...progress, latest: progress.latest?.slice() ?? null });
}

/** Loads the network that reads digits. Imports also work without it. */
async function loadJudge() {
  const url = new URL('pretrained.safetensors', import.meta.url);
  const { response, bytes } = await fetchBytes(url);
  return response.ok ? new Judge(await inkling, bytes) : null;
}

/** @type {Messenger<ImportHears, PageHears>} */
const page = new Messenger(self, {
  announce(inputs) {
    for (const { path, folder } of inputs) {
      sources.push(folder ? { path, folder } : { path, open: arrivals.expect() });
    }
  },
  files: (files) => arrivals.add(files),
  async start(options) {
    const helpers = { decode: decodePicture, judge: loadJudge };
    const work = new Import(await inkling, sources, options, report, helpers);
    try {
      return await work.run();
    } catch (error) {
      throw error instanceof ImportError ? Object.assign(error, { skipped: work.skipped }) : error;
    }
  },
});

sayLoaded();
