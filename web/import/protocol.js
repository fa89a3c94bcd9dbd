/**
 * Messages between the page and the import worker. Types only. The page announces paths, then
 * starts the import; the files themselves follow, in the order of their paths.
 *
 * @typedef {{ path: string, folder?: FileSystemDirectoryHandle }} Announced
 *
 * @typedef {object} ImportHears
 * @property {(inputs: Announced[]) => void} announce
 * @property {(options: import('./worker/import.js').Options) =>
 *   Promise<import('./worker/collector.js').Imported>} start rejected with an ImportError that lists
 *   what was skipped, or with any other error
 * @property {(files: (Blob | null)[]) => void} files null for one that can't be read
 *
 * @typedef {object} PageHears
 * @property {(progress: import('./worker/import.js').ImportProgress) => void} progress
 */
export {};
