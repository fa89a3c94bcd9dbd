/** English messages about photographed pages. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  photo: {
    intro:
      'Write digits on paper, with gaps between them, and take a photo. It stays on this device.',
    camera: 'Take a photo',
    file: 'Choose an image',
    drop: 'or drop or paste one here',
    looking: 'Looking for digits…',
    cancel: 'Cancel',
    checked: '{count|One shape|{count} shapes} checked',
    found: '{count|One digit|{count} digits} found. Select one to correct and save it.',
    nothing:
      'No digits found. Use a dark pen, leave gaps between the digits, and fill the photo with the paper.',
    nothingFaint:
      'No digits found: nothing stands out from the paper. Use a darker pen, or more light.',
    nothingSmall: 'No digits found: the writing is too small. Take the photo from closer up.',
    nothingBusy:
      'No digits found: the background is too busy. Put the paper on something plain, or fill the photo with it.',
    nothingLike: 'No digits found: nothing here looks like a digit.',
    leftOut:
      '{count|One mark that doesn’t look like a digit was|{count} marks that don’t look like digits were} left out.',
    printed: '{count|One printed digit isn’t|{count} printed digits aren’t} counted.',
    countPrinted: 'Count printed digits, too',
    markPrinted: 'Printed',
    inCell: 'Row {row}, column {column}: {reading}',
    notPicture: '“{name}” can’t be opened as an image. Choose a JPEG or PNG.',
    tooLarge: '“{name}” is larger than {size}. Choose a smaller image.',
    manyPixels: '“{name}” has more than {most} million pixels. Choose a smaller image.',
    scrambled:
      'This browser hides the pixels of images from web pages to prevent fingerprinting, so the photo can’t be read. Allow this site to read canvas data, then open it again.',
    broken:
      'The image could not be read: there was not enough memory. Try again, or choose a smaller one.',
    picture: 'The photo, with a frame around each digit found',
    ink: 'The digit as the network sees it',
    mark: 'Read as {digit}',
    markUnsure: 'Possibly {digit}',
    markKept: 'Saved as {digit}',
    whichOne: 'Which digit is it? It is saved with your digits.',
    leaveOut: 'Not a digit',
    takeBack: 'Don’t save it',
    turn: 'Rotate the photo',
    keepAll: '{count|Save the other one as read|Save all {count} as read}',
    kept: '{count|One digit|{count} digits} saved with your digits.',
    learned:
      'Learned. The network that knows your handwriting answers now and has re-read the rest of the page.',
    learn: 'Adapt to your handwriting',
    notHere: 'The training digits haven’t loaded yet. Try again in a moment.',
    onlyDigits: 'The answering network doesn’t read digits. Select another one above.',
    close: 'Close',
  },
});

addWords(WORDS);
