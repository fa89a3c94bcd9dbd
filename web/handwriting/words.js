/** English messages about the visitor’s own digits. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  handwriting: {
    undo: 'Undo',
    lesson: 'Teach it your handwriting',
    lessonHelp:
      'Write each digit a few times, the way you normally do. Every drawing is saved right away: stop and continue whenever you like.',
    begin: 'Start',
    goOn: 'Continue',
    please: 'Write the digit {digit}',
    pad: 'Pad for the requested digit',
    next: 'Next',
    skip: 'Skip',
    takeBack: 'Undo last',
    stop: 'Stop',
    progress: '{done} of {count}',
    learnTitle: 'Adapt to your handwriting',
    learnHelp:
      'A copy of the answering network is trained on your drawings, augmented and mixed with built-in digits so that it doesn’t forget what it knew. One in five drawings of each digit is held out for testing.',
    learn: 'Adapt to your handwriting',
    needSome: 'Teach it some digits first.',
    notHere: 'The training digits haven’t loaded yet. Try again in a moment.',
    onlyDigits: 'The answering network doesn’t read digits. Select another one above.',
    table: 'Accuracy before and after',
    what: 'Tested on',
    before: 'Before',
    after: 'After',
    heldBack: '{count|{count} held-out drawing|{count} held-out drawings}',
    noneHeld: 'your drawings: too few to hold any out',
    testDigits: '{count} test digits',
    took: 'Learned from {count|{count} drawing|{count} drawings} in {time}.',
    collection: 'Your digits',
    none: 'None yet. Correct an answer, or write some above.',
    holds: '{count|{count} drawing|{count} drawings}, saved in this browser.',
    notKept: 'This browser won’t save them: export them before you close the page.',
    ofDigit: '{digit}: {count}',
    sample: 'Your drawing of {digit}',
    relabel: 'This is',
    remove: 'Delete',
    removeAll: 'Delete all',
    removed: '{count|{count} drawing deleted.|{count} drawings deleted.}',
    close: 'Close',
    export: 'Export',
    exportHelp:
      'The exported zip holds PNGs in class folders, IDX files, a sprite sheet, and the strokes.',
    import: 'Import',
    imported: '{count|{count} drawing|{count} drawings} imported.',
    notOurs:
      'This file was not exported here: it has no strokes.json. Choose the exported zip, or use “Import a dataset” for images.',
    useAsDataset: 'Add as a dataset',
    useHelp:
      'Added as a dataset, they can train a network from scratch, alone or with the built-in digits. With the augmentation “12 shifts”, each counts thirteen times.',
    name: 'Your digits',
    added: 'Added. Select it under “Import a dataset”.',
    noRoom:
      'They could not be saved as a dataset. Delete a dataset below or free some space on the device, then try again.',
  },
});

addWords(WORDS);
