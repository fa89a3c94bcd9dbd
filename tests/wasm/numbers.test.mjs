/** Numbers drawn on the pad: their strokes are grouped into digits, and single digits stay single. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  numberText,
  packFixes,
  partsOf,
  surenessOf,
  unpackFixes,
} from '../../web/answer/number.js';
import { doubted } from '../../web/answer/scribble.js';
import { isSure, SURE } from '../../web/data/sureness.js';
import { mostProbable } from '../../web/inkling/most-probable.js';
import { loadInkling } from '../../web/module/index.js';
import { random, strokeDigits } from '../pen-digits.mjs';
import { inkling, loadPretrained, report, site } from './helpers.mjs';
import { letters, scribbles } from './not-digits.mjs';

/** @typedef {import('../../web/inkling/index.js').Stroke} Stroke */

const network = loadPretrained();

/** @param {Stroke[]} strokes */
const read = (strokes) => network.predict(inkling.rasterize(strokes));

/** @param {Stroke[]} strokes @param {import('../../web/answer/number.js').Fixes} [fixes] */
function readNumber(strokes, fixes) {
  const parts = partsOf(inkling, strokes, read, fixes);
  const answers = parts
    .filter(({ glyph }) => glyph === 'digit')
    .map((part) => doubted(read(part.strokes), part.strokes));
  const labels = answers.map(mostProbable).map(String);
  const digits = answers.map((answer, i) => ({
    label: labels[i],
    probability: Math.max(...answer),
  }));
  return { parts, text: numberText(parts, labels), sure: surenessOf(parts, digits) };
}

/**
 * Moves a digit so that its box begins at x.
 * @param {[number, number][][]} strokes @param {number} x @param {number} [y]
 * @returns {{ strokes: Stroke[], width: number }}
 */
function placed(strokes, x, y = 0) {
  const xs = strokes.flat().map(([at]) => at);
  const left = Math.min(...xs);
  return {
    strokes: strokes.map((stroke) => stroke.map(([px, py]) => ({ x: px - left + x, y: py + y }))),
    width: Math.max(...xs) - left,
  };
}

/** A digit of the tests' own pen. @param {number} label @param {number} [seed] */
const digit = (label, seed = 3) => strokeDigits(10, seed)[label].strokes;

/**
 * A number with gaps relative to the digits' mean width.
 * @param {string} digits @param {number} gap @param {number} [y] @param {number} [seed]
 */
function written(digits, gap, y = 0, seed = 3) {
  let x = 0;
  return [...digits].flatMap((label) => {
    const { strokes, width } = placed(digit(Number(label), seed), x, y);
    x += width + 0.55 * gap;
    return strokes;
  });
}

/** @param {number} x @param {number} y @returns {Stroke} */
const dot = (x, y) => [
  { x, y },
  { x: x + 0.02, y: y + 0.01 },
];
/** @param {number} x @param {number} y @param {number} width @returns {Stroke} */
const bar = (x, y, width) => [
  { x, y },
  { x: x + width, y },
];

/** Makes room for a minus. @param {Stroke[]} strokes @param {number} [room] */
const toTheRight = (strokes, room = 0.6) =>
  strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: x + room, y })));

test('single digits are not taken for numbers', () => {
  const digits = strokeDigits(1000, 8);
  const taken = digits.filter(({ strokes }) => {
    const drawn = placed(strokes, 0).strokes;
    const parts = partsOf(inkling, drawn, read);
    return parts.length > 1 || parts[0].strokes !== drawn;
  });
  assert(taken.length <= 2, taken.map(({ label }) => label).join());
});

test('numbers are read as a whole, apart and touching', () => {
  const draw = random(12);
  /** @type {string[]} */
  const lines = [];
  for (const [name, low, high, least] of /** @type {const} */ ([
    ['apart', 0.1, 0.6, 97],
    ['touching', -0.1, 0.05, 88],
  ])) {
    let right = 0;
    const count = 120;
    for (let i = 0; i < count; i++) {
      let text = '';
      for (let n = 2 + Math.floor(5 * draw()); n > 0; n--) text += Math.floor(10 * draw());
      const strokes = written(text, low + (high - low) * draw(), 0, 20 + i);
      right += Number(readNumber(strokes).text === text);
    }
    const share = (100 * right) / count;
    lines.push(`${name}: ${share.toFixed(1)}% of ${count} numbers read as a whole`);
    assert(share >= least, lines.join('\n'));
  }
  report('numbers', lines.join('\n'));
});

test('minus, decimal point, and several lines', () => {
  for (const room of [0.6, 0.46]) {
    const below = [bar(0, 0.5, 0.35), ...toTheRight(written('3', 0), room)];
    assert.equal(readNumber(below).text, '−3', `${room} to the right`);
  }
  const decimal = written('25', 0.6);
  const right = Math.max(
    ...placed(digit(2), 0)
      .strokes.flat()
      .map(({ x }) => x),
  );
  for (const room of [0.15, 0.05])
    assert.equal(readNumber([...decimal, dot(right + room, 0.98)]).text, '2.5', `${room} after 2`);
  const comma = [
    { x: right + 0.15, y: 0.95 },
    { x: right + 0.05, y: 1.2 },
  ];
  const { parts, text } = readNumber([...decimal, comma]);
  assert.equal(text, '2.5');
  assert.equal(numberText(parts, ['2', '5'], { comma: ',' }), '2,5');
  assert.equal(readNumber([...written('47', 0.3), ...written('81', 0.3, 1.4)]).text, '47\n81');
});

test('an operator is neither a digit nor a part of one', () => {
  /** @type {Record<string, (x: number) => Stroke[]>} */
  const operators = {
    '+': (x) => [
      bar(x, 0.5, 0.4),
      [
        { x: x + 0.2, y: 0.3 },
        { x: x + 0.2, y: 0.7 },
      ],
    ],
    '÷': (x) => [bar(x, 0.5, 0.4), dot(x + 0.2, 0.35), dot(x + 0.2, 0.65)],
    '=': (x) => [bar(x, 0.42, 0.4), bar(x, 0.58, 0.4)],
    ':': (x) => [dot(x + 0.2, 0.3), dot(x + 0.2, 0.7)],
  };
  for (const [sign, strokesOf] of Object.entries(operators)) {
    for (const [left, right] of ['34', '50', '28']) {
      const { strokes, width } = placed(digit(Number(left)), 0);
      const after = placed(digit(Number(right)), width + 0.8).strokes;
      const { text, sure } = readNumber([...strokes, ...strokesOf(width + 0.2), ...after]);
      assert.ok(text.startsWith(left) && text.endsWith(right), `${left}${sign}${right}: ${text}`);
      assert.ok(sure < SURE, `${left}${sign}${right}: ${text}, ${sure}`);
    }
  }
});

test('the npm package reads numbers, but the strokes of ten symbols as one drawing', async () => {
  const module = await loadInkling({ reproducible: true, wasm: site });
  const drawn = [bar(0, 0.5, 0.35), ...toTheRight(written('42', 0.5))];
  const digits = await module.load(network.save());
  assert.equal((await digits.readNumber(drawn)).text, '-42');
  const symbols = await module.load(network.save({ classNames: [...'ABCDEFGHIJ'] }));
  const { text, digits: read } = await symbols.readNumber(drawn);
  assert.match(text, /^[A-J]$/);
  assert.deepEqual(read[0].strokes, drawn);
  for (const one of [digits, symbols]) one.free();
});

test('the order in which strokes are drawn does not matter', () => {
  const strokes = written('4075', 0.2);
  assert.equal(readNumber(strokes).text, '4075');
  assert.equal(readNumber([...strokes].reverse()).text, '4075');
});

test('more strokes than memory can hold are refused, and nothing else is overwritten', () => {
  const { core } = inkling;
  core.borrow([4, 4], (chosen, found) => {
    const before = new Uint8Array(core.memory.buffer).slice();
    for (const strokes of [2 ** 30 - 1, 2 ** 30, 2 ** 31 - 1]) {
      const status = core.call.ink_group_choose(0, 0, strokes, chosen, found);
      assert.throws(() => core.check(status), { code: 'NO_MEMORY' });
    }
    const after = new Uint8Array(core.memory.buffer).subarray(0, before.length);
    const changed = after.reduce((count, byte, i) => count + Number(byte !== before[i]), 0);
    assert.ok(changed < 1000, `${changed} bytes`);
  });
});

test('a grouping can be corrected', () => {
  const strokes = written('17', 0.3);
  assert.equal(readNumber(strokes).parts.length, 2);
  const one = readNumber(strokes, { joined: [strokes], apart: [], whole: [strokes] });
  assert.equal(one.parts.length, 1);
  const four = placed(digit(4), 0).strokes;
  assert.equal(readNumber(four).text, '4');
  const two = readNumber(four, { joined: [], apart: [four], whole: [] });
  assert.deepEqual(
    two.parts.map((part) => part.strokes),
    four.map((stroke) => [stroke]),
  );
  // Strokes that are gone do no harm.
  const gone = { joined: [[dot(9, 9), strokes[0]]], apart: [[dot(9, 9)]], whole: [] };
  assert(readNumber(strokes, gone).parts.length >= 1);
});

test('a corrected grouping survives as text, for the same strokes only', () => {
  const strokes = written('417', 0.3);
  const fixes = {
    joined: [strokes.slice(2)],
    apart: [strokes.slice(0, 2)],
    whole: [strokes.slice(2)],
  };
  const text = packFixes(strokes, fixes);
  assert.match(text, /^[\d,[\]]+$/);
  const copy = structuredClone(strokes);
  assert.deepEqual(unpackFixes(copy, text), fixes);
  assert.equal(unpackFixes(copy, text).joined[0][0], copy[2]);
  assert.deepEqual(unpackFixes([...copy, dot(3, 1)], text), fixes);
  const none = { joined: [], apart: [], whole: [] };
  for (const other of [copy.slice(1), [], [dot(0, 0), ...copy]]) {
    assert.deepEqual(unpackFixes(other, text), none);
  }
  for (const wrong of [null, '', '[', '7', '[[]]', '[[],[[9]],[],[]]', '[[],7,[],[]]']) {
    assert.deepEqual(unpackFixes(copy, wrong), none);
  }
});

test('two digits in one stroke are cut, unless the visitor says that they are one', () => {
  for (const text of ['80', '28', '72', '03']) {
    const stroke = written(text, 0.2).flat();
    const { text: said, parts } = readNumber([stroke]);
    assert.equal(said, text);
    assert(parts.every(({ of }) => of.length === 1 && of[0] === stroke));
    // The line that leads from one digit to the other belongs to neither.
    const [left, right] = parts.map((part) => part.strokes[0]);
    assert.deepEqual(left, stroke.slice(0, left.length));
    assert.deepEqual(right, stroke.slice(-right.length));
    // The same pieces every time, so that a digit stays selected.
    assert.equal(readNumber([stroke]).parts[0].strokes[0], parts[0].strokes[0]);
    const whole = readNumber([stroke], { joined: [], apart: [], whole: [[stroke]] });
    assert.equal(whole.parts.length, 1);
  }
  const eight = placed(digit(8), 0).strokes;
  assert.equal(readNumber(eight).parts.length, 1);
  const forced = readNumber(eight, { joined: [], apart: [eight], whole: [] });
  assert.equal(forced.parts.length, 2);
});

test('numbers of any length are read if the pen was never lifted', () => {
  const draw = random(7);
  const lines = [];
  let right = 0;
  const count = 60;
  for (let i = 0; i < count; i++) {
    let text = '';
    // A 4 and some 5s and 7s have two strokes.
    for (let n = 2 + (i % 2); n > 0; n--) text += [0, 1, 2, 3, 6, 8, 9][Math.floor(7 * draw())];
    const strokes = written(text, 0.1 + 0.5 * draw(), 0, 50 + i);
    const { text: said } = readNumber([strokes.flat()]);
    right += Number(said === text);
    if (said !== text) lines.push(`${text} as ${said}`);
  }
  assert(right >= 0.75 * count, `${right} of ${count}: ${lines.join(', ')}`);
  report('one-stroke', `${right} of ${count} numbers in one stroke read as a whole`);
});

test('a number in one stroke is sure, unless it may be a letter', () => {
  /** @param {string} text @param {number} gap */
  const sure = (text, gap) => {
    const { parts, text: said, sure: one } = readNumber([written(text, gap).flat()]);
    assert.deepEqual([said, parts.length], [text, text.length]);
    return one >= 0.6;
  };
  assert.deepEqual([sure('80', 0.2), sure('28', 0.2)], [true, true]);
  // These could be an R and a P.
  assert.deepEqual([sure('17', 0.2), sure('12', 0.2)], [false, false]);
});

test('a number that touches throughout is not sure, as it may be a letter', () => {
  const numbers = letters(2).filter(({ strokes }) => readNumber(strokes).parts.length > 1);
  const sure = letters(2).filter(({ strokes }) => readNumber(strokes).sure >= 0.6);
  assert(numbers.length > 0);
  assert(sure.length <= 2, sure.map(({ name }) => name).join());
  assert(readNumber(written('47', 0.3)).sure > 0.8);
});

test('at least 97% of the scribbles are neither sure digits nor sure numbers', () => {
  const all = scribbles(20);
  const unsure = all.filter(({ strokes }) => {
    const { parts, sure } = readNumber(strokes);
    return parts.length > 1 ? sure < SURE : !isSure(doubted(read(strokes), strokes));
  });
  assert(unsure.length >= 0.97 * all.length, `${unsure.length} of ${all.length}`);
  assert(readNumber(written('111', 0.3)).sure > 0.8);
});

test('any drawing has a reading', () => {
  const many = Array.from({ length: 80 }, (_, i) => dot((i % 10) / 10, Math.floor(i / 10) / 10));
  for (const strokes of [many, many.slice(0, 40), many.slice(0, 2), [many[0], many[0]]]) {
    const { parts } = readNumber(strokes);
    assert.equal(parts.flatMap((part) => part.strokes).length, strokes.length);
  }
});
