/** Digits that touch each other are found as one: whether they are two is the network's to say. */
import { isSure } from '../answer/sureness.js';

/** @typedef {import('../inkling/pages.js').Mark} Mark */

/**
 * Takes marks apart where the whole is none that the network is sure of, and both halves are.
 * @param {Mark[]} marks
 * @param {(ink: Float32Array) => Float32Array} read probabilities of a digit
 * @returns {Mark[]}
 */
export const takeApart = (marks, read) =>
  marks.flatMap((mark) => {
    const { ink, halves } = mark;
    const two = halves && !isSure(read(ink)) && halves.every((half) => isSure(read(half.ink)));
    return two ? halves : [mark];
  });
