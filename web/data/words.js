/** The words of digits and datasets, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  // Why digits could not be loaded, and what is trained on; file names stay as they are.
  data: {
    offline: '{file} could not be loaded: no connection.',
    refused: '{file} could not be loaded (error {status}).',
    noList: '{file} is not a list of sprite sheets.',
    damaged: '{file} could not be read.',
    noTest: 'No class has two images or more: there are none to test with.',
    altered: '{file} arrived damaged: it is not the file that this page was made with.',
    onOne: '“{name}”',
    onBoth: '“{name}” and the bundled digits',
  },
});

addWords(WORDS);
