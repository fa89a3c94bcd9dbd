/** What is right for each folder of tests/fixtures/imports: files in the forms that people have. */

/**
 * @typedef {object} Case
 * @property {number} [count] images
 * @property {string} [classes] separated by spaces, or by | if one has spaces
 * @property {number} [reads] the least share of digits that the pretrained network reads
 * @property {Record<string, number>} [skipped] exactly these
 * @property {string} [refused] the main reason if nothing is imported
 * @property {string[]} [notes] at least these
 * @property {true} [browser] only a browser decodes it
 */

const DIGITS = '0 1 2 3 4 5 6 7 8 9';
/** Ten digits, one of each, read as they are. */
const TEN = { count: 10, classes: DIGITS, reads: 0.9, skipped: {} };
/** Five digits in a form that only browsers decode. */
const FIVE = { count: 5, classes: '1 3 4 5 7', skipped: {} };

/** @type {Record<string, Case>} */
export const CASES = {
  '01.1-csv-float-0-1': TEN,
  '01.2-csv-float-exponent': TEN,
  '01.6-idx-float': TEN,
  '01.7-idx-int32': TEN,
  '01.8-idx-int32-named-int': TEN,
  '02.2-optdigits-tra-name': { count: 10, classes: DIGITS, reads: 0.7, skipped: {} },
  '02.9-pendigits-features': { refused: 'features' },
  '03.1-pandas-index': TEN,
  '03.10-headerless-word-labels': {
    count: 10,
    classes: 'eight five four nine one seven six three two zero',
    skipped: {},
  },
  '03.3-id-label': TEN,
  '03.6-fer2013-string-pixels': TEN,
  '03.7-kaggle-test.csv-no-label': { refused: 'noLabels' },
  '04.1-semicolon': TEN,
  '04.11-excel-sep-line': TEN,
  '04.13-txt-name': TEN,
  '04.6-trailing-comma': TEN,
  '04.8-decimal-comma': TEN,
  '04.9-space-usps-zip.train': TEN,
  '05.2-flat+labels.csv-zip': TEN,
  '05.3-kaggle-train-folder+train.csv': { ...TEN, skipped: { unlisted: 10 } },
  '05.7-json-annotations': TEN,
  '06.2-flat-zip-class-in-name': { refused: 'noClass' },
  '06.4-loose-files': { refused: 'noClass' },
  '06.5-writer-below-class': TEN,
  '06.6-nist-sd19-by_class': TEN,
  '06.8-zip-per-class': TEN,
  '07.5-images-only': { refused: 'noLabels' },
  '08.4-downloaded-twice': TEN,
  '08.5-folder-nested': TEN,
  '08.7-bin-names': TEN,
  '08.8-two-zips-same-names': { count: 20, classes: DIGITS, reads: 0.9, skipped: {} },
  '09.1-qmnist-idx2-int': TEN,
  '09.2-qmnist-unpacked-zip': TEN,
  '09.3-qmnist-tsv': TEN,
  '10.1-emnist-digits-transposed': { ...TEN, notes: ['turned'] },
  '11.1-emnist-letters-mapping': { count: 10, classes: 'A B C D E F G H I J', notes: ['turned'], skipped: {} },
  '11.2-emnist-byclass-mapping-zip': { count: 10, notes: ['turned'], skipped: {} },
  '13.4-mac-readme-beside': { ...TEN, skipped: { noClass: 2, unknownKind: 2 } },
  '14.1-cp437-umlauts': { count: 10, classes: 'ä ö ü', skipped: {} },
  '14.13-deflate64': { count: 9, skipped: { packing: 1 } },
  '14.13-encrypted-zipcrypto': { refused: 'encrypted' },
  '14.14-self-extracting-prefix': TEN,
  '14.17-zip-without-suffix': TEN,
  '14.19-trailing-spaces-in-folder': TEN,
  '15.apng': FIVE,
  '15.avif': { ...FIVE, browser: true },
  '15.bmp_named_jpg': { ...FIVE, browser: true },
  '15.exif6': { ...FIVE, reads: 0.8 },
  '15.heic': { refused: 'imageFormat' },
  '15.jp2': { refused: 'imageFormat' },
  '15.mixed-png-webp': { ...TEN, browser: true },
  '15.pgm': FIVE,
  '15.svg': { refused: 'imageFormat' },
  '15.tif_lzw': { refused: 'imageFormat' },
  '15.truncated_jpg': { refused: 'damaged' },
  '15.webp': { ...FIVE, browser: true },
  '15.webp_named_png': { ...FIVE, browser: true },
  '16.1-digits.rar': { refused: 'archiveFile' },
  '16.1-digits.tar': TEN,
  '16.2-keras-mnist.npz': { count: 20, classes: DIGITS, reads: 0.9, skipped: {}, notes: ['given'] },
  '16.2b-npz-renamed-zip': { count: 20, classes: DIGITS, reads: 0.9, skipped: {}, notes: ['given'] },
  '16.4-mnist.pkl.gz': { refused: 'dataFile' },
  '16.5-arff-openml': TEN,
  '16.6-mat': { refused: 'dataFile' },
  '16.7-hdf5': { refused: 'dataFile' },
  '20.1-zero-bytes-zip': { refused: 'badZip' },
  '20.11-quickdraw-npy-per-class': { count: 20, classes: 'cat dog', skipped: {} },
  '20.14-single-photo': { refused: 'noClass' },
  '20.15-teachable-machine-samples': { count: 3, classes: '0 1 2', skipped: {} },
  '20.16-own-export': { count: 12, skipped: {} },
  '20.4-zip-with-no-files': { refused: 'emptyZip' },
  '20.5-pdf': { refused: 'officeFile' },
  '20.6-docx': { refused: 'officeFile' },
  '20.7-xlsx': { refused: 'officeFile' },
  '21.1-fashion-idx': { count: 63, classes: DIGITS, skipped: {} },
  '21.12-mnist-extra-classes-blank': { count: 60, classes: DIGITS, reads: 0.9, skipped: { blank: 5 } },
  '21.13-duplicates': { count: 120, classes: DIGITS, reads: 0.9, notes: ['copies'], skipped: {} },
  '21.14-sheet-no-labels': { refused: 'noClass' },
  '21.16-sheet-labels-fewer': { count: 50, reads: 0.9, skipped: { unlisted: 10 } },
  '21.17-sheet-header-number': { count: 60, classes: DIGITS, reads: 0.9, skipped: {} },
  '21.17b-sheet-index-label': { count: 60, classes: DIGITS, reads: 0.9, skipped: {} },
  '21.21-zip-lzma': { refused: 'packing' },
  '21.24-tm-project': { count: 60, classes: DIGITS, reads: 0.9, skipped: { unknownKind: 1 } },
  '21.25-csv-28x28-one-row-short': { count: 59, classes: DIGITS, reads: 0.9, skipped: { raggedRow: 1 } },
  '21.26-csv-empty-cells': { count: 60, classes: DIGITS, reads: 0.9, skipped: {} },
  '21.28-csv-rgb': { count: 60, classes: DIGITS, reads: 0.9, skipped: {} },
  '21.3-fashion-csv': { count: 63, classes: DIGITS, skipped: {} },
  '21.4-bold-crops-dark-on-light': { count: 90, classes: DIGITS, reads: 0.5, skipped: {} },
  '21.6-box-frame-in-crop': { count: 60, classes: DIGITS, reads: 0.9, notes: ['unframed'], skipped: {} },
  '23.2-white-stickers-tight': { count: 20, classes: DIGITS, reads: 0.7, skipped: {} },
  '23.3-black-stickers-tight': { count: 20, classes: DIGITS, reads: 0.7, skipped: {} },
  '23.7-hf-parquet': { refused: 'dataFile' },
  '23.9-unlabelled-beside': { ...TEN, skipped: { noClass: 16 } },
};
