/** Paints a stroke of the pad. */

/** Line width on the pad, in units of its side. The network's input is rasterized separately. */
const LINE_WIDTH = 0.055;

/**
 * Paints a stroke in the context's colors. A pen that reports pressure draws a line from half to one and a
 * half times as wide as any other.
 * @param {CanvasRenderingContext2D} context @param {import('../inkling/index.js').Stroke} stroke
 * @param {number} side of the pad in pixels
 */
export function paintStroke(context, stroke, side) {
  const points = stroke.map(({ x, y, pressure = 0.5 }) => ({
    x: x * side,
    y: y * side,
    width: LINE_WIDTH * side * (0.5 + pressure),
  }));
  const { x, y, width } = points[0];
  context.beginPath();
  if (points.length === 1) {
    // Chromium strokes no line without a length.
    context.arc(x, y, width / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.moveTo(x, y);
  // Quadratic curves through the segments' midpoints smooth the corners between pointer samples.
  for (const [i, { x, y, width }] of points.slice(1, -1).entries()) {
    const next = points[i + 2];
    const [middleX, middleY] = [(x + next.x) / 2, (y + next.y) / 2];
    context.quadraticCurveTo(x, y, middleX, middleY);
    context.lineWidth = width;
    if (next.width === width) continue;
    context.stroke();
    context.beginPath();
    context.moveTo(middleX, middleY);
  }
  const last = points[points.length - 1];
  context.lineTo(last.x, last.y);
  context.lineWidth = last.width;
  context.stroke();
}
