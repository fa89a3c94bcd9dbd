/** The words of what is kept in this browser, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  room: {
    takes: 'Takes about {size} of room.',
    all: 'All that this page keeps in this browser, its own files included: {size}.',
    notPersistent:
      'The browser may clear it away when the device runs full: keep a copy of what matters to you.',
  },
});

addWords(WORDS);
