/** The words of correcting an answer, on the first screen, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  correction: {
    wrong: 'Wrong?',
    whichOne: 'Which digit is it?',
    learning: 'Learning your handwriting…',
    none: 'Not a digit',
    learned: 'That was {digit}. The network that knows your handwriting answers now.',
    learnedNone: 'Not a digit: learned. The network that knows your handwriting answers now.',
    notYet:
      'Saved as “{digit}”, but the network isn’t sure yet. Draw it again and correct it once more.',
    keptForLater:
      'Saved as {digit}. Once the training digits have loaded, press “Adapt to your handwriting”.',
    undo: 'Undo',
  },
});

addWords(WORDS);
