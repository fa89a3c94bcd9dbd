/**
 * Runs before the first paint, so that the layout does not shift for visitors who have finished the
 * hints. A classic script, because modules are deferred.
 */
try {
  if (Number(localStorage.getItem('inkling hints done')) >= 3) {
    document.documentElement.classList.add('hints-done');
  }
} catch {
  // Without storage, every visit starts with the hints.
}
