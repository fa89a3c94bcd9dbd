/**
 * "One step": walks through one training step on one labeled image, in the picture of the network.
 * Loaded when the visitor switches to it.
 */
import { sameNames } from '../data/classes.js';
import { mostProbable } from '../inkling/most-probable.js';
import { testDigits } from '../lens/test-digits.js';
import { t } from '../text/index.js';
import { button, classOptions, element } from '../ui/elements.js';
import { OneStep } from './one-step.js';
import { PHASES, positionsOf, samePosition } from './positions.js';
import { Pulses } from './pulses.js';
import './scrubber-words.js';
import { cardAt } from './step-card.js';
import { sentencesAt } from './step-sentences.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../lens/lens.js').Lens} Lens
 * @typedef {import('./layout.js').Item} Item
 * @typedef {import('./links.js').Link} Link
 * @typedef {import('./links.js').Seen} Seen
 * @typedef {import('./one-step.js').View} View
 * @typedef {import('./positions.js').Position} Position
 *
 * @typedef {object} Around what the scrubber is part of
 * @property {Page} page
 * @property {Lens} lens
 * @property {import('./painter.js').Painter} painter
 * @property {() => void} moved paints the picture again
 */

/** How long playing stays at a position: long enough to read along. */
const STAY_MS = 2600;
const ARROWS = /** @type {const} */ ({ play: '▶', pause: '❚❚' });

/** @typedef {'drawing' | 'test' | 'training'} Origin where the image comes from */

export class StepScrubber {
  /** @type {Position[]} */
  #positions = [];
  #at = 0;
  /** @type {OneStep | null} */
  #step = null;
  /** @type {Seen | null} */
  #seen = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The image picked from the dataset. @type {import('../app/page.js').Subject | null} */
  #picked = null;
  /** Whether the picture has shown it. */
  #arrived = false;
  /** Whether the next one is on its way. */
  #picking = false;
  /** What the picture shows. @type {View | null} */
  #view = null;
  /** The next image of each split. */
  #next = { test: 0, training: 0 };
  /**
   * What the label was chosen for.
   * @type {{ ink: Float32Array, names: string[] }}
   */
  #labeled = { ink: new Float32Array(), names: [] };
  #listening = new AbortController();
  /** Counts the steps to compute: only the latest is shown. */
  #wanted = 0;

  /** @param {Around} around */
  constructor({ page, lens, painter, moved }) {
    this.page = page;
    this.lens = lens;
    this.painter = painter;
    this.moved = moved;
    this.pulses = new Pulses(painter);

    this.play = button('scrub-play', '', () => (this.#timer ? this.#pause() : this.#run()), 'play');
    this.phases = PHASES.map((phase) =>
      button(`scrub-${phase}`, t(`scrubber.${phase}`), () =>
        this.#go(this.#positions.findIndex((position) => position.phase === phase)),
      ),
    );
    this.range = element('input', {
      type: 'range',
      min: '0',
      value: '0',
      'data-testid': 'scrub',
      'aria-label': t('scrubber.position'),
    });
    this.range.addEventListener('input', () => this.#go(Number(this.range.value)));
    this.words = element('p', { role: 'status', 'data-testid': 'scrub-words' });
    this.element = element(
      'div',
      {
        class: 'scrubber nothing',
        role: 'group',
        'aria-label': t('scrubber.title'),
        'data-testid': 'scrubber',
      },
      this.play,
      element('div', { class: 'phases' }, ...this.phases),
      this.range,
      element(
        'div',
        { class: 'said' },
        this.words,
        button('scrub-numbers', t('scrubber.numbers'), () => page.openPanel('step'), 'more'),
      ),
    );

    this.origin = element(
      'select',
      { 'data-testid': 'scrub-digit', 'aria-label': t('scrubber.digit') },
      .../** @type {const} */ (['drawing', 'test', 'training']).map((origin) =>
        element('option', { value: origin }, t(`scrubber.${origin}`)),
      ),
    );
    this.origin.addEventListener('change', () => this.#pick());
    this.another = button('scrub-another', '↻', () => this.#pick(), 'another');
    this.another.setAttribute('aria-label', t('scrubber.another'));
    this.another.title = t('scrubber.another');
    this.label = element('select', { 'data-testid': 'scrub-label' });
    this.label.addEventListener('change', () => this.#prepare());
    /** Chooses the image and its label. */
    this.choose = element(
      'div',
      { class: 'choose-digit' },
      this.origin,
      this.another,
      element('label', {}, t('scrubber.label'), ' ', this.label),
    );

    const { signal } = this.#listening;
    const stop = () => document.hidden && this.#pause();
    document.addEventListener('visibilitychange', stop, { signal });
    page.training.addEventListener('data', () => this.#standIn(), { signal });
    page.training.addEventListener(
      'dataset',
      () => {
        if (this.#picked) page.lookAtDrawing();
        this.#picked = null;
        this.#next = { test: 0, training: 0 };
      },
      { signal },
    );
    this.#showPlaying();
    this.#standIn();
  }

  /** The current position. */
  get position() {
    return this.#positions[this.#at];
  }

  /** The name of each output. */
  get #names() {
    return this.page.names.map((name, output) => name || String(output));
  }

  /** Takes an image of the dataset while nothing is drawn. */
  async #standIn() {
    if (!this.page.subject && !this.#picked) await this.#pickFrom('test', () => !this.page.subject);
  }

  /** Takes the image that the visitor asks for. */
  async #pick() {
    const origin = /** @type {Origin} */ (this.origin.value);
    if (origin !== 'drawing') {
      await this.#pickFrom(origin);
      return;
    }
    this.#picked = null;
    this.page.lookAtDrawing();
    this.#showOrigin();
  }

  /** @param {'test' | 'training'} origin @param {() => boolean} [wanted] whether it still is, once loaded */
  async #pickFrom(origin, wanted = () => true) {
    const { page } = this;
    const { signal } = this.#listening;
    const { dataset, data } = page.training;
    const split = origin === 'test' ? 'test' : 'train';
    const count = data?.[split].loaded ?? 0;
    if (!count || this.#picking) return;
    this.#picking = true;
    const subject = (await testDigits(page, [this.#next[origin] % count], split))?.[0];
    this.#picking = false;
    if (!subject || signal.aborted || dataset !== page.training.dataset || !wanted()) return;
    this.#next[origin]++;
    this.#picked = subject;
    this.#arrived = false;
    this.origin.value = origin;
    page.lookAt(subject);
    this.#showOrigin();
  }

  #showOrigin() {
    this.#arrived &&= Boolean(this.#picked);
    if (!this.#picked) this.origin.value = 'drawing';
    this.another.hidden = !this.#picked;
  }

  /**
   * Takes over what the network makes of the image.
   * @param {Seen} seen @param {boolean} empty whether there is no image
   */
  see(seen, empty) {
    const { page } = this;
    if (this.#picked && page.subject === this.#picked) this.#arrived = true;
    // Since then, the pen has taken its place.
    else if (this.#arrived) this.#picked = null;
    this.#showOrigin();
    this.#seen = empty ? null : seen;
    if (empty) this.#standIn();
    else this.#labelImage();
    return this.#prepare(false);
  }

  /** Sets the label of a new image: its own, or the answer. */
  #labelImage() {
    const { page } = this;
    const { ink, names } = this.#labeled;
    const { image, outputs } = /** @type {Seen} */ (this.#seen);
    const renamed = !sameNames(names, page.names);
    if (renamed) this.label.replaceChildren(...classOptions(page.names));
    const same = ink.length === image.length && image.every((value, i) => value === ink[i]);
    if (!renamed && same) return;
    this.#labeled = { ink: image, names: page.names };
    const label = page.sameClasses ? page.subject?.label : null;
    this.label.value = String(label ?? mostProbable(outputs[outputs.length - 1]));
  }

  /** Computes the step. @param {boolean} [paint] */
  async #prepare(paint = true) {
    this.#step = null;
    const seen = this.#seen;
    const wanted = ++this.#wanted;
    let reason = t('scrubber.nothing');
    if (seen) {
      if (this.lens.heavy) this.#say(t('lens.computing'));
      const { learningRate } = this.page.settings;
      try {
        const step = await OneStep.of(this.lens, seen, Number(this.label.value), learningRate);
        if (wanted !== this.#wanted) return;
        this.#step = step;
      } catch (error) {
        if (wanted !== this.#wanted) return;
        reason = this.lens.whyNot(error);
      }
      const before = this.position;
      this.#positions = positionsOf(seen.stages.length);
      this.#at = samePosition(this.#positions, before);
    }
    this.element.classList.toggle('nothing', !this.#step);
    if (!this.#step) {
      this.#pause();
      this.#say(reason);
    }
    this.#show();
    if (paint) this.moved();
  }

  /** @param {number} at */
  #go(at, playing = false) {
    if (!playing) this.#pause();
    const to = Math.max(0, Math.min(at, this.#positions.length - 1));
    if (to === this.#at || !this.#step) return;
    this.#at = to;
    this.#show();
    this.moved();
    this.#pulse();
  }

  #run() {
    if (!this.#step) return;
    const end = this.#positions.length - 1;
    const next = () => {
      this.#timer = setTimeout(() => {
        this.#go(this.#at + 1, true);
        if (this.#at < end) next();
        else this.#pause();
      }, STAY_MS);
    };
    this.#go(this.#at === end ? 0 : this.#at + 1, true);
    if (this.#at < end) next();
    this.#showPlaying();
  }

  #pause() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#showPlaying();
  }

  /** Stops what moves on its own, as the picture is out of sight. */
  rest() {
    this.#pause();
    this.pulses.stop();
  }

  #showPlaying() {
    const what = this.#timer ? 'pause' : 'play';
    this.play.textContent = ARROWS[what];
    this.play.setAttribute('aria-label', t(`scrubber.${what}`));
  }

  /** Sends pulses across the gap that is lit. */
  #pulse() {
    const { phase, part, column } = this.position;
    const gaps = this.#view?.gaps ?? [];
    if (phase === 'forward' && column > 0) {
      this.pulses.send(gaps, { gaps: [column - 1], backward: false });
    } else if (phase === 'backward') {
      this.pulses.send(gaps, { gaps: [column - 1], backward: true });
    } else if (part === 'after') {
      this.pulses.send(gaps, { gaps: gaps.map((_, gap) => gap), backward: false });
    } else this.pulses.stop();
  }

  /** The name of the position, for screen readers. */
  #part() {
    const { phase, part, column } = this.position;
    if (part === 'loss') return t('scrubber.loss');
    if (part !== 'column') return t(`scrubber.${part}`);
    const seen = /** @type {Seen} */ (this.#seen);
    const { layer } = seen.stages[column];
    return layer < 0 && phase === 'forward' ? t('lens.input') : seen.layers[layer].text;
  }

  #show() {
    const { position } = this;
    const end = this.#positions.length - 1;
    this.range.max = String(Math.max(end, 0));
    this.range.value = String(this.#at);
    this.range.style.setProperty('--share', String(end > 0 ? this.#at / end : 0));
    this.element.dataset.phase = position?.phase ?? '';
    for (const [i, phase] of PHASES.entries()) {
      if (position?.phase === phase) this.phases[i].setAttribute('aria-current', 'step');
      else this.phases[i].removeAttribute('aria-current');
    }
    if (!this.#step || !position) return;
    this.range.setAttribute(
      'aria-valuetext',
      t('scrubber.where', {
        phase: t(`scrubber.${position.phase}`),
        number: this.#at + 1,
        count: end + 1,
        part: this.#part(),
      }),
    );
    // While training runs, the numbers change faster than anybody can listen.
    this.words.setAttribute('aria-live', this.page.training.running ? 'off' : 'polite');
    this.#say(sentencesAt(this.#step, position, this.#names));
  }

  /** @param {string} words */
  #say(words) {
    if (this.words.textContent !== words) this.words.textContent = words;
  }

  /** The words for what blue and orange mean here, if not "for" and "against". */
  get legend() {
    if (!this.#step) return null;
    const { phase, part } = this.position;
    if (part === 'weights') return [t('scrubber.grows'), t('scrubber.shrinks')];
    return phase === 'backward' || part === 'error'
      ? [t('scrubber.raises'), t('scrubber.lowers')]
      : null;
  }

  /**
   * What the picture shows; null to show the network at work.
   * @param {Link[][]} forward the links of the activations @param {Item | null} selected
   */
  look(forward, selected) {
    const step = this.#step;
    this.#view = step?.view(this.position, forward) ?? null;
    if (!step || !this.#view) return null;
    return {
      ...this.#view,
      through: selected ? step.through(this.position, selected) : null,
    };
  }

  /** What the inspector shows of a unit; null for its sum. @param {Item} item */
  card(item) {
    return this.#step && cardAt(this.#step, this.position, item, this.#names);
  }

  /** Leaves the picture, and gives the drawing back. */
  leave() {
    this.#wanted++;
    this.rest();
    this.#listening.abort();
    this.pulses.remove();
    this.element.remove();
    this.choose.remove();
    if (this.#picked) this.page.lookAtDrawing();
  }
}
