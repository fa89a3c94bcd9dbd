/** The words of the visitor’s own digits, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  handwriting: {
    undo: 'Undo',
    lesson: 'Teach me your handwriting',
    lessonHelp:
      'Write each digit a few times, as you always do. Every drawing is kept at once; stop and go on when you like.',
    begin: 'Begin',
    goOn: 'Go on',
    please: 'Write a {digit}',
    pad: 'Pad for the digit that is asked for',
    next: 'Next',
    skip: 'Skip',
    takeBack: 'Take back the last',
    stop: 'Stop',
    progress: '{done} of {count}',
    learnTitle: 'Learn my hand',
    learnHelp:
      'The network that answers learns from your drawings, varied and mixed with digits of the page so that nothing is forgotten. Every fifth drawing of a digit is held back to measure with.',
    learn: 'Learn my hand',
    needSome: 'Teach it some digits first.',
    notHere: 'The digits of the page are not here yet. Try again in a moment.',
    onlyDigits: 'The network that answers reads other things than digits. Choose another above.',
    table: 'Read right, before and after',
    what: 'What',
    before: 'Before',
    after: 'After',
    heldBack: '{count|{count} drawing of yours held back|{count} drawings of yours held back}',
    noneHeld: 'your drawings: too few to hold some back',
    testDigits: '{count} test digits',
    took: 'Learned from {count|{count} drawing|{count} drawings} in {time}.',
    collection: 'My digits',
    none: 'None yet. Correct an answer, or teach it above.',
    holds: '{count|{count} drawing|{count} drawings}, kept in this browser.',
    notKept: 'This browser does not keep them: export them before you leave the page.',
    ofDigit: '{digit}: {count}',
    sample: 'A {digit} of yours',
    relabel: 'It is a',
    remove: 'Delete',
    removeAll: 'Delete all',
    removed: '{count|{count} drawing deleted.|{count} drawings deleted.}',
    close: 'Close',
    export: 'Export',
    exportHelp: 'A zip: PNGs in class folders, idx files, a sprite, and the strokes.',
    import: 'Import',
    imported: '{count|{count} drawing|{count} drawings} imported.',
    notOurs:
      'This is not a file that was exported here: it has no strokes.json. Choose the zip, or use Bring a dataset for pictures.',
    useAsDataset: 'Train from scratch on them',
    useHelp:
      'Adds them to the datasets below, to train on alone or with the digits of the page. Augmentation 12 shifts makes thirteen of each.',
    name: 'My digits',
    added: 'Added: see Bring a dataset.',
    noRoom:
      'It could not be kept in this browser: remove a dataset below or free space on the device, then try again.',
  },
});

addWords(WORDS);
