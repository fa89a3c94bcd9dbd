/** A copy of strokes that are still being drawn. structuredClone needs Chrome 98. @param {import('../inkling/index.js').Stroke[]} strokes */
export const copyOf = (strokes) => strokes.map((stroke) => stroke.map((point) => ({ ...point })));
