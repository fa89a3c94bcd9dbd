/** The datasets that were imported, and which of them is trained on. */
import { saveUse } from '../data/library.js';
import { chooseToTrainOn } from '../data/training-on.js';
import { Room } from '../storage/room.js';
import { formatBytes, formatSentences, t, tError } from '../text/index.js';
import { element } from '../ui/elements.js';
import { createClassChoice } from './class-choice.js';
import { classPictures, skippedList } from './report.js';

/**
 * @typedef {import('../data/library.js').Kept} Kept
 * @typedef {import('../data/library.js').DatasetLibrary} DatasetLibrary
 * @typedef {import('../app/page.js').Page} Page
 */

/** What a dataset takes where it is kept. @param {Kept} dataset */
const bytesOf = ({ pixels, labels, preview }) =>
  pixels.size + labels.size + preview.reduce((sum, { length }) => sum + length, 0);

export class DatasetList {
  /**
   * @param {DatasetLibrary} library
   * @param {Page} page
   * @param {(...said: (string | Node)[]) => void} say
   */
  constructor(library, page, say) {
    this.library = library;
    this.page = page;
    this.say = say;
    this.uses = element('fieldset', { class: 'uses', 'data-testid': 'bring-use', hidden: '' });
    this.cards = element('div', { class: 'datasets' });
    this.room = new Room();
    this.element = element('div', {}, this.uses, this.room.element, this.cards);
    library.addEventListener('change', () => this.show());
    page.training.addEventListener('dataset', ({ detail: error }) => {
      if (error) {
        saveUse(null);
        this.say(t('import.failed', { reason: tError(error) }));
      }
      this.#showUses();
    });
  }

  show() {
    this.#showUses();
    const { datasets, unkept } = this.library;
    this.room.show(datasets.some(({ id }) => !unkept.has(id)));
    // The newest first. All are made anew.
    this.cards.replaceChildren(...datasets.map((one) => this.#card(one)).reverse());
  }

  /** The dataset that is trained on, and how. */
  get #used() {
    const { dataset } = this.page.training;
    const kept = this.library.datasets.find(({ id }) => dataset?.key.startsWith(id));
    return { kept, both: Boolean(dataset?.both) };
  }

  /** @param {Kept | null} dataset @param {boolean} [both] */
  #use(dataset, both = false) {
    chooseToTrainOn(this.page.training, dataset, both);
    this.page.startOver();
  }

  /** A dataset has other images or classes now: what is trained on it starts over. @param {string} id */
  replaced(id) {
    const { kept, both } = this.#used;
    if (kept?.id === id) this.#use(kept, both);
  }

  #showUses() {
    const { datasets } = this.library;
    const { kept, both } = this.#used;
    /** @param {string} words @param {boolean} checked @param {() => void} use @param {string} id */
    const choice = (words, checked, use, id) => {
      const radio = element('input', { type: 'radio', name: 'bring-use', 'data-testid': id });
      radio.checked = checked;
      radio.addEventListener('change', use);
      return element('label', {}, radio, words);
    };
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.testid;
    this.uses.hidden = !datasets.length;
    this.uses.replaceChildren(
      element('legend', {}, t('import.use')),
      choice(t('import.bundled'), !kept, () => this.#use(null), 'use-bundled'),
      ...[...datasets].reverse().flatMap((one) => {
        const { name, id } = one;
        const digits = one.classes.every((label) => /^\d$/.test(label));
        const used = kept?.id === id;
        const onOne = () => this.#use(one);
        const onBoth = () => this.#use(one, true);
        return [
          choice(t('data.onOne', { name }), used && !both, onOne, `use-${id}`),
          ...(digits
            ? [choice(t('data.onBoth', { name }), used && both, onBoth, `use-both-${id}`)]
            : []),
        ];
      }),
      element('p', {}, t('import.heldOut')),
    );
    if (focused?.startsWith('use-')) {
      /** @type {HTMLElement | null} */ (
        this.uses.querySelector(`[data-testid="${focused}"]`)
      )?.focus();
    }
  }

  /** @param {Kept} dataset */
  #card(dataset) {
    const { name, count, classes, counts, found, skipped, id } = dataset;
    const remove = element(
      'button',
      { type: 'button', 'aria-label': t('ui.labeled', { label: t('import.remove'), value: name }) },
      t('import.remove'),
    );
    remove.addEventListener('click', () => this.#remove(dataset));
    const single = counts.filter((own) => own === 1).length;
    const said = [
      t('import.about', { count, classes: classes.length }),
      ...(found.alpha ? [t('import.foundAlpha', { count: found.alpha })] : []),
      ...(found.dark ? [t('import.foundDark', { count: found.dark })] : []),
      ...(found.light ? [t('import.foundLight', { count: found.light })] : []),
      ...(found.kept ? [t('import.foundKept', { count: found.kept })] : []),
      ...(this.library.unkept.has(id)
        ? []
        : [t('room.takes', { size: formatBytes(bytesOf(dataset)) })]),
    ];
    const warnings = [
      ...(this.library.unkept.has(id) ? [t('import.onlyNow')] : []),
      ...(classes.length < 2 ? [t('import.oneClass')] : []),
      ...(single ? [t('import.single', { count: single })] : []),
    ];
    return element(
      'article',
      { 'data-testid': 'brought' },
      element('div', { class: 'head' }, element('h3', {}, name), remove),
      element('p', { 'data-testid': 'bring-about' }, formatSentences(said)),
      ...warnings.map((words) => element('p', { class: 'warning' }, words)),
      ...classPictures(dataset),
      ...createClassChoice(dataset, (chosen) => this.#choose(dataset, chosen)),
      ...(skipped.length ? skippedList(skipped) : [element('p', {}, t('import.nothingSkipped'))]),
    );
  }

  /** @param {Kept} dataset @param {number[]} chosen */
  #choose(dataset, chosen) {
    dataset.chosen = chosen;
    this.library.put(dataset);
    this.replaced(dataset.id);
  }

  /** @param {Kept} dataset */
  async #remove(dataset) {
    const { kept, both } = this.#used;
    const used = kept?.id === dataset.id;
    await this.library.remove(dataset.id);
    if (used) this.#use(null);
    const undo = element(
      'button',
      { type: 'button', 'data-testid': 'bring-undo' },
      t('import.undo'),
    );
    undo.addEventListener('click', async () => {
      await this.library.put(dataset);
      if (used) this.#use(dataset, both);
      this.say();
    });
    this.say(t('import.removed', { name: dataset.name }), undo);
    undo.focus();
  }
}
