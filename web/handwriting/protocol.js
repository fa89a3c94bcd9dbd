/**
 * Messages between the page and the archive worker. Types only.
 *
 * @typedef {import('./samples.js').OwnSample} OwnSample
 *
 * @typedef {object} ArchiveHears
 * @property {(file: Blob) => Promise<number>} open reads an archive; the number of its samples
 * @property {() => Promise<OwnSample[]>} next the next of them; none after the last
 * @property {(samples: OwnSample[]) => Promise<void>} add puts samples into a new archive
 * @property {() => Promise<Blob>} finish that archive
 */
export {};
