/** A labeled bar for each class of a network. */
import { html } from '../fetch/trusted.js';

/** More bars than this in a row would be too narrow to read. */
const MAX_PER_ROW = 13;

/**
 * Adds or removes bars to match the names.
 * @param {HTMLElement} list
 * @param {string[]} names
 */
export function nameBars(list, names) {
  const rows = Math.ceil(names.length / MAX_PER_ROW);
  list.style.setProperty('--in-row', String(Math.ceil(names.length / rows)));
  list.style.setProperty('--rows', String(rows));
  list.classList.toggle('many', rows > 1);
  while (list.children.length > names.length) list.lastElementChild?.remove();
  while (list.children.length < names.length) {
    const item = document.createElement('li');
    item.innerHTML = html`<span class="track"><span class="bar"></span></span><b></b>`;
    list.append(item);
  }
  names.forEach((name, output) => {
    list.children[output].getElementsByTagName('b')[0].textContent = name;
  });
}

/**
 * @param {HTMLElement} list
 * @param {ArrayLike<number> | null} probabilities
 * @param {number} best the answer; -1 for none
 */
export function fillBars(list, probabilities, best) {
  for (const [output, item] of [...list.children].entries()) {
    const { style } = /** @type {HTMLElement} */ (item);
    // Finer steps would not be visible, and change the styles with every point of a stroke.
    const share = String(Math.round(1000 * (probabilities?.[output] ?? 0)) / 1000);
    if (style.getPropertyValue('--p') !== share) style.setProperty('--p', share);
    item.classList.toggle('best', output === best);
  }
}
