/** The words of correcting an answer, on the first screen, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  correction: {
    wrong: 'Wrong?',
    whichOne: 'Which digit is it?',
    learning: 'Learning your hand …',
    learned: 'Learned: that was a {digit}. The network that knows your hand answers now.',
    keptForLater: 'Kept as a {digit}. It is learned from once the digits of the page are here.',
    undo: 'Undo',
  },
});

addWords(WORDS);
