/** Previews augmented training digits. Runs in the training worker. */
import { PIXELS } from '../../inkling/index.js';
import { trainerSettings } from './run.js';

/**
 * What the samples of an epoch would look like.
 * @param {import('../../inkling/index.js').Inkling} module
 * @param {import('../../data/choice.js').Data} data
 * @param {import('../protocol.js').Preview} request
 * @returns {Float32Array | null} [count][784]; null while there are no digits
 */
export function previewOf(module, data, { settings, epoch, count }) {
  const { train, styles } = data.datasets;
  if (!train?.count) return null;
  const network = module.createNetwork({ hidden: [], maxBatch: 1 });
  const options = trainerSettings({ ...settings, batchSize: 1 });
  options.sampleCount = Math.min(count, data.count('train').total);
  if (!data.digits) options.mixture = {};
  const trainer = module.createTrainer(network, train, { ...options, streaming: true }, styles);
  const images = new Float32Array(count * PIXELS);
  // With shifts, neighboring samples are versions of one digit, so take every fifth.
  const step = trainer.epochSize === count ? 1 : 5;
  for (let i = 0; i < count; i++) {
    const image = trainer.preview(epoch, (i * step) % trainer.epochSize);
    if (image) images.set(image, i * PIXELS);
  }
  trainer.free();
  network.free();
  return images;
}
