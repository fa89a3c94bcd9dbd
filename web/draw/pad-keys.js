/** Keyboard shortcuts for undo and clear. They go to the pad used last, if the page has several. */

/** @typedef {import('./pad.js').Pad} Pad */

/** Keys pressed while one of these has the focus are not meant for the pad. */
const TYPING = 'input, select, textarea';
const CONTROLS = `${TYPING}, button, a, summary, [tabindex]`;

/** Most recently used last. @type {Pad[]} */
const pads = [];

/** Sends the shortcuts to this pad from now on. @param {Pad} pad */
export function giveKeys(pad) {
  const at = pads.indexOf(pad);
  if (at >= 0) pads.push(...pads.splice(at, 1));
}

/** @param {Pad} pad */
const isShown = ({ canvas }) =>
  canvas.getClientRects().length > 0 && !canvas.closest('details:not([open])');

/**
 * Connects a pad to the shortcuts, which it gets while it is the most recently used one.
 * @param {Pad} pad
 * @param {() => void} clear
 */
export function listenForKeys(pad, clear) {
  // A pad that has not been used yet must not take the shortcuts from the others.
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
