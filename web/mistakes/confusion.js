/** Counts and rankings of a network's answers, without any DOM. */
/**
 * @typedef {import('../train/protocol.js').Readings} Readings
 * @typedef {{ label: number, answer: number }} Cell of the matrix
 */

/** @param {Readings} answers @param {number} classes @returns {number[][]} counts [label][answer] */
export function confusionOf({ labels, answers }, classes) {
  const counts = Array.from({ length: classes }, () => new Array(classes).fill(0));
  labels.forEach((label, i) => {
    counts[label][answers[i]]++;
  });
  return counts;
}

/** @param {number[]} counts of one label */
export const rowSum = (counts) => counts.reduce((sum, count) => sum + count, 0);

/** Correct answers. @param {number[][]} counts */
export const correctOf = (counts) => counts.reduce((sum, row, label) => sum + row[label], 0);

/**
 * The digits of a cell: the most confident mistakes first, or the least confident correct answers,
 * which were nearly wrong.
 * @param {Readings} all @param {Cell} cell @param {number} limit
 * @returns {number[]} indices in the dataset
 */
export function digitsIn({ labels, answers, probabilities }, { label, answer }, limit) {
  const order = label === answer ? 1 : -1;
  return [...labels.keys()]
    .filter((i) => labels[i] === label && answers[i] === answer)
    .sort((a, b) => order * (probabilities[a] - probabilities[b]))
    .slice(0, limit);
}

/**
 * The most confident mistakes.
 * @param {Readings} all @param {number} limit
 * @returns {number[]} indices in the dataset
 */
export function worstOf({ labels, answers, probabilities }, limit) {
  return [...labels.keys()]
    .filter((i) => labels[i] !== answers[i])
    .sort((a, b) => probabilities[b] - probabilities[a])
    .slice(0, limit);
}
