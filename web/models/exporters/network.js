/** Shared by the exporters of networks. */

/**
 * @template T
 * @param {import('../../inkling/index.js').Inkling} inkling
 * @param {Uint8Array} file of a model
 * @param {(network: import('../../inkling/index.js').Network) => T} use
 */
export function withNetwork(inkling, file, use) {
  const network = inkling.loadNetwork(file, { maxBatch: 1 });
  try {
    return use(network);
  } finally {
    network.free();
  }
}
