import { nameInHeader, namesIn } from './class-names.js';
import { withNetwork } from './network.js';

/**
 * A header for C programs.
 * @param {string} extension
 * @param {boolean} int8 whether to quantize the weights to 8 bits
 * @returns {import('./index.js').Exporter}
 */
const header = (extension, int8) => ({
  extension,
  type: 'text/x-c',
  write: (inkling, file) =>
    nameInHeader(
      withNetwork(inkling, file, (network) => network.toHeader({ int8 })),
      namesIn(inkling, file),
    ),
});

export const float32 = header('.h', false);
export const int8 = header('-int8.h', true);
