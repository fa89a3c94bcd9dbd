/** English messages about digits and datasets. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  // Why digits could not be loaded, and descriptions of the dataset.
  data: {
    offline: '{file} could not be loaded: no connection.',
    refused: '{file} could not be loaded (error {status}).',
    noList: '{file} is damaged: it lists no images.',
    damaged: '{file} could not be read.',
    noTest: 'No class has two or more images, so there is nothing to test on.',
    altered: '{file} is damaged: it is not the file this page was built with.',
    onOne: '“{name}”',
    onBoth: '“{name}” and the built-in digits',
  },
});

addWords(WORDS);
