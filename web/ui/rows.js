/** Lists whose rows are rebuilt with every change, and lists that are too long to be drawn at once. */

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

/** A few lines of small pictures: there is a list for each class, and the browser takes long to show many. */
const AT_ONCE = 12;

/**
 * Fills a list as far as it is in sight, and adds more when its end comes near.
 * @template T
 * @param {HTMLElement} list empty
 * @param {T[]} items
 * @param {(item: T) => HTMLElement} make
 */
export function growRows(list, items, make) {
  let shown = 0;
  const more = () => {
    list.append(...items.slice(shown, (shown += AT_ONCE)).map(make));
    return list.lastElementChild;
  };
  const last = more();
  if (!last || shown >= items.length) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      const end = more();
      if (end && shown < items.length) observer.observe(end);
    },
    { rootMargin: '600px' },
  );
  observer.observe(last);
}
