/** Keyboard shortcuts for undo and clear. They go to the pad used last, if the page has several. */

/** @typedef {import('./pad.js').Pad} Pad */

/** Text fields: Ctrl+Z belongs to the one that has the focus. */
const TEXT =
  'textarea, input:not([type=checkbox], [type=radio], [type=range], [type=color], [type=file])';
/** Delete is not meant for the pad while one of these has the focus. */
const CONTROLS = 'input, select, textarea, button, a, summary, [tabindex]';

/**
 * Whether these keys mean undo. On keyboards without Latin letters, the key's place decides.
 * @param {Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>} event
 */
export function meansUndo({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
  if (!(ctrlKey || metaKey) || altKey || shiftKey) return false;
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === 'z' : code === 'KeyZ';
}

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
    if (target.closest(TEXT) || target.isContentEditable) return;
    if (meansUndo(event)) {
      event.preventDefault();
      pad.undo();
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && !target.closest(CONTROLS)) {
      clear();
    }
  });
}
