/** Chooses some of many images so that every class keeps its share. */

/**
 * Picks at even intervals. @param {number} count @param {number} most
 * @returns {Uint8Array | null} 1 for those picked; null for all
 */
export function spreadPicks(count, most) {
  if (count <= most) return null;
  return Uint8Array.from(
    { length: count },
    (_, i) => Math.floor(((i + 1) * most) / count) - Math.floor((i * most) / count),
  );
}

/**
 * Picks from each class in proportion to its size, but enough of a small class to be useful.
 * @param {ArrayLike<string>} labels @param {number} most
 * @returns {Uint8Array | null}
 */
export function fairPicks(labels, most) {
  if (labels.length <= most) return null;
  /** @type {Map<string, { total: number, quota: number, seen: number }>} */
  const classes = new Map();
  for (let i = 0; i < labels.length; i++) {
    const one = classes.get(labels[i]);
    if (one) one.total++;
    else classes.set(labels[i], { total: 1, quota: 0, seen: 0 });
  }
  // Half of the room is shared by classes, the other half by images.
  const own = Math.floor(Math.max(0, most) / 2 / classes.size);
  let room = Math.max(0, most);
  for (const one of classes.values()) {
    one.quota = Math.min(one.total, own);
    room -= one.quota;
  }
  const left = [...classes.values()].reduce((sum, { total, quota }) => sum + total - quota, 0);
  for (const one of classes.values()) {
    one.quota += Math.floor(((one.total - one.quota) * room) / Math.max(1, left));
  }
  return Uint8Array.from({ length: labels.length }, (_, i) => {
    const one = /** @type {{ total: number, quota: number, seen: number }} */ (
      classes.get(labels[i])
    );
    const n = one.seen++;
    return Math.floor(((n + 1) * one.quota) / one.total) - Math.floor((n * one.quota) / one.total);
  });
}
