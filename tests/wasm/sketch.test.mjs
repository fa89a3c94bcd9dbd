/** What pens, palms, fingers, and erasers do to the drawing, as sequences of pointer events. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { meansUndo } from '../../web/draw/pad-keys.js';
import { paintStroke } from '../../web/draw/paint-stroke.js';
import { Sketch } from '../../web/draw/sketch.js';

/** Pointers by name, as browsers report them. */
const PEN = { id: 1, type: 'pen', button: 0, buttons: 1 };
const ERASER = { id: 1, type: 'pen', button: 5, buttons: 32 };
const PALM = { id: 20, type: 'touch', button: 0, buttons: 1 };
const FINGER = { id: 21, type: 'touch', button: 0, buttons: 1 };
const OTHER_FINGER = { id: 22, type: 'touch', button: 0, buttons: 1 };
const MOUSE = { id: 0, type: 'mouse', button: 0, buttons: 1 };

function setUp() {
  const seen = { changed: 0, settled: 0 };
  const sketch = new Sketch({ changed: () => seen.changed++, settled: () => seen.settled++ });
  let time = 10_000;
  /** @typedef {typeof PEN} Device */
  const at = (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y });
  return {
    sketch,
    seen,
    wait: (/** @type {number} */ ms) => {
      time += ms;
    },
    /** @param {Device} device @param {number} x @param {number} y */
    down: (device, x, y) => sketch.down({ ...device, time: ++time, points: [at(x, y)] }),
    /** @param {Device} device @param {number} x @param {number} y */
    move: (device, x, y, buttons = device.buttons) =>
      sketch.move({ ...device, button: -1, buttons, time: ++time, points: [at(x, y)] }),
    /** @param {Device} device */
    up: (device) => {
      sketch.up(device);
      sketch.cancel({ ...device, time: ++time }); // lostpointercapture follows
    },
    /** @param {Device} device */
    cancel: (device) => {
      sketch.cancel({ ...device, time: ++time });
      sketch.cancel({ ...device, time });
    },
    /** The strokes as text: 0.1,0.2 0.3,0.4. */
    ink: () => sketch.strokes.map((stroke) => stroke.map(({ x, y }) => `${x},${y}`).join(' ')),
  };
}

test('a pen takes over from a palm that rests first, and the ink of the palm goes', () => {
  const { sketch, down, move, up, ink } = setUp();
  assert.equal(down(PALM, 0.9, 0.9), true);
  move(PALM, 0.9, 0.8);
  assert.equal(down(PEN, 0.2, 0.2), true);
  assert.deepEqual(ink(), ['0.2,0.2']);
  move(PALM, 0.9, 0.7);
  move(PEN, 0.3, 0.3);
  up(PALM);
  up(PEN);
  assert.deepEqual(ink(), ['0.2,0.2 0.3,0.3']);
  // The palm left no step to undo, either.
  sketch.undo();
  assert.deepEqual(ink(), []);
  assert.deepEqual(sketch.history, []);
});

test('the palm of earlier strokes goes without them', () => {
  const { sketch, down, move, up, ink, wait } = setUp();
  down(PEN, 0.1, 0.1);
  up(PEN);
  wait(2000);
  down(PALM, 0.9, 0.9);
  down(PEN, 0.2, 0.2);
  move(PEN, 0.3, 0.3);
  up(PEN);
  assert.deepEqual(ink(), ['0.1,0.1', '0.2,0.2 0.3,0.3']);
  sketch.undo();
  assert.deepEqual(ink(), ['0.1,0.1']);
  sketch.undo();
  assert.deepEqual(ink(), []);
});

test('a touch beside a pen or a mouse, or just after the pen, is a palm', () => {
  for (const tool of [PEN, MOUSE]) {
    const { down, move, ink } = setUp();
    down(tool, 0.2, 0.2);
    assert.equal(down(PALM, 0.9, 0.9), false);
    move(PALM, 0.8, 0.8);
    move(tool, 0.3, 0.3);
    assert.deepEqual(ink(), ['0.2,0.2 0.3,0.3']);
  }
  const { down, move, up, wait } = setUp();
  down(PEN, 0.2, 0.2);
  up(PEN);
  assert.equal(down(PALM, 0.9, 0.9), false);
  wait(1000);
  move(PEN, 0.5, 0.5, 0); // hovers: the next stroke comes
  assert.equal(down(PALM, 0.9, 0.9), false);
  wait(1000);
  assert.equal(down(FINGER, 0.5, 0.5), true, 'a finger draws again when the pen is put away');
});

test('a palm that the browser cancels when the pen comes leaves no ink', () => {
  const { down, move, cancel, ink } = setUp();
  down(PALM, 0.9, 0.9);
  move(PALM, 0.8, 0.9);
  cancel(PALM);
  down(PEN, 0.2, 0.2);
  assert.deepEqual(ink(), ['0.2,0.2']);
  // A stroke that was interrupted long before is not a palm.
  const other = setUp();
  other.down(FINGER, 0.4, 0.4);
  other.cancel(FINGER);
  other.wait(5000);
  other.down(PEN, 0.2, 0.2);
  assert.deepEqual(other.ink(), ['0.4,0.4', '0.2,0.2']);
});

test('two fingers that draw at once lose nothing', () => {
  const { sketch, seen, down, move, up, ink } = setUp();
  down(FINGER, 0.1, 0.1);
  move(FINGER, 0.1, 0.2);
  down(OTHER_FINGER, 0.5, 0.5);
  move(FINGER, 0.1, 0.3);
  move(OTHER_FINGER, 0.5, 0.6);
  up(FINGER);
  move(OTHER_FINGER, 0.5, 0.7);
  up(OTHER_FINGER);
  assert.deepEqual(ink(), ['0.1,0.1 0.1,0.2 0.1,0.3', '0.5,0.5 0.5,0.6 0.5,0.7']);
  assert.equal(seen.settled, 2);
  sketch.undo();
  assert.deepEqual(ink(), ['0.1,0.1 0.1,0.2 0.1,0.3']);
});

test('a canceled pointer that goes on goes on with its stroke', () => {
  const { sketch, seen, down, move, cancel, up, ink, wait } = setUp();
  down(FINGER, 0.1, 0.1);
  cancel(FINGER);
  assert.equal(seen.settled, 1);
  assert.equal(move(FINGER, 0.2, 0.2), true, 'it has to be captured again');
  assert.equal(move(FINGER, 0.3, 0.3), false);
  up(FINGER);
  assert.deepEqual(ink(), ['0.1,0.1 0.2,0.2 0.3,0.3']);
  assert.equal(seen.settled, 2);

  // Not after a pause, not with the button up, and not into a drawing that has been cleared.
  down(MOUSE, 0.6, 0.6);
  cancel(MOUSE);
  move(MOUSE, 0.7, 0.7, 0);
  move(MOUSE, 0.8, 0.8);
  down(FINGER, 0.4, 0.4);
  cancel(FINGER);
  wait(2000);
  move(FINGER, 0.9, 0.9);
  assert.deepEqual(ink().slice(1), ['0.6,0.6', '0.4,0.4']);
  down(FINGER, 0.5, 0.5);
  cancel(FINGER);
  sketch.clear();
  move(FINGER, 0.9, 0.9);
  assert.deepEqual(ink(), []);
});

test('the eraser erases the strokes it touches, and undo takes one erasure back at once', () => {
  const { sketch, down, move, up, ink } = setUp();
  sketch.restore([[at(0.1, 0.5), at(0.1, 0.9)], [at(0.5, 0.1), at(0.5, 0.9)], [at(0.8, 0.8)]]);
  down(ERASER, 0.3, 0.5);
  assert.equal(ink().length, 3);
  move(ERASER, 0.6, 0.5); // fast: no event on the line itself
  move(ERASER, 0.8, 0.79);
  up(ERASER);
  assert.deepEqual(ink(), ['0.1,0.5 0.1,0.9']);
  sketch.undo();
  assert.equal(ink().length, 3);
  const { length } = sketch.history;
  down(ERASER, 0.3, 0.3);
  up(ERASER);
  assert.equal(sketch.history.length, length, 'an eraser that meets no ink is nothing to undo');

  function at(/** @type {number} */ x, /** @type {number} */ y) {
    return { x, y };
  }
});

test('other buttons do not draw, and a release that was missed ends the stroke', () => {
  const { seen, down, move, ink } = setUp();
  assert.equal(down({ ...MOUSE, button: 2, buttons: 2 }, 0.1, 0.1), false);
  assert.equal(down({ ...PEN, button: 2, buttons: 2 }, 0.1, 0.1), false);
  move(MOUSE, 0.2, 0.2);
  down(MOUSE, 0.3, 0.3);
  move(MOUSE, 0.4, 0.4, 2); // the left button went up while the right one was down
  move(MOUSE, 0.5, 0.5);
  assert.deepEqual(ink(), ['0.3,0.3']);
  assert.equal(seen.settled, 1);
});

test('a pen that presses harder draws a wider line; any other line is one path, and a tap a dot', () => {
  /** What is painted, with its widths. @param {(number | undefined)[]} pressures */
  const painted = (...pressures) => {
    /** @type {string[]} */
    const marks = [];
    let dot = 0;
    const context = {
      lineWidth: 0,
      beginPath() {},
      moveTo() {},
      lineTo() {},
      quadraticCurveTo() {},
      arc: (/** @type {number} */ _x, /** @type {number} */ _y, /** @type {number} */ radius) => {
        dot = 2 * radius;
      },
      fill: () => marks.push(`dot ${dot.toFixed(1)}`),
      stroke: () => marks.push(`line ${context.lineWidth.toFixed(1)}`),
    };
    const stroke = pressures.map((pressure, i) => ({ x: i / 10, y: 0, pressure }));
    paintStroke(/** @type {any} */ (context), stroke, 200);
    return marks;
  };
  assert.deepEqual(painted(undefined, undefined, undefined, undefined), ['line 11.0']);
  assert.deepEqual(painted(undefined), ['dot 11.0']);
  assert.deepEqual(painted(0.1, 0.1, 0.5, 1), ['line 6.6', 'line 11.0', 'line 16.5']);
  assert.deepEqual(painted(1), ['dot 16.5']);
});

test('Ctrl+Z or Cmd+Z means undo on every keyboard', () => {
  const keys = {
    key: 'z',
    code: 'KeyZ',
    ctrlKey: true,
    metaKey: false,
    altKey: false,
    shiftKey: false,
  };
  assert.equal(meansUndo(keys), true);
  assert.equal(meansUndo({ ...keys, ctrlKey: false, metaKey: true }), true);
  assert.equal(meansUndo({ ...keys, key: 'Z' }), true, 'with Caps Lock');
  assert.equal(meansUndo({ ...keys, code: 'KeyY' }), true, 'on a German keyboard');
  assert.equal(meansUndo({ ...keys, key: 'ئ' }), true, 'on an Arabic keyboard');
  assert.equal(
    meansUndo({ ...keys, key: 'y' }),
    false,
    'the key in that place on a German keyboard',
  );
  for (const other of ['shiftKey', 'altKey'])
    assert.equal(meansUndo({ ...keys, [other]: true }), false);
  assert.equal(meansUndo({ ...keys, ctrlKey: false }), false);
});
