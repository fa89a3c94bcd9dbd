/**
 * Import this before a library that formats numbers in the browser's language: in the locale "C",
 * navigator.language isn't a language tag, and Intl throws.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
}
