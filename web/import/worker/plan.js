/** Assigns the files of an import to formats, by name alone. */
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

/**
 * @param {Entry[]} entries
 * @param {(path: string, reason: Reason) => void} skip called for unusable files
 * @param {readonly Format[]} [formats]
 * @returns {Plan}
 */
export function makePlan(entries, skip, formats = FORMATS) {
  /** @type {Named[]} */
  const files = entries.map((entry) => ({ entry, name: entry.path.toLowerCase() }));
  /** @type {Plan} */
  const plan = new Map(formats.map((format) => [format, []]));
  /** @type {Set<Entry>} */
  const taken = new Set();
  /** @param {Format} format @param {Job} job */
  const take = (format, job) => {
    plan.get(format)?.push(job);
    taken.add(job.entry);
    if (job.labels) taken.add(job.labels);
  };
  for (const format of formats) {
    for (const job of format.pairs?.(files) ?? []) take(format, job);
  }
  for (const file of files) {
    if (taken.has(file.entry)) continue;
    const format = formats.find(
      ({ alone, leftOver, matches }) => (alone || leftOver) && matches(file.name),
    );
    const job = format?.alone?.(file);
    if (format && job) take(format, job);
    else skip(file.entry.path, format?.leftOver ?? 'unknownKind');
  }
  return plan;
}
