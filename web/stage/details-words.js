/** English messages about single units and about the answer. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  details: {
    edit: 'Edit layers',
    done: 'Done',
    before: 'before',
    after: 'after',
    beforeAfter: 'This map before and after {layer}',
    showAll: 'Show all',
    dropout: 'Dropout: the blinking units are drawn at random, as an illustration.',
    why: 'Why?',
    whyTitle: 'Show which parts of your drawing count for the answer and which against it',
    whyPicture: 'Parts of the drawing for and against {digit}',
  },
});

addWords(WORDS);
