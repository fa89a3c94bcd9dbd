/**
 * The digits of a number as a row of buttons: one tap selects a digit, another corrects it. Beside the
 * digits to correct it to, buttons put a wrong grouping right.
 */

import { boxOf } from '../data/box.js';
import { isSure } from '../data/sureness.js';
import { formatPercent, t } from '../text/index.js';
import { byTestId } from '../ui/dom.js';
import { button, element } from '../ui/elements.js';
import { lateStyle } from '../ui/late-style.js';
import './number-words.js';

/** Between a digit and the frame around it, relative to the pad. */
const MARGIN = 0.045;

/**
 * @typedef {import('../inkling/index.js').Stroke} Stroke
 * @typedef {import('./numbers.js').DrawnNumber} DrawnNumber
 * @typedef {import('./numbers.js').Digit} Digit
 * @typedef {import('./number.js').Part} Part
 *
 * @typedef {object} Actions
 * @property {(stroke: Stroke) => void} select
 * @property {(one: Part, other: Part) => void} join
 * @property {(strokes: Stroke[]) => void} split
 */

export class NumberView {
  /** @type {DrawnNumber | null} */
  #number = null;
  /** The strokes on the pad. @type {Stroke[]} */
  #strokes = [];

  /** @param {Actions} actions */
  constructor(actions) {
    this.actions = actions;
    lateStyle('number.css').catch(() => {});
    this.correct = byTestId('correct', HTMLButtonElement);
    this.choice = byTestId('correction');
    this.row = element('div', {
      class: 'number-row',
      dir: 'ltr',
      'data-testid': 'number',
      hidden: '',
      role: 'group',
    });
    this.correct.before(this.row);

    // The digits to correct it to may cover the number.
    this.frame = element('div', { class: 'selected-digit', 'data-testid': 'selected-digit' });
    byTestId('pad').after(this.frame);

    this.joinLeft = this.#regroup('join-left', 'number.joinLeft', 'number.joinLeftTitle', () =>
      this.#joinWith(-1),
    );
    this.joinRight = this.#regroup('join-right', 'number.joinRight', 'number.joinRightTitle', () =>
      this.#joinWith(1),
    );
    this.split = this.#regroup('split', 'number.split', 'number.splitTitle', () =>
      this.actions.split(this.#selected?.part.strokes ?? this.#strokes),
    );
    this.grouping = element(
      'div',
      { class: 'grouping', role: 'group', 'aria-label': t('number.regroup') },
      this.joinLeft,
      this.split,
      this.joinRight,
    );
    this.choice.append(this.grouping);
  }

  get #selected() {
    return this.#number?.digits[this.#number.selected];
  }

  /**
   * @param {string} id
   * @param {import('../text/keys.js').Key} words
   * @param {import('../text/keys.js').Key} title
   * @param {() => void} act
   */
  #regroup(id, words, title, act) {
    const made = button(id, t(words), () => {
      /** @type {HTMLButtonElement} */ (this.choice.querySelector('.close')).click();
      act();
    });
    made.title = t(title);
    return made;
  }

  /** @param {-1 | 1} step */
  #joinWith(step) {
    const { digits, selected } = /** @type {DrawnNumber} */ (this.#number);
    const [one, other] = step < 0 ? [selected - 1, selected] : [selected, selected + 1];
    this.actions.join(digits[one].part, digits[other].part);
  }

  /** @param {DrawnNumber | null} number @param {Stroke[]} strokes on the pad */
  show(number, strokes) {
    this.#number = number;
    this.#strokes = strokes;
    this.row.hidden = !number;
    const { digits = [], selected = -1 } = number ?? {};
    const at = digits[selected];
    /** @param {Digit | undefined} neighbor */
    const beside = (neighbor) => Boolean(at && neighbor && neighbor.part.line === at.part.line);
    this.joinLeft.hidden = !beside(digits[selected - 1]);
    this.joinRight.hidden = !beside(digits[selected + 1]);
    this.split.hidden = at ? at.part.strokes !== at.part.of : !strokes.length;
    this.grouping.hidden = this.joinLeft.hidden && this.joinRight.hidden && this.split.hidden;
    this.frame.hidden = !at;
    if (at) this.#frame(at.part.strokes);
    if (number) this.#showDigits(number);
  }

  /** @param {Stroke[]} strokes */
  #frame(strokes) {
    const { left, top, right, bottom } = boxOf(strokes);
    const sides = [top, 1 - right, 1 - bottom, left];
    this.frame.style.inset = sides.map((side) => `${100 * (side - MARGIN)}%`).join(' ');
  }

  /** @param {DrawnNumber} number */
  #showDigits({ digits, selected, name }) {
    const { row } = this;
    row.setAttribute('aria-label', name);
    while (row.children.length > digits.length) row.lastElementChild?.remove();
    while (row.children.length < digits.length) row.append(this.#digitButton(row.children.length));
    for (const [i, { part, text, probabilities }] of digits.entries()) {
      const made = /** @type {HTMLElement} */ (row.children[i]);
      if (made.textContent !== text) made.textContent = text;
      const real = part.glyph === 'digit';
      made.className = real ? '' : 'sign';
      made.classList.toggle('doubtful', real && !isSure(probabilities));
      made.style.gridRow = String(part.line + 1);
      made.setAttribute('aria-pressed', String(i === selected));
      const share = formatPercent(Math.max(...probabilities));
      made.title = real ? t('ui.labeled', { label: text, value: share }) : text;
    }
  }

  /** @param {number} i */
  #digitButton(i) {
    return button(`number-${i}`, '', () => {
      if (!this.#number) return;
      if (this.#number.selected === i) this.correct.click();
      else this.actions.select(this.#number.digits[i].part.strokes[0]);
    });
  }
}
