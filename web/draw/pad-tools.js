/** The pad with its buttons and keys; what is on it is kept. */

import { formatFacts, t } from '../text/index.js';
import { byTestId } from '../ui/dom.js';
import { savePicture } from '../ui/share.js';
import { Pad } from './pad.js';
import './words.js';

/**
 * @param {import('../storage/store.js').Store} store
 * @param {object} events
 * @param {() => void} events.changed called when there is more or less ink
 * @param {() => void} events.drawn called when a drawing has ended with ink on the pad
 * @returns {Pad}
 */
export function createDrawing(store, { changed, drawn }) {
  const undo = /** @type {HTMLButtonElement} */ (byTestId('undo'));
  const save = /** @type {HTMLButtonElement} */ (byTestId('save-picture'));

  const pad = new Pad(/** @type {HTMLCanvasElement} */ (byTestId('pad')), {
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
  save.addEventListener('click', () => {
    const said = byTestId('prediction').textContent;
    const answer = t('ui.labeled', { label: t('answer.says'), value: said ?? '' });
    savePicture(pad.canvas, formatFacts([answer, byTestId('confidence').textContent ?? '']));
  });
  document.addEventListener('keydown', (event) => {
    const typing = /** @type {HTMLElement} */ (event.target).closest('input, select, textarea');
    if (typing) return;
    if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      pad.undo();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      clear();
    }
  });

  showButtons();
  store.loadDrawing().then((strokes) => {
    if (strokes && pad.empty) pad.restore(strokes);
  });
  return pad;
}
