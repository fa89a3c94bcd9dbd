/**
 * Lists a folder by its handle, in the worker: on the page, every file would block for a moment.
 */
import { isJunk } from './plan.js';

/**
 * @typedef {object} Loose a file that is not in a zip
 * @property {string} path
 * @property {() => Promise<Blob | null>} open null or an error if it can't be read
 */

/**
 * Walks a folder and its subfolders.
 * @param {string} path
 * @param {FileSystemDirectoryHandle} folder
 * @param {(path: string) => void} onError called for a folder that can't be read
 * @returns {AsyncGenerator<Loose[]>} the files of one folder at a time
 */
export async function* filesIn(path, folder, onError) {
  /** @type {Loose[]} */
  const files = [];
  /** @type {{ path: string, folder: FileSystemDirectoryHandle }[]} */
  const folders = [];
  try {
    for await (const inner of folder.values()) {
      const innerPath = path ? `${path}/${inner.name}` : inner.name;
      if (isJunk(innerPath)) continue;
      if (inner.kind === 'directory') folders.push({ path: innerPath, folder: inner });
      else files.push({ path: innerPath, open: () => inner.getFile() });
    }
  } catch {
    onError(path);
  }
  yield files;
  for (const inner of folders) yield* filesIn(inner.path, inner.folder, onError);
}
