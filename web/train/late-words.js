/** English messages about the outcome of training, loaded with the first curve. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  outcome: {
    distorted:
      'Test accuracy is higher than training accuracy because training digits are distorted, which makes them harder. Test digits are not.',
    fromNothing: '{accuracy} right, from scratch, in {time}.',
    test: 'Draw to test it.',
    save: 'Save image',
    picture:
      'A picture with the test accuracy, the loss, the name of the network, and digits it misreads',
    misread: 'Still misread: {count}',
    ofUnseen: 'of {count|{count} unseen digit|{count} unseen digits} read correctly',
    inTime: 'from scratch, in {time} of training',
  },
});

addWords(WORDS);
