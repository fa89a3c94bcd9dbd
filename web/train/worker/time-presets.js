/** Measures how fast this device trains. Runs in the training worker. */
import { trainerSettings } from './run.js';

/**
 * Each preset is timed several times, for a moment, and the fastest time counts: a busy page only slows
 * training down. Short, because it costs every visitor battery before they have asked for anything. The
 * presets take turns, so that a busy second slows all of them, and the quickest stays the quickest.
 */
const ROUNDS = 4;
const ROUND_MS = 20;
const TIME_DIGITS = 512;

/**
 * Trains each preset briefly, to estimate how long a full run would take.
 * @param {import('../../inkling/index.js').Inkling} module
 * @param {import('../../data/bundled.js').DataLoader} data
 * @param {import('../protocol.js').Presets} presets
 * @param {() => Promise<boolean>} rest yields to messages; false once training has started
 * @returns {Promise<Record<string, number> | null>} samples a second, by preset
 */
export async function timePresets(module, data, presets, rest) {
  const { train, styles } = data.datasets;
  if (!train || train.count < TIME_DIGITS) return null;
  /** @type {Record<string, number>} */
  const rates = {};
  /** @type {{ free(): void }[]} */
  const made = [];
  /** @type {{ id: string, trainer: import('../../inkling/index.js').Trainer }[]} */
  const timed = [];
  try {
    for (const { id, settings } of presets) {
      if (!(await rest())) return null;
      try {
        const network = module.createNetwork({
          layers: settings.layers,
          maxBatch: settings.batchSize,
        });
        made.unshift(network);
        const options = { ...trainerSettings(settings), sampleCount: TIME_DIGITS, epochs: 1000 };
        const trainer = module.createTrainer(network, train, options, styles);
        made.unshift(trainer);
        // Warm up: the browser is still compiling during the first steps.
        for (let i = 0; i < 4; i++) trainer.step();
        timed.push({ id, trainer });
      } catch {
        // Out of memory beside the current network: the time of this preset stays unknown.
      }
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { id, trainer } of timed) {
        const started = performance.now();
        let samples = 0;
        while (performance.now() - started < ROUND_MS) samples += trainer.step()?.count ?? 0;
        const rate = (samples / (performance.now() - started)) * 1000;
        rates[id] = Math.max(rate, rates[id] ?? 0);
        if (!(await rest())) return round ? rates : null;
      }
    }
  } finally {
    for (const one of made) one.free();
  }
  return rates;
}
