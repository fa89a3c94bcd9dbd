/** The pad with its buttons and shortcuts. The drawing is saved. */

import { byTestId } from '../ui/dom.js';
import { Pad } from './pad.js';
import { listenForKeys } from './pad-keys.js';
import './words.js';

/**
 * @param {import('../storage/store.js').Store} store
 * @param {object} events
 * @param {() => void} events.changed called when the ink changes
 * @param {() => void} events.drawn called when the pen is lifted and there is ink on the pad
 * @param {(pad: Pad) => void} events.save called to save the drawing as an image
 * @returns {Pad}
 */
export function createDrawing(store, { changed, drawn, save: savePicture }) {
  const undo = byTestId('undo', HTMLButtonElement);
  const save = byTestId('save-picture', HTMLButtonElement);
  const clearButton = byTestId('clear');

  const pad = new Pad(byTestId('pad', HTMLCanvasElement), {
    changed: () => {
      showButtons();
      changed();
    },
    settled: () => {
      store.saveDrawing(pad.strokes);
      if (!pad.empty) drawn();
    },
  });

  function showButtons() {
    undo.disabled = !pad.canUndo;
    save.disabled = pad.empty;
    // Not disabled: it also goes back from a picked image to the pad.
    clearButton.classList.toggle('idle', pad.empty);
    byTestId('pad-hint').hidden = !pad.empty;
  }

  function clear() {
    pad.clear();
    changed(); // even if the pad was empty: an image may be shown in its place
  }

  undo.addEventListener('click', () => pad.undo());
  clearButton.addEventListener('click', clear);
  save.addEventListener('click', () => savePicture(pad));
  listenForKeys(pad, clear);

  showButtons();
  store.loadDrawing().then((strokes) => {
    if (strokes && pad.empty) pad.restore(strokes);
  });
  return pad;
}
