/** Sharing and downloads: the page's address, a picture of the answer, files. */
import { t } from '../text/index.js';

/**
 * Opens the share sheet on touch devices, and copies the address elsewhere.
 * @param {(message: string, address?: string) => void} say gets the address if the visitor has to copy
 *   it by hand
 */
export async function shareAddress(say) {
  const address = location.href;
  const touch = matchMedia('(pointer: coarse)').matches;
  if (touch && navigator.share) {
    try {
      await navigator.share({ title: 'Inkling', text: t('page.shareText'), url: address });
      return;
    } catch (error) {
      if (/** @type {Error} */ (error).name === 'AbortError') return; // the visitor closed the sheet
    }
  }
  try {
    await navigator.clipboard.writeText(address);
    say(t('page.copied'));
  } catch {
    say(t('page.copyThis'), address);
  }
}

const SIDE = 640;
const FOOT = 120;

/**
 * Saves the drawing, with the answer below it, as a PNG.
 * @param {HTMLCanvasElement} pad
 * @param {string} answer in words
 */
export function savePicture(pad, answer) {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE + FOOT;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const style = getComputedStyle(document.documentElement);
  const color = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  context.fillStyle = color('--surface');
  context.fillRect(0, 0, SIDE, SIDE + FOOT);
  context.drawImage(pad, 0, 0, SIDE, SIDE);
  context.fillStyle = color('--text');
  context.font = '600 34px system-ui, sans-serif';
  context.textAlign = 'center';
  context.fillText(answer, SIDE / 2, SIDE + 52, SIDE - 40);
  context.fillStyle = color('--muted');
  context.font = '22px system-ui, sans-serif';
  context.fillText('Inkling', SIDE / 2, SIDE + 92);
  saveCanvas(canvas, 'inkling-digit.png');
}

/** @param {HTMLCanvasElement} canvas @param {string} name of the file */
export function saveCanvas(canvas, name) {
  canvas.toBlob((blob) => {
    if (blob) download(blob, name);
  });
}

/** @param {Blob} content @param {string} name of the file */
export function download(content, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
