/** Look-ups for elements that must exist, and texts that are written only when they change. */

/**
 * @template {Element} [Found=HTMLElement]
 * @param {ParentNode} host
 * @param {string} selector
 * @param {new () => Found} [kind] of element, HTMLElement by default
 * @returns {Found}
 * @throws {Error} if there is no such element, or it is of another kind
 */
export function find(host, selector, kind) {
  const Kind = kind ?? HTMLElement;
  const found = host.querySelector(selector);
  if (found instanceof Kind) return /** @type {Found} */ (found);
  throw new Error(`No ${Kind.name} matches ${selector}.`);
}

/**
 * Finds an element by its data-testid, which code and tests share.
 * @template {Element} [Found=HTMLElement]
 * @param {string} id
 * @param {new () => Found} [kind] of element, HTMLElement by default
 * @returns {Found}
 */
export const byTestId = (id, kind) => find(document, `[data-testid=${id}]`, kind);

/**
 * Writes a text unless it is there: screen readers would repeat it, and the browser lay out its lines again.
 * @param {Node} node @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
