/** The answer: the digit, its confidence, all probabilities, and the ink as the network sees it. */
import { areDigits, DIGITS, sameNames } from '../data/classes.js';
import { isSure, SURE } from '../data/sureness.js';
import { SIDE } from '../inkling/index.js';
import { formatPercent, formatShape, t } from '../text/index.js';
import { byTestId, write } from '../ui/dom.js';
import { paintInk } from '../ui/ink-picture.js';
import { fillBars, nameBars } from '../ui/probability-bars.js';

/** If the top class has less than this many times its share, naming it would be arbitrary. */
const EVEN = 1.5;

/** How long an answer or a doubt has to last before screen readers announce it. */
const ANNOUNCE_AFTER_MS = 500;

/** @param {number} probability of the top class */
const sureness = (probability) =>
  probability > 0.99
    ? t('answer.verySure', { share: formatPercent(0.99) })
    : t('answer.sure', { share: formatPercent(probability) });

/** Class indices, most probable first. @param {Float32Array} probabilities */
const ranking = (probabilities) =>
  [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);

export class AnswerView {
  constructor() {
    this.prediction = byTestId('prediction');
    this.confidence = byTestId('confidence');
    this.panel = /** @type {HTMLElement} */ (this.prediction.closest('.answer'));
    const preview = byTestId('preview', HTMLCanvasElement);
    preview.width = preview.height = SIDE;
    const size = formatShape({ height: SIDE, width: SIDE });
    preview.setAttribute('aria-label', t('answer.preview', { size }));
    this.preview = /** @type {CanvasRenderingContext2D} */ (preview.getContext('2d'));
    this.bars = byTestId('probabilities');
    this.bars.addEventListener('pointerover', () => this.#nameShares());
    /** The answer shown. @type {Float32Array | null} */
    this.probabilities = null;
    this.unsure = byTestId('unsure');
    /** The answer or doubt last announced, or about to be. */
    this.announced = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** The class names of the network's outputs. */
    this.names = /** @type {string[]} */ ([]);
    this.nameOutputs(DIGITS);
  }

  /** @param {string[]} names the class names of the network's outputs */
  nameOutputs(names) {
    if (sameNames(names, this.names)) return;
    this.names = names;
    nameBars(this.bars, names);
    this.prediction.classList.toggle('letter', !areDigits(names));
    this.prediction.classList.toggle(
      'long',
      this.names.some((name) => name.length > 1),
    );
  }

  /** @param {number} best @param {number} second @param {boolean} even whether all are about as probable */
  #unsureText(best, second, even) {
    const { names } = this;
    if (even) return t('answer.anything');
    const words = areDigits(names) ? 'answer.notSure' : 'answer.notSureOther';
    return t(words, { best: names[best], second: names[second] });
  }

  /**
   * Puts the answer, or a doubt, into the live region. Both can change with every pointer event and
   * every training step, so only one that lasts is read out, and a new confidence alone is not.
   * @param {string} doubt
   */
  #announce(doubt) {
    const { confidence, panel, prediction } = this;
    const label = panel.classList.contains('blank') ? '' : (prediction.textContent ?? '');
    if ((doubt || label) === this.announced) return;
    this.announced = doubt || label;
    clearTimeout(this.timer);
    if (!this.announced) this.unsure.textContent = '';
    else
      this.timer = setTimeout(() => {
        const value = confidence.textContent ?? '';
        this.unsure.textContent = doubt || t('ui.labeled', { label, value });
      }, ANNOUNCE_AFTER_MS);
  }

  /**
   * How sure the network is, in words.
   * @param {Float32Array | null} ink @param {Float32Array | null} probabilities
   * @param {{ trained: boolean, unsure: boolean, best: number, second: number,
   *   number?: import('./numbers.js').DrawnNumber | null }} what
   */
  #sureText(ink, probabilities, { trained, unsure, best, second, number }) {
    if (!probabilities) return t(ink ? 'answer.none' : 'answer.nothing');
    if (!trained) return t('answer.guessing');
    if (!unsure) return sureness(number?.sure ?? probabilities[best]);
    if (number) return number.doubt;
    const { length } = probabilities;
    const even = length > 2 && probabilities[best] < EVEN / length;
    return this.#unsureText(best, second, even);
  }

  /**
   * @param {Float32Array | null} ink null for an empty pad
   * @param {Float32Array | null} probabilities null if there is no answer
   * @param {boolean} trained whether the network has learned anything yet
   * @param {import('./numbers.js').DrawnNumber | null} [number] whose selected digit this is
   */
  show(ink, probabilities, trained, number) {
    if (ink) paintInk(this.preview, ink);
    else this.preview.clearRect(0, 0, SIDE, SIDE);
    this.preview.canvas.classList.toggle('empty', !ink);
    const [best, second] = probabilities ? ranking(probabilities) : [-1, -1];
    const unsure = Boolean(
      probabilities && trained && (number ? number.sure < SURE : !isSure(probabilities)),
    );
    const answer = number?.text ?? (best < 0 ? '?' : (this.names[best] ?? '?'));
    write(this.prediction, answer);
    this.panel.classList.toggle('number', Boolean(number));
    this.panel.classList.toggle('blank', best < 0);
    this.panel.classList.toggle('untrained', best >= 0 && !trained);
    this.panel.classList.toggle('unsure', unsure);
    const said = this.#sureText(ink, probabilities, { trained, unsure, best, second, number });
    write(this.confidence, said);
    this.#announce(probabilities && (unsure || !trained) ? said : '');
    fillBars(this.bars, probabilities, best);
    this.probabilities = probabilities;
  }

  /** Bars have titles once they are pointed at: a stroke changes the answer with every frame. */
  #nameShares() {
    for (const [output, item] of [...this.bars.children].entries()) {
      const value = formatPercent(this.probabilities?.[output] ?? 0, 1);
      const title = t('ui.labeled', { label: this.names[output], value });
      /** @type {HTMLElement} */ (item).title = title;
    }
  }
}
