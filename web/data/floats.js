/** Decodes 16-bit floats. */

/** An IEEE half-precision float. @param {number} bits */
export function float16(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** A bfloat16: the first half of a 32-bit float. @param {number} bits */
export function bfloat16(bits) {
  word.setUint16(0, bits);
  return word.getFloat32(0);
}
