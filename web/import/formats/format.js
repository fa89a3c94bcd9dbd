/**
 * The interface of an importer. Workers read with importers; the page shows their words, and strips their
 * extensions from names.
 *
 * @typedef {import('../worker/find.js').Entry} Entry
 * @typedef {import('../worker/find.js').Skip} Skip
 * @typedef {import('../errors.js').Reason} Reason
 * @typedef {import('../worker/collector.js').Part} Part
 * @typedef {import('./sidecar-table.js').Sidecar} Sidecar
 *
 * @typedef {object} Named a file to match
 * @property {Entry} entry
 * @property {string} name its path in lower case
 * @property {string} kind by its bytes, or by its name if they are unknown
 * @property {Sidecar | null} [sidecar] what a text or JSON file says about other files
 *
 * @typedef {object} Job one image, or one file of images, to read
 * @property {Entry} entry the file with the image or images
 * @property {Entry} [labels] a separate file with their labels
 * @property {string} [label] of a single image, or of all images of the file
 * @property {Part | null} [part] the part of the dataset, if its author split it
 * @property {Map<string, string>} [names] names of the classes that the file numbers
 *
 * @typedef {object} GraySample an image to decide how to read the others
 * @property {Uint8Array} gray
 * @property {number} width
 * @property {number} height
 * @property {string} label
 *
 * @typedef {(label: string, path: string, gray: Uint8Array, width: number, height: number,
 *   part?: Part | null) => void} Put adds an image of a file
 *
 * @typedef {object} Tools what the worker provides to importers
 * @property {import('../../inkling/pictures.js').PictureReader} reader
 * @property {(entry: Entry) => Promise<Uint8Array>} whole a file's contents, decompressed
 * @property {(entry: Entry) => AsyncGenerator<Uint8Array>} slices the same in parts
 * @property {(image: Omit<GraySample, 'label'>) => void} lookAt shows an image while the others are
 *   still being looked at
 * @property {(path: string, samples: GraySample[],
 *   all: { count: number, labels?: ArrayLike<string> }) => Promise<Put>} begin decides how to read the
 *   images of one file, from images all over it
 * @property {(job: Job, images: { count: number, width: number, height: number,
 *   labels: ArrayLike<string>, grayOf: (i: number) => Uint8Array }) => Promise<void>} addAll the
 *   images of one file whose labels are known
 * @property {(job: Job, bytes: Uint8Array) => void | Promise<void>} addPicture the file of one image
 * @property {Skip} skip
 *
 * @typedef {object} Format an importer
 * @property {string} words the key of the text that describes it to the visitor
 * @property {readonly string[]} extensions of its files, stripped from the name of a dataset
 * @property {(name: string, file: Named) => boolean} matches whether a file may be in this format
 * @property {(files: Named[], skip: Skip) => Job[]} [pairs] finds files that belong together; pairs go
 *   first
 * @property {(files: Named[], skip: Skip,
 *   offers: import('../evidence/labels.js').ClassOffers) => Job[]} [together] jobs for all remaining
 *   files of the format; the rest of them is left over
 * @property {(file: Named) => Job | null} [alone] a job for a single file; null if it is unusable
 * @property {Reason} [leftOver] why an unpaired file is unusable
 * @property {(job: Job, bytes: Uint8Array, tools: Tools) => void | Promise<void>} [readOne] reads a
 *   one-image file
 * @property {(job: Job, tools: Tools) => Promise<void>} [read] reads a file of many images
 */

/** The part of the name that files belonging together share. @param {string} name */
const stemOf = (name) =>
  name
    .replace(/\.gz$/, '')
    .replace(/[-._](ubyte)$/, '')
    .replace(/\.(png|jpe?g|csv|tsv|txt|npy|idx[13])$/, '')
    .replace(/[-._]idx[13]$/, '')
    .replace(/(^|[-._/\\])(labels?|images?)$/, '');

/**
 * Matches files of images with the files of their labels.
 * @param {Named[]} files
 * @param {(file: Named) => boolean} hasImages @param {(file: Named) => boolean} hasLabels
 * @returns {Job[]}
 */
export function pairsOf(files, hasImages, hasLabels) {
  const key = (/** @type {Named} */ { entry, name }) => `${entry.container ?? ''}\n${stemOf(name)}`;
  const labels = new Map(
    files.filter(hasLabels).map((file) => /** @type {const} */ ([key(file), file.entry])),
  );
  if (!labels.size) return [];
  /** @type {Job[]} */
  const pairs = [];
  for (const file of files) {
    const match = hasImages(file) && labels.get(key(file));
    if (match) pairs.push({ entry: file.entry, labels: match });
  }
  return pairs;
}
