/** Exports the drawing with its answer as an image. Loaded on first use. */
import { formatFacts, t } from '../text/index.js';
import { cssColor } from '../ui/css-color.js';
import { byTestId } from '../ui/dom.js';
import { saveCanvas } from '../ui/download.js';

const SIDE = 640;
const FOOT = 120;

/** Saves the pad, with the answer below it, as a PNG. @param {HTMLCanvasElement} pad */
export function saveDrawing(pad) {
  const prediction = byTestId('prediction').textContent ?? '';
  const answer = formatFacts([
    t('ui.labeled', { label: t('answer.says'), value: prediction }),
    byTestId('confidence').textContent ?? '',
  ]);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE + FOOT;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.fillStyle = cssColor('--surface');
  context.fillRect(0, 0, SIDE, SIDE + FOOT);
  context.drawImage(pad, 0, 0, SIDE, SIDE);
  context.fillStyle = cssColor('--text');
  context.font = '600 34px system-ui, sans-serif';
  context.textAlign = 'center';
  context.fillText(answer, SIDE / 2, SIDE + 52, SIDE - 40);
  context.fillStyle = cssColor('--muted');
  context.font = '22px system-ui, sans-serif';
  context.fillText('Inkling', SIDE / 2, SIDE + 92);
  saveCanvas(canvas, 'inkling-digit.png');
}
