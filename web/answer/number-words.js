/** English messages about numbers on the pad. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  number: {
    digits: 'The number, digit by digit',
    symbols: 'What you drew, symbol by symbol',
    regroup: 'Wrong grouping?',
    joinLeft: 'Join left',
    joinLeftTitle: 'This belongs to the digit on its left',
    joinRight: 'Join right',
    joinRightTitle: 'This belongs to the digit on its right',
    split: 'Split',
    splitTitle: 'This is more than one digit',
  },
});

addWords(WORDS);
