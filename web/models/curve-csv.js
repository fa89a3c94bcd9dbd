/** A run's curves as CSV, for spreadsheets and for the metadata of model files. */

/** @typedef {import('../train/protocol.js').CurvePoint} CurvePoint */

const HEAD = 'epoch,train_loss,train_accuracy,test_loss,test_accuracy';
const MAX_POINTS = 4000;

/** @param {number | null} value */
const write = (value) => (value === null ? '' : String(Number(value.toPrecision(7))));

/** @param {CurvePoint[]} points */
export function csvOf(points) {
  const rows = points
    .slice(-MAX_POINTS)
    .map(({ epoch, trainLoss, trainAccuracy, testLoss, testAccuracy }) =>
      [epoch, trainLoss, trainAccuracy, testLoss, testAccuracy].map(write).join(','),
    );
  return `${[HEAD, ...rows].join('\n')}\n`;
}

/**
 * Parses such a CSV; empty if it is anything else.
 * @param {string} text
 * @returns {CurvePoint[]}
 */
export function pointsOf(text) {
  const [head, ...rows] = text.trim().split('\n');
  if (head !== HEAD) return [];
  /** @type {CurvePoint[]} */
  const points = [];
  for (const row of rows.slice(0, MAX_POINTS)) {
    const [epoch, trainLoss, trainAccuracy, testLoss, testAccuracy] = row
      .split(',')
      .map((value) => (value === '' ? null : Number(value)));
    if (epoch === null || trainLoss === null || trainAccuracy === null) return [];
    const all = [epoch, trainLoss, trainAccuracy, testLoss, testAccuracy];
    if (all.length !== 5 || all.some((value) => value !== null && !Number.isFinite(value)))
      return [];
    points.push({
      epoch,
      trainLoss,
      trainAccuracy,
      testLoss: testLoss ?? null,
      testAccuracy: testAccuracy ?? null,
    });
  }
  return points;
}
