/**
 * The files of a folder that the visitor let the page look into, by its handle. A worker can look
 * by itself: the page, which would be still for a moment with each file, has nothing to do with it.
 */
import { isJunk } from './plan.js';

/**
 * @typedef {object} Loose a file by itself
 * @property {string} path
 * @property {() => Promise<Blob | null>} open null, or an error: it can't be read
 */

/**
 * Those of one folder after the other.
 * @param {string} path
 * @param {FileSystemDirectoryHandle} folder
 * @param {(path: string) => void} failed called for a folder that can't be read
 * @returns {AsyncGenerator<Loose[]>} the files of one folder
 */
export async function* filesIn(path, folder, failed) {
  /** @type {Loose[]} */
  const files = [];
  /** @type {{ path: string, folder: FileSystemDirectoryHandle }[]} */
  const folders = [];
  try {
    for await (const inner of folder.values()) {
      const own = path ? `${path}/${inner.name}` : inner.name;
      if (isJunk(own)) continue;
      if (inner.kind === 'directory') folders.push({ path: own, folder: inner });
      else files.push({ path: own, open: () => inner.getFile() });
    }
  } catch {
    failed(path);
  }
  yield files;
  for (const inner of folders) yield* filesIn(inner.path, inner.folder, failed);
}
