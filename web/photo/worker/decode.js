/** Decodes pictures off the main thread. */

/** @param {Blob} file @param {number} longest what its longer side may have, in pixels */
export async function decodeSmall(file, longest) {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = longest / Math.max(whole.width, whole.height);
  if (scale >= 1) return whole;
  // Not while decoding: browsers disagree on which side is the width of a picture that lies on its side.
  const side = (/** @type {number} */ length) => Math.max(1, Math.round(length * scale));
  try {
    return await createImageBitmap(whole, {
      resizeWidth: side(whole.width),
      resizeHeight: side(whole.height),
      resizeQuality: 'high',
    });
  } finally {
    whole.close();
  }
}
