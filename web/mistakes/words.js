/** The words of “See its mistakes”, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  mistakes: {
    noDigits: 'The test digits are not here yet.',
    untrained:
      'Your network has learned nothing yet: it would only guess. Press Train, and its mistakes show here as it learns.',
    otherClasses:
      'The network that answers tells other classes apart than the images have that are trained on.',
    reading: 'Reading the test digits …',
    ofOwn:
      'Your own network ({layers}) reads {correct} of {count} test digits right: {share}. It was not trained on them.',
    ofPretrained:
      'The pretrained network ({layers}) reads {correct} of {count} test digits right: {share}. It was not trained on them.',
    matrix: 'What it takes for what',
    matrixHelp: 'Press a number to see its digits. Arrow keys go from cell to cell.',
    says: 'It says',
    is: 'Is',
    cellRight: '{label} read right: {count|{count} digit|{count} digits}',
    cellWrong: '{label} taken for {answer}: {count|{count} digit|{count} digits}',
    classes: 'Read right, of each digit',
    chosenRight: '{label} read right',
    chosenWrong: '{label} taken for {answer}',
    cellAll: '{count|{count} digit.|{count} digits.} {order}',
    cellSome: '{shown} of {count} digits. {order}',
    mostSure: 'The most sure first.',
    leastSure: 'The least sure first.',
    worst: 'Wrong, and sure of it',
    worstHelp: 'The mistakes that it was most sure of. Press one to look inside.',
    none: 'All {count} test digits are read right.',
    worstOne: 'Says {answer}, {share} sure. Is {label}.',
    picture: 'Says {answer}, {share} sure. Is {label}. Look inside',
  },
});

addWords(WORDS);
