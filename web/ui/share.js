/** Sharing the page's address. */
import { t } from '../text/index.js';

/**
 * The address without ?lang= and ?place=: the recipient sees the network, and the page in their own
 * language.
 */
export function addressToShare() {
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  address.searchParams.delete('place');
  return address.href;
}

/**
 * Opens the share sheet on touch devices, and copies the address elsewhere.
 * @param {string} what describes what is shared
 * @param {(message: string, address?: string) => void} say gets the address if the visitor has to copy
 *   it by hand
 */
export async function shareAddress(what, say) {
  const address = addressToShare();
  const touch = matchMedia('(pointer: coarse)').matches;
  if (touch && navigator.share) {
    try {
      await navigator.share({ title: document.title, text: what, url: address });
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
