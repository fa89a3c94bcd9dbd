/** English messages about correcting an answer; the first screen needs them. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  correction: {
    wrong: 'Wrong?',
    whichOne: 'Which digit is it?',
    learning: 'Learning your handwriting…',
    none: 'Not a digit',
    learned: 'That was {digit}. The network that knows your handwriting answers now.',
    keptForLater:
      'Saved as {digit}. Once the training digits have loaded, press “Adapt to your handwriting”.',
    undo: 'Undo',
  },
});

addWords(WORDS);
