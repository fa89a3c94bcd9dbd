/** The address of the set-up, to hand to others. */
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
