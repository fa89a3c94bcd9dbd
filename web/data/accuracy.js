/** Test accuracy along a run's curve. */

/** Test accuracies whose first time is recorded. */
export const MILESTONES = [0.9, 0.95, 0.98, 0.99];

/**
 * The last measured test accuracy; null if there is none.
 * @param {readonly { testAccuracy: number | null }[]} points of a curve
 */
export const lastAccuracy = (points) =>
  points.filter(({ testAccuracy }) => testAccuracy !== null).pop()?.testAccuracy ?? null;

/**
 * The last accuracy on a sample of the test digits; null if there is none.
 * @param {readonly { sample?: { accuracy: number } }[]} points of a curve
 */
export const lastSample = (points) =>
  points.filter(({ sample }) => sample).pop()?.sample?.accuracy ?? null;
