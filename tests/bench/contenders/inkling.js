/** Inkling as the page runs it. Options: `reproducible`, `threads`, and `trainer` to use its trainer. */
import { BATCH, LEARNING_RATE, PREDICT_BATCH } from '../shape.js';
import { startInkling } from './site.js';
import { serve } from './worker.js';

serve(async ({ shape, weights, batches, load }, { reproducible, threads, trainer }) => {
  const inkling = await startInkling({ reproducible, threads });
  if (!reproducible && !inkling.engine.includes('relaxed')) {
    throw new Error('the relaxed build is missing');
  }
  const { layers } = shape;
  const network = inkling.createNetwork({ layers, maxBatch: BATCH });
  const predictor = inkling.createNetwork({ layers, maxBatch: PREDICT_BATCH });
  predictor.setParameters(weights);

  // The trainer draws samples in its own order.
  const sampleCount = BATCH * shape.steps;
  const dataset = inkling.createDataset(sampleCount);
  const [png, idx] = await Promise.all([load('sheet.png'), load('labels.idx1')]);
  dataset.addSheet(new Uint8Array(png), new Uint8Array(idx));
  const loop = inkling.createTrainer(network, dataset, {
    learningRate: LEARNING_RATE,
    batchSize: BATCH,
    sampleCount,
    seed: 1,
  });

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
