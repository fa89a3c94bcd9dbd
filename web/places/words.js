/** English messages of the places: the way back, and what their tiles say. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  place: {
    back: 'Back to the network',
    drawings: '{count|One drawing|{count} drawings}',
    runs: '{count|One run|{count} runs}, best {best}',
    mistakes: '{wrong} of {count}, worst first',
    models: '{count|One model|{count} models}',
    datasets: '{count|One dataset|{count} datasets}',
  },
});

addWords(WORDS);
