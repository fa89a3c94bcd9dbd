import { withNetwork } from './network.js';

/**
 * For programs in C.
 * @param {string} ending
 * @param {boolean} int8 whether its weights have 8 bits
 * @returns {import('./index.js').Exporter}
 */
const header = (ending, int8) => ({
  ending,
  type: 'text/x-c',
  write: (inkling, file) => withNetwork(inkling, file, (network) => network.toHeader({ int8 })),
});

export const float32 = header('.h', false);
export const int8 = header('-int8.h', true);
