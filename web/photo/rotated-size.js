/** The bounding box of a rotated picture. @param {number} width @param {number} height @param {number} angle in radians */
export function rotatedSize(width, height, angle) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  return {
    width: Math.round(width * cos + height * sin),
    height: Math.round(width * sin + height * cos),
  };
}
