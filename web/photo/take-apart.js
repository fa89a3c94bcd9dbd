/** Splits touching digits, which are found as one mark. The network decides whether they are two. */
import { isSure } from '../data/sureness.js';

/** @typedef {import('../inkling/pages.js').Mark} Mark */

/**
 * Splits a mark if the network is unsure of the whole but sure of both halves.
 * @param {Mark[]} marks
 * @param {(ink: Float32Array) => Float32Array} read the class probabilities
 * @returns {Mark[]}
 */
export const takeApart = (marks, read) =>
  marks.flatMap((mark) => {
    const { ink, halves } = mark;
    const two = halves && !isSure(read(ink)) && halves.every((half) => isSure(read(half.ink)));
    return two ? halves : [mark];
  });
