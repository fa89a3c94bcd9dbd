/**
 * Messages to the worker that reads models from other programs. Types only.
 *
 * @typedef {import('./readers/open.js').Help & { files: import('./readers/index.js').ModelFile[] }} ToOpen
 *
 * @typedef {object} ReaderHears
 * @property {(what: ToOpen) => Promise<import('./readers/open.js').OpenedModel>} open rejected with a
 *   ReadError if the files can't be a network here
 */
export {};
