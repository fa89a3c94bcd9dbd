/** Drags layers along the strip of the editor, with a mouse or a pen; a finger scrolls the strip. */

/** Movements shorter than this are clicks. */
const DRAG_PIXELS = 6;

/** @param {Element} named with a key that ends in an index, such as "layer-2" */
const indexOf = (named) => Number(/** @type {HTMLElement} */ (named).dataset.key?.split('-')[1]);

export class LayerDrag {
  /** The layer that the pointer holds. @type {{ at: number, x: number, dragging: boolean } | null} */
  #held = null;
  /** Whether the next click only ends a drag. */
  #dragged = false;

  /**
   * @param {HTMLElement} strip with a .name for each layer and an .insert for each gap
   * @param {(at: number) => boolean} fixed whether a layer stays where it is
   * @param {(at: number, to: number) => void} move called when a layer has been dropped
   */
  constructor(strip, fixed, move) {
    this.strip = strip;
    this.fixed = fixed;
    this.move = move;
    strip.addEventListener('pointerdown', (event) => this.#hold(event));
    strip.addEventListener('pointermove', (event) => this.#drag(event));
    strip.addEventListener('pointerup', (event) => this.#drop(event));
    strip.addEventListener('pointercancel', () => this.#letGo());
    // A click that ends a drag must not open the card.
    strip.addEventListener(
      'click',
      (event) => {
        if (this.#dragged) event.stopPropagation();
        this.#dragged = false;
      },
      true,
    );
  }

  /** @param {PointerEvent} event */
  #hold(event) {
    this.#dragged = false;
    const name = /** @type {HTMLElement} */ (event.target).closest('.name');
    if (!name || event.button !== 0 || event.pointerType === 'touch') return;
    const at = indexOf(name);
    if (!this.fixed(at)) this.#held = { at, x: event.clientX, dragging: false };
  }

  /** The gap nearest to the pointer. @param {number} x */
  #nearest(x) {
    const far = (/** @type {Element} */ gap) => {
      const { left, width } = gap.getBoundingClientRect();
      return Math.abs(left + width / 2 - x);
    };
    const gaps = [...this.strip.querySelectorAll('.insert')];
    return gaps.reduce((best, gap) => (far(gap) < far(best) ? gap : best));
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const held = this.#held;
    if (!held) return;
    if (!held.dragging) {
      if (Math.abs(event.clientX - held.x) < DRAG_PIXELS) return;
      held.dragging = true;
      this.strip.setPointerCapture(event.pointerId);
      this.strip.classList.add('dragging');
      this.strip.querySelector(`[data-key="layer-${held.at}"]`)?.classList.add('dragged');
    }
    const nearest = this.#nearest(event.clientX);
    for (const gap of this.strip.querySelectorAll('.insert')) {
      gap.classList.toggle('target', gap === nearest);
    }
  }

  /** @param {PointerEvent} event */
  #drop(event) {
    const held = this.#held;
    this.#letGo();
    if (!held?.dragging) return;
    this.#dragged = true;
    // If no click follows, the next one counts again.
    setTimeout(() => {
      this.#dragged = false;
    });
    this.move(held.at, indexOf(this.#nearest(event.clientX)));
  }

  #letGo() {
    this.#held = null;
    this.strip.classList.remove('dragging');
    for (const one of this.strip.querySelectorAll('.target, .dragged')) {
      one.classList.remove('target', 'dragged');
    }
  }
}
