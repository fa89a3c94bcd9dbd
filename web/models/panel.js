/** "Your models": save, compare, open and export them. */
import { lastAccuracy } from '../data/accuracy.js';
import { InklingError } from '../inkling/index.js';
import { formatLimit, t, tError } from '../text/index.js';
import { element } from '../ui/elements.js';
import { acceptable } from '../ui/ios.js';
import { reveal } from '../ui/reveal.js';
import { ModelLibrary } from './library.js';
import { ModelList } from './model-list.js';
import { PreviousRun } from './previous-run.js';
import { accuracyOf, notesOf, runOf, tidyLayers } from './run-notes.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./library.js').StoredModel} StoredModel
 */

/** Far larger than any model file. */
const MAX_BYTES = 64 << 20;
const MAX_NAME = 60;
/** More than MAX_LAYERS of the longest, and what storage takes. */
const LONGEST_LAYERS = 3000;
const ACCEPTED = '.safetensors,.onnx,.data,.keras,.h5,.hdf5,.json,.bin,.pt,.pth,.pkl,.npz,.npy';

/** Refusals of the core that leave it to the readers of other programs' files. */
const FOREIGN = ['NOT_A_MODEL', 'MODEL_HEADER', 'FOREIGN_MODEL'];

/**
 * Whether a file is for the readers of other programs' models: by its name, or because the core finds that
 * another program wrote it.
 * @param {import('../inkling/index.js').Inkling} inkling
 * @param {string} name
 * @param {Uint8Array} file
 */
function isElsewhere(inkling, name, file) {
  try {
    inkling.readModel(file);
    return false;
  } catch (error) {
    const { code } = /** @type {{ code?: string }} */ (error);
    if (!FOREIGN.includes(code ?? '')) return false;
    return !/\.safetensors$/i.test(name) || code === 'FOREIGN_MODEL';
  }
}

class Models {
  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    host.classList.add('models');
    this.page = page;
    this.library = new ModelLibrary();
    this.saving = false;
    this.name = element('input', {
      type: 'text',
      maxlength: String(MAX_NAME),
      'data-testid': 'model-name',
    });
    this.saveButton = element(
      'button',
      { type: 'submit', class: 'primary', 'data-testid': 'model-save' },
      t('models.save'),
    );
    this.nothing = element('p', { class: 'note' }, t('models.nothing'));
    this.form = element(
      'form',
      {},
      element('label', {}, element('span', {}, t('models.saveNow')), this.name),
      this.saveButton,
    );
    this.picker = element('input', {
      type: 'file',
      accept: acceptable(ACCEPTED),
      multiple: '',
      hidden: '',
      'data-testid': 'model-file',
      'aria-label': t('models.load'),
    });
    const load = element(
      'button',
      { type: 'button', 'data-testid': 'model-load' },
      t('models.load'),
    );
    this.status = element('div', {
      class: 'message',
      role: 'status',
      'data-testid': 'models-status',
    });
    this.problem = element('p', {
      class: 'problem',
      role: 'alert',
      'data-testid': 'models-problem',
    });
    /** What became of a model from another program. */
    this.report = element('div', { 'aria-live': 'polite' });
    this.previous = new PreviousRun(page);
    this.list = new ModelList(page, this.library, {
      say: (text, action) => this.say(text, action),
      refuse: (text) => this.refuse(text),
      open: (model) => this.#open(model),
    });
    host.append(
      this.form,
      this.nothing,
      element(
        'p',
        { class: 'load' },
        load,
        this.picker,
        element('span', { class: 'note' }, t('models.drop')),
      ),
      this.problem,
      this.status,
      this.report,
      this.list.element,
      this.previous.element,
    );
    load.addEventListener('click', () => this.picker.click());
    this.picker.addEventListener('change', () => this.#load([...(this.picker.files ?? [])]));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    this.#acceptDrops(/** @type {HTMLElement} */ (host.parentElement));
    page.addEventListener('files', () => this.#load(page.takeFiles('models')));
    this.library.loaded.then(() => {
      this.update('open');
      this.#load(page.takeFiles('models'));
    });
    this.library.addEventListener('change', () => this.update('open'));
  }

  /** @param {'open' | 'subject' | 'model' | 'data'} change */
  update(change) {
    if (change === 'open') {
      this.list.show();
      this.previous.show();
    }
    const canSave = this.#canSave();
    this.form.hidden = !canSave;
    this.nothing.hidden = canSave;
    const suggestion = this.library.freeName(t(this.#kind));
    if (document.activeElement !== this.name && this.name.placeholder !== suggestion) {
      this.name.placeholder = suggestion;
    }
  }

  /** @param {string} text @param {{ words: string, act: () => void }} [action] */
  say(text, action) {
    this.problem.textContent = '';
    this.status.replaceChildren(element('span', {}, text));
    if (!action) return;
    const button = element(
      'button',
      { type: 'button', 'data-testid': 'models-undo' },
      action.words,
    );
    button.addEventListener('click', () => {
      this.status.replaceChildren();
      action.act();
    });
    this.status.append(button);
    button.focus();
  }

  /** @param {string} text */
  refuse(text) {
    this.status.replaceChildren();
    this.problem.textContent = text;
  }

  /** The key of the answering network's default name. */
  get #kind() {
    const { source } = this.page;
    if (!this.#readyMade) return 'models.own';
    if (source === 'symbols') return 'models.symbols';
    return source === 'handwriting' ? 'source.handwriting' : 'models.pretrained';
  }

  /** The answering network if it is not the one in training, which the worker saves. */
  get #readyMade() {
    const { model, source } = this.page;
    if (!model || source === 'own') return null;
    return /** @type {import('../inkling/index.js').SavedModel} */ ({ notes: {}, ...model });
  }

  #canSave() {
    return Boolean(this.page.model && (this.#readyMade || this.page.training.trained));
  }

  async #save() {
    // A second press of Enter or of the button, while the worker writes the file.
    if (this.saving) return;
    this.saving = true;
    const name = this.name.value.trim() || this.name.placeholder;
    try {
      const readyMade = this.#readyMade;
      const entry = readyMade
        ? await this.#saveReadyMade(readyMade, name)
        : await this.#saveOwn(name);
      if (!entry) {
        this.refuse(t('models.nothing'));
        return;
      }
      await this.library.add({ name, ...entry });
      this.name.value = '';
      // Without storage, the list says that it lasts until the page is closed.
      this.say(this.library.stored ? t('models.saved', { name }) : t('models.onlyNow', { name }));
    } catch (error) {
      this.refuse(t('models.failed', { name, reason: this.#reason(error) }));
    } finally {
      this.saving = false;
    }
    this.update('open');
  }

  /** @param {import('../inkling/index.js').SavedModel} model @param {string} name */
  async #saveReadyMade({ layers, parameters, temperature, notes }, name) {
    const inkling = await this.page.wholeInkling;
    const network = inkling.createNetwork({ layers, maxBatch: 1 });
    network.setParameters(parameters);
    network.temperature = temperature;
    const accuracy = accuracyOf(notes);
    const { names } = this.page;
    const file = network.save({ notes: { ...notes, ...notesOf(name, accuracy, names) } });
    network.free();
    return { layers, accuracy, file };
  }

  /** Saved by the worker, which has the optimizer state. @param {string} name */
  async #saveOwn(name) {
    const { training } = this.page;
    const { settings, progress, points, names } = training;
    if (!settings || !progress) return null;
    const accuracy = lastAccuracy(points);
    const notes = notesOf(name, accuracy, names, { settings, target: progress.target, points });
    const file = await training.ask('file', notes);
    return file && { layers: settings.layers, accuracy, file };
  }

  /** @param {unknown} error */
  #reason(error) {
    return tError(/** @type {Error} */ (error));
  }

  /** @param {File[]} files */
  async #load(files) {
    this.picker.value = '';
    if (!files.length) return;
    this.report.replaceChildren();
    /** @type {{ name: string, bytes: Uint8Array }[]} */
    const others = [];
    for (const chosen of files) {
      try {
        const inkling = await this.page.inkling;
        if (chosen.size > MAX_BYTES) {
          this.refuse(t('models.tooLarge', { name: chosen.name, size: formatLimit(MAX_BYTES) }));
          return;
        }
        const file = new Uint8Array(await chosen.arrayBuffer());
        if (isElsewhere(inkling, chosen.name, file)) {
          others.push({ name: chosen.name, bytes: file });
          continue;
        }
        const { layers: written, notes } = inkling.readModel(file);
        const layers = tidyLayers(written);
        if (layers.length > LONGEST_LAYERS) throw new InklingError('FOREIGN_MODEL', chosen.name);
        const savedName = notes.name?.trim().slice(0, MAX_NAME);
        const name = this.library.freeName(
          savedName || chosen.name.replace(/\.safetensors$/i, '').slice(0, MAX_NAME),
        );
        await this.library.add({ name, layers, accuracy: accuracyOf(notes), file });
        this.say(
          this.library.stored ? t('models.loaded', { name }) : t('models.onlyNow', { name }),
        );
      } catch (error) {
        this.refuse(t('models.failed', { name: chosen.name, reason: this.#reason(error) }));
        return;
      } finally {
        this.update('open');
      }
    }
    if (others.length) await this.#loadElsewhere(others);
  }

  /**
   * Imports a model that another program wrote, and reports what became of it.
   * @param {{ name: string, bytes: Uint8Array }[]} files
   * @param {{ convention: number, model: StoredModel }} [again] another way to put in the ink, and the model
   *   that it replaces
   */
  async #loadElsewhere(files, again) {
    const [{ name: source }] = files;
    let elsewhere;
    try {
      elsewhere = await import('./elsewhere.js');
    } catch {
      this.refuse(t('core.NOT_LOADED', { file: source }));
      return;
    }
    const { ElsewhereReport, openElsewhere, readingText, refusalOf } = elsewhere;
    this.say(readingText(source));
    try {
      const opened = await openElsewhere(this.page, files, again?.convention);
      const { layers, file, report } = opened;
      const accuracy = report.accuracy && report.accuracy.correct / report.accuracy.count;
      if (again) this.library.remove(again.model);
      const name = again?.model.name ?? this.library.freeName(opened.name.slice(0, MAX_NAME));
      const model = await this.library.add({ name, layers, accuracy, file });
      const view = new ElsewhereReport(opened, source, {
        choose: (convention) => this.#loadElsewhere(files, { convention, model }),
        open: () => this.#open(model),
      });
      this.report.replaceChildren(view.element);
      this.say(t('models.loaded', { name }));
      reveal(this.status, this.report);
    } catch (error) {
      this.refuse(refusalOf(/** @type {Error} */ (error), source));
    }
    this.update('open');
  }

  /** @param {StoredModel} model */
  async #open(model) {
    const { name, file } = model;
    try {
      this.page.openRun(runOf((await this.page.inkling).readModel(file)), name);
      this.say(t('models.opened', { name }));
    } catch (error) {
      this.refuse(t('models.failed', { name, reason: this.#reason(error) }));
    }
  }

  /** @param {HTMLElement} panel */
  #acceptDrops(panel) {
    const hasFiles = (/** @type {DragEvent} */ event) =>
      event.dataTransfer?.types.includes('Files');
    panel.addEventListener('dragover', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      panel.classList.add('dropping');
    });
    panel.addEventListener('dragleave', () => panel.classList.remove('dropping'));
    panel.addEventListener('drop', (event) => {
      panel.classList.remove('dropping');
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.#load([...(event.dataTransfer?.files ?? [])]);
    });
  }
}

/** @param {HTMLElement} host @param {Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  return new Models(host, page);
}
