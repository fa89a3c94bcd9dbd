/**
 * Messages between the page and the archive worker. Types only.
 *
 * @typedef {import('./samples.js').OwnSample} OwnSample
 *
 * @typedef {{ label: number, name: string }} NamedLabel
 *
 * @typedef {object} ArchiveHears
 * @property {(wanted: { file: Blob, what: 'digits' | 'symbols' }) => Promise<{ count: number,
 *   names: string[] }>} open reads an archive; the number of its samples, and their classes
 * @property {() => Promise<OwnSample[]>} next the next of them; none after the last
 * @property {(samples: OwnSample[]) => Promise<void>} add puts samples into a new archive
 * @property {(classes: NamedLabel[]) => Promise<Blob>} finish that archive
 */
export {};
