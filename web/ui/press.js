/**
 * Clicks that the browser would lose. It clicks what is under the mouse both when it is pressed and when it
 * is released, so nothing happens if a control was made anew in between, has moved, or is under a toast.
 */

const CONTROLS = 'a, button, input, label, summary';

/** Farther, the mouse has left the control on purpose. */
const SLIP_PX = 4;

export function keepClicks() {
  /** @type {{ control: HTMLElement, x: number, y: number } | null} */
  let pressed = null;
  const capture = true; // before anyone stops the event
  document.addEventListener(
    'pointerdown',
    ({ target, button, pointerType, clientX: x, clientY: y }) => {
      /** @type {HTMLElement | null} */
      const control = /** @type {Element} */ (target).closest(CONTROLS);
      // A touch clicks what is there when it ends.
      pressed = control && button === 0 && pointerType === 'mouse' ? { control, x, y } : null;
    },
    capture,
  );
  document.addEventListener(
    'pointerup',
    ({ target, clientX, clientY }) => {
      if (!pressed) return;
      const { control, x, y } = pressed;
      pressed = null;
      if (control.contains(/** @type {Element} */ (target))) return;
      if (Math.hypot(clientX - x, clientY - y) > SLIP_PX) return;
      const isHidden = control.isConnected && control.getClientRects().length === 0;
      if (!isHidden) control.click();
    },
    capture,
  );
}
