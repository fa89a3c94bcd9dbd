/** Elements that are known to be there. */

/**
 * @template {Element} [Found=HTMLElement]
 * @param {ParentNode} host
 * @param {string} selector
 * @param {new () => Found} [kind] of element, HTMLElement by default
 * @returns {Found}
 * @throws {Error} where there is no such element, or it is of another kind
 */
export function find(host, selector, kind) {
  const Kind = kind ?? HTMLElement;
  const found = host.querySelector(selector);
  if (found instanceof Kind) return /** @type {Found} */ (found);
  throw new Error(`There is no ${Kind.name} ${selector}.`);
}

/**
 * The page's elements by the names that people and tests know them by.
 * @template {Element} [Found=HTMLElement]
 * @param {string} id
 * @param {new () => Found} [kind] of element, HTMLElement by default
 * @returns {Found}
 */
export const byTestId = (id, kind) => find(document, `[data-testid=${id}]`, kind);
