/**
 * Reads and writes archives of drawings off the main thread. Samples are passed a few at a time:
 * copying thousands at once would block the page, too.
 */

import { DIGITS } from '../../data/classes.js';
import { sayLoaded } from '../../messenger/loading.js';
import { Messenger } from '../../messenger/messenger.js';
import { archive, samplesOf, symbolsIn } from '../archive.js';
import { AT_ONCE } from '../samples.js';

/** @typedef {import('../protocol.js').OwnSample} OwnSample */

/** Samples read but not sent to the page yet, or samples to write. @type {OwnSample[]} */
let samples = [];

/** @type {Messenger<import('../protocol.js').ArchiveHears, {}>} */
new Messenger(self, {
  async open({ file, what }) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read =
      what === 'symbols' ? symbolsIn(bytes) : { names: DIGITS, samples: samplesOf(bytes) };
    samples = read.samples;
    return { count: samples.length, names: read.names };
  },
  next: async () => samples.splice(0, AT_ONCE),
  async add(more) {
    samples.push(...more);
  },
  finish: async (classes) => new Blob([archive(samples, classes)], { type: 'application/zip' }),
});

sayLoaded();
