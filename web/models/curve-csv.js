/** A run's curves as CSV, for spreadsheets and for the metadata of model files. */

/** @typedef {import('../train/protocol.js').CurvePoint} CurvePoint */

const HEAD = 'epoch,train_loss,train_accuracy,test_loss,test_accuracy';
const MAX_POINTS = 4000;
const MAX_EPOCHS = 100_000;

/** @param {number | null | undefined} value */
const isShare = (value) => value === null || value === undefined || (value >= 0 && value <= 1);

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
    const before = points.at(-1)?.epoch ?? -1;
    const isPoint =
      all.every((value) => value === null || value === undefined || Number.isFinite(value)) &&
      epoch > before &&
      epoch >= 0 &&
      epoch <= MAX_EPOCHS &&
      isShare(trainAccuracy) &&
      isShare(testAccuracy);
    if (!isPoint) return [];
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
