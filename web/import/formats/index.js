/** The importers: a new one is a file and its lines here. */
import { csv } from './csv.js';
import { idx } from './idx.js';
import { images } from './images.js';
import { sheet } from './sheet.js';

/**
 * Why an importer skips something; its words are import.<reason>.
 * @typedef {import('./images.js').ImagesReason
 *   | import('./sheet.js').SheetReason
 *   | import('./idx.js').IdxReason
 *   | import('./csv.js').CsvReason} FormatReason
 */

/** In the order in which the visitor is told of them, and in which they read. */
export const FORMATS = [images, sheet, idx, csv];
