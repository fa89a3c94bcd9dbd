/** Groups the strokes of a number into digits. */

/**
 * @typedef {import('./core.js').Core} Core
 * @typedef {import('./types.js').Stroke} Stroke
 *
 * @typedef {'digit' | 'minus' | 'point'} Glyph what strokes may form
 *
 * @typedef {object} GroupCandidate strokes that may form a digit, a minus, or a decimal point
 * @property {number} first place of its first stroke in the order
 * @property {number} count of its strokes
 * @property {number} line of text, counted from 0 at the top
 * @property {Glyph} glyph that they would form
 * @property {number} gap to the ink on its left in the line, relative to the height of the line; negative
 *   where they cross, Infinity at the start of a line
 * @property {number} cost how unlikely it is, in nats; 0 and up
 */

const GROUP_BYTES = 24;
/** INK_MAX_GROUPS. */
const MAX_GROUPS = 512;
/** In the order of InkGlyph. @type {Glyph[]} */
const GLYPHS = ['digit', 'minus', 'point'];

/**
 * @param {Core} core
 * @param {Stroke[]} strokes
 * @returns {{ order: number[], candidates: GroupCandidate[] }}
 */
export function groupCandidates(core, strokes) {
  const points = strokes.flat();
  const { length } = strokes;
  const sizes = [points.length * 8, length * 4, length * 4, MAX_GROUPS * GROUP_BYTES, 4];
  return core.borrow(sizes, (xy, lengths, order, groups, found) => {
    core.f32(xy, points.length * 2).set(points.flatMap(({ x, y }) => [x, y]));
    core.i32(lengths, length).set(strokes.map((stroke) => stroke.length));
    core.check(core.call.ink_group_candidates(xy, lengths, length, order, groups, found));
    const [count] = core.i32(found, 1);
    return {
      order: [...core.i32(order, length)],
      candidates: Array.from({ length: count }, (_, i) => {
        const [first, size, line, glyph] = core.i32(groups + i * GROUP_BYTES, 4);
        const [gap, cost] = core.f32(groups + i * GROUP_BYTES + 16, 2);
        return { first, count: size, line, glyph: GLYPHS[glyph], gap, cost };
      }),
    };
  });
}

/** @param {Core} core @param {Stroke[]} strokes */
export function cutOf(core, strokes) {
  const points = strokes.flat();
  return core.borrow([points.length * 8, strokes.length * 4, 4], (xy, lengths, x) => {
    core.f32(xy, points.length * 2).set(points.flatMap((point) => [point.x, point.y]));
    core.i32(lengths, strokes.length).set(strokes.map((stroke) => stroke.length));
    core.check(core.call.ink_group_cut(xy, lengths, strokes.length, x));
    return core.f32(x, 1)[0];
  });
}

/** @param {Core} core @param {Float32Array} probabilities @returns {number} */
export const groupDoubt = (core, probabilities) =>
  core.borrow([probabilities.length * 4], (address) => {
    core.f32(address, probabilities.length).set(probabilities);
    return core.call.ink_group_doubt(address, probabilities.length);
  });

/**
 * @param {Core} core
 * @param {GroupCandidate[]} candidates
 * @param {number} strokes how many there are
 * @returns {GroupCandidate[]}
 */
export function chooseGroups(core, candidates, strokes) {
  const sizes = [candidates.length * GROUP_BYTES, strokes * 4, 4];
  return core.borrow(sizes, (groups, chosen, found) => {
    for (const [i, { first, count, line, glyph, gap, cost }] of candidates.entries()) {
      core.i32(groups + i * GROUP_BYTES, 4).set([first, count, line, GLYPHS.indexOf(glyph)]);
      core.f32(groups + i * GROUP_BYTES + 16, 2).set([gap, cost]);
    }
    core.check(core.call.ink_group_choose(groups, candidates.length, strokes, chosen, found));
    return [...core.i32(chosen, core.i32(found, 1)[0])].map((i) => candidates[i]);
  });
}
