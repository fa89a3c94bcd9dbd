/** Adds the visitor's digits to the datasets, to train on from scratch. */
import { t } from '../text/index.js';
import { pack } from './samples.js';

/** Sample images per digit. */
const SHOWN = 5;

/**
 * @param {import('../data/library.js').DatasetLibrary} library @param {import('./samples.js').OwnSample[]} samples
 * @returns whether it could be saved
 */
export async function addAsDataset(library, samples) {
  const { pixels, labels } = pack(samples);
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  await library.load();
  return library.put({
    id: 'own digits',
    date: Date.now(),
    name: t('handwriting.name'),
    classes,
    pixels: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (pixels)]),
    labels: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (labels)]),
    counts: classes.map((_, digit) => labels.filter((label) => label === digit).length),
    count: samples.length,
    preview: classes.map(
      (_, digit) => pack(samples.filter(({ label }) => label === digit).slice(0, SHOWN)).pixels,
    ),
    skipped: [],
    found: { kept: samples.length, alpha: 0, dark: 0, light: 0 },
  });
}
