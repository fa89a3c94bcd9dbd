/** English messages of “Import a dataset”. */
import { addWords } from '../text/index.js';

export const WORDS = /** @type {const} */ ({
  import: {
    intro:
      'Import images in one folder per class, a zip of such folders, a sheet of images with its labels, MNIST’s IDX files, or a CSV of pixels. They stay on this device.',
    drop: 'Drop a zip, files, or a folder here',
    files: 'Choose files',
    folder: 'Choose a folder',
    notFile:
      'That was a link or text, not a file. Save the images or the dataset to this device first, then drop the file here.',
    noFolder:
      'No folder was opened. If the browser blocks it, drop the folder here or import it as a zip.',
    formats: 'Supported formats',
    formatFolders:
      'PNG or JPEG images in a folder named after their class, at any depth: digits/7/1.png. Loose or in a zip.',
    formatSheet:
      'A sheet of {size} images, tiled or one per row of {width} pixels, with its labels beside it: sheet.png and sheet-labels.csv or sheet-labels.idx1.',
    formatIdx:
      'MNIST’s own files, compressed or not: train-images-idx3-ubyte.gz with train-labels-idx1-ubyte.gz.',
    formatCsv: 'A CSV with one image per row: its label and its pixels.',
    formatNpy: 'NumPy arrays of images and labels: an .npz file, or .npy files.',
    polarity: 'Ink',
    polarity_detect: 'Auto-detect',
    polarity_alpha: 'Opaque pixels',
    polarity_dark: 'Dark on light',
    polarity_light: 'Light on dark',
    framing: 'Size and position',
    framing_detect: 'Fit if needed',
    framing_keep: 'Keep {size}',
    framing_fit: 'Always fit',
    orientation: 'Orientation',
    orientation_detect: 'Auto-detect',
    orientation_asIs: 'As is',
    orientation_transpose: 'Swap rows and columns',
    orientation_right: 'Rotate right',
    orientation_left: 'Rotate left',
    orientation_half: 'Rotate by half a turn',
    orientation_mirror: 'Mirror',
    orientation_flip: 'Flip upside down',
    classSource: 'Classes from',
    source_list: 'Label file: {list}',
    source_names: 'File names: {list}',
    source_folder: 'Folders: {list}',
    note_source:
      'The class names could come from more than one place. If the wrong one was picked, change “{choice}”.',
    note_together:
      'Some images are copies of others, a few of them slightly altered. Copies are only held out together, so that the test stays fair: {count|{count} image is held out|{count} images are held out}.',
    leftOut: 'left out',
    edit: 'Rename, merge, or leave out classes',
    datasetName: 'Dataset name',
    className: 'Name of class {name}',
    editHint: 'Clear a check box to leave a class out. Give classes the same name to merge them.',
    again: 'Re-read with these options',
    finding: 'Looking for images…',
    progress:
      '{images|{images} image|{images} images}, {skipped} skipped, {rate} per second. File {done} of {total}.',
    cancel: 'Cancel',
    canceled: 'Canceled. Nothing was imported; your other datasets are unchanged.',
    done: '“{name}”: {count|{count} image|{count} images} in {time}.',
    interrupted:
      'Importing “{name}” was interrupted when the page closed. Nothing was imported; your other datasets are unchanged. Import it again.',
    full: 'There is no space left in this browser for “{name}”: you can use it until you close the page. To save it, delete a dataset here or free some space on the device, then import it again.',
    refused:
      '“{name}” can’t be saved: this browser doesn’t allow it here, for example in a private window. You can use it until you close the page.',
    badZip:
      'This zip can’t be read: it is damaged or incomplete. Download or copy it again, or unzip it and import the folder.',
    zipBomb:
      'This zip was refused: it claims to unzip to far more than any image dataset, as zip bombs do. If you trust it, unzip it and import the folder.',
    tooMany: 'That is more than a million files. Import fewer at a time.',
    because: 'Nothing was imported. Reason: {reason}.',
    nothing:
      'None of these files is an image with a label. Put the images into one folder per class, or see “Supported formats”.',
    gone: 'These files can’t be read: they were moved, renamed, or deleted, or access was denied. Nothing was imported; your other datasets are unchanged. Import them again.',
    broken:
      'The import stopped because of an error or too little memory. Nothing was imported; your other datasets are unchanged. Close other tabs, and try fewer files.',
    about: '{count|{count} image|{count} images}, {classes|{classes} class|{classes} classes}.',
    foundAlpha: 'Opaque pixels: {count}.',
    foundDark: 'Dark on light: {count}.',
    foundLight: 'Light on dark: {count}.',
    foundKept: 'Already framed like MNIST and kept as is: {count}.',
    onlyNow: 'Available until you close the page: it could not be saved.',
    class: 'Class {name}: {count|{count} image|{count} images}',
    moreClasses: '{count|and {count} more class|and {count} more classes}',
    single:
      '{count|One class has a single image, which is used for training: there is none to test on.|{count} classes have a single image, which is used for training: there is none to test on.}',
    oneClass:
      'There is only one class, and a network learns to tell classes apart. Import another, or train on the built-in digits too.',
    note_turned:
      'The images were turned or mirrored to stand upright. If that is wrong, set “{orientation}” to “{asIs}”, and re-read them.',
    note_inverted:
      'Which side is ink, or how the images are framed, was chosen so that the pretrained network can read the digits ({share} of a sample).',
    note_doubtful:
      'The pretrained network reads only {share} of a sample of these digits. Check the images below: they may be inverted, rotated, or mislabeled.',
    note_unframed: 'Boxes around the images were removed.',
    note_mixed: 'Some images are dark on light, others light on dark: each was read accordingly.',
    note_copies:
      'Images identical or nearly identical to others: {count}. They are trained on, not held out.',
    note_given:
      'The dataset comes with its own test set: {count|{count} image is held out|{count} images are held out}.',
    note_missing: 'No images of {list}.',
    fewTest:
      '{count|Only {count} image is|Only {count} images are} held out: the test accuracy is a rough estimate.',
    skipped: '{count|{count} file or row skipped|{count} files or rows skipped}',
    nothingSkipped: 'Nothing was skipped.',
    examples: 'For example: {list}',
    notPicture: 'not an image, despite the name',
    damaged: 'damaged or incomplete',
    tooLarge:
      'too large: the limits are {pixels} pixels and {image} for images, {table} for tables',
    blank: 'blank: no ink found',
    encrypted: 'encrypted: unzip it with its password first',
    unsafePath: 'refused for safety: its path leads out of its folder',
    bomb: 'refused for safety: compressed far more than any image',
    packing: 'unsupported compression: zip it again',
    noClass: 'no class: neither its folder nor its name says which',
    unknownKind: 'not an image or a dataset in a supported format',
    unreadable: 'can’t be read: it was moved or changed, or access was denied',
    limit: 'over the limit of {most} images; every class keeps its share',
    tooManyClasses: 'over the limit of {most} classes',
    raggedRow: 'a row with more or fewer columns than the first',
    badRow: 'a row with missing values, or values out of the range of the others',
    noLabels: 'no labels: there is no label file of the same name and no “label” column',
    badIdx: 'not an array of images',
    idxCount: 'its size does not match its header',
    labelCount: 'not as many labels as images',
    sheetSize: 'not a sheet: its sides must be multiples of 28, or its width 784',
    imageFormat: 'an image that can’t be opened here ({format}): save it as PNG or JPEG',
    standIn: 'only a stand-in for the file ({format}): download the file itself',
    dataFile:
      'a file that can’t be read here ({format}): save its arrays with numpy.savez, or as CSV',
    archiveFile: 'an archive ({format}): unpack it and import the folder, or pack it as a zip',
    officeFile: 'a document ({format}): export tables as CSV, and pages as PNG or JPEG',
    modelFile: 'a trained network, not a dataset: open it in “{panel}”',
    emptyZip: 'an archive without files',
    emptyFile: 'empty',
    unlisted: 'no label is listed for it',
    boxes: 'labeled with several boxes instead of one class',
    features: 'its rows are not square images of at least {size} pixels',
    mostOutputs: 'A network can have at most {most} classes: select up to {most} of these {count}.',
    classes: 'Classes to train on',
    chosenCount: '{count} of at most {most} selected',
    use: 'Train on',
    bundled: 'Built-in digits',
    heldOut: 'Every sixth of your images is held out to measure test accuracy.',
    failed: 'This dataset can’t be trained on: {reason} Training uses the built-in digits instead.',
    remove: 'Delete',
    removed: '“{name}” deleted.',
    undo: 'Undo',
  },
});

addWords(WORDS);
