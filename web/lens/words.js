/** The words of looking into a network, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  lens: {
    samples: 'Test digits to look at',
    sample: 'A test digit: {digit}',
    moreSamples: 'Other digits',
    myDrawing: 'Back to my drawing',
    noDigits: 'The test digits are not here yet.',
    noNetwork: 'There is no network yet.',
    input: 'Input',
    others: '{count|{count} other|{count} others}',
  },
});

addWords(WORDS);
