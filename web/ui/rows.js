/** Lists whose rows are rebuilt with every change. */

const CONTROLS = 'a, button, input, select';

/**
 * Replaces the rows of a list. If a control of a row has the focus, the same control of the row that
 * takes its place gets it.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} rows each with a data-row that says which one it is
 */
export function replaceRows(list, rows) {
  const focused = document.activeElement;
  const row = [...list.children].find((one) => one.contains(focused));
  /** @type {(Element | null)[]} */
  const controls = [...(row?.querySelectorAll(CONTROLS) ?? [])];
  const at = controls.indexOf(focused);
  list.replaceChildren(...rows);
  const next =
    row instanceof HTMLElement && rows.find((one) => one.dataset.row === row.dataset.row);
  if (next) /** @type {HTMLElement | undefined} */ (next.querySelectorAll(CONTROLS)[at])?.focus();
}
