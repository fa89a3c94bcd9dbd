/** Finds all files of an import, including those in folders and zips. */
import { ImportError } from '../errors.js';
import { MAX_FILES } from '../limits.js';
import { filesIn } from './folders.js';
import { isJunk } from './plan.js';
import { listZip, ZipReader } from './zip.js';

/**
 * @typedef {import('../errors.js').Reason} Reason
 * @typedef {import('./folders.js').Loose} Loose
 * @typedef {Loose | { path: string, folder: FileSystemDirectoryHandle }} ImportSource
 *
 * @typedef {{ path: string, zip: ZipReader, entry: import('./zip.js').ZipEntry }} Packed
 * @typedef {Loose | Packed} Entry a loose file, or one in a zip
 */

/** Files of folders to find before passing them on. */
const GROUP = 1000;

/** @param {Loose} file @param {(path: string, reason: Reason) => void} skip @returns {Promise<Packed[]>} */
async function unzip({ path, open }, skip) {
  const file = await open().catch(() => null);
  if (!file) {
    skip(path, 'unreadable');
    return [];
  }
  const zip = new ZipReader(file);
  const entries = await listZip(file, skip);
  return entries
    .filter((entry) => !isJunk(entry.path))
    .map((entry) => ({ path: entry.path, zip, entry }));
}

/**
 * Yields groups of files, so that reading can start before all are found. A folder's files stay in
 * one group, because they may belong together.
 * @param {ImportSource[]} sources
 * @param {(path: string, reason: Reason) => void} skip called for refused files
 * @returns {AsyncGenerator<Entry[]>}
 */
export async function* findFiles(sources, skip) {
  /** @type {Entry[]} */
  let group = [];
  let found = 0;
  /** @param {Loose[]} files */
  const add = async (files) => {
    for (const file of files) {
      if (isJunk(file.path)) continue;
      const before = group.length;
      if (!/\.zip$/i.test(file.path)) group.push(file);
      else for (const entry of await unzip(file, skip)) group.push(entry);
      found += group.length - before;
      if (found > MAX_FILES) throw new ImportError('tooMany');
    }
  };
  await add(sources.filter((source) => 'open' in source));
  for (const source of sources) {
    if (!('folder' in source)) continue;
    const onError = (/** @type {string} */ path) => skip(path, 'unreadable');
    for await (const files of filesIn(source.path, source.folder, onError)) {
      await add(files);
      if (group.length < GROUP) continue;
      yield group;
      group = [];
    }
  }
  yield group;
}
