/** Adds the visitor's drawings to the datasets, to train on from scratch. */
import { pack } from './samples.js';

/** Sample images per class. */
const SHOWN = 5;

/**
 * @param {import('../data/library.js').DatasetLibrary} library @param {import('./samples.js').OwnSample[]} samples
 * @param {{ id: string, name: string, classes: { label: number, name: string }[] }} about the dataset, and the
 *   classes of these labels
 * @returns whether it could be saved
 */
export async function addAsDataset(library, samples, { id, name, classes }) {
  const groups = classes.map(({ label }) => samples.filter((sample) => sample.label === label));
  const numbered = groups.flatMap((some, label) => some.map((sample) => ({ ...sample, label })));
  const { pixels, labels } = pack(numbered);
  await library.load();
  return library.put({
    id,
    date: Date.now(),
    name,
    classes: classes.map(({ name }) => name),
    pixels: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (pixels)]),
    labels: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (labels)]),
    counts: groups.map(({ length }) => length),
    count: numbered.length,
    preview: groups.map((some) => pack(some.slice(0, SHOWN)).pixels),
    skipped: [],
    found: { kept: numbered.length, alpha: 0, dark: 0, light: 0 },
  });
}
