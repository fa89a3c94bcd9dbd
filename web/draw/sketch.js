/**
 * The drawing, and what pointers do to it: which of them draw, which erase, and which are a palm.
 * pad.js translates a browser's events; nothing here needs a document.
 */

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {Stroke[number]} Point
 *
 * @typedef {object} Pointer one pointer event
 * @property {number} id
 * @property {string} type mouse, pen, or touch
 * @property {number} button
 * @property {number} buttons
 * @property {number} time in milliseconds
 * @property {Point[]} points oldest first; several if the browser merged events
 *
 * @typedef {object} ActivePointer a pointer that is down
 * @property {string} type
 * @property {number} bit the button that holds it down, as in `buttons`
 * @property {boolean} pressed whether its events report that button; synthetic ones may not
 * @property {Stroke | null} stroke being drawn; null for an eraser
 * @property {Point | null} last where the eraser was
 * @property {boolean} erased
 * @property {number | null} canceled when the browser canceled it, if it did
 */

const DRAWS = 1;
const ERASES = 32;
/** `button` of an eraser that goes down. */
const ERASER = 5;

/** How close to a line the eraser must come, in units of the pad. */
const ERASER_REACH = 0.04;

/** A touch this soon after a pen's last event is the hand that holds it. */
const PALM_MS = 500;

/** A canceled pointer that moves again within this time continues its stroke. */
const RESUME_MS = 1000;

/** @param {Point} point @param {Point} a @param {Point} b the ends of a line */
function distance(point, a, b) {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const length = x * x + y * y;
  const along = length ? ((point.x - a.x) * x + (point.y - a.y) * y) / length : 0;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(a.x + t * x - point.x, a.y + t * y - point.y);
}

/** Whether an eraser that moves from one point to another touches a stroke.
 *  @param {Stroke} stroke @param {Point} from @param {Point} to */
function touches(stroke, from, to) {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / ERASER_REACH);
  for (let step = 0; step <= steps; step++) {
    const part = steps ? step / steps : 0;
    const at = { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
    if (stroke.some((b, i) => distance(at, stroke[Math.max(0, i - 1)], b) < ERASER_REACH)) {
      return true;
    }
  }
  return false;
}

/** @param {Stroke[]} some @param {Stroke[]} others */
const same = (some, others) =>
  some.length === others.length && some.every((stroke, i) => stroke === others[i]);

export class Sketch {
  /** @type {Stroke[]} */
  strokes = [];
  /** The undo stack: earlier states of the drawing, newest last. @type {Stroke[][]} */
  history = [];
  /** @type {Map<number, ActivePointer>} */
  #active = new Map();
  #penSeen = Number.NEGATIVE_INFINITY;

  /**
   * @param {object} events
   * @param {() => void} events.changed called when the ink changes
   * @param {() => void} events.settled called when a stroke, undo, or clear is complete
   */
  constructor({ changed, settled }) {
    this.changed = changed;
    this.settled = settled;
  }

  /** Replaces the drawing. Undo takes back its strokes one by one. @param {Stroke[]} strokes */
  restore(strokes) {
    this.#active.clear();
    this.strokes = strokes;
    this.history = strokes.map((_, i) => strokes.slice(0, i));
    this.changed();
  }

  /** Undoes the last stroke, erasure, or clear. */
  undo() {
    const before = this.history.pop();
    if (before) this.#replace(before);
  }

  clear() {
    if (!this.strokes.length) return;
    this.history.push(this.strokes);
    this.#replace([]);
  }

  /** A pointer goes down; returns whether it draws or erases. @param {Pointer} pointer */
  down({ id, type, button, buttons, time, points }) {
    this.#active.delete(id); // its end went unnoticed
    if (type === 'pen') this.#penSeen = time;
    const erases = button === ERASER || (buttons & ERASES) !== 0;
    if ((!erases && button !== 0) || !points.length) return false;
    if (type !== 'touch') this.#dropPalms(time);
    else if (time - this.#penSeen < PALM_MS || this.#holdsTool()) return false;
    const bit = erases ? ERASES : DRAWS;
    /** @type {ActivePointer} */
    const active = {
      type,
      bit,
      pressed: (buttons & bit) !== 0,
      stroke: null,
      last: null,
      erased: false,
      canceled: null,
    };
    this.#active.set(id, active);
    if (!erases) {
      active.stroke = [...points];
      this.history.push(this.strokes);
      this.strokes = [...this.strokes, active.stroke];
      this.changed();
    } else {
      this.#erase(active, points);
    }
    return true;
  }

  /** Returns whether a pointer that was canceled continues. @param {Pointer} pointer */
  move(pointer) {
    const { id, type, buttons, time, points } = pointer;
    if (type === 'pen') this.#penSeen = time;
    const active = this.#active.get(id);
    if (!active) return false;
    const held = (buttons & active.bit) !== 0;
    const { canceled } = active;
    if (canceled !== null && (!held || time - canceled > RESUME_MS)) {
      this.#active.delete(id);
      return false;
    }
    if (active.pressed && !held) {
      // It was lifted out of sight, or only another button is still down.
      this.up(pointer);
      return false;
    }
    active.pressed = held;
    active.canceled = null;
    if (active.stroke) this.#draw(active.stroke, points);
    else this.#erase(active, points);
    return canceled !== null;
  }

  /** @param {Pick<Pointer, 'id'>} pointer */
  up({ id }) {
    const active = this.#active.get(id);
    this.#active.delete(id);
    if (active?.canceled === null) this.settled();
  }

  /** The browser cancels a pointer. Some move again all the same. @param {Pick<Pointer, 'id' | 'time'>} pointer */
  cancel({ id, time }) {
    const active = this.#active.get(id);
    if (!active || active.canceled !== null) return;
    active.canceled = time;
    this.settled();
  }

  /** Whether a pen or a mouse is down: a touch beside it is a palm. */
  #holdsTool() {
    return [...this.#active.values()].some(
      ({ type, canceled }) => type !== 'touch' && canceled === null,
    );
  }

  /** Takes back what a palm has drawn before the pen came down. @param {number} time */
  #dropPalms(time) {
    for (const [id, { type, stroke, canceled }] of this.#active) {
      if (type !== 'touch') continue;
      this.#active.delete(id);
      if (!stroke || (canceled !== null && time - canceled > RESUME_MS)) continue;
      /** @param {Stroke[]} strokes */
      const without = (strokes) => strokes.filter((one) => one !== stroke);
      this.strokes = without(this.strokes);
      this.history = this.history
        .map(without)
        .filter((before, i, all) => !same(before, all[i + 1] ?? this.strokes));
    }
  }

  /** @param {Stroke} stroke @param {Point[]} points */
  #draw(stroke, points) {
    const { length } = stroke;
    for (const point of points) {
      const last = stroke.at(-1);
      if (last?.x !== point.x || last.y !== point.y) stroke.push(point);
    }
    if (stroke.length !== length) this.changed();
  }

  /** @param {ActivePointer} active @param {Point[]} points */
  #erase(active, points) {
    for (const point of points) {
      const from = active.last ?? point;
      active.last = point;
      const left = this.strokes.filter((stroke) => !touches(stroke, from, point));
      if (left.length === this.strokes.length) continue;
      // One erasure is one step to undo, however many strokes it hits.
      if (!active.erased) this.history.push(this.strokes);
      active.erased = true;
      this.strokes = left;
      this.changed();
    }
  }

  /** @param {Stroke[]} strokes */
  #replace(strokes) {
    this.#active.clear();
    this.strokes = strokes;
    this.changed();
    this.settled();
  }
}
