/** What leaves the page: the address of the set-up, the drawing with its answer, files. */
import { t } from '../text/index.js';

/** The address without a language: whoever follows it reads the page in their own. */
export function addressToShare() {
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  return address.href;
}

/**
 * Hands the address to the share sheet, or copies it.
 * @param {(message: string, address?: string) => void} say with the address where it has to be
 *   copied by hand
 */
export async function shareAddress(say) {
  const address = addressToShare();
  const touch = matchMedia('(pointer: coarse)').matches;
  if (touch && navigator.share) {
    try {
      await navigator.share({ title: 'Inkling', text: t('page.shareText'), url: address });
      return;
    } catch (error) {
      if (/** @type {Error} */ (error).name === 'AbortError') return; // the visitor thought better of it
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
 * The pad with the answer below, as a PNG to save.
 * @param {HTMLCanvasElement} pad
 * @param {string} answer in words
 */
export function savePicture(pad, answer) {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE + FOOT;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  context.fillStyle = colour('--surface');
  context.fillRect(0, 0, SIDE, SIDE + FOOT);
  context.drawImage(pad, 0, 0, SIDE, SIDE);
  context.fillStyle = colour('--text');
  context.font = '600 34px system-ui, sans-serif';
  context.textAlign = 'center';
  context.fillText(answer, SIDE / 2, SIDE + 52, SIDE - 40);
  context.fillStyle = colour('--muted');
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
