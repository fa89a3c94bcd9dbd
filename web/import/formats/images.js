/** One image per file. Its class is in its folder, its name, or a table beside it. */
import { labelImages } from '../evidence/labels.js';

/** @typedef {'noClass' | 'notPicture' | 'blank' | 'unlisted' | 'boxes'} ImagesReason */

const KINDS = ['png', 'jpeg', 'picture', 'netpbm'];

/** @param {import('./format.js').Named} file */
export const isPicture = ({ kind }) => KINDS.includes(kind);

export const images = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatFolders'),
  extensions: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp'],
  matches: (_, file) => isPicture(file),
  together: (files, skip, offers) =>
    labelImages(
      files.filter(isPicture),
      files.filter(({ sidecar }) => sidecar),
      skip,
      offers,
    ),
  leftOver: /** @type {const} */ ('noClass'),
  readOne: (job, bytes, { addPicture }) => addPicture(job, bytes),
});
