/** Inkling as the page has it: options `reproducible`, `threads`, and whether `trainer` runs. */
import { BATCH, HIDDEN, LEARNING_RATE, PIXELS, PREDICT_BATCH, SAMPLES, STEPS } from '../shape.js';
import { load, serve } from './worker.js';

// What the build made for the page, not a bundle of the benchmark's own.
const SITE = '/build/site/inkling.js';

serve(async ({ weights, images, labels }, { reproducible, threads, trainer }) => {
  /** @type {typeof import('../../../web/inkling.js')} */
  const { loadInkling } = await import(SITE);
  /** @type {any} */
  const options = { reproducible, threads };
  const inkling = await loadInkling(options);
  // Helping threads join as they come up.
  const patience = performance.now() + 5000;
  while (/** @type {any} */ (inkling).threads < threads && performance.now() < patience) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const running = /** @type {any} */ (inkling).threads ?? 1;
  if (running !== threads) throw new Error(`runs ${running} threads instead of ${threads}`);
  if (!reproducible && !inkling.engine.includes('relaxed')) {
    throw new Error('there is no relaxed build here');
  }
  const network = inkling.createNetwork({ hidden: [HIDDEN], maxBatch: BATCH });
  const predictor = inkling.createNetwork({ hidden: [HIDDEN], maxBatch: PREDICT_BATCH });
  predictor.setParameters(weights);

  // The trainer draws the samples in an order of its own.
  const dataset = inkling.createDataset(SAMPLES);
  const [png, idx] = await Promise.all([load('sheet.png'), load('labels.idx1')]);
  dataset.addSheet(new Uint8Array(png), new Uint8Array(idx));
  const loop = inkling.createTrainer(network, dataset, {
    learningRate: LEARNING_RATE,
    batchSize: BATCH,
    sampleCount: SAMPLES,
    seed: 1,
  });
  const batches = Array.from({ length: STEPS }, (_, i) => ({
    x: images.slice(i * BATCH * PIXELS, (i + 1) * BATCH * PIXELS),
    y: labels.slice(i * BATCH, (i + 1) * BATCH),
  }));

  return {
    engine: inkling.engine,
    restore() {
      network.setParameters(weights);
      loop.seek(0, 0);
    },
    train: trainer
      ? () => batches.map(() => loop.step()?.loss ?? Number.NaN)
      : () => batches.map(({ x, y }) => network.trainBatch(x, y, LEARNING_RATE).loss),
    predict: (x) => predictor.predict(x),
  };
});
