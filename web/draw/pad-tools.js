/** The pad with its buttons and keys; what is on it is kept. */

import { byTestId } from '../ui/dom.js';
import { Pad } from './pad.js';
import { listenForKeys } from './pad-keys.js';
import './words.js';

/**
 * @param {import('../storage/store.js').Store} store
 * @param {object} events
 * @param {() => void} events.changed called when there is more or less ink
 * @param {() => void} events.drawn called when a drawing has ended with ink on the pad
 * @param {(pad: Pad) => void} events.save called to save the drawing as a picture
 * @returns {Pad}
 */
export function createDrawing(store, { changed, drawn, save: savePicture }) {
  const undo = byTestId('undo', HTMLButtonElement);
  const save = byTestId('save-picture', HTMLButtonElement);

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
    byTestId('pad-hint').hidden = !pad.empty;
  }

  function clear() {
    pad.clear();
    changed(); // also when an image was looked at and the pad was empty
  }

  undo.addEventListener('click', () => pad.undo());
  byTestId('clear').addEventListener('click', clear);
  save.addEventListener('click', () => savePicture(pad));
  listenForKeys(pad, clear);

  showButtons();
  store.loadDrawing().then((strokes) => {
    if (strokes && pad.empty) pad.restore(strokes);
  });
  return pad;
}
