/** The words of “Bring a dataset”, in English. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  import: {
    intro:
      'Images in a folder for each class, or a zip of such folders; a sheet of images with its labels; MNIST’s idx files; a CSV of pixels. They stay on this device.',
    drop: 'Drop a zip, files or a folder here',
    files: 'Choose files',
    folder: 'Choose a folder',
    noFolder:
      'No folder was opened. One that the browser does not let this page open can be dropped here, or brought as a zip.',
    formats: 'What can be brought',
    formatFolders:
      'PNG or JPEG images, in a folder named after their class, however deep: digits/7/1.png. Loose or in a zip.',
    formatSheet:
      'A sheet of 28 x 28 images, side by side or one in each row of 784 pixels, with its labels beside it: sheet.png and sheet-labels.csv or sheet-labels.idx1.',
    formatIdx:
      'MNIST’s own files, packed or not: train-images-idx3-ubyte.gz with train-labels-idx1-ubyte.gz.',
    formatCsv: 'A CSV with a label and the pixels of one image in each row.',
    polarity: 'Ink',
    polarity_detect: 'Find it',
    polarity_alpha: 'What is not transparent',
    polarity_dark: 'Dark on light',
    polarity_light: 'Light on dark',
    framing: 'Size and place',
    framing_detect: 'As MNIST where it is not yet',
    framing_keep: '28 x 28 as it is',
    framing_fit: 'Fit every image',
    again: 'Read again this way',
    finding: 'Looking for images …',
    progress:
      '{images|{images} image|{images} images}, {skipped} skipped, {rate} a second. File {done} of {total}.',
    cancel: 'Cancel',
    cancelled: 'Cancelled. Nothing of it was kept; what was here before is as it was.',
    done: '“{name}”: {count|{count} image|{count} images} in {time}.',
    interrupted:
      'Bringing “{name}” was cut off when the page was left. Nothing of it was kept; what was here before is as it was. Bring it once more.',
    full: '“{name}” does not fit into this browser’s storage any more: you can use it until you leave the page. To keep it, remove a dataset here or free space on the device, then bring it again.',
    refused:
      '“{name}” can’t be kept: this browser refuses storage here, as in a private window. You can use it until you leave the page.',
    badZip:
      'This zip can’t be read: it is damaged or was cut off on the way. Load or copy it again, or unpack it and bring the folder.',
    zipBomb:
      'This zip was refused: it says that it unpacks to far more than any dataset of images, as zip bombs do. If you trust it, unpack it and bring the folder.',
    tooMany: 'These are more than a million files. Bring a part of them.',
    nothing:
      'There is no image with a label among these files. Put images into a folder for each class, or see below what can be brought.',
    gone: 'These files can’t be read: they were moved, renamed or removed meanwhile, or access was refused. Nothing was kept; what was here before is as it was. Bring them once more.',
    broken:
      'Reading stopped because of a fault, or for lack of memory. Nothing was kept; what was here before is as it was. Close other tabs, and try with fewer files.',
    about: '{count|{count} image|{count} images}, {classes|{classes} class|{classes} classes}.',
    foundAlpha: 'Ink in the alpha channel: {count}.',
    foundDark: 'Dark on light: {count}.',
    foundLight: 'Light on dark: {count}.',
    foundKept: 'Framed like MNIST already, and kept as they are: {count}.',
    onlyNow: 'Here until you leave the page: it could not be stored.',
    class: 'Class {name}: {count|{count} image|{count} images}',
    moreClasses: '{count|and {count} more class|and {count} more classes}',
    single:
      '{count|One class has a single image: it is trained on, but there is none to test with.|{count} classes have a single image: it is trained on, but there is none to test with.}',
    oneClass:
      'There is one class only: a network learns to tell classes apart. Bring another, or train on the bundled digits too.',
    skipped: '{count|{count} file or row was skipped|{count} files or rows were skipped}',
    nothingSkipped: 'Nothing was skipped.',
    examples: 'Such as {list}',
    notPicture: 'neither PNG nor JPEG, whatever the name says',
    damaged: 'damaged or cut off',
    tooLarge: 'too large: images to 16 million pixels and 64 MB, tables to 512 MB',
    blank: 'no ink on it',
    encrypted: 'encrypted: unpack it with its password first',
    unsafePath: 'a path that leads out of its folder: refused for safety',
    bomb: 'packed far more tightly than any image: refused for safety',
    packing: 'packed in a way that is not known here: pack it anew as an ordinary zip',
    noClass: 'in no folder that would say its class',
    unknownKind: 'not an image, idx or CSV file',
    unreadable: 'can’t be read: it was moved or changed meanwhile, or access was refused',
    limit: 'beyond the 250,000 images that fit',
    tooManyClasses: 'beyond the 256 classes that fit',
    raggedRow: 'a row with more or fewer columns than the first',
    badRow: 'a row with something else than numbers from 0 to 255',
    noLabels: 'no labels: a label file of the same name or a column “label” is missing',
    badIdx: 'not an idx file of bytes',
    idxCount: 'it does not hold as many as it says at its beginning',
    labelCount: 'not as many labels as images',
    sheetSize: 'not a sheet: its sides must be multiples of 28, or its width 784',
    mostOutputs:
      'A network here tells at most {most} classes apart: choose up to {most} of these {count}.',
    classes: 'Classes to train on',
    chosenCount: '{count} of at most {most} chosen',
    use: 'Train on',
    bundled: 'The bundled digits',
    heldOut: 'Every sixth image of yours is held out: test accuracy is measured on those.',
    failed: 'This dataset can’t be trained on: {reason} The bundled digits are trained on.',
    remove: 'Remove',
    removed: '“{name}” is removed.',
    undo: 'Undo',
  },
});

addWords(WORDS);
