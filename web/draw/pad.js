/**
 * The drawing pad: mouse, touch, and pen through Pointer Events. Strokes are stored as vectors in
 * units of the pad's side, so that they survive resizing and can be drawn at any size. sketch.js
 * decides what the pointers do.
 */

import { paintStroke } from './paint-stroke.js';
import { Sketch } from './sketch.js';

/** @typedef {import('../inkling/index.js').Stroke} Stroke */

/** Removes the listeners of pads that are no longer used. */
const dropped = new FinalizationRegistry((/** @type {() => void} */ listener) =>
  window.removeEventListener('resize', listener),
);

/**
 * Redraws a pad without keeping it alive. This is a separate function because closures of the same scope
 * keep everything that any of them uses.
 * @param {Pad} pad
 */
function redrawOnResize(pad) {
  const weak = new WeakRef(pad);
  const redraw = () => weak.deref()?.redraw();
  window.addEventListener('resize', redraw);
  dropped.register(pad, redraw);
}

export class Pad {
  #sketch;

  /**
   * @param {HTMLCanvasElement} canvas square
   * @param {object} events
   * @param {() => void} events.changed called as the pen moves
   * @param {() => void} events.settled called when a stroke, undo, or clear is complete
   */
  constructor(canvas, { changed, settled }) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.#sketch = new Sketch({
      changed: () => {
        this.redraw();
        changed();
      },
      settled,
    });
    /** @type {number | null} */
    this.frame = null;

    canvas.addEventListener('pointerdown', (event) => this.#start(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#sketch.up(this.#pointer(event, [])));
    for (const type of ['pointercancel', 'lostpointercapture']) {
      canvas.addEventListener(type, (event) =>
        this.#sketch.cancel(this.#pointer(/** @type {PointerEvent} */ (event), [])),
      );
    }
    // Without this, Scribble on an iPad takes short strokes of the Apple Pencil for handwriting, and
    // their events never arrive.
    canvas.addEventListener('touchmove', (event) => event.preventDefault(), { passive: false });

    const observer = new ResizeObserver(() => this.#paint());
    try {
      // Also reports a zoom and another screen, which change only the number of pixels.
      observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(canvas); // Safari
    }
    redrawOnResize(this);
    this.#paint();
  }

  get strokes() {
    return this.#sketch.strokes;
  }

  get empty() {
    return this.strokes.length === 0;
  }

  get canUndo() {
    return this.#sketch.history.length > 0;
  }

  /** Replaces the drawing. Undo takes back its strokes one by one. @param {Stroke[]} strokes */
  restore(strokes) {
    this.#sketch.restore(strokes);
  }

  /** Undoes the last stroke, erasure, or clear. */
  undo() {
    this.#sketch.undo();
  }

  clear() {
    this.#sketch.clear();
  }

  /** @param {PointerEvent} event @param {PointerEvent[]} events with their positions */
  #pointer({ pointerId, pointerType, button, buttons, timeStamp }, events) {
    const box = this.canvas.getBoundingClientRect();
    const at = (/** @type {PointerEvent} */ { clientX, clientY, pressure }) => ({
      x: (clientX - box.left) / box.width,
      y: (clientY - box.top) / box.height,
      ...(pointerType === 'pen' && { pressure }),
    });
    return {
      id: pointerId,
      type: pointerType,
      button,
      buttons,
      time: timeStamp,
      points: box.width ? events.map(at) : [], // a rotation may hide the pad in the middle of a stroke
    };
  }

  /** @param {PointerEvent} event */
  #start(event) {
    if (!this.#sketch.down(this.#pointer(event, [event]))) return;
    event.preventDefault();
    this.#capture(event);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const pointer = this.#pointer(event, coalesced.length ? coalesced : [event]);
    if (this.#sketch.move(pointer)) this.#capture(event);
  }

  /** @param {PointerEvent} event */
  #capture({ pointerId }) {
    try {
      this.canvas.setPointerCapture(pointerId);
    } catch {
      // A pointer that is already up can't be captured; its stroke ends at the pad's edge.
    }
  }

  /** Repaints in the next frame. */
  redraw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.#paint();
    });
  }

  #paint() {
    const { context, canvas } = this;
    const { width, height } = canvas.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    const [side, pixels] = [Math.round(width * scale), Math.round(height * scale)];
    // Setting a size, even the same one, reallocates the pixels.
    if (canvas.width !== side) canvas.width = side;
    if (canvas.height !== pixels) canvas.height = pixels;
    context.clearRect(0, 0, side, pixels);
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.fillStyle = context.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of this.strokes) paintStroke(context, stroke, side);
  }
}
