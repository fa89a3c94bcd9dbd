/** "Your digits", or drawings of other symbols: view, relabel, delete, export and import them. */

import { NO_CLASS } from '../inkling/index.js';
import { inkFromBytes } from '../inkling/pictures.js';
import { BRIEF_SLICE_MS, breather } from '../messenger/slices.js';
import { StorageNote } from '../storage/storage-note.js';
import { formatBytes, formatSentences, t } from '../text/index.js';
import { find } from '../ui/dom.js';
import { download } from '../ui/download.js';
import { button, element, inkPicture } from '../ui/elements.js';
import { latest } from '../ui/latest.js';
import { growRows } from '../ui/rows.js';
import { bytesOf } from './samples.js';

/**
 * @typedef {import('./samples.js').OwnSample} OwnSample
 * @typedef {import('./samples.js').OwnSamples} OwnSamples
 *
 * @typedef {object} Classes what the drawings are of
 * @property {string} id what their test ids begin with
 * @property {string} title
 * @property {string} none the text if there are none
 * @property {string} useHelp what they can be used for as a dataset
 * @property {string} datasetName
 * @property {string} file name of the exported file
 * @property {() => number[]} labels
 * @property {(label: number) => string} nameOf not called for NO_CLASS
 * @property {string} nameless the name of NO_CLASS
 * @property {(code: typeof import('./archiving.js'), file: Blob) => Promise<number>} import adds the
 *   drawings of an exported file, and returns how many they were; throws for other files
 */

export class Collection {
  /**
   * @param {OwnSamples} samples @param {Classes} classes
   * @param {import('../data/library.js').DatasetLibrary} datasets
   */
  constructor(samples, classes, datasets) {
    this.samples = samples;
    this.classes = classes;
    this.datasets = datasets;
    const { id } = classes;
    this.about = element('p', { class: 'note', 'data-testid': `${id}-about` });
    this.storageNote = new StorageNote();
    this.status = element('p', { class: 'note', role: 'status', 'data-testid': `${id}-said` });
    this.groups = element('div', { class: 'groups' });
    this.editor = element('div', { class: 'editor', 'data-testid': `${id}-editor`, hidden: '' });
    this.file = element('input', { type: 'file', accept: '.zip,.json', hidden: '' });
    this.file.dataset.testid = `${id}-file`;
    this.file.addEventListener('change', () => this.#import());
    this.importButton = button(`${id}-import`, t('handwriting.import'), () => this.file.click());
    this.tools = element(
      'div',
      { class: 'row' },
      button(`${id}-export`, t('handwriting.export'), () => this.#export()),
      this.importButton,
      button(`${id}-as-dataset`, t('handwriting.useAsDataset'), () => this.#useAsDataset()),
      button(`${id}-remove-all`, t('handwriting.removeAll'), () =>
        this.#remove(this.samples.labeled),
      ),
    );
    /** @type {OwnSample | null} */
    this.chosen = null;
    /** The button of the chosen sample, to which the focus returns. @type {HTMLElement | null} */
    this.chooser = null;
    /** The ids and labels shown: the groups are rebuilt only when these change. */
    this.shown = '';
    this.element = element(
      'section',
      {},
      element('h3', {}, classes.title),
      this.about,
      this.storageNote.element,
      this.groups,
      this.editor,
      this.tools,
      element(
        'p',
        { class: 'note' },
        formatSentences([t('handwriting.exportHelp'), classes.useHelp]),
      ),
      this.file,
      this.status,
    );
  }

  /** There may be thousands of drawings, so this takes several turns. */
  show = latest(() => this.#show());

  async #show() {
    const breathe = breather(BRIEF_SLICE_MS);
    const { all, labeled, stored } = this.samples;
    const some = labeled.length > 0;
    for (const [id, { length }] of Object.entries({
      export: all,
      'as-dataset': all,
      'remove-all': labeled,
    })) {
      find(this.tools, `[data-testid=${this.classes.id}-${id}]`, HTMLButtonElement).disabled =
        !length;
    }
    const now = labeled.map(({ id, label }) => id + this.#nameOf(label)).join();
    if (now !== this.shown) {
      this.shown = now;
      const hadFocus = this.#hasFocus;
      if (this.chosen) this.#choose(null);
      const groups = [];
      for (const label of this.#labels) {
        await breathe();
        groups.push(...this.#group(label));
      }
      this.groups.replaceChildren(...groups);
      // What had the focus may be gone.
      if (hadFocus && !this.#hasFocus) {
        (this.groups.querySelector('button') ?? this.importButton).focus();
      }
      await breathe();
    }
    const size = formatBytes(bytesOf(labeled));
    this.about.textContent = !some
      ? this.classes.none
      : !stored
        ? t('handwriting.notKept')
        : formatSentences([
            t('handwriting.holds', { count: labeled.length }),
            t('room.takes', { size }),
          ]);
    this.storageNote.show(some && stored);
  }

  get #hasFocus() {
    const { activeElement } = document;
    return this.element.contains(activeElement) && !activeElement?.closest('[hidden]');
  }

  get #labels() {
    return [...this.classes.labels(), NO_CLASS];
  }

  /** @param {number} label */
  #nameOf(label) {
    return label === NO_CLASS ? this.classes.nameless : this.classes.nameOf(label);
  }

  /** @param {number} label */
  #group(label) {
    const list = element('div', { class: 'samples' });
    const samples = this.samples.labeled.filter((sample) => sample.label === label);
    if (!samples.length) return [];
    const digit = this.#nameOf(label);
    growRows(list, samples, (sample) => {
      const one = button(`${this.classes.id}-sample`, '', () => {
        this.chooser = one;
        this.#choose(sample);
      });
      one.setAttribute('aria-label', t('handwriting.sample', { digit }));
      one.append(inkPicture(inkFromBytes(sample.ink)));
      return one;
    });
    const count = samples.length;
    const title = element('h4', {}, t('handwriting.ofDigit', { digit, count }));
    return [element('div', {}, title, list)];
  }

  /** Opens the editor for a sample; null closes it. @param {OwnSample | null} sample */
  #choose(sample) {
    this.chosen = sample;
    this.editor.hidden = !sample;
    if (!sample) return;
    const label = element('select', { 'data-testid': `${this.classes.id}-relabel` });
    for (const one of this.#labels) label.add(new Option(this.#nameOf(one), String(one)));
    label.value = String(sample.label);
    label.addEventListener('change', () =>
      this.samples.put([{ ...sample, label: Number(label.value) }]),
    );
    const ink = inkFromBytes(sample.ink);
    this.editor.replaceChildren(
      inkPicture(ink, t('handwriting.sample', { digit: this.#nameOf(sample.label) })),
      element('label', {}, `${t('handwriting.relabel')} `, label),
      button(`${this.classes.id}-remove`, t('handwriting.remove'), () => this.#remove([sample])),
      button(`${this.classes.id}-close`, t('handwriting.close'), () => {
        this.#choose(null);
        this.chooser?.focus();
      }),
    );
    label.focus();
  }

  /** @param {OwnSample[]} samples */
  #remove(samples) {
    this.samples.remove(samples);
    this.#say(t('handwriting.removed', { count: samples.length }), () => this.samples.put(samples));
  }

  /**
   * Waits for a module that is loaded on demand. If that fails, tells the visitor and returns null.
   * @template T @param {Promise<T>} code
   */
  #loaded(code) {
    return code.catch(() => {
      this.#say(t('panels.notLoaded'));
      return null;
    });
  }

  async #export() {
    const code = await this.#loaded(import('./archiving.js'));
    if (!code) return;
    const { labels, nameOf, file } = this.classes;
    const classes = labels().map((label) => ({ label, name: nameOf(label) }));
    const zip = await this.#loaded(code.writeArchive(this.samples.all, classes));
    if (zip) download(zip, file);
  }

  async #import() {
    const [file] = this.file.files ?? [];
    this.file.value = '';
    if (!file) return;
    const code = await this.#loaded(import('./archiving.js'));
    if (!code) return;
    try {
      const count = await this.classes.import(code, file);
      this.#say(t('handwriting.imported', { count }));
    } catch (error) {
      const lost = error instanceof code.NoArchiver;
      this.#say(t(lost ? 'panels.notLoaded' : 'handwriting.notOurs'));
    }
  }

  async #useAsDataset() {
    const code = await this.#loaded(import('./as-dataset.js'));
    if (!code) return;
    const { id, labels, nameOf, datasetName } = this.classes;
    const outcome = await code.addAsDataset(this.datasets, this.samples.all, {
      id: id === 'own' ? 'own digits' : `own ${id}`,
      name: datasetName,
      classes: labels().map((label) => ({ label, name: nameOf(label) })),
    });
    this.#say(t(outcome === 'kept' ? 'handwriting.added' : 'handwriting.noRoom'));
  }

  /** @param {string} words @param {() => void} [undo] */
  #say(words, undo) {
    this.status.replaceChildren(words);
    if (!undo) return;
    const back = button(`${this.classes.id}-undo`, t('handwriting.undo'), () => {
      undo();
      this.#say('');
    });
    this.status.append(' ', back);
    back.focus(); // the button that was pressed is gone, or disabled
  }
}
