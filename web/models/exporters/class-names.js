/** Class names in exported models. Digits need none: each output is its value. */

/** @param {import('../../inkling/index.js').Inkling} inkling @param {Uint8Array} file of a model */
export const namesIn = (inkling, file) => inkling.readModel(file).classNames;

/** A string literal in C, whatever the compiler takes for its input's encoding. @param {string} text */
const cString = (text) =>
  `"${[...new TextEncoder().encode(text)]
    .map((byte) =>
      byte < 32 || byte > 126 || '"\\?'.includes(String.fromCharCode(byte))
        ? `\\${byte.toString(8).padStart(3, '0')}`
        : String.fromCharCode(byte),
    )
    .join('')}"`;

/**
 * Adds the names to a C header, as a macro: it takes no memory until it is used.
 * @param {string} header @param {string[] | null} names
 */
export function nameInHeader(header, names) {
  if (!names) return header;
  const at = header.indexOf('#define INKLING_TEMPERATURE');
  const list = names.map(cString).join(', ');
  return `${header.slice(0, at)}/* The names of the classes: static const char *const names[] = INKLING_CLASS_NAMES; */
#define INKLING_CLASS_NAMES {${list}}

${header.slice(at)}`;
}

/** Fields of protobuf messages that hold bytes. @param {number} number @param {Uint8Array} bytes */
function field(number, bytes) {
  const start = [(number << 3) | 2];
  let { length } = bytes;
  for (; length > 127; length >>>= 7) start.push((length & 127) | 128);
  return Uint8Array.from([...start, length, ...bytes]);
}

/**
 * Adds the names to an ONNX file as metadata, one a line. Fields of a message may come in any order, so they
 * can be appended.
 * @param {Uint8Array<ArrayBuffer>} onnx @param {string[] | null} names
 */
export function nameInOnnx(onnx, names) {
  if (!names) return onnx;
  const encode = (/** @type {string} */ text) => new TextEncoder().encode(text);
  const entry = [...field(1, encode('class_names')), ...field(2, encode(names.join('\n')))];
  const metadata = field(14, Uint8Array.from(entry)); // ModelProto.metadata_props
  const named = new Uint8Array(onnx.length + metadata.length);
  named.set(onnx);
  named.set(metadata, onnx.length);
  return named;
}

/** Their list in Python, which reads JSON's strings. @param {string[] | null} names */
export const namesInPython = (names) =>
  names
    ? `
# The names of the outputs.
CLASS_NAMES = [${names.map((name) => JSON.stringify(name)).join(', ')}]
`
    : '';
