/** Saves the run as it trains, and restores it on the next visit. */

import { restoreDataset } from '../data/training-on.js';
import { hasSettings, startingSettings } from '../settings/schema.js';

/**
 * @typedef {import('../settings/setup.js').Setup} Setup
 * @typedef {import('../storage/store.js').Store} Store
 * @typedef {import('./training.js').Training} Training
 */

/** The shortest time between saves while training runs. */
const SAVE_INTERVAL_MS = 1000;

/** @param {Training} training @param {Store} store */
export function autosaveRun(training, store) {
  let savedAt = 0;
  const save = () => {
    if (!training.checkpoint || training.practice) return;
    savedAt = performance.now();
    store.saveRun(training.checkpoint);
  };
  training.addEventListener('change', () => {
    const { progress, running } = training;
    const due = performance.now() - savedAt > SAVE_INTERVAL_MS;
    if (progress?.snapshot && (!running || due)) save();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });
}

/**
 * Creates the network that the page starts with: the saved one, or a new one.
 * @param {Training} training
 * @param {Store} store
 * @param {Setup} setup
 */
export async function restoreRun(training, store, setup) {
  store.lateRun = async (saved) => {
    if (!saved) return;
    if (!training.trained) await begin(training, store, setup, saved);
    else {
      // The visitor could not wait for it.
      await store.setAside(saved);
      if (training.checkpoint && !training.practice) await store.saveRun(training.checkpoint);
      setup.offerRestore(saved);
    }
  };
  await begin(training, store, setup);
}

/**
 * @param {Training} training @param {Store} store @param {Setup} setup
 * @param {import('./protocol.js').SavedRun} [late] the saved run, if it could not be read in time
 */
async function begin(training, store, setup, late) {
  const { settings } = setup;
  await restoreDataset(training).catch(() => {}); // no storage, no saved dataset
  const saved = late ?? (await store.loadRun());
  if (!saved) {
    training.create(settings);
    const before = await store.loadPreviousRun();
    if (before && !training.trained) setup.offerRestore(before);
    return;
  }
  try {
    if (!hasSettings(location.hash)) {
      setup.restore(saved);
    } else {
      // The address has its own settings. The ones that can change mid-run apply at once.
      training.create({ ...saved.settings, learningRate: settings.learningRate }, saved);
      setup.compare();
    }
    await setup.offerUndoOpen(saved);
  } catch (error) {
    // It would fail at every visit.
    await store.dropRun();
    training.create(startingSettings(location.hash));
    throw error;
  }
}
