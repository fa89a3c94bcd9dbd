/** The visitor's digits among the datasets that can be trained on from scratch. */
import { t } from '../text/index.js';
import { packed } from './samples.js';

/** Of each digit, so many are shown. */
const SHOWN = 5;

/**
 * @param {import('../data/library.js').DatasetLibrary} library @param {import('./samples.js').OwnSample[]} samples
 * @returns whether it could be kept
 */
export async function addAsDataset(library, samples) {
  const { pixels, labels } = packed(samples);
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
      (_, digit) => packed(samples.filter(({ label }) => label === digit).slice(0, SHOWN)).pixels,
    ),
    skipped: [],
    found: { kept: samples.length, alpha: 0, dark: 0, light: 0 },
  });
}
