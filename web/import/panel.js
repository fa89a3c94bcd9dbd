/** "Import a dataset": reads files, reports what was imported, and offers what to train on. */

import { loadUnfinished, noteUnfinished } from '../data/library.js';
import { isNotRunning } from '../inkling/errors.js';
import { newId } from '../storage/new-id.js';
import { formatSeconds, t, tError } from '../text/index.js';
import { element } from '../ui/elements.js';
import { reveal } from '../ui/reveal.js';
import { DatasetList } from './dataset-list.js';
import { droppedFiles, nameOf, pickedFiles } from './files.js';
import { importFiles } from './importer.js';
import { Picker } from './picker.js';
import { ProgressView } from './progress-view.js';
import { reasonWords } from './reasons.js';
import { skippedList } from './report.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./files.js').Input} Input
 * @typedef {{ code: string, reason: import('./errors.js').ImportError['reason'],
 *   skipped: import('./errors.js').Skipped[] }} Refused
 */

class ImportPanel {
  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    host.classList.add('import');
    this.library = page.datasets;
    this.picker = new Picker({
      picked: (inputs) => {
        if (inputs.length) this.#import(inputs);
        else this.#say(t('import.noFolder'));
      },
      dropped: async (transfer) => {
        const inputs = await droppedFiles(transfer);
        if (inputs.length) this.#import(inputs);
        else this.#say(t('import.notFile'));
      },
      again: () => this.#import(this.inputs),
    });
    this.progress = new ProgressView(() => this.importing?.abort());
    this.status = element('div', { class: 'message', role: 'status', 'data-testid': 'bring-said' });
    this.list = new DatasetList(this.library, page, (...content) => this.#say(...content));
    host.append(this.picker.element, this.progress.element, this.status, this.list.element);
    /** Cancels the running import. @type {AbortController | null} */
    this.importing = null;
    /** The last import's files, to re-read with other options. @type {Input[]} */
    this.inputs = [];
    /** The dataset made of them. @type {string | null} */
    this.lastId = null;
    this.list.show();
    this.library.load();
    const importTaken = async () => this.#import(await pickedFiles(page.takeFiles('bring')));
    page.addEventListener('files', importTaken);
    importTaken();
    loadUnfinished().then((name) => {
      if (!name || this.importing) return;
      this.#say(t('import.interrupted', { name }));
      noteUnfinished(null);
    });
  }

  update() {}

  /** @param {...(string | Node)} content */
  #say(...content) {
    this.status.replaceChildren(
      ...content.map((part) => (typeof part === 'string' ? element('p', {}, part) : part)),
    );
  }

  /** @param {Input[]} inputs */
  async #import(inputs) {
    if (!inputs.length || this.importing) return;
    const replaces = inputs === this.inputs ? this.lastId : null;
    if (inputs !== this.inputs) this.picker.offerSources();
    const control = new AbortController();
    this.importing = control;
    this.inputs = inputs;
    this.#say();
    this.picker.setBusy(true);
    try {
      await this.#importNow(inputs, replaces, control.signal);
    } finally {
      this.importing = null;
      this.picker.setBusy(false);
      this.picker.offerAgain();
    }
  }

  /** @param {Input[]} inputs @param {string | null} replaces @param {AbortSignal} signal */
  async #importNow(inputs, replaces, signal) {
    const started = performance.now();
    await this.library.load();
    const name = this.library.unusedName(nameOf(inputs), replaces);
    // Recorded before anything is shown, so that any import seen to start is reported if interrupted.
    await noteUnfinished(name);
    this.progress.begin();
    const options = { name, ...this.picker.options };
    const show = this.progress.show.bind(this.progress);
    /** @type {import('./worker/collector.js').Imported | undefined} */
    let imported;
    try {
      imported = await importFiles(inputs, options, show, signal);
    } catch (error) {
      this.#explain(/** @type {Error} */ (error));
    }
    this.progress.end();
    if (imported) {
      await this.#store(imported, Math.ceil((performance.now() - started) / 1000), replaces);
    }
    await noteUnfinished(null);
    reveal(this.status, imported ? this.list.element : this.status);
  }

  /** Says why nothing was imported. @param {Error & Partial<Refused>} error */
  #explain(error) {
    const { name, code, reason, skipped = [] } = error;
    if (name === 'AbortError') this.#say(t('import.canceled'));
    else if (code === 'NO_MEMORY' || isNotRunning(code)) this.#say(tError(error));
    else if (reason === 'nothing' && skipped.length) {
      const [main] = skipped;
      const why = reasonWords(main.reason, main.detail);
      this.#say(t('import.because', { reason: why }), t('import.nothing'), ...skippedList(skipped));
    } else this.#say(reasonWords(reason ?? 'broken'), ...skippedList(skipped));
  }

  /**
   * @param {import('./worker/collector.js').Imported} imported
   * @param {number} seconds
   * @param {string | null} replaces the dataset made of the same files, to replace
   */
  async #store(imported, seconds, replaces) {
    await this.library.load();
    const { name, count } = imported;
    const id = (replaces && this.library.find(replaces)?.id) ?? newId();
    this.lastId = id;
    const outcome = await this.library.put({ ...imported, id, date: Date.now() });
    const messages = [t('import.done', { name, count, time: formatSeconds(seconds) })];
    if (outcome !== 'kept')
      messages.push(t(outcome === 'full' ? 'import.full' : 'import.refused', { name }));
    this.#say(...messages);
    this.list.replaced(id);
    this.picker.offerSources(imported.classSource);
  }
}

/** @param {HTMLElement} host @param {Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  return new ImportPanel(host, page);
}
