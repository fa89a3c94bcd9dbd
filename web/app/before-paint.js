/**
 * Runs before anything is painted: who has seen the hints gets a page without them, and nothing
 * moves when the page comes to life. No module, because those come later.
 */
try {
  if (Number(localStorage.getItem('inkling hints done')) >= 3) {
    document.documentElement.classList.add('hints-done');
  }
} catch {
  // Without storage the hints come with every visit.
}
