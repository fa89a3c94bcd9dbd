/** Imports a dataset off the page's and the trainer's threads. The page cancels by terminating it. */

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

/** Loads the network that looks at digits; without it, imports work as well. */
async function loadJudge() {
  const response = await fetch(new URL('pretrained.safetensors', import.meta.url));
  return response.ok ? new Judge(await inkling, await response.arrayBuffer()) : null;
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
