/**
 * Reads and writes archives of drawings off the main thread. Samples pass in small numbers: to copy
 * thousands at once stops the page too.
 */
import { Messenger } from '../../messenger/messenger.js';
import { archive, samplesOf } from '../archive.js';
import { AT_ONCE } from '../samples.js';

/** @typedef {import('../protocol.js').OwnSample} OwnSample */

/** Read and not yet asked for, or to be written. @type {OwnSample[]} */
let samples = [];

/** @type {Messenger<import('../protocol.js').ArchiveHears, {}>} */
new Messenger(self, {
  async open(file) {
    samples = samplesOf(new Uint8Array(await file.arrayBuffer()));
    return samples.length;
  },
  next: async () => samples.splice(0, AT_ONCE),
  async add(more) {
    samples.push(...more);
  },
  finish: async () => new Blob([archive(samples)], { type: 'application/zip' }),
});
