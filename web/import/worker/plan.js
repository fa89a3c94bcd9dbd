/** Assigns the files of an import to formats, by their kinds and what they say about each other. */

import { kindByName } from '../evidence/kinds.js';
import { ClassOffers } from '../evidence/labels.js';
import { FORMATS } from '../formats/index.js';

/**
 * @typedef {import('../errors.js').Reason} Reason
 * @typedef {import('../formats/format.js').Entry} Entry
 * @typedef {import('../formats/format.js').Format} Format
 * @typedef {import('../formats/format.js').Job} Job
 * @typedef {import('../formats/format.js').Named} Named
 *
 * @typedef {Map<Format, Job[]>} Plan the jobs of each format
 */

/** Files that operating systems leave behind. */
const JUNK = /(^|[/\\])(__MACOSX|\.[^/\\]*|Thumbs\.db|desktop\.ini)([/\\]|$)/i;

/** @param {string} path */
export const isJunk = (path) => JUNK.test(path);

/** The drawings in the page's own exports, which the other files repeat as images. */
const STROKES = /(^|\/)strokes\.json$/;

/**
 * The images that this page's own export holds as IDX, too.
 * @param {Named[]} files
 * @returns {Set<Named>}
 */
function repeated(files) {
  /** @type {Set<Named>} */
  const repeats = new Set();
  for (const { entry, name } of files) {
    if (!STROKES.test(name)) continue;
    const folder = name.replace(STROKES, '$1');
    const own = files.filter(
      (file) => file.entry.container === entry.container && file.name.startsWith(folder),
    );
    if (!own.some((file) => file.name === `${folder}images.idx3-ubyte`)) continue;
    for (const file of own) if (file.kind !== 'idx') repeats.add(file);
  }
  return repeats;
}

/** @param {Entry} entry @returns {Named} */
export function named(entry) {
  const name = entry.path.toLowerCase();
  const { kind, sidecar } = entry;
  return { entry, name, kind: kind ?? kindByName(name), sidecar };
}

/**
 * @param {Entry[]} entries
 * @param {import('./find.js').Skip} skip called for unusable files
 * @param {readonly Format[]} [formats]
 * @param {ClassOffers} [offers] what names the classes of image files
 * @returns {Plan}
 */
export function makePlan(entries, skip, formats = FORMATS, offers = new ClassOffers()) {
  const all = entries.map(named);
  const repeats = repeated(all);
  const files = repeats.size ? all.filter((file) => !repeats.has(file)) : all;
  /** @type {Plan} */
  const plan = new Map(formats.map((format) => [format, []]));
  /** @type {Set<Entry>} */
  const taken = new Set();
  const free = () => files.filter(({ entry }) => !taken.has(entry));
  /** @param {Format} format @param {Job} job */
  const take = (format, job) => {
    plan.get(format)?.push(job);
    taken.add(job.entry);
    if (job.labels) taken.add(job.labels);
  };
  for (const format of formats) {
    for (const job of format.pairs?.(free(), skip) ?? []) take(format, job);
  }
  let refusedImages = 0;
  for (const format of formats) {
    if (!format.together) continue;
    /** @type {Set<string>} */
    const refused = new Set();
    const rest = free();
    const refuse = (/** @type {string} */ path, /** @type {Reason} */ reason) => {
      refused.add(path);
      if (reason === 'boxes') refusedImages++;
      skip(path, reason);
    };
    const jobs = format.together(rest, refuse, offers);
    for (const job of jobs) take(format, job);
    for (const { entry } of rest) if (refused.has(entry.path)) taken.add(entry);
  }
  const usesSidecars = [...plan.values()].some((jobs) => jobs.length) || refusedImages > 0;
  for (const file of files) {
    if (taken.has(file.entry)) continue;
    // A table of labels or names that was used.
    if (usesSidecars && (file.sidecar?.kind === 'files' || file.sidecar?.kind === 'names'))
      continue;
    const format = formats.find(
      ({ alone, leftOver, matches }) => (alone || leftOver) && matches(file.name, file),
    );
    const job = format?.alone?.(file);
    if (format && job) take(format, job);
    else
      skip(
        file.entry.path,
        format?.leftOver ?? (file.kind === 'empty' ? 'emptyFile' : 'unknownKind'),
      );
  }
  return plan;
}
