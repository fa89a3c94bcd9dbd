/** The page's elements by the names that people and tests know them by. @param {string} id */
export const byTestId = (id) =>
  /** @type {HTMLElement} */ (document.querySelector(`[data-testid=${id}]`));
