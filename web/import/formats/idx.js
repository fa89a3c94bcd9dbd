/** IDX files, such as MNIST's, of any type and rank: images, with their labels in another file. */
import { classArrays, pairArrays, readArrays } from './arrays.js';

/** @typedef {import('./arrays.js').ArrayReason} IdxReason */

export const idx = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatIdx'),
  extensions: [],
  matches: (_, { kind }) => kind === 'idx',
  pairs: (files) => pairArrays(files, 'idx'),
  together: (files) => classArrays(files, 'idx'),
  leftOver: /** @type {const} */ ('noLabels'),
  read: readArrays,
});
