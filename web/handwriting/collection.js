/** "My digits": looked through, put right, deleted, taken along and brought back. */

import { Room } from '../storage/room.js';
import { formatBytes, t } from '../text/index.js';
import { button, element, inkPicture } from '../ui/elements.js';
import { bytesOf } from './samples.js';

/**
 * @typedef {import('./samples.js').OwnSample} OwnSample
 * @typedef {import('./teaching.js').Teaching} Teaching
 */

export class Collection {
  /** @param {HTMLElement} host @param {Teaching} teaching */
  constructor(host, teaching) {
    this.samples = teaching.samples;
    this.about = element('p', { class: 'note', 'data-testid': 'own-about' });
    this.room = new Room();
    this.said = element('p', { class: 'note', role: 'status', 'data-testid': 'own-said' });
    this.groups = element('div', { class: 'groups' });
    this.editor = element('div', { class: 'editor', 'data-testid': 'own-editor', hidden: '' });
    this.file = element('input', { type: 'file', accept: '.zip,.json', hidden: '' });
    this.file.dataset.testid = 'own-file';
    this.file.addEventListener('change', () => this.#import());
    this.tools = element(
      'div',
      { class: 'row' },
      button('own-export', t('own.export'), () => this.#export()),
      button('own-import', t('own.import'), () => this.file.click()),
      button('own-as-dataset', t('own.useAsDataset'), () => this.#useAsDataset()),
      button('own-remove-all', t('own.removeAll'), () => this.#remove(this.samples.all)),
    );
    /** @type {OwnSample | null} */
    this.chosen = null;
    /** Those that are shown, so that they are drawn anew only when they are others. */
    this.shown = '';
    host.append(
      element(
        'section',
        {},
        element('h3', {}, t('own.collection')),
        this.about,
        this.room.element,
        this.groups,
        this.editor,
        this.tools,
        element('p', { class: 'note' }, `${t('own.exportHelp')} ${t('own.useHelp')}`),
        this.file,
        this.said,
      ),
    );
  }

  show() {
    const { all, counts, kept } = this.samples;
    const some = all.length > 0;
    for (const id of ['own-export', 'own-as-dataset', 'own-remove-all']) {
      const tool = /** @type {HTMLButtonElement} */ (
        this.tools.querySelector(`[data-testid=${id}]`)
      );
      tool.disabled = !some;
    }
    const now = all.map(({ id, label }) => id + label).join();
    if (now !== this.shown) {
      this.shown = now;
      if (this.chosen) this.#choose(null);
      this.groups.replaceChildren(
        ...counts.flatMap((count, digit) => (count ? [this.#group(digit, count)] : [])),
      );
    }
    const size = formatBytes(bytesOf(all));
    this.about.textContent = !some
      ? t('own.none')
      : !kept
        ? t('own.notKept')
        : `${t('own.holds', { count: all.length })} ${t('room.takes', { size })}`;
    this.room.show(some && kept);
  }

  /** @param {number} digit @param {number} count */
  #group(digit, count) {
    const list = element('div', { class: 'samples' });
    for (const sample of this.samples.all) {
      if (sample.label !== digit) continue;
      const ink = Float32Array.from(sample.ink, (value) => value / 255);
      const one = button('own-sample', '', () => this.#choose(sample));
      one.setAttribute('aria-label', t('own.sample', { digit: String(digit) }));
      one.append(inkPicture(ink));
      list.append(one);
    }
    return element(
      'div',
      {},
      element('h4', {}, t('own.ofDigit', { digit: String(digit), count })),
      list,
    );
  }

  /** One sample to relabel or delete; null to close. @param {OwnSample | null} sample */
  #choose(sample) {
    this.chosen = sample;
    this.editor.hidden = !sample;
    if (!sample) return;
    const label = element('select', { 'data-testid': 'own-relabel' });
    for (let digit = 0; digit < 10; digit++) label.add(new Option(String(digit)));
    label.value = String(sample.label);
    label.addEventListener('change', () =>
      this.samples.put([{ ...sample, label: Number(label.value) }]),
    );
    const ink = Float32Array.from(sample.ink, (value) => value / 255);
    this.editor.replaceChildren(
      inkPicture(ink, t('own.sample', { digit: String(sample.label) })),
      element('label', {}, `${t('own.relabel')} `, label),
      button('own-remove', t('own.remove'), () => this.#remove([sample])),
      button('own-close', t('own.close'), () => this.#choose(null)),
    );
    label.focus();
  }

  /** @param {OwnSample[]} samples */
  #remove(samples) {
    this.samples.remove(samples);
    this.#say(t('own.removed', { count: samples.length }), () => this.samples.put(samples));
  }

  async #export() {
    const { archive } = await import('./archive.js');
    const link = element('a', { download: 'inkling-my-digits.zip' });
    link.href = URL.createObjectURL(new Blob([archive(this.samples.all)]));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async #import() {
    const [file] = this.file.files ?? [];
    this.file.value = '';
    if (!file) return;
    const { samplesOf } = await import('./archive.js');
    try {
      const samples = samplesOf(new Uint8Array(await file.arrayBuffer()));
      await this.samples.put(samples);
      this.#say(t('own.imported', { count: samples.length }));
    } catch {
      this.#say(t('own.notOurs'));
    }
  }

  async #useAsDataset() {
    const { addAsDataset } = await import('./as-dataset.js');
    const kept = await addAsDataset(this.samples.all);
    this.#say(t(kept === 'kept' ? 'own.added' : 'own.noRoom'));
  }

  /** @param {string} words @param {() => void} [undo] */
  #say(words, undo) {
    this.said.replaceChildren(words);
    if (!undo) return;
    const back = button('own-undo', t('own.undo'), () => {
      undo();
      this.#say('');
    });
    this.said.append(' ', back);
  }
}
