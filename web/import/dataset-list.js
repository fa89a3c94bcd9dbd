/** The imported datasets, and the choice of which one to train on. */
import { HOLD_OUT } from '../data/imported.js';
import { saveUse } from '../data/library.js';
import { chooseToTrainOn, namesOf, outputsOf } from '../data/training-on.js';
import { StorageNote } from '../storage/storage-note.js';
import { formatBytes, formatSentences, t, tError } from '../text/index.js';
import { element } from '../ui/elements.js';
import { applyEdits, createEditor } from './editor.js';
import { classPictures, noteWords, skippedList } from './report.js';

/**
 * @typedef {import('../data/library.js').StoredDataset} StoredDataset
 * @typedef {import('../data/library.js').DatasetLibrary} DatasetLibrary
 * @typedef {import('../app/page.js').Page} Page
 */

/** The storage a dataset takes up. @param {StoredDataset} dataset */
const bytesOf = ({ pixels, labels, preview }) =>
  pixels.size + labels.size + preview.reduce((sum, { length }) => sum + length, 0);

/** With fewer held-out images, the accuracy is off by several percent. */
const FEW_TESTS = 30;

/** About how many images are held out: every sixth, or those decided on import. @param {StoredDataset} dataset */
function heldOutOf({ counts, notes = [] }) {
  const given = notes.find(({ kind }) => kind === 'given' || kind === 'together');
  if (given) return given.count ?? 0;
  return counts.reduce(
    (sum, count) =>
      sum + (count < HOLD_OUT ? Math.min(1, count - 1) : Math.floor(count / HOLD_OUT)),
    0,
  );
}

export class DatasetList {
  /**
   * @param {DatasetLibrary} library
   * @param {Page} page
   * @param {(...content: (string | Node)[]) => void} say
   */
  constructor(library, page, say) {
    this.library = library;
    this.page = page;
    this.say = say;
    this.uses = element('fieldset', { class: 'uses', 'data-testid': 'bring-use', hidden: '' });
    this.cards = element('div', { class: 'datasets' });
    this.storageNote = new StorageNote();
    this.element = element('div', {}, this.uses, this.storageNote.element, this.cards);
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
    const { datasets, unsaved } = this.library;
    this.storageNote.show(datasets.some(({ id }) => !unsaved.has(id)));
    // Newest first. Every card is rebuilt.
    this.cards.replaceChildren(...datasets.map((one) => this.#card(one)).reverse());
  }

  /** The dataset in use for training, and whether the built-in digits are added to it. */
  get #used() {
    const { dataset: source } = this.page.training;
    const dataset = this.library.datasets.find(({ id }) => source?.key.startsWith(`${id} `));
    return { dataset, both: Boolean(source?.both) };
  }

  /** @param {StoredDataset | null} dataset @param {boolean} [both] */
  #use(dataset, both = false) {
    chooseToTrainOn(this.page.training, dataset, both);
    this.page.startOver();
  }

  /** Restarts training if it uses this dataset, whose images or classes changed. @param {string} id */
  replaced(id) {
    const { dataset, both } = this.#used;
    if (dataset?.id === id) this.#use(dataset, both);
  }

  #showUses() {
    const { datasets } = this.library;
    const { dataset: inUse, both } = this.#used;
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
      choice(t('import.bundled'), !inUse, () => this.#use(null), 'use-bundled'),
      ...[...datasets].reverse().flatMap((one) => {
        const { name, id } = one;
        const { digits } = outputsOf(one);
        const used = inUse?.id === id;
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

  /** @param {StoredDataset} dataset */
  #card(dataset) {
    const { skipped } = dataset;
    const title = element('h3');
    const remove = element('button', { type: 'button' }, t('import.remove'));
    remove.addEventListener('click', () => this.#remove(dataset));
    const summary = element('div', { class: 'summary' });
    const show = () => {
      const { name } = dataset;
      title.textContent = name;
      remove.ariaLabel = t('ui.labeled', { label: t('import.remove'), value: name });
      summary.replaceChildren(...this.#summary(dataset));
    };
    show();
    // In place: rebuilding the card would take the focus from what is being edited.
    const editor = createEditor(
      dataset,
      (name) => this.library.unusedName(name, dataset.id),
      (edits) => {
        applyEdits(dataset, edits);
        this.library.put(dataset);
        show();
        this.#showUses();
        this.replaced(dataset.id);
      },
    );
    return element(
      'article',
      { 'data-testid': 'brought' },
      element('div', { class: 'head' }, title, remove),
      summary,
      editor,
      ...(skipped.length ? skippedList(skipped) : [element('p', {}, t('import.nothingSkipped'))]),
    );
  }

  /** How a dataset was read. @param {StoredDataset} dataset */
  #summary(dataset) {
    const { count, counts, found, id } = dataset;
    const { used } = outputsOf(dataset);
    const single = counts.filter((images) => images === 1).length;
    const facts = [
      t('import.about', { count, classes: new Set(namesOf(dataset)).size }),
      ...(found.alpha ? [t('import.foundAlpha', { count: found.alpha })] : []),
      ...(found.dark ? [t('import.foundDark', { count: found.dark })] : []),
      ...(found.light ? [t('import.foundLight', { count: found.light })] : []),
      ...(found.kept ? [t('import.foundKept', { count: found.kept })] : []),
      ...(this.library.unsaved.has(id)
        ? []
        : [t('room.takes', { size: formatBytes(bytesOf(dataset)) })]),
    ];
    const heldOut = heldOutOf(dataset);
    const warnings = [
      ...noteWords(dataset),
      ...(heldOut > 0 && heldOut < FEW_TESTS ? [t('import.fewTest', { count: heldOut })] : []),
      ...(this.library.unsaved.has(id) ? [t('import.onlyNow')] : []),
      ...(used.length < 2 ? [t('import.oneClass')] : []),
      ...(single ? [t('import.single', { count: single })] : []),
    ];
    return [
      element('p', { 'data-testid': 'bring-about' }, formatSentences(facts)),
      ...warnings.map((words) => element('p', { class: 'warning' }, words)),
      ...classPictures(dataset),
    ];
  }

  /** @param {StoredDataset} dataset */
  async #remove(dataset) {
    const { dataset: inUse, both } = this.#used;
    const used = inUse?.id === dataset.id;
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
