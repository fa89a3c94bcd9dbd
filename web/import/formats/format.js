/**
 * The interface of an importer. Both the page and the worker load importers, so an importer loads
 * whatever only reading needs, such as a parser, on demand.
 *
 * @typedef {import('../worker/find.js').Entry} Entry
 * @typedef {import('../errors.js').Reason} Reason
 *
 * @typedef {object} Named a file to match by name
 * @property {Entry} entry
 * @property {string} name its path in lower case
 *
 * @typedef {object} Job one image, or one file of images, to read
 * @property {Entry} entry the file with the image or images
 * @property {Entry} [labels] a separate file with their labels
 * @property {string} [label] of a single image
 *
 * @typedef {object} Tools what the worker provides to importers
 * @property {import('../../inkling/pictures.js').PictureReader} reader
 * @property {(entry: Entry) => Promise<Uint8Array>} whole a file's contents, decompressed
 * @property {(entry: Entry) => AsyncGenerator<Uint8Array>} slices the same in parts
 * @property {import('../worker/collector.js').Collector['add']} add an image
 * @property {(path: string, labels: ArrayLike<string | number>,
 *   pixelsOf: (i: number) => Uint8Array, width: number, height: number) => Promise<void>} addAll
 *   the grayscale images of one file
 * @property {(path: string, reason: Reason) => void} skip
 *
 * @typedef {object} Format an importer
 * @property {string} words the key of the text that describes it to the visitor
 * @property {readonly string[]} extensions of its files, stripped from the name of a dataset
 * @property {(name: string) => boolean} matches whether a file may be in this format
 * @property {(files: Named[]) => Job[]} [pairs] finds files that belong together; pairs go first
 * @property {(file: Named) => Job | null} [alone] a job for a single file; null if it is unusable
 * @property {Reason} [leftOver] why an unpaired file is unusable
 * @property {(job: Job, bytes: Uint8Array, tools: Tools) => void} [readOne] reads a one-image file
 * @property {(job: Job, tools: Tools) => Promise<void>} [read] reads a file of many images
 */

/** The part of the name that files belonging together share. @param {string} name */
const stemOf = (name) =>
  name
    .replace(/\.gz$/, '')
    .replace(/[-._](ubyte)$/, '')
    .replace(/\.(png|jpe?g|csv|idx[13])$/, '')
    .replace(/[-._]idx[13]$/, '')
    .replace(/(^|[-._/\\])(labels?|images?)$/, '');

/**
 * Matches files of images with the files of their labels.
 * @param {Named[]} files
 * @param {(name: string) => boolean} hasImages @param {(name: string) => boolean} hasLabels
 * @returns {Job[]}
 */
export function pairsOf(files, hasImages, hasLabels) {
  const labels = new Map(
    files
      .filter(({ name }) => hasLabels(name))
      .map(({ entry, name }) => /** @type {const} */ ([stemOf(name), entry])),
  );
  if (!labels.size) return [];
  /** @type {Job[]} */
  const pairs = [];
  for (const { entry, name } of files) {
    const match = hasImages(name) && labels.get(stemOf(name));
    if (match) pairs.push({ entry, labels: match });
  }
  return pairs;
}
