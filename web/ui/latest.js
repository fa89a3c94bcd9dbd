/** Shows what changes faster than it can be computed: one at a time, and the latest in the end. */

/**
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>} starts the work, or repeats it once the one under way has ended
 */
export function latest(work) {
  let working = false;
  let again = false;
  return async () => {
    again = true;
    if (working) return;
    working = true;
    try {
      while (again) {
        again = false;
        try {
          await work();
        } catch (error) {
          if (!again) throw error; // else it is out of date
        }
      }
    } finally {
      working = false;
    }
  };
}
