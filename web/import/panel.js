/** "Import a dataset": read it, see what came in and what did not, choose what is trained on. */

import { loadUnfinished, noteUnfinished } from '../data/library.js';
import { formatSeconds, t, tError } from '../text/index.js';
import { element } from '../ui/elements.js';
import { DatasetList } from './dataset-list.js';
import { droppedFiles, nameOf } from './files.js';
import { importFiles } from './importer.js';
import { createPicker } from './picker.js';
import { ProgressView } from './progress-view.js';
import { reasonWords, skippedList } from './report.js';
import './words.js';

/**
 * @typedef {import('../app/page.js').Page} Page
 * @typedef {import('./files.js').Input} Input
 * @typedef {{ code: string, reason: import('./errors.js').ImportError['reason'],
 *   skipped: import('./errors.js').Skipped[] }} Refused
 */

class Bring {
  /** @param {HTMLElement} host @param {Page} page */
  constructor(host, page) {
    host.classList.add('import');
    this.library = page.datasets;
    this.picker = createPicker({
      picked: (inputs) => {
        if (inputs.length) this.#import(inputs);
        else this.#say(t('import.noFolder'));
      },
      dropped: async (transfer) => this.#import(await droppedFiles(transfer)),
      again: () => this.#import(this.inputs),
    });
    this.progress = new ProgressView(() => this.importing?.abort());
    this.said = element('div', { class: 'said', role: 'status', 'data-testid': 'bring-said' });
    this.list = new DatasetList(this.library, page, (...said) => this.#say(...said));
    host.append(this.picker.element, this.progress.element, this.said, this.list.element);
    /** Ends the import that goes on. @type {AbortController | null} */
    this.importing = null;
    /** The files of the last one, to read them in another way. @type {Input[]} */
    this.inputs = [];
    /** What came of them. @type {string | null} */
    this.lastId = null;
    this.list.show();
    this.library.load();
    loadUnfinished().then((name) => {
      if (!name || this.importing) return;
      this.#say(t('import.interrupted', { name }));
      noteUnfinished(null);
    });
  }

  update() {}

  /** @param {...(string | Node)} content */
  #say(...content) {
    this.said.replaceChildren(
      ...content.map((part) => (typeof part === 'string' ? element('p', {}, part) : part)),
    );
  }

  /** @param {Input[]} inputs */
  async #import(inputs) {
    if (!inputs.length || this.importing) return;
    const name = nameOf(inputs);
    const started = performance.now();
    const again = inputs === this.inputs ? this.lastId : null;
    const { signal } = (this.importing = new AbortController());
    this.inputs = inputs;
    this.#say();
    this.picker.rest(true);
    await noteUnfinished(name); // what is seen to have begun is spoken of when it is cut off
    this.progress.begin();
    const options = { name, ...this.picker.options };
    const show = this.progress.show.bind(this.progress);
    /** @type {import('./worker/collector.js').Imported | undefined} */
    let imported;
    try {
      imported = await importFiles(inputs, options, show, signal);
    } catch (error) {
      this.#sayWhy(/** @type {Error} */ (error));
    }
    this.importing = null;
    this.progress.end();
    if (imported) {
      await this.#keep(imported, Math.ceil((performance.now() - started) / 1000), again);
    }
    await noteUnfinished(null);
    this.picker.rest(false);
    this.picker.offerAgain();
  }

  /** Why an import has imported nothing. @param {Error & Partial<Refused>} error */
  #sayWhy(error) {
    const { name, code, reason, skipped = [] } = error;
    if (name === 'AbortError') this.#say(t('import.cancelled'));
    else if (code === 'NOT_LOADED' || code === 'NO_MEMORY') this.#say(tError(error));
    else this.#say(reasonWords(reason ?? 'broken'), ...skippedList(skipped));
  }

  /**
   * @param {import('./worker/collector.js').Imported} imported
   * @param {number} seconds
   * @param {string | null} again the dataset of the same files, which this one takes the place of
   */
  async #keep(imported, seconds, again) {
    await this.library.load();
    const { name, count } = imported;
    const id = (again && this.library.find(again)?.id) ?? crypto.randomUUID();
    this.lastId = id;
    const kept = await this.library.put({ ...imported, id, date: Date.now() });
    const said = [t('import.done', { name, count, time: formatSeconds(seconds) })];
    if (kept !== 'kept') said.push(t(`import.${kept}`, { name }));
    this.#say(...said);
    this.list.replaced(id);
  }
}

/** @param {HTMLElement} host @param {Page} page @returns {import('../app/panels.js').Panel} */
export function create(host, page) {
  return new Bring(host, page);
}
