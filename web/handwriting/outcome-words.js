/** English messages about corrections that the network has learned. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  taught: {
    noDigit: 'Not a digit: learned. The network that knows your handwriting answers now.',
    stillDigit:
      'Saved, but the network still sees a digit. Draw it again and correct it once more.',
    notYet:
      'That was {digit}, but the network isn’t sure yet. Draw it again and correct it once more.',
  },
});

addWords(WORDS);
