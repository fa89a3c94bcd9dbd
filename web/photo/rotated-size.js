/** How large a picture is when it has been turned. @param {number} width @param {number} height @param {number} angle in radians */
export function turnedSize(width, height, angle) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  return {
    width: Math.round(width * cos + height * sin),
    height: Math.round(width * sin + height * cos),
  };
}
