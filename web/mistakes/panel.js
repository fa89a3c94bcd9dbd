/** Which test digits the network takes for which, and how sure it was. */

import { sameNames } from '../data/classes.js';
import { CLASSES } from '../inkling/index.js';
import { formatPercent, t } from '../text/index.js';
import { ClassBars } from './class-bars.js';
import { confusionOf, correctOf, digitsIn, worstOf } from './confusion.js';
import { Gallery } from './gallery.js';
import { Matrix } from './matrix.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('../app/page.js').Model} Model
 * @typedef {import('./confusion.js').Cell} Cell
 * @typedef {import('../train/protocol.js').Readings} Readings
 */

/** All test digits are read so often, at the most: it takes time from the training. */
const ASK_EVERY_MS = 2000;
const MOST_IN_CELL = 60;
const WORST = 21;

/** What is said of the network that answers. */
const ABOUT = /** @type {const} */ ({
  own: 'mistakes.ofOwn',
  pretrained: 'mistakes.ofPretrained',
  handwriting: 'mistakes.ofHandwriting',
});

const LAYOUT = `
  <p class="empty" data-testid="mistakes-empty" role="status"></p>
  <div class="found" data-testid="mistakes-found" hidden>
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
    this.found = part('.found');
    this.about = part('[data-testid=mistakes-about]');
    this.cellPart = part('.cell');
    this.worstNote = part('.worst .note');
    this.matrix = new Matrix(part('.confusion'), (cell) => this.#choose(cell));
    this.bars = new ClassBars(part('.classes'));
    this.cellGallery = new Gallery(this.cellPart, page, 'cell-digit', false);
    this.worstGallery = new Gallery(part('.worst'), page, 'worst-digit', true);
    /** @type {Cell | null} */
    this.chosen = null;
    /** @type {Readings | null} */
    this.answers = null;
    /** The network that is spoken of; undefined before the first. @type {string | null | undefined} */
    this.shownOf = undefined;
    /** The classes that rows and columns are made for. @type {string[]} */
    this.names = [];
    this.askedAt = -ASK_EVERY_MS;
    /** Whether something has changed since the last question. */
    this.due = false;
    this.asking = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {'open' | 'subject' | 'model' | 'data'} change */
  update(change) {
    if (change === 'subject') return;
    this.due = true;
    const network = this.#network();
    if (network !== this.shownOf) {
      // Another network: what is shown is not true of it, and it should not have to wait.
      this.shownOf = network;
      this.answers = null;
      this.askedAt = -ASK_EVERY_MS;
    }
    if (!this.answers) this.#show();
    this.#askSoon();
  }

  /** The network that answers, if it is not the one that is trained. @returns {Model | undefined} */
  get #ready() {
    const { model, source } = this.page;
    return model && source !== 'own' ? model : undefined;
  }

  /** Which network answers, as long as it is the same; null for one that has learned nothing. */
  #network() {
    const { page } = this;
    const { model, training } = page;
    if (!model || !page.sameClasses) return null;
    if (this.#ready) return page.source;
    return training.trained ? `own ${training.id}` : null;
  }

  #askSoon() {
    clearTimeout(this.timer);
    if (this.asking || !this.due || !this.#network()) return;
    const wait = this.askedAt + ASK_EVERY_MS - performance.now();
    if (wait > 0) this.timer = setTimeout(() => this.#askSoon(), wait);
    else if (/** @type {HTMLDetailsElement} */ (this.host.parentElement).open) this.#ask();
  }

  async #ask() {
    this.asking = true;
    this.due = false;
    this.askedAt = performance.now();
    const of = this.#network();
    const ready = this.#ready;
    const model = ready && {
      layers: ready.layers,
      parameters: ready.parameters,
      temperature: ready.temperature,
    };
    const question = { split: /** @type {const} */ ('test'), model };
    const answers = await this.page.training.ask('readings', question).catch(() => null);
    this.asking = false;
    if (of === this.#network()) {
      this.answers = answers;
      this.#show();
    }
    this.#askSoon();
  }

  /** Other classes need other rows and columns. */
  #nameClasses() {
    const { names } = this.page;
    if (sameNames(names, this.names)) return;
    this.names = this.cellGallery.names = this.worstGallery.names = names;
    this.chosen = null;
    this.matrix.name(names);
    this.bars.name(names);
    this.found.classList.toggle('many', names.length > CLASSES);
  }

  #show() {
    const { answers, page } = this;
    this.found.hidden = !answers;
    this.empty.hidden = Boolean(answers);
    if (!answers) {
      const learned = this.#network() !== null;
      const here = Boolean(page.training.data?.test.loaded);
      const network = !page.sameClasses ? 'otherClasses' : learned ? 'reading' : 'untrained';
      this.empty.textContent = t(`mistakes.${here ? network : 'noDigits'}`);
      return;
    }
    this.#nameClasses();
    const counts = confusionOf(answers, this.names.length);
    const correct = correctOf(counts);
    const count = answers.labels.length;
    const layers = this.#ready?.layers ?? page.training.settings?.layers ?? '';
    this.about.textContent = t(ABOUT[page.source], {
      layers,
      correct,
      count,
      share: formatPercent(correct / count, 2),
    });
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
    const said = t(right ? 'mistakes.chosenRight' : 'mistakes.chosenWrong', {
      label: this.names[chosen.label],
      answer: this.names[chosen.answer],
    });
    // What is written again is read out again.
    if (title.textContent !== said) title.textContent = said;
    const order = t(right ? 'mistakes.leastSure' : 'mistakes.mostSure');
    note.textContent = t(count > MOST_IN_CELL ? 'mistakes.cellSome' : 'mistakes.cellAll', {
      count,
      shown: MOST_IN_CELL,
      order: count > 1 ? order : '',
    }).trim();
    this.cellGallery.show(answers, digitsIn(answers, chosen, MOST_IN_CELL));
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
