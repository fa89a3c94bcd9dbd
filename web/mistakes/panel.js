/** "Mistakes": which test digits the network confuses, and how confident it was. */

import { sameNames } from '../data/classes.js';
import { CLASSES } from '../inkling/index.js';
import { formatPercent, t } from '../text/index.js';
import { markLayers } from '../ui/mark-layers.js';
import { ClassBars } from './class-bars.js';
import { confusionOf, correctOf, digitsIn, worstOf } from './confusion.js';
import { Gallery } from './gallery.js';
import { Matrix } from './matrix.js';
import './words.js';
import { html } from '../fetch/trusted.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../app/page.js').Model} Model
 * @typedef {import('./confusion.js').Cell} Cell
 * @typedef {import('../train/protocol.js').Readings} Readings
 */

/** Shortest interval between evaluations, which take time from training. */
const ASK_EVERY_MS = 2000;
const MAX_IN_CELL = 60;
const WORST = 21;

/** The summary for each answering network. */
const ABOUT = /** @type {const} */ ({
  own: 'mistakes.ofOwn',
  pretrained: 'mistakes.ofPretrained',
  handwriting: 'mistakes.ofHandwriting',
  symbols: 'mistakes.ofSymbols',
});

const LAYOUT = html`
  <p class="empty" data-testid="mistakes-empty" role="status"></p>
  <div class="results" data-testid="mistakes-found" hidden>
    <p data-testid="mistakes-about"></p>
    <div class="overview">
      <section class="confusion">
        <h3>${t('mistakes.matrix')}</h3>
        <p class="note">${t('mistakes.matrixHelp')}</p>
      </section>
      <section class="classes">
        <h3>${t('mistakes.classes')}</h3>
      </section>
    </div>
    <section class="cell" data-testid="mistakes-cell" hidden>
      <h3 aria-live="polite"></h3>
      <p class="note"></p>
    </section>
    <section class="worst" data-testid="mistakes-worst">
      <h3>${t('mistakes.worst')}</h3>
      <p class="note"></p>
    </section>
  </div>`;

class Mistakes {
  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    host.classList.add('mistakes');
    host.innerHTML = LAYOUT;
    const part = (/** @type {string} */ selector) =>
      /** @type {HTMLElement} */ (host.querySelector(selector));
    this.host = host;
    this.page = page;
    this.empty = part('.empty');
    this.found = part('.results');
    this.about = part('[data-testid=mistakes-about]');
    this.cellPart = part('.cell');
    this.worstNote = part('.worst .note');
    this.matrix = new Matrix((cell) => this.#choose(cell));
    this.bars = new ClassBars();
    this.cellGallery = new Gallery(page, 'cell-digit', false);
    this.worstGallery = new Gallery(page, 'worst-digit', true);
    part('.confusion').append(this.matrix.element);
    part('.classes').append(this.bars.element);
    this.cellPart.append(this.cellGallery.element);
    part('.worst').append(this.worstGallery.element);
    /** @type {Cell | null} */
    this.chosen = null;
    /** @type {Readings | null} */
    this.answers = null;
    /** The network whose answers are shown; undefined before the first. @type {string | null | undefined} */
    this.shownNetwork = undefined;
    /** The classes of the rows and columns. @type {string[]} */
    this.names = [];
    this.askedAt = -ASK_EVERY_MS;
    /** Whether anything has changed since the last request. */
    this.due = false;
    this.asking = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {'open' | 'subject' | 'model' | 'data'} change */
  update(change) {
    if (change === 'subject') return;
    this.due = true;
    const network = this.#networkId();
    if (network !== this.shownNetwork) {
      // Another network: the answers shown are not its own, so ask for new ones at once.
      this.shownNetwork = network;
      this.answers = null;
      this.askedAt = -ASK_EVERY_MS;
    }
    if (!this.answers) this.#show();
    this.#askSoon();
  }

  /** The answering network if it is not the one in training. @returns {Model | undefined} */
  get #readyMade() {
    const { model, source } = this.page;
    return model && source !== 'own' ? model : undefined;
  }

  /** Identifies the answering network; null if it is untrained or has other classes. */
  #networkId() {
    const { page } = this;
    const { model, training } = page;
    if (!model || !page.sameClasses) return null;
    if (this.#readyMade) return page.source;
    return training.trained ? `own ${training.id}` : null;
  }

  #askSoon() {
    clearTimeout(this.timer);
    if (this.asking || !this.due || !this.#networkId()) return;
    const wait = this.askedAt + ASK_EVERY_MS - performance.now();
    if (wait > 0) this.timer = setTimeout(() => this.#askSoon(), wait);
    else if (/** @type {HTMLDetailsElement} */ (this.host.parentElement).open) this.#ask();
  }

  async #ask() {
    this.asking = true;
    this.due = false;
    this.askedAt = performance.now();
    const network = this.#networkId();
    const ready = this.#readyMade;
    const model = ready && {
      layers: ready.layers,
      parameters: ready.parameters,
      temperature: ready.temperature,
    };
    const question = { split: /** @type {const} */ ('test'), model };
    const answers = await this.page.training.ask('readings', question).catch(() => null);
    this.asking = false;
    if (network === this.#networkId()) {
      this.answers = answers;
      this.#show();
    }
    this.#askSoon();
  }

  /** Rebuilds rows and columns if the classes changed. */
  #updateClasses() {
    const { names } = this.page;
    if (sameNames(names, this.names)) return;
    this.names = this.cellGallery.names = this.worstGallery.names = names;
    this.chosen = null;
    this.matrix.setNames(names);
    this.bars.setNames(names);
    this.found.classList.toggle('many', names.length > CLASSES);
  }

  #show() {
    const { answers, page } = this;
    this.found.hidden = !answers;
    this.empty.hidden = Boolean(answers);
    if (!answers) {
      const learned = this.#networkId() !== null;
      const loaded = Boolean(page.training.data?.test.loaded);
      const reason = !page.sameClasses ? 'otherClasses' : learned ? 'reading' : 'untrained';
      this.empty.textContent = t(`mistakes.${loaded ? reason : 'noDigits'}`);
      return;
    }
    this.#updateClasses();
    const counts = confusionOf(answers, this.names.length);
    const correct = correctOf(counts);
    const count = answers.labels.length;
    const layers = this.#readyMade?.layers ?? page.training.settings?.layers ?? '';
    const share = formatPercent(correct / count, 2);
    const about = t(ABOUT[page.source], { layers, correct, count, share });
    this.about.replaceChildren(...markLayers(about, layers));
    this.matrix.show(counts, this.chosen);
    this.bars.show(counts);
    this.worstNote.textContent =
      correct < count ? t('mistakes.worstHelp') : t('mistakes.none', { count });
    this.worstGallery.show(answers, worstOf(answers, WORST));
    this.#showCell(answers, counts);
  }

  /** @param {Readings} answers @param {number[][]} counts */
  #showCell(answers, counts) {
    const { chosen } = this;
    this.cellPart.hidden = !chosen;
    if (!chosen) return;
    const [title, note] = this.cellPart.children;
    const right = chosen.label === chosen.answer;
    const count = counts[chosen.label][chosen.answer];
    const heading = t(right ? 'mistakes.chosenRight' : 'mistakes.chosenWrong', {
      label: this.names[chosen.label],
      answer: this.names[chosen.answer],
    });
    // Setting the same text would make screen readers announce it again.
    if (title.textContent !== heading) title.textContent = heading;
    const order = t(right ? 'mistakes.leastSure' : 'mistakes.mostSure');
    note.textContent = t(count > MAX_IN_CELL ? 'mistakes.cellSome' : 'mistakes.cellAll', {
      count,
      shown: MAX_IN_CELL,
      order: count > 1 ? order : '',
    }).trim();
    this.cellGallery.show(answers, digitsIn(answers, chosen, MAX_IN_CELL));
  }

  /** @param {Cell} cell */
  #choose(cell) {
    this.chosen = cell;
    this.#show();
  }
}

/** @param {HTMLElement} host @param {Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  return new Mistakes(host, page);
}
