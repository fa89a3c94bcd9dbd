/** English messages about numbers on the pad. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  number: {
    digits: 'The number, digit by digit',
    regroup: 'Wrong grouping?',
    joinLeft: 'Join left',
    joinLeftTitle: 'This and what is to its left are one digit',
    joinRight: 'Join right',
    joinRightTitle: 'This and what is to its right are one digit',
    split: 'Split',
    splitTitle: 'This is more than one digit',
  },
});

addWords(WORDS);
