/** NumPy's arrays, alone or several in an .npz, which is a zip. */
import { classArrays, pairArrays, readArrays } from './arrays.js';

export const npy = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatNpy'),
  extensions: ['npy', 'npz'],
  matches: (_, { kind }) => kind === 'npy',
  pairs: (files) => pairArrays(files, 'npy'),
  together: (files) => classArrays(files, 'npy'),
  leftOver: /** @type {const} */ ('noLabels'),
  read: readArrays,
});
