/**
 * Trains recipes on the bundled digits with the page's own module, data, and trainer. Option:
 * `threads`.
 */
import { DataLoader } from '../../../web/data/bundled.js';
import { siteModule, startInkling } from './site.js';
import { answer } from './worker.js';

const EVALUATE_AT_ONCE = 64;

/** @type {import('../../../web/inkling/index.js').Inkling} */
let inkling;
/** @type {Required<DataLoader['datasets']>} */
let data;
/** @type {ReturnType<typeof makeRun> | null} */
let run = null;

/**
 * @param {typeof import('../../../web/inkling/index.js').Evaluator} Evaluator
 * @param {import('../recipes.js').Recipe['settings']} settings @param {number} seed
 */
function makeRun(Evaluator, settings, seed) {
  const { train, test, styles } = data;
  const maxBatch = Math.max(settings.batchSize, EVALUATE_AT_ONCE);
  const network = inkling.createNetwork({ layers: settings.layers, maxBatch, seed });
  const order = { sampleCount: train.count, seed };
  const trainer = inkling.createTrainer(network, train, { ...settings, ...order }, styles);
  const evaluator = new Evaluator(network, test);
  return { network, trainer, evaluator, epochs: settings.epochs };
}

answer({
  async open(/** @type {{threads: number}} */ options) {
    inkling = await startInkling(options);
    const loader = new DataLoader(inkling, new URL('/build/site/data/', self.origin), () => {});
    await loader.load();
    if (loader.failure) throw new Error(loader.failure[0].file);
    data = /** @type {Required<DataLoader['datasets']>} */ (loader.datasets);
    return inkling.engine;
  },

  /** Starts a new run, freeing the previous one. */
  async begin({ settings, seed }) {
    const { Evaluator } = await siteModule();
    for (const part of [run?.evaluator, run?.trainer, run?.network]) part?.free();
    run = makeRun(Evaluator, settings, seed);
  },

  /**
   * Trains on this many samples, or to the end of the last epoch, then evaluates on the test set.
   * Returns the seconds of both.
   */
  advance({ samples }) {
    if (!run) throw new Error('There is no run to advance.');
    const { trainer, evaluator, epochs } = run;
    const started = performance.now();
    let trained = 0;
    while (trained < samples && trainer.epoch < epochs) trained += trainer.step()?.count ?? samples;
    const paused = performance.now();
    evaluator.restart();
    while (evaluator.advance(EVALUATE_AT_ONCE));
    const { correct, count } = evaluator.result;
    return {
      trained,
      trainingSeconds: (paused - started) / 1000,
      evaluationSeconds: (performance.now() - paused) / 1000,
      accuracy: correct / count,
      done: trainer.epoch >= epochs,
    };
  },
});
