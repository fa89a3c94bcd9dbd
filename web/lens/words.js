/** English messages about looking into a network. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  lens: {
    samples: 'Test digits',
    sample: 'Test digit: {digit}',
    moreSamples: 'Show other digits',
    myDrawing: 'Back to your drawing',
    noDigits: 'The test digits haven’t loaded yet.',
    computing: 'Computing…',
    noNetwork: 'There is no network yet.',
    input: 'Input',
    others: '{count|{count} other|{count} others}',
  },
});

addWords(WORDS);
