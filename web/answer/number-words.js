/** English messages about numbers on the pad. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  number: {
    digits: 'The number, digit by digit',
    symbols: 'What you drew, symbol by symbol',
    regroup: 'Wrong grouping?',
    joinLeft: 'Join left',
    joinLeftTitle: 'This and what’s on its left belong together',
    joinRight: 'Join right',
    joinRightTitle: 'This and what’s on its right belong together',
    split: 'Split',
    splitTitle: 'This is more than one symbol',
  },
});

addWords(WORDS);
