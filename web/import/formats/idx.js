/** MNIST's idx files: big-endian sizes before bytes. */
import { ImportError } from '../errors.js';

/** @param {Uint8Array} bytes @param {number} dimensions @returns {number[]} */
function sizesOf(bytes, dimensions) {
  const header = 4 + 4 * dimensions;
  const magic = [0, 0, 8, dimensions];
  if (bytes.length < header || magic.some((byte, i) => bytes[i] !== byte)) {
    throw new ImportError('badIdx');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
}

/**
 * @param {Uint8Array} bytes of an idx3 file
 * @returns {{ count: number, height: number, width: number, pixels: Uint8Array }}
 */
export function readIdxImages(bytes) {
  const [count, height, width] = sizesOf(bytes, 3);
  const pixels = bytes.subarray(16);
  if (!height || !width || height > 4096 || width > 4096) throw new ImportError('badIdx');
  if (pixels.length !== count * height * width) throw new ImportError('idxCount');
  return { count, height, width, pixels };
}

/** @param {Uint8Array} bytes of an idx1 file @returns {Uint8Array} */
export function readIdxLabels(bytes) {
  const [count] = sizesOf(bytes, 1);
  if (bytes.length - 8 !== count) throw new ImportError('idxCount');
  return bytes.subarray(8);
}
