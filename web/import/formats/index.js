/** The importers. To add one, write its file and list it here. */
import { csv } from './csv.js';
import { idx } from './idx.js';
import { images } from './images.js';
import { npy } from './npy.js';
import { sheet } from './sheet.js';

/**
 * Why an importer skips a file or row. The text is import.<reason>.
 * @typedef {import('./images.js').ImagesReason
 *   | import('./sheet.js').SheetReason
 *   | import('./idx.js').IdxReason
 *   | import('./csv.js').CsvReason} FormatReason
 */

/** In the order in which they are listed for the visitor and tried. */
export const FORMATS = [images, sheet, idx, npy, csv];
