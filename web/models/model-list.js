/** The list of saved models with their actions. */
import { named, outputsIn, sameNames } from '../data/classes.js';
import { StorageNote } from '../storage/storage-note.js';
import { formatBytes, formatDate, formatFacts, formatPercent, t, tError } from '../text/index.js';
import { download } from '../ui/download.js';
import { element } from '../ui/elements.js';
import { replaceRows } from '../ui/rows.js';
import { exportModel, FORMATS } from './exporters/index.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./library.js').ModelLibrary} ModelLibrary
 * @typedef {import('./library.js').StoredModel} StoredModel
 *
 * @typedef {object} Events
 * @property {(text: string, action?: { words: string, act: () => void }) => void} say
 * @property {(text: string) => void} refuse
 * @property {(model: StoredModel) => void} open
 */

/** Whether this device can hand a file to another app. @param {File} file */
const canShareFile = (file) => Boolean(navigator.canShare?.({ files: [file] }));

export class ModelList {
  /** @param {Page} page @param {ModelLibrary} library @param {Events} events */
  constructor(page, library, events) {
    this.page = page;
    this.library = library;
    this.events = events;
    this.note = element('p', { class: 'note' });
    this.rows = element('ul', { class: 'model-list', 'data-testid': 'model-list' });
    this.compareButton = element(
      'button',
      { type: 'button', 'data-testid': 'models-compare' },
      t('models.compare'),
    );
    this.compareButton.addEventListener('click', () => this.#compare());
    this.storageNote = new StorageNote();
    this.element = element(
      'section',
      {},
      this.rows,
      this.compareButton,
      this.note,
      this.storageNote.element,
    );
    /** Results of the last comparison, by id. @type {Map<string, { correct: number, count: number }>} */
    this.measured = new Map();
  }

  show() {
    const { models, stored } = this.library;
    const best = Math.max(...models.map(({ id }) => this.measured.get(id)?.correct ?? -1));
    this.storageNote.show(stored && models.length > 0);
    this.rows.hidden = models.length === 0;
    this.compareButton.hidden = models.length === 0;
    const rows = models.map((model) => this.#row(model, best));
    replaceRows(this.rows, rows);
    if (!this.note.textContent || this.note.dataset.kind !== 'compared') {
      this.note.textContent = stored ? '' : t('models.notKept');
    }
    if (models.length === 0) this.note.textContent = t(stored ? 'models.none' : 'models.notKept');
  }

  /** @param {StoredModel} model */
  #facts(model) {
    const measured = this.measured.get(model.id);
    const share = measured && formatPercent(measured.correct / measured.count, 2);
    const accuracy =
      share && measured
        ? t('models.measured', { share, count: measured.count })
        : model.accuracy === null
          ? t('models.unknown')
          : t('models.accuracy', { share: formatPercent(model.accuracy, 2) });
    const size = formatBytes(model.file.length);
    return formatFacts([accuracy, size, formatDate(model.date)]);
  }

  /** @param {StoredModel} model @param {number} best correct answers of the best model compared */
  #row(model, best) {
    const { name } = model;
    const nameField = element('input', {
      type: 'text',
      maxlength: '60',
      'aria-label': t('models.name'),
    });
    nameField.value = name;
    nameField.addEventListener('change', () => {
      const wanted = nameField.value.trim();
      nameField.value = wanted || model.name;
      if (wanted) this.library.change(model, { name: wanted });
    });
    const isBest = this.library.models.length > 1 && this.measured.get(model.id)?.correct === best;
    return element(
      'li',
      { class: isBest ? 'best' : '', 'data-row': model.id },
      nameField,
      element(
        'p',
        {},
        ...(isBest ? [element('strong', {}, t('models.best')), ' · '] : []),
        `${this.#facts(model)} · `,
        element('span', { lang: 'en', dir: 'ltr' }, model.layers),
      ),
      element(
        'div',
        { class: 'actions' },
        this.#button('open', model, () => this.events.open(model)),
        this.#formats(model),
        ...this.#shareButton(model),
        this.#button('remove', model, () => this.#remove(model)),
      ),
    );
  }

  /** @param {'open' | 'share' | 'remove'} action @param {StoredModel} model @param {() => void} act */
  #button(action, { name }, act) {
    const words = t(`models.${action}`);
    const label = t('ui.labeled', { label: words, value: name });
    const button = element(
      'button',
      { type: 'button', 'aria-label': label, 'data-action': action },
      words,
    );
    button.addEventListener('click', act);
    return button;
  }

  /** @param {StoredModel} model */
  #formats(model) {
    const choice = element(
      'select',
      { 'aria-label': t('models.downloadOf', { name: model.name }), 'data-action': 'download' },
      element('option', { value: '' }, t('models.download')),
      ...FORMATS.map((format) => element('option', { value: format }, t(`models.${format}`))),
    );
    choice.addEventListener('change', async () => {
      const format = /** @type {import('./exporters/index.js').Format} */ (choice.value);
      choice.value = '';
      try {
        const file = await exportModel(await this.page.wholeInkling, model, format);
        if (typeof file === 'string') this.events.refuse(file);
        else download(file, file.name);
      } catch (error) {
        const reason = tError(/** @type {Error} */ (error));
        this.events.refuse(t('models.failed', { name: model.name, reason }));
      }
    });
    return choice;
  }

  /** Empty if the device can't share files. @param {StoredModel} model */
  #shareButton(model) {
    const file = () => new File([model.file], `${model.name}.safetensors`);
    if (!canShareFile(file())) return [];
    const share = () => navigator.share({ files: [file()], title: model.name }).catch(() => {});
    return [this.#button('share', model, share)];
  }

  /** @param {StoredModel} model */
  #remove(model) {
    const restore = this.library.remove(model);
    this.show();
    this.events.say(t('models.removed', { name: model.name }), {
      words: t('models.undo'),
      act: () => restore().finally(() => this.show()),
    });
    this.show();
  }

  /** Measures all models on the same test digits. */
  async #compare() {
    this.compareButton.disabled = true;
    this.note.dataset.kind = 'compared';
    try {
      const digits = await this.#measure();
      this.note.textContent = digits
        ? t('models.compared', { count: digits })
        : t('models.noDigits');
    } catch (error) {
      this.events.refuse(tError(/** @type {Error} */ (error)));
    } finally {
      this.compareButton.disabled = false;
    }
    this.show();
  }

  /** @returns {Promise<number>} how many test digits there were */
  async #measure() {
    const models = this.library.models.slice();
    const inkling = await this.page.inkling;
    let digits = 0;
    for (const [done, model] of models.entries()) {
      this.note.textContent = t('models.comparing', { done, count: models.length });
      const { layers, parameters, temperature, classNames } = inkling.readModel(model.file);
      const { classes } = this.page.training;
      // A network with other classes can't be measured on this dataset.
      if (!sameNames(classNames ?? named(classes, outputsIn(layers)), classes)) continue;
      const question = {
        split: /** @type {const} */ ('test'),
        model: { layers, parameters, temperature },
      };
      const answers = await this.page.training.ask('readings', question).catch(() => null);
      if (!answers) break;
      digits = answers.labels.length;
      const correct = answers.labels.filter((label, i) => label === answers.answers[i]).length;
      this.measured.set(model.id, { correct, count: digits });
      await this.library.change(model, { accuracy: correct / digits });
    }
    return digits;
  }
}
