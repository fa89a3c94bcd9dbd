/** How fast this device trains. Worker's side. */
import { trainerSettings } from './run.js';

/** How long the speed of each preset is looked at, and how large a step to look at is. */
const TIME_MS = 250;
const TIME_DIGITS = 512;

/**
 * Trains each preset for a moment, to know how long all of it would take.
 * @param {import('../../inkling/index.js').Inkling} module
 * @param {import('../../data/bundled.js').DataLoader} data
 * @param {import('../protocol.js').Presets} presets
 * @param {() => Promise<boolean>} rest lets commands be heard; false when they ask for something else
 * @returns {Promise<Record<string, number> | null>} samples a second, by preset
 */
export async function timePresets(module, data, presets, rest) {
  const { train, styles } = data.datasets;
  if (!train || train.count < TIME_DIGITS) return null;
  /** @type {Record<string, number>} */
  const rates = {};
  for (const { id, settings } of presets) {
    if (!(await rest())) return null;
    /** @type {import('../../inkling/index.js').Network | undefined} */
    let network;
    /** @type {import('../../inkling/index.js').Trainer | undefined} */
    let trainer;
    try {
      network = module.createNetwork({ layers: settings.layers, maxBatch: settings.batchSize });
      const options = { ...trainerSettings(settings), sampleCount: TIME_DIGITS, epochs: 1000 };
      trainer = module.createTrainer(network, train, options, styles);
      // The first steps are slower: the browser is still compiling.
      for (let i = 0; i < 4; i++) trainer.step();
      const started = performance.now();
      let samples = 0;
      while (performance.now() - started < TIME_MS) samples += trainer.step()?.count ?? 0;
      rates[id] = (samples / (performance.now() - started)) * 1000;
    } catch {
      // Too large beside the network that is here: its time stays unknown.
    }
    trainer?.free();
    network?.free();
  }
  return rates;
}
