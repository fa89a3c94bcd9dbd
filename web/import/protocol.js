/**
 * What the page and the worker that imports say to each other. Types only. The worker hears of
 * files, then what to do with them; the files themselves come later, in the order of their paths.
 *
 * @typedef {{ path: string, folder?: FileSystemDirectoryHandle }} Announced
 *
 * @typedef {object} ImportHears
 * @property {(inputs: Announced[]) => void} announce
 * @property {(options: import('./worker/import.js').Options) =>
 *   Promise<import('./worker/collector.js').Imported>} start rejected with an ImportError that knows
 *   what was skipped, or with what else went wrong
 * @property {(files: (Blob | null)[]) => void} files null: it can't be read
 *
 * @typedef {object} PageHears
 * @property {(progress: import('./worker/import.js').ImportProgress) => void} progress
 */
export {};
