/** English messages about storage. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  room: {
    takes: 'Uses about {size}.',
    all: 'This page uses {size} of browser storage in total.',
    notPersistent:
      'The browser may delete it if the device runs out of space. Export what you want to keep.',
  },
});

addWords(WORDS);
