/** Measures how fast this device trains. Runs in the training worker. */
import { trainerSettings } from './run.js';

/**
 * Each preset is timed several times, for a moment: short, because it costs every visitor battery before
 * they have asked for anything. Presets take turns, so that a busy second slows all of them alike.
 */
const ROUNDS = 4;
const ROUND_MS = 20;
const TIME_DIGITS = 512;
/** Long enough for clocks with a resolution of a millisecond. */
const SLICE_MS = 4;
/** Of a preset's slices, sorted by speed, the one that counts: on a busy device, others are interrupted. */
const QUANTILE = 0.25;

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
  /** Times are in milliseconds per sample. @type {{ id: string, trainer: import('../../inkling/index.js').Trainer, times: number[] }[]} */
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
        timed.push({ id, trainer, times: [] });
      } catch {
        // Out of memory beside the current network: the time of this preset stays unknown.
      }
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { trainer, times } of timed) {
        let now = performance.now();
        for (const end = now + ROUND_MS; now < end; ) {
          const started = now;
          let count = 0;
          while (now < started + SLICE_MS) {
            count += trainer.step()?.count ?? 0;
            now = performance.now();
          }
          if (count) times.push((now - started) / count);
        }
        if (!(await rest())) return null;
      }
    }
    for (const { id, times } of timed) {
      const time = times.sort((a, b) => a - b)[Math.floor(QUANTILE * times.length)];
      if (time) rates[id] = 1000 / time;
    }
  } finally {
    for (const one of made) one.free();
  }
  return rates;
}
