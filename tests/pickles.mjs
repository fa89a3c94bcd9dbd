/** Writes pickles, as far as PyTorch and NumPy need them. */

/** @param {string} code @param {Uint8Array} raw */
function sized(code, raw) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(raw.length);
  return Buffer.concat([Buffer.from(code), size, raw]);
}
export const text = (/** @type {string} */ value) => sized('X', Buffer.from(value));
export const bytes = (/** @type {Uint8Array} */ value) => sized('B', value);
export const int = (/** @type {number} */ value) => {
  const raw = Buffer.alloc(5, 'J');
  raw.writeInt32LE(value, 1);
  return raw;
};
export const tuple = (/** @type {Buffer[]} */ ...items) =>
  Buffer.concat([Buffer.from('('), ...items, Buffer.from('t')]);
export const list = (/** @type {Buffer[]} */ ...items) =>
  Buffer.concat([Buffer.from(']('), ...items, Buffer.from('e')]);
export const dict = (/** @type {[string, Buffer][]} */ ...items) =>
  Buffer.concat([
    Buffer.from('}('),
    ...items.flatMap(([key, value]) => [text(key), value]),
    Buffer.from('u'),
  ]);
export const name = (/** @type {string} */ module, /** @type {string} */ which) =>
  Buffer.from(`c${module}\n${which}\n`);
export const pickled = (/** @type {Buffer[]} */ ...parts) =>
  Buffer.concat([Buffer.from([0x80, 2]), ...parts, Buffer.from('.')]);
export const reduce = Buffer.from('R');
const build = Buffer.from('b');
const NO = Buffer.from([0x89]);

/** An object of a class of one's own, and its attributes. @param {string} which @param {...[string, Buffer]} attributes */
export const object = (which, ...attributes) =>
  Buffer.concat([
    name('__main__', which),
    Buffer.from(')\x81', 'latin1'),
    dict(...attributes),
    build,
  ]);

const type = Buffer.concat([
  name('numpy', 'dtype'),
  tuple(text('f4'), NO, NO),
  reduce,
  tuple(int(3), text('<')),
  build,
]);

/** An array of NumPy. @param {number[]} shape @param {Float32Array} data */
export function array(shape, data) {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([
    name('numpy.core.multiarray', '_reconstruct'),
    tuple(name('numpy', 'ndarray'), tuple(int(0)), bytes(Buffer.from('b'))),
    reduce,
    tuple(int(1), tuple(...shape.map(int)), type, NO, bytes(raw)),
    build,
  ]);
}
