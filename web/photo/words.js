/** The words of photographed pages, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  photo: {
    intro:
      'Write digits on paper, apart from each other, and take a picture of them. It stays on this device.',
    camera: 'Take a photograph',
    file: 'Choose a picture',
    drop: 'or drop or paste one here',
    looking: 'Looking for digits …',
    found: '{count|One digit|{count} digits} found. Tap one to put it right and keep it.',
    nothing:
      'No digits were found. Write them dark and apart from each other, and let the paper fill the picture.',
    notPicture: '“{name}” can’t be opened as a picture here. Choose a JPEG or PNG.',
    tooLarge: '“{name}” is larger than 64 MB. Choose a smaller picture.',
    broken:
      'The picture could not be read: there was not enough memory. Try once more, or a smaller picture.',
    picture: 'The picture, with a frame around each digit that was found',
    ink: 'The digit as the network sees it',
    mark: 'Read as {digit}',
    markUnsure: 'Perhaps {digit}, not sure',
    markKept: 'Kept as {digit}',
    whichOne: 'Which digit is it? It is kept among your own digits.',
    leaveOut: 'Not a digit',
    takeBack: 'Do not keep it',
    turn: 'Turn the picture',
    keepAll: '{count|Keep the other one as it was read|Keep all {count} as they were read}',
    kept: '{count|One digit|{count} digits} kept among your own digits.',
    learned:
      'Learned. The network that knows your hand answers now, and reads the rest of the page.',
  },
});

addWords(WORDS);
