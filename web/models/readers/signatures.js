/** First bytes of files, known before any library loads. */

const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** @param {Uint8Array} bytes */
export const isHdf5 = (bytes) => HDF5.every((byte, i) => bytes[i] === byte);
