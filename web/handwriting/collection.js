/** "Your digits": view, relabel, delete, export and import them. */

import { CLASSES, NO_CLASS } from '../inkling/index.js';
import { inkFromBytes } from '../inkling/pictures.js';
import { StorageNote } from '../storage/storage-note.js';
import { formatBytes, formatSentences, t } from '../text/index.js';
import { find } from '../ui/dom.js';
import { download } from '../ui/download.js';
import { button, element, inkPicture } from '../ui/elements.js';
import { growRows } from '../ui/rows.js';
import { bytesOf } from './samples.js';

/**
 * @typedef {import('./samples.js').OwnSample} OwnSample
 * @typedef {import('./teaching.js').Teaching} Teaching
 */

/** @param {number} label */
const nameOf = (label) => (label === NO_CLASS ? t('correction.none') : String(label));

const LABELS = [...Array(CLASSES).keys(), NO_CLASS];

export class Collection {
  /** @param {Teaching} teaching @param {import('../data/library.js').DatasetLibrary} datasets */
  constructor(teaching, datasets) {
    this.samples = teaching.samples;
    this.datasets = datasets;
    this.about = element('p', { class: 'note', 'data-testid': 'own-about' });
    this.storageNote = new StorageNote();
    this.status = element('p', { class: 'note', role: 'status', 'data-testid': 'own-said' });
    this.groups = element('div', { class: 'groups' });
    this.editor = element('div', { class: 'editor', 'data-testid': 'own-editor', hidden: '' });
    this.file = element('input', { type: 'file', accept: '.zip,.json', hidden: '' });
    this.file.dataset.testid = 'own-file';
    this.file.addEventListener('change', () => this.#import());
    this.tools = element(
      'div',
      { class: 'row' },
      button('own-export', t('handwriting.export'), () => this.#export()),
      button('own-import', t('handwriting.import'), () => this.file.click()),
      button('own-as-dataset', t('handwriting.useAsDataset'), () => this.#useAsDataset()),
      button('own-remove-all', t('handwriting.removeAll'), () =>
        this.#remove(this.samples.labeled),
      ),
    );
    /** @type {OwnSample | null} */
    this.chosen = null;
    /** The ids and labels shown: the groups are rebuilt only when these change. */
    this.shown = '';
    this.element = element(
      'section',
      {},
      element('h3', {}, t('handwriting.collection')),
      this.about,
      this.storageNote.element,
      this.groups,
      this.editor,
      this.tools,
      element(
        'p',
        { class: 'note' },
        formatSentences([t('handwriting.exportHelp'), t('handwriting.useHelp')]),
      ),
      this.file,
      this.status,
    );
  }

  show() {
    const { all, labeled, stored } = this.samples;
    const some = labeled.length > 0;
    for (const [id, { length }] of Object.entries({
      'own-export': all,
      'own-as-dataset': all,
      'own-remove-all': labeled,
    })) {
      find(this.tools, `[data-testid=${id}]`, HTMLButtonElement).disabled = !length;
    }
    const now = labeled.map(({ id, label }) => id + label).join();
    if (now !== this.shown) {
      this.shown = now;
      if (this.chosen) this.#choose(null);
      this.groups.replaceChildren(...LABELS.flatMap((label) => this.#group(label)));
    }
    const size = formatBytes(bytesOf(labeled));
    this.about.textContent = !some
      ? t('handwriting.none')
      : !stored
        ? t('handwriting.notKept')
        : formatSentences([
            t('handwriting.holds', { count: labeled.length }),
            t('room.takes', { size }),
          ]);
    this.storageNote.show(some && stored);
  }

  /** @param {number} label */
  #group(label) {
    const list = element('div', { class: 'samples' });
    const samples = this.samples.labeled.filter((sample) => sample.label === label);
    if (!samples.length) return [];
    const digit = nameOf(label);
    growRows(list, samples, (sample) => {
      const one = button('own-sample', '', () => this.#choose(sample));
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
    const label = element('select', { 'data-testid': 'own-relabel' });
    for (const one of LABELS) label.add(new Option(nameOf(one), String(one)));
    label.value = String(sample.label);
    label.addEventListener('change', () =>
      this.samples.put([{ ...sample, label: Number(label.value) }]),
    );
    const ink = inkFromBytes(sample.ink);
    this.editor.replaceChildren(
      inkPicture(ink, t('handwriting.sample', { digit: nameOf(sample.label) })),
      element('label', {}, `${t('handwriting.relabel')} `, label),
      button('own-remove', t('handwriting.remove'), () => this.#remove([sample])),
      button('own-close', t('handwriting.close'), () => this.#choose(null)),
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
    const zip = code && (await this.#loaded(code.writeArchive(this.samples.all)));
    if (zip) download(zip, 'inkling-my-digits.zip');
  }

  async #import() {
    const [file] = this.file.files ?? [];
    this.file.value = '';
    if (!file) return;
    const code = await this.#loaded(import('./archiving.js'));
    if (!code) return;
    try {
      const samples = await code.readArchive(file);
      await this.samples.put(samples);
      this.#say(t('handwriting.imported', { count: samples.length }));
    } catch (error) {
      const lost = error instanceof code.NoArchiver;
      this.#say(t(lost ? 'panels.notLoaded' : 'handwriting.notOurs'));
    }
  }

  async #useAsDataset() {
    const code = await this.#loaded(import('./as-dataset.js'));
    if (!code) return;
    const outcome = await code.addAsDataset(this.datasets, this.samples.all);
    this.#say(t(outcome === 'kept' ? 'handwriting.added' : 'handwriting.noRoom'));
  }

  /** @param {string} words @param {() => void} [undo] */
  #say(words, undo) {
    this.status.replaceChildren(words);
    if (!undo) return;
    const back = button('own-undo', t('handwriting.undo'), () => {
      undo();
      this.#say('');
    });
    this.status.append(' ', back);
  }
}
