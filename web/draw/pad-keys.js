/** Keys that undo and clear: for the pad that was used last, where a page has more than one. */

/** @typedef {import('./pad.js').Pad} Pad */

/** What the keys would not be meant for: whoever types, or is about to press something. */
const TYPING = 'input, select, textarea';
const CONTROLS = `${TYPING}, button, a, summary, [tabindex]`;

/** The one used last at the end. @type {Pad[]} */
const pads = [];

/** Gives the keys to a pad. @param {Pad} pad */
export function giveKeys(pad) {
  const at = pads.indexOf(pad);
  if (at >= 0) pads.push(...pads.splice(at, 1));
}

/** @param {Pad} pad */
const isShown = ({ canvas }) =>
  canvas.getClientRects().length > 0 && !canvas.closest('details:not([open])');

/**
 * Lets a pad hear the keys whenever it is the one that was used last.
 * @param {Pad} pad
 * @param {() => void} clear
 */
export function listenForKeys(pad, clear) {
  // A pad that only waits for its turn does not take it from those that are there.
  pads.unshift(pad);
  pad.canvas.addEventListener('pointerdown', () => giveKeys(pad));
  document.addEventListener('keydown', (event) => {
    if (pads.filter(isShown).pop() !== pad) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest(TYPING)) return;
    if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      pad.undo();
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && !target.closest(CONTROLS)) {
      clear();
    }
  });
}
