/** English messages of “Mistakes”. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  mistakes: {
    noDigits: 'The test digits haven’t loaded yet.',
    untrained:
      'Your network hasn’t learned anything yet. Press Train, and its mistakes appear here.',
    otherClasses: 'The answering network’s classes don’t match the current dataset.',
    reading: 'Reading the test digits…',
    ofOwn:
      'Your network ({layers}) reads {correct} of {count} test digits correctly: {share}. It was not trained on them.',
    ofPretrained:
      'The pretrained network ({layers}) reads {correct} of {count} test digits correctly: {share}. It was not trained on them.',
    ofHandwriting:
      'The network that knows your handwriting ({layers}) reads {correct} of {count} test digits correctly: {share}. It was not trained on them.',
    ofSymbols:
      'The network that knows your symbols ({layers}) reads {correct} of {count} test digits correctly: {share}. It was not trained on them.',
    matrix: 'Confusion matrix',
    matrixHelp: 'Select a number to see its digits. Arrow keys move between cells.',
    says: 'Read as',
    is: 'Actual',
    cellRight: '{label} read correctly: {count|{count} digit|{count} digits}',
    cellWrong: '{label} read as {answer}: {count|{count} digit|{count} digits}',
    classes: 'Accuracy by digit',
    chosenRight: '{label} read correctly',
    chosenWrong: '{label} read as {answer}',
    cellAll: '{count|{count} digit.|{count} digits.} {order}',
    cellSome: '{shown} of {count} digits. {order}',
    mostSure: 'Most certain first.',
    leastSure: 'Least certain first.',
    worst: 'Confident mistakes',
    worstHelp: 'The mistakes it was most sure of. Select one to look inside.',
    none: 'All {count} test digits are read correctly.',
    worstOne: 'Says {answer}, {share} sure. Is {label}.',
    picture: 'Says {answer}, {share} sure. Is {label}. Look inside',
  },
});

addWords(WORDS);
