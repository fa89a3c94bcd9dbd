/**
 * The page's training loop as its worker runs it: augmentation, curves, evaluations, in slices, with
 * the number of threads fixed or chosen while it trains. Option: `threads`.
 */
import { DataLoader } from '../../../web/data/bundled.js';
import { load } from '../../../web/inkling/load.js';
import { Inkling } from '../../../web/inkling/module.js';
import { platform } from '../../../web/inkling/platform.js';
import { Run } from '../../../web/train/worker/run.js';
import { ThreadGovernor } from '../../../web/train/worker/thread-governor.js';
import { answer } from './worker.js';

const SLICE_MS = 12;

/** @type {Inkling} */
let inkling;
/** @type {DataLoader} */
let data;
/** @type {Run} */
let run;
/** @type {ThreadGovernor} */
let governor;
/** Workers that keep cores busy. @type {Worker[]} */
const spinners = [];

answer({
  async open(/** @type {{threads: number}} */ { threads }) {
    // Not the site's own copy of the JavaScript: the classes in use must be those that Run imports.
    const locate = (/** @type {string} */ file) => new URL(`/build/site/${file}`, self.origin);
    inkling = await load({ reproducible: false, threads, locate, platform, kind: Inkling });
    while (inkling.threads < threads) await new Promise((resolve) => setTimeout(resolve, 20));
    governor = new ThreadGovernor(inkling, threads);
    data = new DataLoader(inkling, new URL('/build/site/data/', self.origin), () => {});
    await data.load();
    if (data.failure) throw new Error(data.failure[0].file);
    return inkling.engine;
  },

  begin(/** @type {import('../../../web/settings/schema.js').Settings} */ settings) {
    run?.free();
    run = new Run(inkling, data, settings);
  },

  /** Keeps this many cores busy from now on. */
  occupy(/** @type {number} */ cores) {
    while (spinners.length > cores) spinners.pop()?.terminate();
    const script = URL.createObjectURL(new Blob(['for (;;);'], { type: 'text/javascript' }));
    while (spinners.length < cores) spinners.push(new Worker(script));
  },

  /**
   * Trains for about this long. threads: how many to use; 0 to leave that to the governor. Returns the
   * digits trained on per second, of all time and of the time in the trainer.
   */
  train(/** @type {{seconds: number, threads: number}} */ { seconds, threads }) {
    const { samples, seconds: training } = run.whole;
    const started = performance.now();
    const end = started + 1000 * seconds;
    if (threads > 0) inkling.limitThreads(threads);
    while (performance.now() < end) {
      const { ms, samples } = run.timed;
      if (threads === 0) governor.begin();
      const until = performance.now() + SLICE_MS;
      while (performance.now() < until) run.work();
      run.takePoints();
      if (threads === 0) governor.end(run.timed.samples - samples, run.timed.ms - ms);
    }
    const trained = run.whole.samples - samples;
    return {
      all: (1000 * trained) / (performance.now() - started),
      trainer: trained / (run.whole.seconds - training),
    };
  },
});
