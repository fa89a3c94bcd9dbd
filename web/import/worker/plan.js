/** What the files of an import are, by their names alone. */

/**
 * @typedef {import('../errors.js').Reason} Reason
 */

/**
 * @template {{ path: string }} Entry
 * @typedef {object} Plan
 * @property {{ entry: Entry, label: string }[]} images
 * @property {{ images: Entry, labels: Entry }[]} sheets sprite sheets
 * @property {{ images: Entry, labels: Entry }[]} idx
 * @property {Entry[]} tables CSV
 */

/** What systems put beside people's files. */
const JUNK = /(^|[/\\])(__MACOSX|\.[^/\\]*|Thumbs\.db|desktop\.ini)([/\\]|$)/i;

/** @param {string} path */
export const isJunk = (path) => JUNK.test(path);

/** @param {string} path @returns {'image' | 'csv' | 'idx-images' | 'idx-labels' | null} */
function kindOf(path) {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  if (/\.(png|jpe?g)$/.test(path.toLowerCase())) return 'image';
  if (/\.csv$/.test(name)) return 'csv';
  if (/idx3([-.]ubyte)?$/.test(name)) return 'idx-images';
  if (/idx1([-.]ubyte)?$/.test(name)) return 'idx-labels';
  if (/images[^/]*ubyte$/.test(name)) return 'idx-images';
  if (/labels[^/]*ubyte$/.test(name)) return 'idx-labels';
  return null;
}

/** What files that belong together have in common. @param {string} path */
const stemOf = (path) =>
  path
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/[-._](ubyte)$/, '')
    .replace(/\.(png|jpe?g|csv|idx[13])$/, '')
    .replace(/[-._]idx[13]$/, '')
    .replace(/(^|[-._/\\])(labels?|images?)$/, '');

/** The folder that an image lies in. @param {string} path */
const folderOf = (path) => path.split(/[/\\]/).at(-2) ?? '';

/**
 * @template {{ path: string }} Entry
 * @param {Entry[]} entries
 * @param {(path: string, reason: Reason) => void} skip called for what is of no use
 * @returns {Plan<Entry>}
 */
export function makePlan(entries, skip) {
  /** @type {Plan<Entry>} */
  const plan = { images: [], sheets: [], idx: [], tables: [] };
  const kinds = entries.map(({ path }) => kindOf(path));
  /** @type {Map<string, Entry>} */
  const labels = new Map();
  entries.forEach((entry, i) => {
    if (kinds[i] === 'idx-labels' || kinds[i] === 'csv') labels.set(stemOf(entry.path), entry);
  });
  /** @type {Set<Entry>} */
  const used = new Set();
  entries.forEach((entry, i) => {
    const kind = kinds[i];
    if (kind !== 'image' && kind !== 'idx-images') return;
    const own = labels.get(stemOf(entry.path));
    if (own && (kind === 'image' || kindOf(own.path) === 'idx-labels')) {
      used.add(own);
      plan[kind === 'image' ? 'sheets' : 'idx'].push({ images: entry, labels: own });
    } else if (kind === 'idx-images') {
      skip(entry.path, 'noLabels');
    } else if (folderOf(entry.path)) {
      plan.images.push({ entry, label: folderOf(entry.path) });
    } else {
      skip(entry.path, 'noClass');
    }
  });
  entries.forEach((entry, i) => {
    if (kinds[i] === null) skip(entry.path, 'unknownKind');
    else if (kinds[i] === 'csv' && !used.has(entry)) plan.tables.push(entry);
    else if (kinds[i] === 'idx-labels' && !used.has(entry)) skip(entry.path, 'noLabels');
  });
  return plan;
}
