/**
 * The drawing pad: mouse, touch, and pen through Pointer Events. Strokes are stored as vectors in
 * units of the pad's side, so that they survive resizing and can be drawn at any size.
 */

/** @typedef {import('../inkling/index.js').Stroke} Stroke */

/** Line width on the pad, in units of its side. The network's input is rasterized separately. */
const LINE_WIDTH = 0.055;

export class Pad {
  /**
   * @param {HTMLCanvasElement} canvas square
   * @param {object} events
   * @param {() => void} events.changed called as the pen moves
   * @param {() => void} events.settled called when a stroke, undo, or clear is complete
   */
  constructor(canvas, { changed, settled }) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.changed = changed;
    this.settled = settled;
    /** @type {Stroke[]} */
    this.strokes = [];
    /** The undo stack: earlier states of the drawing, newest last. @type {Stroke[][]} */
    this.history = [];
    /** The pointer that draws; any other may be a resting palm. @type {number | null} */
    this.pointer = null;
    /** @type {number | null} */
    this.frame = null;

    canvas.addEventListener('pointerdown', (event) => this.#start(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      canvas.addEventListener(type, (event) => this.#end(/** @type {PointerEvent} */ (event)));
    }
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#resize();
  }

  get empty() {
    return this.strokes.length === 0;
  }

  get canUndo() {
    return this.history.length > 0;
  }

  /** Replaces the drawing. Undo takes back its strokes one by one. @param {Stroke[]} strokes */
  restore(strokes) {
    this.strokes = strokes;
    this.history = strokes.map((_, i) => strokes.slice(0, i));
    this.redraw();
    this.changed();
  }

  /** Undoes the last stroke or the last clear. */
  undo() {
    const before = this.history.pop();
    if (before) this.#replace(before);
  }

  clear() {
    if (this.empty) return;
    this.history.push(this.strokes);
    this.#replace([]);
  }

  /** @param {Stroke[]} strokes */
  #replace(strokes) {
    this.pointer = null;
    this.strokes = strokes;
    this.redraw();
    this.changed();
    this.settled();
  }

  /** @param {PointerEvent} event */
  #start(event) {
    if (this.pointer !== null || event.button !== 0) return;
    event.preventDefault();
    this.pointer = event.pointerId;
    try {
      this.canvas.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that is already up can't be captured; its stroke ends at the pad's edge.
    }
    this.history.push(this.strokes);
    this.strokes = [...this.strokes, []];
    this.#add(event);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (event.pointerId !== this.pointer) return;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    for (const point of coalesced.length ? coalesced : [event]) this.#add(point);
  }

  /** @param {PointerEvent} event */
  #end(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.settled();
  }

  /** @param {PointerEvent} event */
  #add(event) {
    const box = this.canvas.getBoundingClientRect();
    const point = {
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
    };
    const stroke = this.strokes[this.strokes.length - 1];
    const last = stroke[stroke.length - 1];
    if (last && last.x === point.x && last.y === point.y) return;
    stroke.push(point);
    this.redraw();
    this.changed();
  }

  #resize() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    const pixels = [Math.round(width * scale), Math.round(height * scale)];
    if (this.canvas.width === pixels[0] && this.canvas.height === pixels[1]) return;
    [this.canvas.width, this.canvas.height] = pixels;
    this.#paint();
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
    const side = canvas.width;
    context.clearRect(0, 0, side, canvas.height);
    context.lineWidth = LINE_WIDTH * side;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of this.strokes) {
      // Quadratic curves through the segments' midpoints smooth the corners between pointer samples.
      const points = stroke.map(({ x, y }) => [x * side, y * side]);
      const [first, last] = [points[0], points[points.length - 1]];
      context.beginPath();
      context.moveTo(first[0], first[1]);
      for (let i = 1; i < points.length - 1; i++) {
        const [x, y] = points[i];
        const [nextX, nextY] = points[i + 1];
        context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
      }
      context.lineTo(last[0], last[1]);
      context.stroke();
    }
  }
}
