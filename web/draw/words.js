/** English messages of the pad. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  draw: {
    title: 'Draw',
    pad: 'Drawing pad',
    hint: 'Draw a digit or a number, any size',
    undo: 'Undo',
    clear: 'Clear',
  },
});

addWords(WORDS);
