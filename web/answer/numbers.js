/**
 * Numbers on the pad: reads all digits, remembers which one is selected and what the visitor said about
 * the grouping, and shows them. Loaded with the first stroke.
 */
import { areDigits } from '../data/classes.js';
import { isSure } from '../data/sureness.js';
import { loadInkling } from '../inkling/index.js';
import { mostProbable } from '../inkling/most-probable.js';
import { tabNote } from '../storage/notes.js';
import { formatDecimalMark, t } from '../text/index.js';
import {
  NO_FIXES,
  numberText,
  packFixes,
  partsOf,
  signText,
  surenessOf,
  unpackFixes,
} from './number.js';
import { NumberView } from './number-view.js';
import { doubted } from './scribble.js';

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('./number.js').Part} Part
 * @typedef {import('./reader.js').Reader} Reader
 * @typedef {import('./reader.js').Source} Source
 *
 * @typedef {object} Digit a part of a number, read
 * @property {Part} part
 * @property {string} text
 * @property {Float32Array} ink
 * @property {Float32Array} probabilities
 *
 * @typedef {object} DrawnNumber
 * @property {Digit[]} digits in reading order, with minus signs and decimal points
 * @property {number} selected index of the digit whose answer is shown
 * @property {string} text
 * @property {string} name of the row of digits, for screen readers
 * @property {number} sure how sure the whole number is, 0 to 1
 * @property {string} doubt what to say if it isn't sure enough
 * @property {boolean} pending whether a heavy network has yet to read some digits
 */

/** Readings kept until the ink or the network changes: more than a crowded pad needs. */
const MAX_KEPT = 1000;

/** The grouping that the visitor chose, for a reload. */
const chosen = tabNote('inkling grouping', (text) => /^[\d,[\]]{1,20000}$/.test(text));

/** @type {WeakMap<Stroke, number>} */
const ids = new WeakMap();
let nextId = 0;

/** Changes whenever a stroke does. @param {Stroke} stroke */
function keyOf(stroke) {
  let id = ids.get(stroke);
  if (id === undefined) {
    id = nextId++;
    ids.set(stroke, id);
  }
  return `${id}:${stroke.length}`;
}

/**
 * What was read before, if it is known.
 * @template T
 * @param {Map<string, T>} kept @param {Source} source @param {Stroke[]} strokes @param {() => T} read
 */
function keep(kept, source, strokes, read) {
  const key = `${source} ${strokes.map(keyOf).join()}`;
  const known = kept.get(key) ?? read();
  kept.set(key, known);
  return known;
}

export class Numbers {
  /** The judging network's probabilities, by strokes and network. @type {Map<string, Float32Array>} */
  #glances = new Map();
  /** Readings by strokes and network. @type {Map<string, ReturnType<Reader['read']>>} */
  #readings = new Map();
  /** The reader's version that both belong to. */
  #version = -1;
  /** Null until there is a drawing. @type {import('./number.js').Fixes | null} */
  #fixes = null;
  /** A stroke of the digit that was tapped, and the strokes at that time. @type {{ stroke: Stroke, among: Stroke[] } | null} */
  #tapped = null;

  /**
   * @param {Reader} reader
   * @param {import('../inkling/index.js').Inkling} inkling groups strokes
   * @param {() => void} changed called when the visitor selects a digit or changes the grouping
   */
  constructor(reader, inkling, changed) {
    this.reader = reader;
    this.inkling = inkling;
    this.changed = changed;
    this.view = new NumberView({
      select: (stroke) => this.#select(stroke),
      join: (one, other) => this.#join(one.of, other.of),
      split: (strokes) => this.#split(strokes),
    });
    /** The strokes on the pad. @type {Stroke[]} */
    this.strokes = [];
  }

  /**
   * Reads a drawing.
   * @param {Stroke[]} strokes
   * @param {Source} source
   * @param {string[]} names of the outputs
   * @returns {DrawnNumber | null} null for a single digit
   */
  read(strokes, source, names) {
    const { reader } = this;
    this.strokes = strokes;
    const numbers = areDigits(names);
    // Any other classes may be things that don't come in rows.
    if (!numbers && source !== 'symbols') return null;
    // A network in training can't tell digits from parts of digits yet.
    const other = numbers && (source === 'own' || reader.isHeavy(source));
    const judge = other && reader.has('pretrained') ? 'pretrained' : source;
    if (!reader.has(source) || reader.isHeavy(judge)) return null;
    this.#fixes ??= unpackFixes(strokes, chosen.get());
    for (const kept of [this.#glances, this.#readings]) {
      if (this.#version !== reader.version || kept.size > MAX_KEPT) kept.clear();
    }
    this.#version = reader.version;
    const parts = partsOf(
      this.inkling,
      strokes,
      (some) => keep(this.#glances, judge, some, () => reader.glance(judge, some)),
      this.#fixes,
      { signs: numbers, cuts: numbers },
    );
    if (parts.length < 2) return null;
    const readings = parts.map((part) => {
      const read = () => this.readOne(part.strokes, source, names);
      return reader.isHeavy(source) ? read() : keep(this.#readings, source, part.strokes, read);
    });
    const point = formatDecimalMark();
    // Where decimals have a point, a comma separates thousands.
    const signs = { point, comma: point === '.' ? ',' : point };
    // A heavy network answers one digit after another. Until then, all classes are equally probable.
    const unknown = new Float32Array(names.length).fill(1 / names.length);
    const digits = parts.map((part, i) => {
      const { ink, probabilities } = readings[i];
      const digit = probabilities ? names[mostProbable(probabilities)] : '?';
      const text = part.glyph === 'digit' ? digit : signText(part, parts, signs);
      return { part, text, ink, probabilities: probabilities ?? unknown };
    });
    const real = digits.filter(({ part }) => part.glyph === 'digit');
    const text = numberText(
      parts,
      real.map(({ text: one }) => one),
      signs,
    );
    const legible = numberText(
      parts,
      real.map(({ text: one, probabilities }) => (isSure(probabilities) ? one : '?')),
      signs,
    );
    return {
      digits,
      selected: this.#selectedOf(parts),
      text,
      pending: readings.some(({ probabilities }) => !probabilities),
      name: t(numbers ? 'number.digits' : 'number.symbols'),
      doubt: t(numbers ? 'answer.notSureNumber' : 'answer.anything', { text: legible }),
      sure: surenessOf(
        parts,
        real.map(({ text: label, probabilities }) => ({
          label,
          probability: Math.max(...probabilities),
        })),
      ),
    };
  }

  /**
   * Reads a single digit, or a single thing of other classes.
   * @param {Stroke[]} strokes
   * @param {Source} source
   * @param {string[]} names of the outputs
   */
  readOne(strokes, source, names) {
    const { ink, probabilities } = this.reader.read(source, strokes);
    const judged = areDigits(names) && probabilities;
    return { ink, probabilities: judged ? doubted(judged, strokes) : probabilities };
  }

  /** Shows the digits and what can be joined or split. @param {DrawnNumber | null} number */
  show(number) {
    this.view.show(number, this.strokes);
  }

  /** The digit that was tapped, or else the one drawn last. @param {Part[]} parts */
  #selectedOf(parts) {
    const { strokes } = this;
    if (this.#tapped?.among !== strokes) this.#tapped = null;
    const stroke = this.#tapped?.stroke ?? strokes[strokes.length - 1];
    const exact = parts.findIndex((part) => part.strokes.includes(stroke));
    return Math.max(0, exact < 0 ? parts.findIndex((part) => part.of.includes(stroke)) : exact);
  }

  /** @param {Stroke} stroke */
  #select(stroke) {
    this.#tapped = { stroke, among: this.strokes };
    this.changed();
  }

  /** @param {Stroke[]} one @param {Stroke[]} other */
  #join(one, other) {
    const both = one === other ? one : [...one, ...other];
    const { joined, apart, whole } = this.#fixes ?? NO_FIXES;
    this.#fixes = {
      joined: [...joined.filter((set) => !set.some((stroke) => both.includes(stroke))), both],
      apart: apart.filter((set) => !set.every((stroke) => both.includes(stroke))),
      whole: [...whole, both],
    };
    chosen.set(packFixes(this.strokes, this.#fixes));
    this.#select(one[0]);
  }

  /** @param {Stroke[]} strokes */
  #split(strokes) {
    const { joined, apart, whole } = this.#fixes ?? NO_FIXES;
    const others = (/** @type {Stroke[][]} */ sets) =>
      sets.filter((set) => !set.every((stroke) => strokes.includes(stroke)));
    this.#fixes = { joined: others(joined), apart: [...apart, strokes], whole: others(whole) };
    chosen.set(packFixes(this.strokes, this.#fixes));
    this.#select(strokes[0]);
  }
}

/** @param {Reader} reader @param {() => void} changed */
export async function createNumbers(reader, changed) {
  return new Numbers(reader, await loadInkling({ groupOnly: true }), changed);
}
