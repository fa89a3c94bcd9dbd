/** Exports the curves as an image. */
import { t } from '../text/index.js';
import { cssColor } from '../ui/css-color.js';
import { saveCanvas } from '../ui/download.js';

const WIDTH = 900;
const GAP = 24;
const TITLE = 56;

/**
 * Saves the charts, stacked under a title, as a PNG.
 * @param {HTMLCanvasElement[]} charts
 * @param {string} title
 */
export function savePicture(charts, title) {
  const heights = charts.map(({ width, height }) => (WIDTH - 2 * GAP) * (height / width));
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = TITLE + heights.reduce((sum, height) => sum + height + TITLE + GAP, 0);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.textAlign = 'left'; // from right to left, too
  /** @param {string} text @param {number} x @param {number} y @param {string} name of a CSS custom property */
  const write = (text, x, y, name) => {
    context.fillStyle = cssColor(name);
    context.fillText(text, x, y, WIDTH - x - GAP);
  };
  context.fillStyle = cssColor('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = '600 22px system-ui, sans-serif';
  write(`Inkling: ${title}`, GAP, 40, '--text');
  let top = TITLE;
  charts.forEach((chart, i) => {
    context.font = '600 18px system-ui, sans-serif';
    const name = t(i === 0 ? 'train.loss' : 'train.accuracy');
    write(name, GAP, top + 36, '--text');
    context.font = '16px system-ui, sans-serif';
    write(`— ${t('train.training')}`, 300, top + 36, '--train');
    write(`— ${t('train.test')}`, 500, top + 36, '--test');
    context.drawImage(chart, GAP, top + TITLE, WIDTH - 2 * GAP, heights[i]);
    top += TITLE + heights[i] + GAP;
  });
  saveCanvas(canvas, 'inkling-curves.png');
}
