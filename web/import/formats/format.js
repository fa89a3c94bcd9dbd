/**
 * What an importer is. The page and the worker both have them: what only reading needs, as a
 * library, is loaded when something is read.
 *
 * @typedef {import('../worker/find.js').Entry} Entry
 * @typedef {import('../errors.js').Reason} Reason
 *
 * @typedef {object} Named a file and what its name says
 * @property {Entry} entry
 * @property {string} name its path in lower case
 *
 * @typedef {object} Job something to read
 * @property {Entry} entry it, or the first of it
 * @property {Entry} [labels] that are in another file
 * @property {string} [label] of the one image that it is
 *
 * @typedef {object} Tools what the worker lends to who reads
 * @property {import('../../inkling/pictures.js').PictureReader} reader
 * @property {(entry: Entry) => Promise<Uint8Array>} whole all bytes of a file, unpacked
 * @property {(entry: Entry) => AsyncGenerator<Uint8Array>} slices the same, one part after the other
 * @property {import('../worker/collector.js').Collector['add']} add an image
 * @property {(path: string, labels: ArrayLike<string | number>,
 *   pixelsOf: (i: number) => Uint8Array, width: number, height: number) => Promise<void>} addAll
 *   grey images that are in one file
 * @property {(path: string, reason: Reason) => void} skip
 *
 * @typedef {object} Format an importer
 * @property {string} words that tell the visitor what it reads
 * @property {readonly string[]} endings of its files' names, which are no part of a dataset's name
 * @property {(name: string) => boolean} matches whether a file can be of this kind
 * @property {(files: Named[]) => Job[]} [pairs] files that belong together: they are found first
 * @property {(file: Named) => Job | null} [alone] what a file is by itself; null: of no use
 * @property {Reason} [leftOver] why it is of no use by itself
 * @property {(job: Job, bytes: Uint8Array, tools: Tools) => void} [readOne] an image that is a file
 * @property {(job: Job, tools: Tools) => Promise<void>} [read] a file with many images
 */

/** What files that belong together have in common. @param {string} name */
const stemOf = (name) =>
  name
    .replace(/\.gz$/, '')
    .replace(/[-._](ubyte)$/, '')
    .replace(/\.(png|jpe?g|csv|idx[13])$/, '')
    .replace(/[-._]idx[13]$/, '')
    .replace(/(^|[-._/\\])(labels?|images?)$/, '');

/**
 * Files that hold images, with those that hold their labels.
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
    const own = hasImages(name) && labels.get(stemOf(name));
    if (own) pairs.push({ entry, labels: own });
  }
  return pairs;
}
